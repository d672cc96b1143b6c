"""What the follow-up adds to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.page import Area, Offer, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.states import ACTION_LABELS, TRANSITIONS, Action
from tracker.core.text import N_
from tracker.follow_up.services import check_archive, check_follow_up

_STEPS = {
    Action.FOLLOW_UP: ("follow_up.follow_up_case", check_follow_up),
    Action.ARCHIVE: ("follow_up.archive_case", check_archive),
}


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    found = []
    for row in TRANSITIONS.from_state(file.case.state):
        if row.action in _STEPS and file.allows(actor, row.permission):
            endpoint, check = _STEPS[row.action]
            found.append(Offer(ACTION_LABELS[row.action], url_for(endpoint, ref=file.case.ref), check(file)))
    return found


AREA = Area(tabs=(Tab(N_("Follow-up"), "follow_up.show_follow_up", Permission.SEE_FILE),), offers=_offers)
