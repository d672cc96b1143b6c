"""Who is at a session, who stays out of its items, and who the members of a body are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, union
from sqlalchemy.orm import joinedload

from tracker.access import Role
from tracker.accounts.models import Account, AccountRole
from tracker.cases.models import Case, CaseSubject
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Attendance, Attendee, ItemVote, Recusal
from tracker.meetings.states import VoteState
from tracker.members.models import Member, Membership, Post
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind
from tracker.petitions.models import PetitionSubject

# The roles of an account that make its holder a member of the body it belongs to.
SEATED = (Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR, Role.COMMITTEE_LEADER)


def attendance_of(meeting_id: int) -> list[Attendance]:
    """The list of those present and absent, in its order."""
    return list(
        db.session.execute(
            select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(Attendance.number)
        ).scalars()
    )


def invited_to(meeting_id: int) -> list[Account]:
    """Who is invited to a session, by name."""
    statement = select(Account).join(Attendee, Attendee.account_id == Account.id)
    found = db.session.execute(statement.where(Attendee.meeting_id == meeting_id)).scalars()
    return sorted(found, key=lambda account: account.full_name.split()[::-1])


def recusals_of(item: AgendaItem) -> list[Recusal]:
    """Who stays out of an item, with their place on the list."""
    return list(
        db.session.execute(
            select(Recusal)
            .where(Recusal.item_id == item.id)
            .options(joinedload(Recusal.attendance))
            .order_by(Recusal.id)
        ).scalars()
    )


def subject_members(item: AgendaItem) -> set[int]:
    """The Party members whom an item is about: one subject's discipline, or every subject of the case.

    Whom the petition behind a case names counts, too, where a decision took that one out of the case.
    """
    if item.case_id is None:
        return set()
    found = select(CaseSubject.member_id).where(CaseSubject.case_id == item.case_id)
    named = select(PetitionSubject.member_id).join(Case, Case.petition_id == PetitionSubject.petition_id)
    asked = (
        union(found, named.where(Case.id == item.case_id))
        if item.subject_id is None
        else found.where(CaseSubject.id == item.subject_id)
    )
    return {member for member in db.session.execute(asked).scalars() if member is not None}


def has_votes(meeting_id: int) -> bool:
    """Whether a vote of the session goes on or stands."""
    found = select(ItemVote.id).join(AgendaItem, AgendaItem.id == ItemVote.item_id)
    standing = found.where(AgendaItem.meeting_id == meeting_id, ItemVote.state != VoteState.VOID)
    return db.session.execute(standing.limit(1)).first() is not None


def is_being_voted(item_id: int) -> bool:
    """Whether a vote on the item has been opened and its result is not recorded yet."""
    found = select(ItemVote.id).where(ItemVote.item_id == item_id, ItemVote.state == VoteState.OPEN)
    return db.session.execute(found).first() is not None


def count_votes(item_id: int) -> int:
    """How many votes were ever opened on an item."""
    return db.session.execute(select(func.count()).where(ItemVote.item_id == item_id)).scalar_one()


@dataclass(frozen=True)
class Seat:
    """A member of a body as the records have it on a day."""

    name: str
    position: str
    member_id: int | None


def members_of_body(body: Body, on: date) -> list[Seat]:
    """The members of a body on a day, as far as the records name them.

    A cell's meeting: its official members. Other bodies: who sits on the committee by a recorded post, and the
    accounts of the body whose role makes them members.
    """
    if body.kind is BodyKind.CELL_MEETING:
        return _cell_members(body.organization_id, on)
    found: dict[object, Seat] = {}
    for seat in (*_accounts_of(body), *(_posts_of(body, on) if body.kind is not BodyKind.COMMISSION else ())):
        found.setdefault(seat.member_id or seat.name, seat)
    return list(found.values())


def _cell_members(organization_id: int, on: date) -> list[Seat]:
    here = (Membership.organization_id == organization_id, Membership.since <= on, _not_over(Membership.until, on))
    found = db.session.execute(
        select(Member.full_name, Member.id)
        .where(
            Member.id.in_(select(Membership.member_id).where(*here)),
            Member.official_on.is_not(None),
            Member.official_on <= on,
        )
        .order_by(Member.search_key, Member.id)
    )
    return [Seat(name, "", member_id) for name, member_id in found]


def _posts_of(body: Body, on: date) -> list[Seat]:
    here = (Post.organization_id == body.organization_id, Post.since <= on, _not_over(Post.until, on))
    found = db.session.execute(
        select(Member.full_name, Post.title, Member.id)
        .join(Post, Post.member_id == Member.id)
        .where(*here, Post.committee_level.is_not(None))
        .order_by(Post.since, Member.id)
    )
    return [Seat(*row) for row in found]


def _accounts_of(body: Body) -> list[Seat]:
    seated = select(AccountRole.account_id).where(AccountRole.role.in_(SEATED))
    found = db.session.execute(
        select(Account.full_name, Account.position, Account.member_id)
        .where(Account.body_id == body.id, Account.active, Account.id.in_(seated))
        .order_by(Account.id)
    )
    return [Seat(name, position.capitalize(), member_id) for name, position, member_id in found]


def _not_over(until: Any, on: date) -> ColumnElement[bool]:
    return or_(until.is_(None), until >= on)
