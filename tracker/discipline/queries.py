"""Reads of discipline records. The caller checked the sight of the case."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from tracker.access import Actor
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.core.errors import NotVisible
from tracker.discipline.models import Discipline
from tracker.discipline.states import OPEN_STATES, State
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.meetings.models import AgendaItem, Meeting
from tracker.members.models import Member, Post
from tracker.organizations.models import Body, Organization
from tracker.organizations.states import BodyKind
from tracker.regulations.authority import Standing
from tracker.regulations.terms import Form, Level, Role, Subject
from tracker.regulations.voting import VoteCount, count_discipline_vote


@dataclass(frozen=True)
class Vote:
    """The ballot on a discipline record, counted: the item, its session, and what the rule makes of it."""

    item: AgendaItem
    meeting: Meeting
    count: VoteCount


@dataclass(frozen=True)
class DisciplineRow:
    """A discipline record in a list."""

    id: int
    number: int
    case_ref: str
    subject_name: str
    state: State
    proposed_at: datetime
    proposed_form: Form
    decided_form: Form | None
    decided_on: date | None
    body_name: str


def disciplines_of_case(case_id: int) -> list[Discipline]:
    """The discipline records of a case, in order, with their subjects."""
    return list(
        db.session.execute(
            select(Discipline)
            .where(Discipline.case_id == case_id)
            .options(joinedload(Discipline.subject))
            .order_by(Discipline.number)
        ).scalars()
    )


@dataclass(frozen=True)
class DecidedRow:
    """A record with a decision: its deciding body's kind and organization, and the day of the session that voted."""

    discipline: Discipline
    body_kind: BodyKind
    organization: Organization
    held_on: date | None


def decided_of_case(case_id: int) -> list[DecidedRow]:
    """The records of a case on which there is a decision, in order."""
    found = db.session.execute(
        select(Discipline, Body.kind, Organization, Meeting.held_on)
        .join(Body, Body.id == Discipline.body_id)
        .join(Organization, Organization.id == Body.organization_id)
        .outerjoin(AgendaItem, AgendaItem.id == Discipline.agenda_item_id)
        .outerjoin(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Discipline.case_id == case_id, Discipline.decided_on.is_not(None))
        .options(joinedload(Discipline.subject))
        .order_by(Discipline.number)
    )
    return [DecidedRow(*row) for row in found]


def count_of_case(case_id: int) -> int:
    """How many discipline records a case has."""
    return db.session.execute(select(func.count()).where(Discipline.case_id == case_id)).scalar_one()


def get_discipline(case_id: int, number: int) -> Discipline:
    """A record by its number in the case; raises ``NotVisible``."""
    found = db.session.execute(
        select(Discipline)
        .where(Discipline.case_id == case_id, Discipline.number == number)
        .options(joinedload(Discipline.subject))
    ).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found


def find_for_subject(subject_id: int) -> list[Discipline]:
    """The records about one subject of a case, oldest first."""
    return list(
        db.session.execute(
            select(Discipline).where(Discipline.subject_id == subject_id).order_by(Discipline.number)
        ).scalars()
    )


def has_open(subject_ids: Collection[int]) -> bool:
    """Whether a record about one of the subjects is not finished."""
    found = select(Discipline.id).where(Discipline.subject_id.in_(subject_ids), Discipline.state.in_(OPEN_STATES))
    return db.session.execute(found.limit(1)).first() is not None


def standing_of(subject: CaseSubject, holds_post: bool, on: date) -> Standing:
    """A subject as the rules see it on a day: what it is, who manages it, the highest committee it sits on."""
    if subject.member_id is None:
        return Standing(Subject.ORGANIZATION)
    member = db.session.get_one(Member, subject.member_id)
    official = member.official_on is not None and member.official_on <= on
    seats = [
        Level(level.value)
        for level in db.session.execute(
            select(Post.committee_level).where(
                Post.member_id == member.id,
                Post.committee_level.is_not(None),
                Post.since <= on,
                or_(Post.until.is_(None), Post.until >= on),
            )
        ).scalars()
        if level is not None
    ]
    return Standing(
        Subject.FULL_MEMBER if official else Subject.PROBATIONARY_MEMBER,
        holds_post=holds_post,
        managed_by=Level(member.managing_level.value) if member.managing_level else None,
        committee_member=max(seats, key=lambda level: level.rank, default=None),
    )


def find_vote(discipline: Discipline) -> Vote | None:
    """The recorded ballot of a discipline record, counted by the rule of the session's day."""
    if discipline.agenda_item_id is None:
        return None
    item, meeting = db.session.execute(
        select(AgendaItem, Meeting)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.id == discipline.agenda_item_id)
    ).one()
    standing = standing_of(discipline.subject, discipline.holds_post, meeting.held_on)
    ballots = item.ballots or {}
    count = count_discipline_vote(
        standing.subject, discipline.holds_post, Role.DECIDING, meeting.seats, ballots, meeting.held_on
    )
    return Vote(item, meeting, count)


def discipline_rows(actor: Actor, cursor: Cursor | None, state: State | None = None) -> list[DisciplineRow]:
    """One page of the records of cases the actor may know of, newest first, and one row more."""
    statement = (
        select(
            Discipline.id,
            Discipline.number,
            Case.ref,
            CaseSubject.name,
            Discipline.state,
            Discipline.proposed_at,
            Discipline.proposed_form,
            Discipline.decided_form,
            Discipline.decided_on,
            Body.name,
        )
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .join(Case, Case.id == Discipline.case_id)
        .join(Body, Body.id == Discipline.body_id)
        .where(sight.existence(actor))
    )
    if state:
        statement = statement.where(Discipline.state == state)
    found = keyset(statement, Discipline.proposed_at, Discipline.id, cursor, newest_first=True)
    rows: Iterable[Any] = db.session.execute(found)
    return [DisciplineRow(*row) for row in rows]
