"""Decisions of lower bodies that an inspection of inspection work asks to be reviewed."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, coded
from tracker.reviews.states import Request


class DecisionReview(Base):
    """What a recommendation asks about one decision; it goes with the recommendation when that is withdrawn."""

    __tablename__ = "decision_reviews"

    recommendation_id: Mapped[int] = mapped_column(
        ForeignKey("recommendations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    sign: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date]
    body_name: Mapped[str] = mapped_column(String(200))
    fault: Mapped[str] = mapped_column(Text)
    request: Mapped[Request] = mapped_column(coded(Request))
