"""What the follow-up adds to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.page import Area, Offer, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.states import ACTION_LABELS, TRANSITIONS, Action
from tracker.core.text import N_
from tracker.follow_up.services import check_follow_up


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    row = TRANSITIONS.find(file.case.state, Action.FOLLOW_UP)
    if row is None or not file.allows(actor, row.permission):
        return []
    url = url_for("follow_up.follow_up_case", ref=file.case.ref)
    return [Offer(ACTION_LABELS[Action.FOLLOW_UP], url, check_follow_up(file))]


AREA = Area(tabs=(Tab(N_("Follow-up"), "follow_up.show_follow_up", Permission.SEE_FILE),), offers=_offers)
