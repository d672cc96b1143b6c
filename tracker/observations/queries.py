"""Reads of observations. Every one starts from the actor's sight."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, not_, or_, select
from sqlalchemy.orm import aliased, selectinload

from tracker.access import Actor, Permission, Role, may
from tracker.accounts.models import Account
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.core.text import fold
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.members.queries import related_to
from tracker.members.states import SubjectType
from tracker.observations.models import Observation, ObservationRelease, ObservationSubject
from tracker.observations.states import Assessment, Source, State
from tracker.organizations.queries import bodies_in_hand, bodies_of_house, in_scope

LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER)
MOST_COUNTED = 20
_Subject = aliased(ObservationSubject)


@dataclass(frozen=True)
class ObservationFilter:
    """What the log is narrowed to; None and empty mean no narrowing."""

    text: str = ""
    state: State | None = None
    source: Source | None = None
    officer_id: int | None = None
    area: str = ""


@dataclass(frozen=True)
class ObservationRow:
    """An observation in the log."""

    id: int
    ref: str
    observed_on: date
    area: str
    source: Source
    content: str
    assessment: Assessment
    state: State
    officer: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counts:
    """How many observations the actor knows of, along each dimension; (key, label, number)."""

    by_state: dict[State, int]
    by_officer: list[tuple[int, str, int]]
    by_area: list[tuple[str, int]]


def visible(actor: Actor) -> ColumnElement[bool]:
    """The own organization, which reads what ended bodies left to it, and the leaders above; never a subject of the
    observation, a listed relative of one, nor who belongs to it.

    One that led to a restricted case is seen only by who decided so and by the chair of the body.
    """
    if not may(actor, Permission.SEE_OBSERVATIONS):
        return false()
    house: ColumnElement[bool] = Observation.body_id.in_(bodies_of_house(actor))
    if actor.has(*LEADERS):
        house = or_(house, in_scope(actor, Observation))
    near = Observation.decided_by == actor.user_id
    if actor.has(Role.CHAIR, Role.COMMITTEE_LEADER):
        near = or_(near, Observation.body_id.in_(bodies_in_hand(actor)))
    return and_(house, or_(not_(Observation.restricted), near), not_(_is_about(actor)))


def _is_about(actor: Actor) -> ColumnElement[bool]:
    own = and_(_Subject.type == SubjectType.ORGANIZATION, _Subject.organization_id.in_(actor.homes))
    tie = own
    if actor.member_id is not None:
        relative = _Subject.member_id.in_(related_to(actor.member_id))
        tie = or_(_Subject.member_id == actor.member_id, relative, own)
    return exists().where(_Subject.observation_id == Observation.id, tie)


def get_observation(actor: Actor, ref: str) -> Observation:
    """An observation by its reference; raises ``NotVisible``."""
    found = db.session.execute(
        select(Observation).where(Observation.ref == ref, visible(actor)).options(selectinload(Observation.subjects))
    ).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found


def officer_of(observation: Observation) -> str:
    """Who noted it."""
    return db.session.execute(select(Account.full_name).where(Account.id == observation.noted_by)).scalar_one()


def decider_of(observation: Observation) -> tuple[str, str] | None:
    """Who gave the leader's opinion, with the post; None where none was given."""
    if observation.decided_by is None:
        return None
    found = select(Account.full_name, Account.position).where(Account.id == observation.decided_by)
    name, position = db.session.execute(found).one()
    return name, position


@dataclass(frozen=True)
class ReleaseRow:
    """That an observation came back from a cancelled case: why, by whom, when."""

    cancelled_on: date | None
    reason: str
    full_name: str
    at: datetime

    @property
    def on(self) -> date:
        """The day of the decision on it; of a case in preparation the day on which it was cancelled here."""
        return self.cancelled_on or clock.day_of(self.at)


def releases_of(observation_id: int) -> list[ReleaseRow]:
    """How often an observation came back from a cancelled case, the latest first. The caller checked the sight."""
    columns = (ObservationRelease.cancelled_on, ObservationRelease.reason)
    found = db.session.execute(
        select(*columns, Account.full_name, ObservationRelease.released_at)
        .join(Account, Account.id == ObservationRelease.released_by)
        .where(ObservationRelease.observation_id == observation_id)
        .order_by(ObservationRelease.id.desc())
    )
    return [ReleaseRow(*row) for row in found]


def observation_rows(actor: Actor, wanted: ObservationFilter, cursor: Cursor | None) -> list[ObservationRow]:
    """One page of the log, newest first, and one row more."""
    columns = (
        Observation.id,
        Observation.ref,
        Observation.observed_on,
        Observation.area,
        Observation.source,
        Observation.content,
        Observation.assessment,
        Observation.state,
        Account.full_name,
    )
    statement = select(*columns).join(Account, Account.id == Observation.noted_by).where(visible(actor))
    ordered = keyset(_narrowed(statement, wanted), Observation.observed_on, Observation.id, cursor, newest_first=True)
    return _with_subjects([ObservationRow(*row) for row in db.session.execute(ordered)])


def count_observations(actor: Actor, wanted: ObservationFilter, *, most: int = 1_000) -> int:
    """How many observations a list has, counted up to ``most + 1``."""
    found = _narrowed(select(Observation.id).where(visible(actor)), wanted).limit(most + 1)
    return len(db.session.execute(found).all())


def counts_of(actor: Actor) -> Counts:
    """All the observations the actor sees, by state, officer and area; of the last two the most frequent."""
    times = func.count(Observation.id)
    officers = _grouped(actor, times, Account.id, Account.full_name).limit(MOST_COUNTED)
    areas = _grouped(actor, times, Observation.area).limit(MOST_COUNTED)
    return Counts(
        by_state={row[0]: row[1] for row in db.session.execute(_grouped(actor, times, Observation.state))},
        by_officer=[(key, name, count) for key, name, count in db.session.execute(officers)],
        by_area=[(area, count) for area, count in db.session.execute(areas)],
    )


def _grouped(actor: Actor, times: Any, *columns: Any) -> Select:
    return (
        select(*columns, times)
        .select_from(Observation)
        .join(Account, Account.id == Observation.noted_by)
        .where(visible(actor))
        .group_by(*columns)
        .order_by(times.desc(), *columns)
    )


def _narrowed(statement: Select, wanted: ObservationFilter) -> Select:
    if wanted.state:
        statement = statement.where(Observation.state == wanted.state)
    if wanted.source:
        statement = statement.where(Observation.source == wanted.source)
    if wanted.officer_id:
        statement = statement.where(Observation.noted_by == wanted.officer_id)
    if wanted.area:
        statement = statement.where(Observation.area == wanted.area)
    for word in fold(wanted.text).split():
        pattern = f"%{word.replace('%', '').replace('_', '')}%"
        statement = statement.where(Observation.search_key.like(pattern))
    return statement


def _with_subjects(rows: Sequence[ObservationRow]) -> list[ObservationRow]:
    names: dict[int, list[str]] = {}
    for observation_id, name in db.session.execute(
        select(ObservationSubject.observation_id, ObservationSubject.name)
        .where(ObservationSubject.observation_id.in_([row.id for row in rows]))
        .order_by(ObservationSubject.observation_id, ObservationSubject.number)
    ):
        names.setdefault(observation_id, []).append(name)
    return [replace(row, subjects=tuple(names.get(row.id, ()))) for row in rows]
