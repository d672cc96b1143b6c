"""The register of evidence with its files and custody; what the subject wrote; drafts sent for a factual check."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.evidence.states import EvidenceKind, FileRole, FileType
from tracker.extensions import Base, UtcDateTime, Versioned, coded

_WHOLLY_WITHDRAWN = (
    "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawal_reason IS NULL)"
)


class EvidenceItem(Versioned, Base):
    """One entry of the register, numbered within its case. Never deleted: a withdrawn one keeps its number and files.

    ``obtained_on`` is the day the thing was made or handed over, ``recorded_at`` when it was entered.
    """

    __tablename__ = "evidence_items"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_by_somebody"),
        CheckConstraint("withdrawn_at IS NULL OR withdrawal_reason <> ''", name="withdrawn_with_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[EvidenceKind] = mapped_column(coded(EvidenceKind))
    source: Mapped[str] = mapped_column(String(300))
    place: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    obtained_on: Mapped[date]
    collector_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")

    collector = relationship("Account", lazy="raise", foreign_keys=[collector_id])
    files: Mapped[list["EvidenceFile"]] = relationship(
        lazy="raise", order_by="EvidenceFile.number", back_populates="item"
    )
    moves: Mapped[list["CustodyMove"]] = relationship(lazy="raise", order_by="CustodyMove.number")


class EvidenceFile(Base):
    """A file of an entry: one original, and redacted copies of which the last one counts. Rows never change.

    ``name`` is the name it came with, data only; ``sha256`` and ``size`` are of the content before it was sealed.
    """

    __tablename__ = "evidence_files"
    __table_args__ = (
        UniqueConstraint("evidence_id", "number"),
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
        Index(
            "uq_evidence_files_one_original",
            "evidence_id",
            unique=True,
            sqlite_where=text("role = 'original'"),
            postgresql_where=text("role = 'original'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence_items.id"))
    number: Mapped[int]
    role: Mapped[FileRole] = mapped_column(coded(FileRole))
    type: Mapped[FileType] = mapped_column(coded(FileType))
    name: Mapped[str] = mapped_column(String(150))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    item: Mapped[EvidenceItem] = relationship(lazy="raise", back_populates="files")

    @property
    def identity(self) -> str:
        """What the sealed content is bound to."""
        return f"evidence-file:{self.evidence_id}:{self.number}:{self.sha256}"


class EvidenceContent(Base):
    """The sealed bytes of a file, apart from what lists read."""

    __tablename__ = "evidence_contents"

    file_id: Mapped[int] = mapped_column(ForeignKey("evidence_files.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class CustodyMove(Base):
    """Who handed a piece of evidence to whom, when and why; appended, never changed."""

    __tablename__ = "custody_moves"
    __table_args__ = (UniqueConstraint("evidence_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence_items.id"))
    number: Mapped[int]
    from_holder: Mapped[str] = mapped_column(String(200))
    to_holder: Mapped[str] = mapped_column(String(200))
    moved_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SubjectStatement(Base):
    """What a subject answered in writing: as text, as an entry of the register that holds the file, or both.

    One recorded by mistake is withdrawn: it stays readable and counts nowhere.
    """

    __tablename__ = "subject_statements"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("text <> '' OR evidence_id IS NOT NULL", name="text_or_file"),
        CheckConstraint(_WHOLLY_WITHDRAWN, name="withdrawn_wholly"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    subject_id: Mapped[int] = mapped_column(ForeignKey("case_subjects.id"))
    received_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text, default="")
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_items.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)

    evidence: Mapped[EvidenceItem | None] = relationship(lazy="raise")
    withdrawer = relationship("Account", lazy="raise", foreign_keys=[withdrawn_by])


class SentDraft(Versioned, Base):
    """A draft of the report sent to a subject for a factual check; ``answered_on`` is None while none came.

    A sending recorded by mistake is withdrawn with its answer; a mistaken answer alone becomes a ``WithdrawnAnswer``.
    """

    __tablename__ = "sent_drafts"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("answered_on IS NULL OR answered_on >= sent_on", name="dates_in_order"),
        CheckConstraint(_WHOLLY_WITHDRAWN, name="withdrawn_wholly"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    subject_id: Mapped[int] = mapped_column(ForeignKey("case_subjects.id"))
    sent_on: Mapped[date]
    content: Mapped[str] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answer_note: Mapped[str] = mapped_column(String(500), default="")
    sent_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)

    points: Mapped[list["DraftPoint"]] = relationship(
        lazy="raise",
        order_by="DraftPoint.number",
        primaryjoin="and_(SentDraft.id == DraftPoint.draft_id, DraftPoint.withdrawn_answer_id.is_(None))",
    )
    withdrawn_answers: Mapped[list["WithdrawnAnswer"]] = relationship(lazy="raise", order_by="WithdrawnAnswer.id")
    withdrawer = relationship("Account", lazy="raise", foreign_keys=[withdrawn_by])


class WithdrawnAnswer(Base):
    """An answer to a draft that was recorded by mistake, as it stood; its points stay with it. Only appended."""

    __tablename__ = "withdrawn_answers"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("sent_drafts.id"), index=True)
    answered_on: Mapped[date]
    answer_note: Mapped[str] = mapped_column(String(500))
    reason: Mapped[str] = mapped_column(Text)
    withdrawn_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_at: Mapped[datetime] = mapped_column(UtcDateTime)

    points: Mapped[list["DraftPoint"]] = relationship(lazy="raise", order_by="DraftPoint.number")
    withdrawer = relationship("Account", lazy="raise", foreign_keys=[withdrawn_by])


class DraftPoint(Versioned, Base):
    """One point of the subject's answer to a draft, and what the team made of it."""

    __tablename__ = "draft_points"
    __table_args__ = (
        Index(
            "uq_draft_points_standing",
            "draft_id",
            "number",
            unique=True,
            sqlite_where=text("withdrawn_answer_id IS NULL"),
            postgresql_where=text("withdrawn_answer_id IS NULL"),
        ),
        CheckConstraint(
            "(accepted IS NULL) = (decided_by IS NULL) AND (accepted IS NULL) = (decided_at IS NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint("accepted IS NULL OR reason <> ''", name="decided_with_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("sent_drafts.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    accepted: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_answer_id: Mapped[int | None] = mapped_column(ForeignKey("withdrawn_answers.id"), index=True)

    decider = relationship("Account", lazy="raise", foreign_keys=[decided_by])
