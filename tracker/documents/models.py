"""Number counters and the register of papers with their frozen bytes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.documents.states import Ending, PaperState, PaperType, Secrecy, Urgency
from tracker.extensions import Base, UtcDateTime, coded


class NumberCounter(Base):
    """The last number given for an issuer, term and run (``type`` is the one whose run it is).

    Raised inside the transaction that issues the paper.
    """

    __tablename__ = "number_counters"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id"), primary_key=True)
    type: Mapped[PaperType] = mapped_column(coded(PaperType), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class RegisteredPaper(Base):
    """A numbered paper. An issued one keeps its bytes, their SHA-256 and the values it was made from, for ever.

    ``series_id`` is the body whose run of numbers it belongs to: bodies that write one sign share one run. ``run`` is
    the type whose run gave the number, another than its own where the body lets types share one.

    Of a classified paper only what stands in the register is kept where the installation is not cleared; its abstract
    may be empty. ``template`` then says which paper it is, and there is no ``template_version``: nothing was frozen.

    ``case_id`` is the case that leads where a paper lies in the files of several; the others are ``PaperCase``.
    """

    __tablename__ = "papers"
    __table_args__ = (
        UniqueConstraint("series_id", "term_id", "type", "number"),
        UniqueConstraint("series_id", "term_id", "run", "number"),
        CheckConstraint("abstract <> '' OR secrecy <> 'ordinary'", name="ordinary_has_abstract"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint(
            "(state = 'issued') = (content IS NOT NULL AND sha256 IS NOT NULL AND context IS NOT NULL)",
            name="issued_is_frozen",
        ),
        CheckConstraint("(context IS NULL) = (template_version IS NULL)", name="frozen_with_version"),
        CheckConstraint("template IS NULL OR context IS NOT NULL OR secrecy <> 'ordinary'", name="only_secret_unkept"),
        Index("ix_papers_body_id_issued_on_id", "body_id", "issued_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    series_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    type: Mapped[PaperType] = mapped_column(coded(PaperType))
    run: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    sign: Mapped[str] = mapped_column(String(40))  # "TB/UBKTĐU"
    secrecy: Mapped[Secrecy] = mapped_column(coded(Secrecy), default=Secrecy.ORDINARY)
    urgency: Mapped[Urgency] = mapped_column(coded(Urgency), default=Urgency.ORDINARY)
    issued_on: Mapped[date]
    abstract: Mapped[str] = mapped_column(String(500))
    signer_name: Mapped[str] = mapped_column(String(120))
    state: Mapped[PaperState] = mapped_column(coded(PaperState))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    template: Mapped[str | None] = mapped_column(String(60))
    template_version: Mapped[str | None] = mapped_column(String(64))
    context: Mapped[str | None] = deferred(mapped_column(Text))
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    sha256: Mapped[str | None] = mapped_column(String(64))
    issued_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)

    body = relationship("Body", lazy="raise", foreign_keys=[body_id])


class PaperCase(Base):
    """That a paper lies in the file of another case too, beside the one of its ``case_id``: it decides about both."""

    __tablename__ = "paper_cases"

    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"), primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False, index=True)


class PaperEnding(Base):
    """A numbered paper was withdrawn, another one took its place, or its number is void: once, and it stays as it was.

    ``document`` is the paper that says so, with its number and date; for a void number there may be none.
    """

    __tablename__ = "paper_endings"
    __table_args__ = (
        CheckConstraint("(kind = 'replaced') = (replaced_by_id IS NOT NULL)", name="replaced_by_a_paper"),
        CheckConstraint("replaced_by_id <> paper_id", name="replaced_by_another"),
        CheckConstraint("reason <> '' AND (document <> '' OR kind = 'voided')", name="has_reason"),
    )

    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"), primary_key=True, autoincrement=False)
    kind: Mapped[Ending] = mapped_column(coded(Ending))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"), index=True)
    ended_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(String(300))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CheckAttempt(Base):
    """A check of a paper without a sign-in that found nothing, by the address it came from."""

    __tablename__ = "check_attempts"
    __table_args__ = (Index("ix_check_attempts_address_at", "address", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
