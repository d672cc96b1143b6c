"""Reads of reviewed decisions. The callers checked the sight of the case."""

from sqlalchemy import func, select

from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.reviews.models import DecisionReview


def reviews_of(case_id: int) -> list[tuple[DecisionReview, Recommendation]]:
    """The decisions to be reviewed with the recommendations that ask for it, in the order of these."""
    statement = (
        select(DecisionReview, Recommendation)
        .join(Recommendation, Recommendation.id == DecisionReview.recommendation_id)
        .where(DecisionReview.case_id == case_id)
        .order_by(Recommendation.number)
    )
    return [(review, asked) for review, asked in db.session.execute(statement)]


def count_reviews(case_id: int) -> int:
    """How many decisions are to be reviewed."""
    statement = select(func.count()).select_from(DecisionReview).where(DecisionReview.case_id == case_id)
    return db.session.execute(statement).scalar_one()
