"""What sessions add to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission, may
from tracker.cases.page import Area, Offer
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK, refuse
from tracker.cases.states import ACTION_LABELS, Action, State
from tracker.core.text import N_, message
from tracker.meetings import queries
from tracker.meetings.services import check_return
from tracker.regulations.procedure import COLLECTIVE
from tracker.regulations.verdict import Verdict


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    case = file.case
    if case.state is not State.REPORTED:
        return []
    found = []
    if may(actor, Permission.PLAN_SESSION):
        url = url_for("meetings.choose_meeting", ref=case.ref)
        found.append(Offer(N_("Put it on the agenda of a session"), url, _check_agenda(file)))
    if file.allows(actor, Permission.RETURN_CASE):
        url = url_for("meetings.return_case", ref=case.ref)
        found.append(Offer(ACTION_LABELS[Action.RETURN], url, check_return(file)))
    return found


def _check_agenda(file: CaseFile) -> Verdict:
    if queries.find_open_item(file.case.id) is not None:
        return refuse(
            message(
                "The case is on the agenda of a session that is still to be held. A report is voted on"
                " once; wait for that session, or take the item off."
            ),
            COLLECTIVE,
        )
    if not queries.open_meetings(file.case.concluding_body_id):
        return refuse(
            message(
                "No session of the body that concludes the case is planned. The body concludes together;"
                " plan a session first."
            ),
            COLLECTIVE,
        )
    return OK


AREA = Area(offers=_offers)
