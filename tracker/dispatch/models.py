"""The log of dispatch: appended, never changed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.dispatch.states import EntryKind, Way
from tracker.extensions import Base, UtcDateTime, coded

_REVOKED = text("kind = 'revoked'")


class DispatchEntry(Base):
    """One entry about a paper. ``of_id`` is the sending that was received, or the entry that is revoked.

    ``person`` is who sent it, or who received it.
    """

    __tablename__ = "dispatch_entries"
    __table_args__ = (
        CheckConstraint("(kind IN ('received', 'revoked')) = (of_id IS NOT NULL)", name="about_another"),
        CheckConstraint(
            "(kind = 'sent') = (recipient <> '' AND way IS NOT NULL AND copies IS NOT NULL)", name="sent_to_somebody"
        ),
        CheckConstraint("copies IS NULL OR copies > 0", name="copies_positive"),
        CheckConstraint("kind NOT IN ('sent', 'received') OR person <> ''", name="names_a_person"),
        CheckConstraint("kind NOT IN ('kept', 'revoked') OR reason <> ''", name="has_reason"),
        Index(
            "uq_dispatch_entries_revoked_once",
            "of_id",
            unique=True,
            sqlite_where=_REVOKED,
            postgresql_where=_REVOKED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"), index=True)
    kind: Mapped[EntryKind] = mapped_column(coded(EntryKind))
    of_id: Mapped[int | None] = mapped_column(ForeignKey("dispatch_entries.id"), index=True)
    happened_on: Mapped[date]
    recipient: Mapped[str] = mapped_column(String(300), default="")
    way: Mapped[Way | None] = mapped_column(coded(Way))
    copies: Mapped[int | None]
    person: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
