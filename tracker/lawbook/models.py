"""What an office entered beside the national rules: time limits, days of the calendar, years whose holidays are sure.

Nothing is deleted: a row that no longer holds is revoked, with who, when and why.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import REVOKED_WHOLE, STANDING, Base, Documented, coded
from tracker.lawbook.states import OverrideKind
from tracker.regulations.limits import Unit
from tracker.regulations.terms import Level


class LimitOverride(Documented, Base):
    """A time limit as a document sets or confirms it, for bodies of one level of the organization and below it.

    The nearest scope wins. The extension is a share of the limit, a number of its units, or none.
    """

    __tablename__ = "limit_overrides"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),
        CheckConstraint(
            "(extension_numerator IS NULL) = (extension_denominator IS NULL)"
            " AND (extension_numerator IS NULL OR extension_number IS NULL)",
            name="one_extension",
        ),
        CheckConstraint("extension_numerator > 0 AND extension_numerator <= extension_denominator", name="share"),
        CheckConstraint("extension_number > 0", name="extension_positive"),
        CheckConstraint(REVOKED_WHOLE, name="revoked_whole"),
        Index(
            "uq_limit_overrides_standing",
            *("organization_id", "limit_key", "level", "since"),
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    limit_key: Mapped[str] = mapped_column(String(40))
    level: Mapped[Level] = mapped_column(coded(Level))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    number: Mapped[int]
    unit: Mapped[Unit] = mapped_column(coded(Unit))
    extension_numerator: Mapped[int | None]
    extension_denominator: Mapped[int | None]
    extension_number: Mapped[int | None]
    since: Mapped[date]
    until: Mapped[date | None]
    kind: Mapped[OverrideKind] = mapped_column(coded(OverrideKind))
    reason: Mapped[str] = mapped_column(Text)


class OfficeDay(Documented, Base):
    """A day as the office works it: ``off``, or a weekend day that is worked."""

    __tablename__ = "calendar_days"
    __table_args__ = (
        CheckConstraint(REVOKED_WHOLE, name="revoked_whole"),
        Index(
            "uq_calendar_days_standing",
            "day",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    off: Mapped[bool]
    name: Mapped[str] = mapped_column(String(120))


class ConfirmedYear(Documented, Base):
    """A year whose announcement of public holidays the office has compared with the calendar."""

    __tablename__ = "confirmed_years"
    __table_args__ = (
        CheckConstraint(REVOKED_WHOLE, name="revoked_whole"),
        Index(
            "uq_confirmed_years_standing",
            "year",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
