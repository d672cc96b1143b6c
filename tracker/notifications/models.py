"""Who was told of what: references, no words."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, UtcDateTime, coded
from tracker.notifications.states import Kind


class Notification(Base):
    """One thing that one person is told of: a case, a session or a petition."""

    __tablename__ = "notifications"
    __table_args__ = (
        CheckConstraint(
            "(case_id IS NOT NULL AND meeting_id IS NULL AND petition_id IS NULL)"
            " OR (case_id IS NULL AND meeting_id IS NOT NULL AND petition_id IS NULL)"
            " OR (case_id IS NULL AND meeting_id IS NULL AND petition_id IS NOT NULL)",
            name="one_subject",
        ),
        CheckConstraint("read_at IS NULL OR read_at >= made_at", name="read_after_made"),
        Index("ix_notifications_account_id_made_at_id", "account_id", "made_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[Kind] = mapped_column(coded(Kind))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petitions.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
