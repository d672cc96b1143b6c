"""Tables of discipline: the record of each subject, and what is written down beside it."""

from tracker.discipline.models.beside import (
    ActivitySuspension,
    AuthorityOverride,
    Deferral,
    ExecutionStep,
    RecordedCircumstance,
    ReferralAnswer,
    ResponsibilityReview,
)
from tracker.discipline.models.record import Discipline

__all__ = [
    "ActivitySuspension",
    "AuthorityOverride",
    "Deferral",
    "Discipline",
    "ExecutionStep",
    "RecordedCircumstance",
    "ReferralAnswer",
    "ResponsibilityReview",
]
