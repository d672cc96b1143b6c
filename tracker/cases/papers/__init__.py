"""The frozen content of the papers of a case before its conclusion."""

from tracker.cases.papers.amending import Amending, compose_amendment
from tracker.cases.papers.deadline import Explained, compose_explanation, time_words
from tracker.cases.papers.naming import matter, printed_name
from tracker.cases.papers.team import (
    HAND_PAPERS,
    compose_decision,
    compose_hand_paper,
    compose_plan,
    decision_of,
    shared_of,
    team_work,
)

__all__ = [
    "HAND_PAPERS",
    "Amending",
    "Explained",
    "compose_amendment",
    "compose_decision",
    "compose_explanation",
    "compose_hand_paper",
    "compose_plan",
    "decision_of",
    "matter",
    "printed_name",
    "shared_of",
    "team_work",
    "time_words",
]
