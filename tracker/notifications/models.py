"""Who was told of what: references, no words."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, UtcDateTime, coded
from tracker.notifications.states import DRAFT_EVENTS, OBSERVATION_EVENTS, PETITION_EVENTS, PROGRAMME_EVENTS, Kind

SUBJECTS = ("case_id", "meeting_id", "petition_id", "plan_version_id", "observation_id", "paper_draft_id")
KINDS_OF = {
    "petition": (*(kind.value for kind in PETITION_EVENTS.values()), Kind.IDENTITY_GRANTED.value),
    "plan_version": tuple(kind.value for kind in PROGRAMME_EVENTS.values()),
    "observation": tuple(sorted({kind.value for kind in OBSERVATION_EVENTS.values()})),
    "paper_draft": tuple(sorted(kind.value for kind in DRAFT_EVENTS.values())),
}


class Notification(Base):
    """One thing that one person is told of: a case, a session, a petition, a programme's version, an observation or the
    draft of a paper."""

    __tablename__ = "notifications"
    __table_args__ = (
        CheckConstraint(
            " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in SUBJECTS) + " = 1",
            name="one_subject",
        ),
        # what may be seen of a petition depends on why one was told of it
        *(
            CheckConstraint(f"({name}_id IS NOT NULL) = (kind IN {kinds})", name=f"{name}_fits_kind")
            for name, kinds in KINDS_OF.items()
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
    plan_version_id: Mapped[int | None] = mapped_column(ForeignKey("plan_versions.id"))
    observation_id: Mapped[int | None] = mapped_column(ForeignKey("observations.id"))
    paper_draft_id: Mapped[int | None] = mapped_column(ForeignKey("paper_drafts.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
