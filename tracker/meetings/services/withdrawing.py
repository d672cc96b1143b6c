"""An item is taken off the agenda before its vote, or the whole session is cancelled: what stood there waits again."""

from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core.errors import Conflict
from tracker.core.text import message
from tracker.extensions import db
from tracker.meetings import queries
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.services.locking import check_not_voting, check_on_agenda, lock_planned
from tracker.meetings.states import Result, SessionState
from tracker.regulations.procedure import COLLECTIVE


def withdraw_item(actor: Actor, meeting: Meeting, item: AgendaItem, reason: str) -> None:
    """Take an item off the agenda, with the reason: it waits for another session, those invited read its file no more.

    A vote that goes on or stands is declared void first. The minutes do not speak of what was taken off.
    """
    require(actor, Permission.PLAN_SESSION)
    lock_planned(meeting)
    check_on_agenda(item)
    check_not_voting(item)
    if item.result is not None:
        raise Conflict(
            message("This item has its result. What was decided is not taken off the agenda."), (COLLECTIVE,)
        )
    _withdraw(actor, meeting, item, reason)


def _withdraw(actor: Actor, meeting: Meeting, item: AgendaItem, reason: str) -> None:
    item.result, item.resolution = Result.WITHDRAWN, reason
    db.session.flush()
    about = {"session": meeting.ref, "item": item.number, "reason": reason}
    record(actor, "session.item_withdrawn", case_id=item.case_id, about=about)


def cancel_meeting(actor: Actor, meeting: Meeting, reason: str, today: date) -> None:
    """Cancel a session that will not be held, with the reason; those invited are told, its items wait again.

    Who was listed as present or absent stays written down. A session at which something was voted on is held.
    """
    require(actor, Permission.PLAN_SESSION)
    lock_planned(meeting)
    if queries.has_votes(meeting.id):
        raise Conflict(message("A vote has been opened: declare it void first, or close the minutes."), (COLLECTIVE,))
    for item in meeting.items:
        if item.result is None:
            _withdraw(actor, meeting, item, reason)
    meeting.state, meeting.cancel_reason, meeting.cancelled_on = SessionState.CANCELLED, reason, today
    db.session.flush()
    record(actor, "session.cancelled", about={"session": meeting.ref, "reason": reason})
