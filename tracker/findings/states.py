"""The fixed words of findings and recommendations."""

from enum import StrEnum

from tracker.cases.states import Severity
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


SEVERITY_TONES = {
    Severity.LESS_SERIOUS: "neutral",
    Severity.SERIOUS: "active",
    Severity.VERY_SERIOUS: "danger",
    Severity.EXTREMELY_SERIOUS: "danger",
}


class RecommendationState(StrEnum):
    """How far a recommendation is carried out; overdue is derived from the due date."""

    OPEN = "open"
    PARTIAL = "partial"
    REPORTED = "reported"  # as carried out; somebody else verifies it
    SENT_BACK = "sent_back"
    DONE = "done"
    TRANSFERRED = "transferred"
    WAIVED = "waived"


RECOMMENDATION_LABELS = {
    RecommendationState.OPEN: N_("Not carried out"),
    RecommendationState.PARTIAL: N_("In progress"),
    RecommendationState.REPORTED: N_("Reported as carried out"),
    RecommendationState.SENT_BACK: N_("Sent back"),
    RecommendationState.DONE: N_("Carried out"),
    RecommendationState.TRANSFERRED: N_("Transferred"),
    RecommendationState.WAIVED: N_("No longer applicable"),
}

RECOMMENDATION_TONES = {
    RecommendationState.OPEN: "neutral",
    RecommendationState.PARTIAL: "active",
    RecommendationState.REPORTED: "warn",
    RecommendationState.SENT_BACK: "danger",
    RecommendationState.DONE: "good",
    RecommendationState.TRANSFERRED: "neutral",
    RecommendationState.WAIVED: "neutral",
}

# What its owner still has to do; one that is reported waits for the verification instead.
OWED_RECOMMENDATIONS = frozenset({RecommendationState.OPEN, RecommendationState.PARTIAL, RecommendationState.SENT_BACK})
OPEN_RECOMMENDATIONS = OWED_RECOMMENDATIONS | {RecommendationState.REPORTED}


class FinanceScope(StrEnum):
    """What an inspection of Party finance looked at (process.md 1.8): counted apart in the periodic statistics."""

    BUDGET = "budget"
    DUES = "dues"


FINANCE_SCOPE_LABELS = {
    FinanceScope.BUDGET: N_("Budget income and expenditure, accounting, property"),
    FinanceScope.DUES: N_("Party dues"),
}


class Age(StrEnum):
    """How long a violation has been open: days since the case was concluded."""

    UNDER_30 = "under_30"
    TO_90 = "30_to_90"
    TO_365 = "91_to_365"
    OVER_365 = "over_365"


AGE_LABELS = {
    Age.UNDER_30: N_("Less than 30 days"),
    Age.TO_90: N_("30 to 90 days"),
    Age.TO_365: N_("91 to 365 days"),
    Age.OVER_365: N_("More than 365 days"),
}
