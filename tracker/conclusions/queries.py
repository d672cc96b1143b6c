"""Reads of conclusions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.conclusions.models import Conclusion
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db


@dataclass(frozen=True)
class Notice:
    """The notice to one subject with the number and reference of its paper."""

    conclusion: Conclusion
    paper_ref: str
    full_number: str
    issued_on: date


def notices(case_id: int) -> dict[int, Notice]:
    """The issued notices of a case by subject id."""
    found = db.session.execute(
        select(Conclusion, RegisteredPaper.ref, RegisteredPaper.number, RegisteredPaper.sign, RegisteredPaper.issued_on)
        .join(RegisteredPaper, RegisteredPaper.id == Conclusion.paper_id)
        .where(Conclusion.case_id == case_id)
    )
    return {
        conclusion.subject_id: Notice(conclusion, ref, f"{number:02d}-{sign}", issued_on)
        for conclusion, ref, number, sign, issued_on in found
    }
