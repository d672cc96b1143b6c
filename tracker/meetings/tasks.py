"""What sessions ask: to attend, to put cases on an agenda, to record votes and minutes, to send a case back."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case
from tracker.cases.states import ACTION_LABELS, Action, State
from tracker.core.text import N_, message
from tracker.meetings.models import AgendaItem, Attendee, ItemVote, Meeting
from tracker.meetings.queries import decided_since_report, stands
from tracker.meetings.states import DECISIONS, Purpose, Result, SessionState, VoteState
from tracker.organizations.models import Body
from tracker.tasks import Source, Task

_Item, _Session = aliased(AgendaItem), aliased(Meeting)


def _is_own(actor: Actor) -> ColumnElement[bool]:
    return Meeting.body_id.in_(select(Body.id).where(Body.organization_id == actor.organization_id))


def _sessions() -> Select:
    columns = (Meeting.ref, Meeting.title, Meeting.place, Meeting.starts_at)
    return select(Meeting.id.label("key"), Meeting.held_on.label("due"), *columns)


def _invited(actor: Actor, today: date) -> Select:
    own = select(Attendee.meeting_id).where(Attendee.account_id == actor.user_id)
    ahead = Meeting.held_on >= today
    return _sessions().where(Meeting.state == SessionState.PLANNED, ahead, Meeting.id.in_(own))


def _attend(row: Row[Any], label: str) -> Task:
    why = message("You are invited. Place: %(place)s", place=" ".join(filter(None, (row.starts_at, row.place))))
    return Task(row.title, label, "meetings.show_meeting", {"ref": row.ref}, row.due, why)


def _without_minutes(actor: Actor, today: date) -> Select:
    return _sessions().where(Meeting.state == SessionState.PLANNED, Meeting.held_on <= today, _is_own(actor))


def _close(row: Row[Any], label: str) -> Task:
    why = N_("The day of the session has come; its minutes are not closed.")
    return Task(row.title, label, "meetings.show_meeting", {"ref": row.ref}, row.due, why)


def _open_votes(actor: Actor, _today: date) -> Select:
    columns = (Meeting.ref, Meeting.title, AgendaItem.ref.label("item_ref"), AgendaItem.title.label("matter"))
    return (
        select(ItemVote.id.label("key"), Meeting.held_on.label("due"), *columns, Case.title.label("case_title"))
        .join(AgendaItem, AgendaItem.id == ItemVote.item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .outerjoin(Case, Case.id == AgendaItem.case_id)
        .where(
            ItemVote.state == VoteState.OPEN,
            Meeting.state == SessionState.PLANNED,
            _is_own(actor),
            or_(AgendaItem.purpose == Purpose.OTHER, sight.content(actor)),
        )
    )


def _vote(row: Row[Any], label: str) -> Task:
    place = {"ref": row.ref, "item_ref": row.item_ref}
    why = message("The vote is open: %(session)s", session=row.title)
    return Task(row.case_title or row.matter, label, "meetings.show_item", place, row.due, why)


def _waiting(actor: Actor, *conditions: ColumnElement[bool]) -> Select:
    """Reported cases that are on no agenda still to be held."""
    planned = exists().where(
        _Item.case_id == Case.id,
        stands(_Item.result),
        _Session.id == _Item.meeting_id,
        _Session.state == SessionState.PLANNED,
    )
    return select(Case.id.label("key"), Case.due_on.label("due"), Case.ref, Case.title, Case.kind).where(
        Case.state == State.REPORTED, ~planned, sight.content(actor), *conditions
    )


def _for_agenda(actor: Actor, _today: date) -> Select:
    return _waiting(actor, or_(sight.led(actor), sight.filed(actor)), ~decided_since_report(*DECISIONS))


def _put(row: Row[Any], label: str) -> Task:
    why = N_("The team has reported; no session is to speak of it yet.")
    return Task(row.title, label, "meetings.choose_meeting", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


def _returned(actor: Actor, _today: date) -> Select:
    return _waiting(
        actor, sight.led(actor), decided_since_report(Result.RETURNED), ~decided_since_report(Result.ADOPTED)
    )


def _return(row: Row[Any], label: str) -> Task:
    why = N_("The session asked for more work.")
    return Task(row.title, label, "meetings.return_case", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


TASKS = (
    Source("to-attend", N_("Attend the session"), Permission.SEE_SESSIONS, _invited, _attend),
    Source("minutes", N_("Record attendance and close the minutes"), Permission.HOLD_SESSION, _without_minutes, _close),
    Source("votes", N_("Record the result of the vote"), Permission.HOLD_SESSION, _open_votes, _vote),
    Source("for-agenda", N_("Put it on the agenda of a session"), Permission.PLAN_SESSION, _for_agenda, _put),
    Source("sent-back", ACTION_LABELS[Action.RETURN], Permission.SEE_CASES, _returned, _return),
)
