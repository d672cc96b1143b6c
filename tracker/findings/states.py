"""The fixed words of findings and recommendations."""

from enum import StrEnum

from tracker.core.text import N_


class FindingType(StrEnum):
    """The parts of a conclusion, in the order of the notice."""

    STRENGTH = "strength"
    SHORTCOMING = "shortcoming"
    VIOLATION = "violation"
    CAUSE = "cause"
    RESPONSIBILITY = "responsibility"


FINDING_LABELS = {
    FindingType.STRENGTH: N_("Strength"),
    FindingType.SHORTCOMING: N_("Shortcoming"),
    FindingType.VIOLATION: N_("Violation"),
    FindingType.CAUSE: N_("Cause"),
    FindingType.RESPONSIBILITY: N_("Responsibility"),
}


class RecommendationState(StrEnum):
    """How far a recommendation is carried out; overdue is derived from the due date."""

    OPEN = "open"
    PARTIAL = "partial"
    DONE = "done"
    TRANSFERRED = "transferred"
    WAIVED = "waived"


RECOMMENDATION_LABELS = {
    RecommendationState.OPEN: N_("Not carried out"),
    RecommendationState.PARTIAL: N_("In progress"),
    RecommendationState.DONE: N_("Carried out"),
    RecommendationState.TRANSFERRED: N_("Transferred"),
    RecommendationState.WAIVED: N_("No longer applicable"),
}

OPEN_RECOMMENDATIONS = frozenset({RecommendationState.OPEN, RecommendationState.PARTIAL})
