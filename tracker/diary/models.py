"""Entries of the diary of a team."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, UtcDateTime, Versioned


class DiaryEntry(Versioned, Base):
    """One entry, numbered within its case; appended, never changed. What changes once is the head's signature."""

    __tablename__ = "diary_entries"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("content <> ''", name="says_something"),
        CheckConstraint("(signed_by IS NULL) = (signed_at IS NULL)", name="signed_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    happened_on: Mapped[date]
    content: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    writer = relationship("Account", lazy="raise", foreign_keys=[written_by])
    signer = relationship("Account", lazy="raise", foreign_keys=[signed_by])
