"""The frozen content of the papers of a case before its conclusion."""

from tracker.cases.papers.amending import Amending, compose_amendment, compose_cancellation, framed
from tracker.cases.papers.bases import course_bases
from tracker.cases.papers.cell import compose_cell_minutes
from tracker.cases.papers.deadline import Explained, compose_explanation, time_words
from tracker.cases.papers.naming import in_running_text, matter, printed_name, work_of
from tracker.cases.papers.team import (
    HAND_PAPERS,
    compose_decision,
    compose_hand_paper,
    compose_plan,
    decision_abstract,
    decision_of,
    directing_seat,
    is_alone,
    plan_abstract,
    seat_of,
    seated,
    seats_of,
    shared_of,
    team_work,
)

__all__ = [
    "HAND_PAPERS",
    "Amending",
    "Explained",
    "compose_amendment",
    "compose_cancellation",
    "compose_cell_minutes",
    "compose_decision",
    "compose_explanation",
    "compose_hand_paper",
    "compose_plan",
    "course_bases",
    "decision_abstract",
    "decision_of",
    "directing_seat",
    "framed",
    "in_running_text",
    "is_alone",
    "matter",
    "plan_abstract",
    "printed_name",
    "seat_of",
    "seated",
    "seats_of",
    "shared_of",
    "team_work",
    "time_words",
    "work_of",
]
