"""Reads of reviewed decisions. The callers checked the sight of the case."""

from sqlalchemy import Select, func, select

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


def reviews_counted(case_id: int) -> Select[int]:
    """How many decisions are to be reviewed."""
    return select(func.count()).where(DecisionReview.case_id == case_id)
