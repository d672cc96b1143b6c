"""Incoming papers, their counters, and how an organization counts arrivals."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.documents.states import Secrecy, Urgency
from tracker.extensions import Base, UtcDateTime, Versioned, coded
from tracker.incoming.states import RunUnit


class IncomingPaper(Versioned, Base):
    """A paper that arrived. ``run`` is the year or the term through which its number runs, ``run_name`` how it is
    written. Of a classified one only this line is kept; its abstract may be empty.
    """

    __tablename__ = "incoming_papers"
    __table_args__ = (
        UniqueConstraint("organization_id", "run", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("dated_on IS NULL OR dated_on <= arrived_on", name="dates_in_order"),
        CheckConstraint("due_on IS NULL OR due_on >= arrived_on", name="due_after_arrival"),
        CheckConstraint(
            "(answered_on IS NOT NULL) = (result <> '' AND answered_by IS NOT NULL)", name="answered_has_result"
        ),
        CheckConstraint("abstract <> '' OR secrecy <> 'ordinary'", name="ordinary_has_abstract"),
        Index("ix_incoming_papers_organization_id_arrived_on_id", "organization_id", "arrived_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    run: Mapped[str] = mapped_column(String(20))
    run_name: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    arrived_on: Mapped[date]
    sender: Mapped[str] = mapped_column(String(300))
    sign: Mapped[str] = mapped_column(String(60), default="")
    dated_on: Mapped[date | None]
    abstract: Mapped[str] = mapped_column(String(500))
    secrecy: Mapped[Secrecy] = mapped_column(coded(Secrecy))
    urgency: Mapped[Urgency] = mapped_column(coded(Urgency))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    due_on: Mapped[date | None]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    note: Mapped[str] = mapped_column(String(500), default="")
    answered_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(String(500), default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    search_key: Mapped[str] = mapped_column(Text)
    registered_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)

    handler = relationship("Account", lazy="raise", foreign_keys=[handler_id])


class IncomingCounter(Base):
    """The last number of arrival given in a run. Raised inside the transaction that registers."""

    __tablename__ = "incoming_counters"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    run: Mapped[str] = mapped_column(String(20), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class ArrivalRun(Base):
    """How an organization counts arrivals from a day on, by which document, and who set it."""

    __tablename__ = "arrival_runs"
    __table_args__ = (
        CheckConstraint("document <> ''", name="has_document"),
        Index("ix_arrival_runs_organization_id_since", "organization_id", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    unit: Mapped[RunUnit] = mapped_column(coded(RunUnit))
    since: Mapped[date]
    document: Mapped[str] = mapped_column(String(300))
    set_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
