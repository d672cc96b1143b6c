"""Reads of what the office entered: as pure rows of the law for computing, and with author and document for pages.

A number that a document of the office sets or confirms has the grade *office*: it is no longer unconfirmed, and it is
not taken for wording that was read when the national tables were made.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.core.errors import NotVisible
from tracker.extensions import PLACE_COLUMNS, Documented, db
from tracker.lawbook.models import ConfirmedYear, LimitOverride, OfficeDay
from tracker.lawbook.states import OverrideKind
from tracker.organizations.models import Organization
from tracker.organizations.queries import in_scope
from tracker.regulations.calendar import Calendar, CalendarDay
from tracker.regulations.limits import Extension, Limit, pattern_of
from tracker.regulations.sources import Citation, Grade, written

LARGEST_ID = 2**31 - 1
Row = TypeVar("Row", bound=Documented)


@dataclass(frozen=True)
class OfficeLaw:
    """All that the office entered and that stands: loaded once, asked for as many cases as there are."""

    calendar: Calendar
    by_scope: Mapping[int, tuple[Limit, ...]]

    def limits_for(self, placed: Any) -> tuple[Limit, ...]:
        """The office's limits for a record or row with place columns, the nearest scope first."""
        places = (getattr(placed, column) for column in reversed(PLACE_COLUMNS))
        return tuple(limit for place in places if place is not None for limit in self.by_scope.get(place, ()))


@dataclass(frozen=True)
class OverrideRow:
    """A limit of the office for a page: the stored row, the limit it stands for, where it holds, who entered it."""

    row: LimitOverride
    limit: Limit
    organization_name: str
    author_name: str

    @property
    def citation(self) -> Citation:
        """The document."""
        return self.limit.citation


@dataclass(frozen=True)
class EntryRow(Generic[Row]):
    """A day or year of the office for a page, with its document and who entered it."""

    row: Row
    author_name: str

    @property
    def citation(self) -> Citation:
        """The document."""
        return citation_of(self.row)


def office_law() -> OfficeLaw:
    """Everything that stands, in three questions whatever the number of rows."""
    by_scope: dict[int, list[Limit]] = defaultdict(list)
    for row in db.session.execute(select(LimitOverride).where(LimitOverride.revoked_at.is_(None))).scalars():
        by_scope[row.organization_id].append(limit_of(row))
    return OfficeLaw(office_calendar(), {scope: tuple(limits) for scope, limits in by_scope.items()})


def overrides_for(organization_id: int) -> tuple[Limit, ...]:
    """The office's limits for bodies of an organization, the nearest scope first."""
    return tuple(found.limit for found in override_rows(organization_id))


def office_calendar() -> Calendar:
    """The calendar of working days with the office's corrections and confirmed years."""
    days = db.session.execute(select(OfficeDay).where(OfficeDay.revoked_at.is_(None))).scalars()
    years = db.session.execute(select(ConfirmedYear.year).where(ConfirmedYear.revoked_at.is_(None))).scalars()
    return Calendar([_day_of(row) for row in days], years)


def override_rows(organization_id: int) -> list[OverrideRow]:
    """The limits that stand for bodies of an organization, with document and author, the nearest scope first."""
    own = aliased(Organization)
    places = [getattr(own, column) for column in PLACE_COLUMNS]
    statement = _overrides().join(own, own.id == organization_id)
    return _nearest_first(statement.where(LimitOverride.organization_id.in_(places), _standing(LimitOverride)))


def entered_overrides(actor: Actor) -> list[OverrideRow]:
    """The limits entered for organizations in the actor's scope and for those above it, revoked ones too."""
    above = select(Organization.id).where(Organization.id.in_(_own_places(actor)))
    here = or_(in_scope(actor, Organization), Organization.id.in_(above))
    return _nearest_first(_overrides().where(here))


def entered_days() -> list[EntryRow[OfficeDay]]:
    """The corrections of the calendar, the latest day first, revoked ones too."""
    return _entries(OfficeDay, OfficeDay.day.desc())


def entered_years() -> list[EntryRow[ConfirmedYear]]:
    """The confirmed years, the latest first, revoked ones too."""
    return _entries(ConfirmedYear, ConfirmedYear.year.desc())


def get_override(actor: Actor, override_id: int) -> LimitOverride:
    """A limit entered for an organization in the actor's scope; raises ``NotVisible``."""
    row = _get(LimitOverride, override_id)
    scope = select(Organization.id).where(Organization.id == row.organization_id, in_scope(actor, Organization))
    if db.session.execute(scope).first() is None:
        raise NotVisible
    return row


def get_day(day_id: int) -> OfficeDay:
    """A correction of the calendar; raises ``NotVisible``."""
    return _get(OfficeDay, day_id)


def get_year(year_id: int) -> ConfirmedYear:
    """A confirmed year; raises ``NotVisible``."""
    return _get(ConfirmedYear, year_id)


def _get(kind: type[Row], row_id: int) -> Row:
    row = db.session.get(kind, row_id) if row_id <= LARGEST_ID else None
    if row is None:
        raise NotVisible
    return row


def limit_of(row: LimitOverride) -> Limit:
    """A stored limit as a row of the law; it runs from the same event as the national one."""
    pattern = pattern_of(row.limit_key, row.level, row.since)
    return Limit(
        key=row.limit_key,
        levels=frozenset({row.level}),
        number=row.number,
        unit=row.unit,
        start_event=pattern.start_event,
        since=row.since,
        until=row.until,
        citation=citation_of(row),
        extension=_extension_of(row),
        note=row.reason,
        scope=row.issuer,
        backwards=pattern.backwards,
        confirms=row.kind is OverrideKind.CONFIRMED,
    )


def citation_of(row: Documented) -> Citation:
    """The document of a row, as cited."""
    return Citation(f"{row.document}, ngày {written(row.document_on)}, {row.issuer}", "", Grade.OFFICE)


def _extension_of(row: LimitOverride) -> Extension | None:
    if row.extension_numerator is not None and row.extension_denominator is not None:
        return Extension(share=Fraction(row.extension_numerator, row.extension_denominator))
    return None if row.extension_number is None else Extension(number=row.extension_number)


def _day_of(row: OfficeDay) -> CalendarDay:
    return CalendarDay(row.day, row.off, row.name, citation_of(row))


def _standing(kind: type[Documented]) -> ColumnElement[bool]:
    return kind.revoked_at.is_(None)


def _own_places(actor: Actor) -> list[ColumnElement[int]]:
    own = aliased(Organization)
    return [
        select(getattr(own, column)).where(own.id == actor.organization_id).scalar_subquery()
        for column in PLACE_COLUMNS
    ]


def _overrides() -> Select:
    return (
        select(LimitOverride, Organization.name, Organization.level, Account.full_name)
        .join(Organization, Organization.id == LimitOverride.organization_id)
        .join(Account, Account.id == LimitOverride.author_id)
    )


def _nearest_first(statement: Select) -> list[OverrideRow]:
    ranks = [column.removesuffix("_id") for column in reversed(PLACE_COLUMNS)]
    statement = statement.order_by(LimitOverride.limit_key, LimitOverride.since, LimitOverride.id)
    found = sorted(db.session.execute(statement), key=lambda row: ranks.index(row.level))
    return [OverrideRow(row, limit_of(row), place, author) for row, place, _level, author in found]


def _entries(kind: type[Row], order: ColumnElement) -> list[EntryRow[Row]]:
    authored = select(kind, Account.full_name).join(Account, Account.id == kind.author_id)
    found = db.session.execute(authored.order_by(order, kind.recorded_at.desc()))
    return [EntryRow(row, author) for row, author in found]
