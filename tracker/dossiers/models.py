"""What lies in the file of a case, and each time it was handed to the archive with its frozen papers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from tracker.extensions import Base, UtcDateTime, Versioned


class DossierEntry(Versioned, Base):
    """One paper of the table of contents. ``source`` names what the program knows it from: ``paper-12``,
    ``step-conference``; None for one that was typed in. ``sheets`` is 0 until somebody counted them."""

    __tablename__ = "dossier_entries"
    __table_args__ = (
        UniqueConstraint("case_id", "source"),
        CheckConstraint("sheets >= 0", name="sheets_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    source: Mapped[str | None] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    sign: Mapped[str] = mapped_column(String(60), default="")
    dated_on: Mapped[date]
    abstract: Mapped[str] = mapped_column(String(500), default="")
    author: Mapped[str] = mapped_column(String(200), default="")
    sheets: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(200), default="")


class Dossier(Base):
    """The file as it was handed to the archive. Its papers are frozen; it ends only by being opened again.

    ``retention_years`` is None for files that are kept for ever. ``exceptions`` names what was missing, with
    ``exception_reason`` of the leader who archived it all the same.
    """

    __tablename__ = "dossiers"
    __table_args__ = (
        UniqueConstraint("case_id", "edition"),
        CheckConstraint("(exceptions = '') = (exception_reason = '')", name="exception_has_reason"),
        CheckConstraint("retention_years > 0", name="retention_positive"),
        CheckConstraint(
            "(reopened_on IS NULL) = (reopened_by IS NULL) AND (reopened_on IS NULL OR"
            " (reopening_decision <> '' AND reopening_reason <> ''))",
            name="reopened_by_decision",
        ),
        Index(
            "uq_dossiers_one_archived",
            "case_id",
            unique=True,
            sqlite_where=text("reopened_on IS NULL"),
            postgresql_where=text("reopened_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    edition: Mapped[int]
    archived_on: Mapped[date]
    box: Mapped[str] = mapped_column(String(60))
    shelf: Mapped[str] = mapped_column(String(60))
    retention_years: Mapped[int | None]
    retention_unconfirmed: Mapped[bool]
    papers: Mapped[int]
    sheets: Mapped[int]
    exceptions: Mapped[str] = mapped_column(Text, default="")
    exception_reason: Mapped[str] = mapped_column(Text, default="")
    contents_json: Mapped[str] = deferred(mapped_column(Text, nullable=False))
    contents_pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    contents_sha256: Mapped[str] = mapped_column(String(64))
    closing_json: Mapped[str] = deferred(mapped_column(Text, nullable=False))
    closing_pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    closing_sha256: Mapped[str] = mapped_column(String(64))
    archived_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    archived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reopened_on: Mapped[date | None]
    reopened_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    reopening_decision: Mapped[str] = mapped_column(String(120), default="")
    reopening_reason: Mapped[str] = mapped_column(Text, default="")
