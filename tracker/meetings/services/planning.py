"""A session is planned: when, where, who is invited, and what is on its agenda."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from tracker.access import Actor, Permission, require
from tracker.accounts.queries import tied_members
from tracker.audit.services import record
from tracker.cases.models import Case
from tracker.cases.rules import check_not_before
from tracker.cases.states import State
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.meetings import queries
from tracker.meetings.models import AgendaItem, Attendee, Meeting
from tracker.meetings.services.attending import recuse_subjects
from tracker.meetings.services.locking import (
    annul,
    check_not_voting,
    check_on_agenda,
    check_open,
    lock_planned,
    standing_vote,
)
from tracker.meetings.states import Purpose, Result, SessionState
from tracker.organizations.models import Body
from tracker.regulations.procedure import COLLECTIVE


@dataclass(frozen=True)
class NewMeeting:
    """What a session is planned from; ``attendees`` are the accounts invited."""

    body_id: int
    title: str
    held_on: date
    place: str
    chair_name: str
    secretary_name: str
    attendees: Collection[int]
    starts_at: str = ""
    invitation: str = ""


def plan_meeting(actor: Actor, new: NewMeeting) -> Meeting:
    """Plan a session of a body of the actor's own organization."""
    require(actor, Permission.PLAN_SESSION)
    body = db.session.get(Body, new.body_id)
    if body is None or body.organization_id != actor.organization_id:
        raise RuleViolation(
            message(
                "This body does not belong to your organization. Each works for the bodies of the own"
                " organization; choose one of them."
            ),
            field="body",
        )
    check_invited(actor, set(new.attendees))
    meeting = Meeting(
        ref=secrets.token_hex(5),
        body_id=body.id,
        state=SessionState.PLANNED,
        title=new.title,
        held_on=new.held_on,
        starts_at=new.starts_at,
        invitation=new.invitation,
        place=new.place,
        chair_name=new.chair_name,
        secretary_name=new.secretary_name,
        seats=body.seats,
        created_by=actor.user_id,
        created_at=clock.now(),
        attendees=[Attendee(account_id=account) for account in sorted(set(new.attendees))],
        items=[],
    )
    db.session.add(meeting)
    db.session.flush()
    record(actor, "session.planned", about={"session": meeting.ref, "body": body.id})
    return meeting


def check_invited(actor: Actor, accounts: set[int]) -> None:
    """Only people of the actor's own organization are invited by their accounts."""
    if len(tied_members(accounts, actor.organization_id)) != len(accounts):
        raise RuleViolation(
            message(
                "This person does not belong to your organization. Only people of the own organization"
                " are named here; choose one of them."
            ),
            field="attendees",
        )


def put_case_on_agenda(actor: Actor, meeting: Meeting, case: Case) -> AgendaItem:
    """Put a reported case on the agenda of a session of the body that concludes it."""
    require(actor, Permission.PLAN_SESSION)
    if case.concluding_body_id != meeting.body_id:
        raise RuleViolation(
            message("Only the body that ordered the case concludes it. Who decides on the work decides on its result."),
            (COLLECTIVE,),
            field="case",
        )
    if case.state is not State.REPORTED:
        raise RuleViolation(
            message(
                "Only a reported case is put before a session. The body considers what the team reports;"
                " wait for the report."
            ),
            (COLLECTIVE,),
            field="case",
        )
    if queries.find_open_item(case.id) is not None:
        raise RuleViolation(
            message(
                "The case is on the agenda of a session that is still to be held. A report is voted on"
                " once; wait for that session, or take the item off."
            ),
            (COLLECTIVE,),
            field="case",
        )
    check_not_before(meeting.held_on, case.reported_on, "case", message("the result report")).enforce()
    return add_item(actor, meeting, Purpose.CONCLUDE, case.id)


def add_item(
    actor: Actor, meeting: Meeting, purpose: Purpose, case_id: int, subject_id: int | None = None
) -> AgendaItem:
    """Add an item to the agenda; a case or a subject stands there once for each purpose, unless it was taken off."""
    lock_planned(meeting)
    for item in meeting.items:
        if not item.is_off and (item.case_id, item.subject_id, item.purpose) == (case_id, subject_id, purpose):
            raise RuleViolation(
                message("This is on the agenda already. An item stands once on an agenda."), field="meeting"
            )
    item = AgendaItem(number=_next_number(meeting), purpose=purpose, case_id=case_id, subject_id=subject_id)
    return _append(actor, meeting, item)


def _next_number(meeting: Meeting) -> int:
    return max((item.number for item in meeting.items), default=0) + 1


def _append(actor: Actor, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    meeting.items.append(item)
    db.session.flush()
    recuse_subjects(meeting, item)
    about = {"session": meeting.ref, "item": item.number, "purpose": item.purpose}
    record(actor, "session.item_added", case_id=item.case_id, about=about)
    return item


@dataclass(frozen=True)
class Matter:
    """A matter that belongs to no case, and the draft of what is to be resolved on it."""

    title: str
    draft: str


def add_matter(actor: Actor, meeting: Meeting, matter: Matter) -> AgendaItem:
    """Put another matter on the agenda: every member who sees the session sees it."""
    require(actor, Permission.PLAN_SESSION)
    lock_planned(meeting)
    item = AgendaItem(
        number=_next_number(meeting), purpose=Purpose.OTHER, case_id=None, title=matter.title, draft=matter.draft
    )
    return _append(actor, meeting, item)


def change_matter(actor: Actor, meeting: Meeting, item: AgendaItem, matter: Matter) -> None:
    """Change the draft of another matter. A vote already taken on the earlier draft is void by that."""
    require(actor, Permission.PLAN_SESSION)
    lock_planned(meeting)
    check_on_agenda(item)
    if item.purpose is not Purpose.OTHER:
        raise Conflict(
            message(
                "The text of this item comes from its case. Change it there; the session votes on what"
                " stands in the file."
            )
        )
    item.title, item.draft = matter.title, matter.draft
    db.session.flush()
    record(actor, "session.matter_changed", about={"session": meeting.ref, "item": item.number})


def move_up(actor: Actor, meeting: Meeting, item: AgendaItem) -> None:
    """Put an item before the one above it. Who orders the agenda sees every item."""
    check_open(actor, meeting)
    check_on_agenda(item)
    above = [row for row in meeting.items if row.number < item.number]
    if not above:
        raise RuleViolation(message("This item is the first already. It goes up no further."))
    check_not_voting(item)
    other = max(above, key=lambda row: row.number)
    check_not_voting(other)
    first, second = other.number, item.number
    # a number is unique in its session: the two change places by way of one that nobody has
    for row, number in ((item, -1), (other, second), (item, first)):
        db.session.execute(update(AgendaItem).where(AgendaItem.id == row.id).values(number=number))
    db.session.expire(meeting, ["items"])
    for row in (item, other):
        db.session.refresh(row, ["number"])
    record(actor, "session.item_moved", case_id=item.case_id, about={"session": meeting.ref, "to": first})


def take_off(actor: Actor, item: AgendaItem, resolution: str) -> None:
    """Take a vote off the agenda of a session still to be held, as part of another act, which the caller checks.

    The minutes say so. What is taken off by itself is withdrawn, and the minutes do not speak of it.
    """
    lock_planned(item.meeting)
    vote = standing_vote(item)
    if vote is not None:
        annul(actor, item, vote, resolution[:300])
    item.result, item.resolution = Result.RETURNED, resolution
    db.session.flush()
    about = {"session": item.meeting.ref, "item": item.number}
    record(actor, "session.item_taken_off", case_id=item.case_id, about=about)
