"""Reads of complaints against discipline. Those of one case: the caller checked the sight of the case."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.appeals.models import Appeal, AppealUnlinking, RestorationPart
from tracker.appeals.states import HANDLED_STATES, OPEN_STATES, State
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.core.errors import NotVisible
from tracker.discipline.models import Discipline
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Body, Organization
from tracker.regulations.appeals import Outcome, Part


@dataclass(frozen=True)
class AppealRow:
    """A complaint in the register."""

    id: int
    number: int
    round: int
    state: State
    received_on: date
    outcome: Outcome | None
    case_ref: str
    discipline_number: int
    subject_name: str
    body_name: str


@dataclass(frozen=True)
class Unlinked:
    """A link to a decision that was taken off: which, why, when, by whom."""

    decision: str
    reason: str
    on: date
    by: str


@dataclass(frozen=True)
class Unended:
    """What complaints still keep open in a case: names of the disciplined, each once."""

    complained: tuple[str, ...]
    unrestored: tuple[str, ...]


def unended_of_case(case_id: int) -> Unended:
    """Whose complaint waits for its end, and to whom an annulment still owes something."""
    complained, unrestored = _heard_for_others(case_id), []
    for appeal in appeals_of_case(case_id):
        name = appeal.discipline.subject.name
        if appeal.state in OPEN_STATES:
            complained.append(name)
        if any(part.done_on is None for part in appeal.parts):
            unrestored.append(name)
    return Unended(tuple(dict.fromkeys(complained)), tuple(dict.fromkeys(unrestored)))


def appeals_of_case(case_id: int) -> list[Appeal]:
    """The complaints against the disciplines of a case, in order, with what they lead to."""
    return list(
        db.session.execute(
            select(Appeal)
            .join(Discipline, Discipline.id == Appeal.discipline_id)
            .where(Discipline.case_id == case_id)
            .options(
                joinedload(Appeal.discipline).joinedload(Discipline.subject),
                joinedload(Appeal.hearing_body),
                selectinload(Appeal.parts),
            )
            .order_by(Discipline.number, Appeal.number)
        ).scalars()
    )


def _heard_for_others(case_id: int) -> list[str]:
    """Whose complaint against a decision below the case still hears."""
    found = (
        select(CaseSubject.name)
        .join(Discipline, Discipline.subject_id == CaseSubject.id)
        .join(Appeal, Appeal.discipline_id == Discipline.id)
        .join(Case, Case.petition_id == Appeal.petition_id)
        .where(Case.id == case_id, _going_on_above())
        .order_by(Appeal.id)
    )
    return list(db.session.execute(found).scalars())


def handled_above(case_id: int) -> list[str]:
    """Whose complaint a higher body is handling in a case of its own; names of the disciplined of the case."""
    found = (
        select(CaseSubject.name)
        .join(Discipline, Discipline.subject_id == CaseSubject.id)
        .join(Appeal, Appeal.discipline_id == Discipline.id)
        .where(Discipline.case_id == case_id, _going_on_above())
        .order_by(Discipline.number, Appeal.number)
    )
    return list(db.session.execute(found).scalars())


def complaints_counted(case: Case) -> Select[int]:
    """How many complaints a case has: those against its own disciplines, and those it hears against ones below."""
    found = select(func.count()).select_from(Appeal).join(Discipline, Discipline.id == Appeal.discipline_id)
    own = Discipline.case_id == case.id
    if case.petition_id is not None:
        own = or_(own, and_(Appeal.heard_above, Appeal.petition_id == case.petition_id))
    return found.where(own)


def get_appeal(discipline_id: int, number: int) -> Appeal:
    """A complaint by its number; raises ``NotVisible``."""
    found = db.session.execute(
        select(Appeal)
        .where(Appeal.discipline_id == discipline_id, Appeal.number == number)
        .options(
            joinedload(Appeal.discipline).joinedload(Discipline.subject),
            joinedload(Appeal.hearing_body),
            selectinload(Appeal.parts),
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found


def next_number(discipline_id: int) -> int:
    """The number of the next complaint against a discipline; that of one which was taken off is not given again."""
    given = (
        select(func.coalesce(func.max(table.number), 0)).where(table.discipline_id == discipline_id).scalar_subquery()
        for table in (Appeal, AppealUnlinking)
    )
    return max(db.session.execute(select(*given)).one()) + 1


def last_announced(discipline_id: int) -> Appeal | None:
    """The latest complaint whose decision was announced: that decision stands now."""
    found = select(Appeal).where(Appeal.discipline_id == discipline_id, Appeal.state == State.ANNOUNCED)
    return db.session.execute(found.order_by(Appeal.round.desc()).limit(1)).scalar_one_or_none()


def appeals_against(discipline_id: int) -> list[Appeal]:
    """All complaints against a discipline, in order."""
    found = select(Appeal).where(Appeal.discipline_id == discipline_id).order_by(Appeal.number)
    return list(db.session.execute(found).scalars())


def unlinkings_of(case_id: int) -> list[Unlinked]:
    """The links that were taken off in a case, in order."""
    columns = (AppealUnlinking.decision, AppealUnlinking.reason, AppealUnlinking.unlinked_on, Account.full_name)
    found: Any = db.session.execute(
        select(*columns)
        .join(Account, Account.id == AppealUnlinking.unlinked_by)
        .where(AppealUnlinking.case_id == case_id)
        .order_by(AppealUnlinking.id)
    )
    return [Unlinked(*row) for row in found]


def complaint_dates(discipline_id: int) -> tuple[date | None, date | None]:
    """When it was complained and when that was settled: of the complaint that waits, else of the last one whose
    decision was announced, else as it was known before the first complaint was recorded here."""
    rows = appeals_against(discipline_id)
    waiting = [row for row in rows if row.state in OPEN_STATES]
    if waiting:
        return waiting[0].received_on, None
    settled = [row for row in rows if row.state is State.ANNOUNCED]
    if settled:
        return settled[-1].received_on, settled[-1].announced_on
    return rows[0].before_complained_on, rows[0].before_settled_on


def is_handled(discipline_id: int, beside: int) -> bool:
    """Whether another complaint against the discipline is being handled."""
    found = select(Appeal.id).where(
        Appeal.discipline_id == discipline_id, Appeal.state.in_(HANDLED_STATES), Appeal.id != beside
    )
    return db.session.execute(found.limit(1)).first() is not None


def parts_of_appeal(appeal_id: int) -> list[RestorationPart]:
    """What a complaint leaves to restore, in order."""
    found = select(RestorationPart).where(RestorationPart.appeal_id == appeal_id).order_by(RestorationPart.id)
    return list(db.session.execute(found).scalars())


def get_part(appeal_id: int, part: Part) -> RestorationPart:
    """One thing to restore; raises ``NotVisible``."""
    found = select(RestorationPart).where(RestorationPart.appeal_id == appeal_id, RestorationPart.part == part)
    row = db.session.execute(found).scalar_one_or_none()
    if row is None:
        raise NotVisible
    return row


def appeal_rows(
    actor: Actor, cursor: Cursor | None, state: State | None = None, outcome: Outcome | None = None
) -> list[AppealRow]:
    """One page of the complaints in cases the actor may know of, newest first, and one row more.

    One that a higher body hears stands, for whoever may know of the case that hears it, under that case.
    """
    heard_in = _heard_in(actor)
    is_told = or_(not_(_going_on_above()), heard_in.is_not(None))
    shown_state: ColumnElement[State] = case((is_told, Appeal.state), else_=State.ACCEPTED)
    shown_outcome: ColumnElement[Outcome | None] = case((is_told, Appeal.outcome))
    statement = (
        select(
            Appeal.id,
            Appeal.number,
            Appeal.round,
            shown_state,
            Appeal.received_on,
            shown_outcome,
            func.coalesce(heard_in, Case.ref),
            Discipline.number,
            CaseSubject.name,
            Body.name,
        )
        .join(Discipline, Discipline.id == Appeal.discipline_id)
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .join(Case, Case.id == Discipline.case_id)
        .join(Body, Body.id == Appeal.hearing_body_id)
        .where(or_(sight.existence(actor), heard_in.is_not(None)))
    )
    if state:
        statement = statement.where(shown_state == state)
    if outcome:
        statement = statement.where(shown_outcome == outcome)
    found: Any = db.session.execute(keyset(statement, Appeal.received_on, Appeal.id, cursor, newest_first=True))
    return [AppealRow(*row) for row in found]


def _heard_in(actor: Actor) -> ColumnElement[str | None]:
    """The case of a higher body that hears the complaint, where the actor may know of it."""
    hearing = select(Case.ref).where(Case.petition_id == Appeal.petition_id, Appeal.heard_above, sight.existence(actor))
    return hearing.correlate(Appeal).scalar_subquery()


def heard_at(case_id: int) -> list[tuple[Appeal, Organization]]:
    """The complaints of a case that are or were handled in it, each with the organization of the body that hears it."""
    found = db.session.execute(
        select(Appeal, Organization)
        .join(Discipline, Discipline.id == Appeal.discipline_id)
        .join(Body, Body.id == Appeal.hearing_body_id)
        .join(Organization, Organization.id == Body.organization_id)
        .where(Discipline.case_id == case_id, Appeal.state != State.REFUSED, ~Appeal.heard_above)
        .options(joinedload(Appeal.discipline).joinedload(Discipline.subject))
        .order_by(Discipline.number, Appeal.number)
    )
    return [(row[0], row[1]) for row in found]


def stands_in() -> ColumnElement[bool]:
    """Which case has the steps of a complaint: the one that hears it above, else that of the discipline."""
    above = and_(Appeal.heard_above, Case.petition_id == Appeal.petition_id)
    return or_(above, and_(not_(Appeal.heard_above), Case.id == Discipline.case_id))


def _going_on_above() -> ColumnElement[bool]:
    """Of a complaint heard above the lower body is told that it is being handled, and the result once announced."""
    return and_(Appeal.heard_above, Appeal.state.in_(OPEN_STATES))
