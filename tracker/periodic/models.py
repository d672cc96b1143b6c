"""Periodic reports, and which cases the figures of each of them count."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, UtcDateTime, Versioned, coded
from tracker.periodic.states import Comparison, PeriodKind
from tracker.statistics.states import Deciders


class PeriodicReport(Versioned, Base):
    """A report of a body over a period, changed until it has its number.

    ``deciders`` and ``organization_id`` are the question that was asked of the statistics; ``figures`` the answer for
    the period and for the one compared with, as it was at ``taken_at`` in the sight of ``taken_by``.
    """

    __tablename__ = "periodic_reports"
    __table_args__ = (
        CheckConstraint("until >= since", name="days_in_order"),
        CheckConstraint("paper_id IS NULL OR dropped_on IS NULL", name="issued_is_not_dropped"),
        Index("ix_periodic_reports_body_id_until_id", "body_id", "until", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    kind: Mapped[PeriodKind] = mapped_column(coded(PeriodKind))
    since: Mapped[date]
    until: Mapped[date]
    comparison: Mapped[Comparison] = mapped_column(coded(Comparison))
    deciders: Mapped[Deciders] = mapped_column(coded(Deciders))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    figures: Mapped[str] = mapped_column(Text)
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    situation: Mapped[str] = mapped_column(Text, default="")
    leadership: Mapped[str] = mapped_column(Text, default="")
    regular: Mapped[str] = mapped_column(Text, default="")  # regular supervision, which has no cases to count
    petitions: Mapped[str] = mapped_column(Text, default="")
    remedy: Mapped[str] = mapped_column(Text, default="")
    assessment: Mapped[str] = mapped_column(Text, default="")
    shortcomings: Mapped[str] = mapped_column(Text, default="")
    causes: Mapped[str] = mapped_column(Text, default="")
    tasks: Mapped[str] = mapped_column(Text, default="")
    recipients: Mapped[str] = mapped_column(Text, default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"), unique=True)
    dropped_on: Mapped[date | None]
    written_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    body = relationship("Body", lazy="raise")
    organization = relationship("Organization", lazy="raise")
    taker = relationship("Account", lazy="raise", foreign_keys=[taken_by])
    writer = relationship("Account", lazy="raise", foreign_keys=[written_by])
    paper = relationship("RegisteredPaper", lazy="raise")


class ReportedCase(Base):
    """A case that the figures of a report count, or counted before they were taken anew.

    Who may not know of it does not read the report, nor the texts that were sent for approval.
    """

    __tablename__ = "reported_cases"

    report_id: Mapped[int] = mapped_column(ForeignKey("periodic_reports.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
