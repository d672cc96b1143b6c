"""Decisions of lower bodies that an inspection of inspection work asks to be reviewed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, coded
from tracker.reviews.states import Fault, Request


class DecisionReview(Base):
    """What a recommendation asks about one decision; it goes with the recommendation when that is withdrawn.

    ``fault_kind`` is None in records from before it was asked. A violation missed may have no decision: ``sign``
    and ``body_name`` are empty then.
    """

    __tablename__ = "decision_reviews"
    __table_args__ = (
        CheckConstraint(
            "(sign = '') = (decided_on IS NULL) AND (sign <> '' OR COALESCE(fault_kind, '') = 'missed')",
            name="decision_unless_missed",
        ),
    )

    recommendation_id: Mapped[int] = mapped_column(
        ForeignKey("recommendations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    sign: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date | None]
    body_name: Mapped[str] = mapped_column(String(200))
    fault: Mapped[str] = mapped_column(Text)
    fault_kind: Mapped[Fault | None] = mapped_column(coded(Fault))
    request: Mapped[Request] = mapped_column(coded(Request))
