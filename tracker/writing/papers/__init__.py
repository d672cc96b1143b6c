"""The frozen content of what is written in a case."""

from tracker.writing.papers.answer import AnswerWords, compose_answer
from tracker.writing.papers.letters import compose_letter, compose_submission
from tracker.writing.papers.referral import compose_discipline_submission
from tracker.writing.papers.report import compose_report

__all__ = [
    "AnswerWords",
    "compose_answer",
    "compose_discipline_submission",
    "compose_letter",
    "compose_report",
    "compose_submission",
]
