"""What the conclusion adds to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.page import Area, Offer, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.states import ACTION_LABELS, Action, State
from tracker.conclusions.services import check_conclude
from tracker.core.text import N_
from tracker.documents.approval import may_draft
from tracker.meetings.queries import last_decision


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    issues = file.allows(actor, Permission.ISSUE_NOTICE)
    if file.case.state is not State.REPORTED or not (issues or may_draft(actor, file.case.body, file.relations)):
        return []
    url = url_for("conclusions.issue_notices", ref=file.case.ref)
    label = ACTION_LABELS[Action.CONCLUDE] if issues else N_("Write the notice and send it for approval")
    return [Offer(label, url, check_conclude(file, last_decision(file.case.id)))]


AREA = Area(tabs=(Tab(N_("Conclusion"), "conclusions.show_conclusion", Permission.SEE_PAPERS),), offers=_offers)
