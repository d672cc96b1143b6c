"""Reads of discipline records. The caller checked the sight of the case."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy import case as sql_case
from sqlalchemy.orm import joinedload

from tracker.access import Actor
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.core.errors import NotVisible
from tracker.discipline.models import Discipline, ReferralAnswer
from tracker.discipline.queries.effect import shown_state_sql
from tracker.discipline.states import OPEN_STATES, Answer, State
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.meetings.models import AgendaItem, Meeting
from tracker.organizations.models import Body, Organization
from tracker.organizations.states import BodyKind
from tracker.regulations.terms import Form

# the answer by which another body decided a record that was referred to it
IS_DECIDED_ELSEWHERE = and_(
    ReferralAnswer.discipline_id == Discipline.id,
    ReferralAnswer.outcome == Answer.DECIDED,
    Discipline.state == State.DECIDED_ELSEWHERE,
)


@dataclass(frozen=True)
class DisciplineRow:
    """A discipline record in a list. ``proposed_form`` is None for who may not open the file."""

    id: int
    number: int
    case_ref: str
    subject_name: str
    state: State
    proposed_at: datetime
    proposed_form: Form | None
    decided_form: Form | None
    decided_on: date | None
    body_name: str


@dataclass(frozen=True)
class RecordFilter:
    """What a list is narrowed to: a state, the first and the last day of the decision, whichever body took it."""

    state: State | None = None
    since: date | None = None
    until: date | None = None


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


def has_open(subject_ids: Collection[int]) -> bool:
    """Whether a record about one of the subjects is not finished."""
    found = select(Discipline.id).where(Discipline.subject_id.in_(subject_ids), Discipline.state.in_(OPEN_STATES))
    return db.session.execute(found.limit(1)).first() is not None


def latest_state(subject_id: int) -> State | None:
    """Where the latest discipline of a subject of a case stands, those annulled left out; None where there is none."""
    found = select(Discipline.state).where(Discipline.subject_id == subject_id, Discipline.state != State.ANNULLED)
    return db.session.execute(found.order_by(Discipline.id.desc()).limit(1)).scalar_one_or_none()


def decision_elsewhere_is_known(actor: Actor) -> ColumnElement[bool]:
    """Who may know of a decision of another body, over a statement joined by ``IS_DECIDED_ELSEWHERE``: who may open the
    file, and once it was announced who may know of the case – until then it stays in the file."""
    announced = and_(ReferralAnswer.announced_on.is_not(None), sight.existence(actor))
    return or_(sight.content(actor), announced)


def discipline_rows(
    actor: Actor, cursor: Cursor | None, today: date, wanted: RecordFilter | None = None
) -> list[DisciplineRow]:
    """One page of the records, newest first, and one row more: of cases whose file the actor may open, and of those he
    may only know of where the decision was announced – what was proposed, and that it was, stays in the file.

    A discipline whose twelve months have passed shows as ended, whether or not the program has noted it yet.
    """
    shown, opened = shown_state_sql(today), sight.content(actor)
    announced = and_(Discipline.announced_on.is_not(None), Discipline.decided_on.is_not(None))
    decided_on = func.coalesce(Discipline.decided_on, ReferralAnswer.decided_on)
    statement = (
        select(
            Discipline.id,
            Discipline.number,
            Case.ref,
            CaseSubject.name,
            shown,
            Discipline.proposed_at,
            sql_case((opened, Discipline.proposed_form), else_=None),
            func.coalesce(Discipline.decided_form, ReferralAnswer.form),
            decided_on,
            Body.name,
        )
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .join(Case, Case.id == Discipline.case_id)
        .join(Body, Body.id == Discipline.body_id)
        .outerjoin(ReferralAnswer, IS_DECIDED_ELSEWHERE)
        .where(or_(opened, and_(announced, sight.existence(actor)), decision_elsewhere_is_known(actor)))
    )
    statement = _narrowed(statement, wanted or RecordFilter(), shown, decided_on)
    found = keyset(statement, Discipline.proposed_at, Discipline.id, cursor, newest_first=True)
    rows: Iterable[Any] = db.session.execute(found)
    return [DisciplineRow(*[*row[:4], State(row[4]), *row[5:]]) for row in rows]


def _narrowed(statement: Select, wanted: RecordFilter, shown: Any, decided_on: Any) -> Select:
    conditions = [shown == wanted.state.value] if wanted.state else []
    conditions += [decided_on >= wanted.since] if wanted.since else []
    conditions += [decided_on <= wanted.until] if wanted.until else []
    return statement.where(*conditions)
