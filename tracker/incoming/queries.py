"""Reads of incoming papers. Every one starts from the actor's sight."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select
from sqlalchemy.orm import joinedload

from tracker.access import Actor, Role
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.core.errors import NotVisible
from tracker.core.text import fold
from tracker.documents.states import Secrecy, Urgency
from tracker.extensions import db
from tracker.incoming.models import ArrivalRun, IncomingPaper
from tracker.incoming.rules import standing_of
from tracker.incoming.states import RunUnit, Standing
from tracker.keyset import Cursor, keyset

# Whoever keeps or directs the register sees all of it; everybody else what is his to handle.
READERS = (Role.CLERK, Role.CHAIR, Role.VICE_CHAIR)


@dataclass(frozen=True)
class IncomingFilter:
    """What the register is narrowed to; None and empty mean no narrowing. Days of arrival are inclusive."""

    text: str = ""
    standing: Standing | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class IncomingRow:
    """A line of the register."""

    id: int
    ref: str
    run_name: str
    number: int
    arrived_on: date
    sender: str
    sign: str
    dated_on: date | None
    abstract: str
    secrecy: Secrecy
    urgency: Urgency
    handler_id: int | None
    due_on: date | None
    answered_on: date | None
    result: str
    note: str
    handler: str | None = None

    @property
    def full_number(self) -> str:
        """``07/2026``: numbers below ten have a zero before them."""
        return f"{self.number:02d}/{self.run_name}"

    def standing(self, today: date) -> Standing:
        """How far it is on a day."""
        return standing_of(self.handler_id, self.due_on, self.answered_on, today)


@dataclass(frozen=True)
class RunRow:
    """How arrivals are counted from a day on, by which document, and who set it."""

    unit: RunUnit
    since: date
    document: str
    set_by: str
    set_at: datetime


_COLUMNS = [getattr(IncomingPaper, name) for name in IncomingRow.__dataclass_fields__ if name != "handler"]


def visible(actor: Actor) -> ColumnElement[bool]:
    """The own organization's; for whoever only handles papers, those; of a case only where the actor may know of it."""
    mine = IncomingPaper.handler_id == actor.user_id
    known = IncomingPaper.case_id.in_(select(Case.id).where(sight.existence(actor)))
    return and_(
        IncomingPaper.organization_id == actor.organization_id,
        or_(func.coalesce(mine, false()), _reads_all(actor)),
        or_(IncomingPaper.case_id.is_(None), known),
    )


def _reads_all(actor: Actor) -> ColumnElement[bool]:
    return not_(false()) if actor.has(*READERS) else false()


def get_incoming(actor: Actor, ref: str) -> IncomingPaper:
    """A paper by its reference; raises ``NotVisible``."""
    found = db.session.execute(
        select(IncomingPaper).where(IncomingPaper.ref == ref, visible(actor)).options(joinedload(IncomingPaper.handler))
    ).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found


def incoming_rows(actor: Actor, wanted: IncomingFilter, cursor: Cursor | None, today: date) -> list[IncomingRow]:
    """One page of the register, newest first, and one row more."""
    statement = incoming_statement(actor, wanted, today)
    found = keyset(statement, IncomingPaper.arrived_on, IncomingPaper.id, cursor, newest_first=True)
    return [IncomingRow(*row) for row in db.session.execute(found)]


def incoming_statement(actor: Actor, wanted: IncomingFilter, today: date) -> Select:
    """The lines of the register as columns of ``IncomingRow``, not ordered yet."""
    statement = (
        select(*_COLUMNS, Account.full_name)
        .outerjoin(Account, Account.id == IncomingPaper.handler_id)
        .where(visible(actor))
    )
    if wanted.standing:
        statement = statement.where(_stands(wanted.standing, today))
    if wanted.since:
        statement = statement.where(IncomingPaper.arrived_on >= wanted.since)
    if wanted.until:
        statement = statement.where(IncomingPaper.arrived_on <= wanted.until)
    for word in fold(wanted.text).split():
        statement = statement.where(IncomingPaper.search_key.like(f"%{word.replace('%', '').replace('_', '')}%"))
    return statement


def _stands(standing: Standing, today: date) -> ColumnElement[bool]:
    unanswered, handled = IncomingPaper.answered_on.is_(None), IncomingPaper.handler_id.is_not(None)
    late = and_(IncomingPaper.due_on.is_not(None), IncomingPaper.due_on < today)
    return {
        Standing.ANSWERED: IncomingPaper.answered_on.is_not(None),
        Standing.NOTED: and_(unanswered, not_(handled)),
        Standing.OVERDUE: and_(unanswered, handled, late),
        Standing.OPEN: and_(unanswered, handled, not_(late)),
    }[standing]


def find_run(organization_id: int, on: date) -> RunUnit:
    """How arrivals are counted on a day; by the calendar year where nothing was set."""
    found = db.session.execute(
        select(ArrivalRun.unit)
        .where(ArrivalRun.organization_id == organization_id, ArrivalRun.since <= on)
        .order_by(ArrivalRun.since.desc(), ArrivalRun.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return found or RunUnit.YEAR


def runs_of(organization_id: int) -> list[RunRow]:
    """Everything that was set about counting arrivals, the newest first."""
    columns = (ArrivalRun.unit, ArrivalRun.since, ArrivalRun.document, Account.full_name, ArrivalRun.set_at)
    found = db.session.execute(
        select(*columns)
        .join(Account, Account.id == ArrivalRun.set_by)
        .where(ArrivalRun.organization_id == organization_id)
        .order_by(ArrivalRun.id.desc())
    )
    return [RunRow(*row) for row in found]


def last_arrival(organization_id: int) -> date | None:
    """The latest day on which a paper arrived."""
    latest = select(func.max(IncomingPaper.arrived_on)).where(IncomingPaper.organization_id == organization_id)
    return db.session.execute(latest).scalar_one()


def find_case(actor: Actor, ref: str | None) -> int | None:
    """The case a paper is linked to, if the actor may know of it; raises ``NotVisible`` for another."""
    if ref is None:
        return None
    found = db.session.execute(select(Case.id).where(Case.ref == ref, sight.existence(actor))).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found


def case_label(actor: Actor, case_id: int | None) -> tuple[str, str] | None:
    """Reference and title of the linked case, for who may know of it."""
    found = db.session.execute(select(Case.ref, Case.title).where(Case.id == case_id, sight.existence(actor)))
    row = found.one_or_none()
    return (row.ref, row.title) if row else None


def case_labels(actor: Actor, refs: list[str]) -> dict[str, str]:
    """The titles of cases by reference, of those the actor may know of."""
    found = db.session.execute(select(Case.ref, Case.title).where(Case.ref.in_(refs), sight.existence(actor)))
    return {row.ref: row.title for row in found}
