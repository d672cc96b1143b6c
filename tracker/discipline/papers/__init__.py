"""The frozen content of the papers of discipline."""

from tracker.discipline.papers.ballot_text import ballot_texts
from tracker.discipline.papers.decision import DecisionWords, Matter, compose_decision, provisions_of, who_is
from tracker.discipline.papers.minutes import MinutesWords, abstract_of_minutes, compose_minutes
from tracker.discipline.papers.usual import USUAL_RECIPIENTS, draft_words, usual_executors

__all__ = [
    "USUAL_RECIPIENTS",
    "DecisionWords",
    "Matter",
    "MinutesWords",
    "abstract_of_minutes",
    "ballot_texts",
    "compose_decision",
    "compose_minutes",
    "draft_words",
    "provisions_of",
    "usual_executors",
    "who_is",
]
