"""Batches for the printer: what is asked for, paper by paper, who works on it until when, and what was made."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from tracker.extensions import Base, UtcDateTime, coded
from tracker.printing.states import ItemState, JobState, Output, Reason


class PrintJob(Base):
    """A batch of one person. ``worker`` holds it until ``lease_until``; whoever comes later takes it over.

    ``case_id`` is set where it is the whole of a case. A finished one is deleted with what it made after some days.
    """

    __tablename__ = "print_jobs"
    __table_args__ = (
        CheckConstraint("(state = 'running') = (worker IS NOT NULL AND lease_until IS NOT NULL)", name="held"),
        CheckConstraint("(state IN ('waiting', 'running')) = (ended_at IS NULL)", name="ended"),
        Index("ix_print_jobs_state_id", "state", "id"),
        Index("ix_print_jobs_account_id_id", "account_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(22), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    output: Mapped[Output] = mapped_column(coded(Output))
    duplex: Mapped[bool] = mapped_column(default=False)
    state: Mapped[JobState] = mapped_column(coded(JobState), default=JobState.WAITING)
    total: Mapped[int]
    pages: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PrintItem(Base):
    """One paper of a batch, or one file of evidence. ``sealed`` is what will be bound, until it is.

    ``about`` is what the table of contents says of it, as JSON; ``stamped`` that it comes as a copy for reading.
    """

    __tablename__ = "print_job_items"
    __table_args__ = (
        UniqueConstraint("job_id", "position"),
        CheckConstraint("(paper_id IS NULL) <> (evidence_file_id IS NULL)", name="one_thing"),
        CheckConstraint("(state = 'left_out') = (reason IS NOT NULL)", name="left_out_with_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("print_jobs.id"))
    position: Mapped[int]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"), index=True)
    evidence_file_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_files.id"), index=True)
    title: Mapped[str] = mapped_column(String(700))
    about: Mapped[str] = mapped_column(Text, default="{}")
    state: Mapped[ItemState] = mapped_column(coded(ItemState), default=ItemState.WAITING)
    reason: Mapped[Reason | None] = mapped_column(coded(Reason))
    stamped: Mapped[bool] = mapped_column(default=True)
    pages: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str | None] = mapped_column(String(64))
    sealed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))


class PrintPiece(Base):
    """A piece of what a batch made, sealed, so that neither end holds all of it in memory."""

    __tablename__ = "print_job_pieces"

    job_id: Mapped[int] = mapped_column(ForeignKey("print_jobs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
