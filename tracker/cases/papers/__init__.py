"""The frozen content of the papers of a case before its conclusion."""

from tracker.cases.papers.deadline import Explained, compose_explanation
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
    "Explained",
    "compose_decision",
    "compose_explanation",
    "compose_hand_paper",
    "compose_plan",
    "decision_of",
    "matter",
    "printed_name",
    "shared_of",
    "team_work",
]
