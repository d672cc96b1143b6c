"""Reads of what is written in a case. The caller checked the sight of the case."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.cases.queries import CaseFile
from tracker.core.errors import NotVisible
from tracker.discipline.models import Discipline
from tracker.discipline.queries import disciplines_of_case
from tracker.discipline.states import State as RecordState
from tracker.documents.queries import papers_of_case
from tracker.extensions import db
from tracker.writing.models import WrittenPaper
from tracker.writing.rules import check_writing
from tracker.writing.states import WrittenKind


def written_of_case(case_id: int) -> list[WrittenPaper]:
    """What is written in a case and was not given up, in the order it was begun."""
    statement = (
        select(WrittenPaper)
        .where(WrittenPaper.case_id == case_id, WrittenPaper.dropped_on.is_(None))
        .options(joinedload(WrittenPaper.writer), joinedload(WrittenPaper.paper))
        .order_by(WrittenPaper.id)
    )
    return list(db.session.execute(statement).scalars())


def get_written(case_id: int, ref: str) -> WrittenPaper:
    """One of them by its reference; raises ``NotVisible``."""
    for row in written_of_case(case_id):
        if row.ref == ref:
            return row
    raise NotVisible


def report_number(case_id: int) -> str:
    """Number and day of the last report of the team that stands, "" where none was issued."""
    issued = [
        row.paper_id
        for row in written_of_case(case_id)
        if row.kind is WrittenKind.RESULT_REPORT and row.paper_id is not None
    ]
    standing = [paper for paper in papers_of_case(case_id) if paper.id in issued and paper.ending is None]
    return f"{standing[-1].full_number}, ngày {standing[-1].issued_on:%d/%m/%Y}" if standing else ""


def records_to_submit(file: CaseFile) -> list[Discipline]:
    """The discipline records of a case that were referred, whose submission may be written now."""
    if not check_writing(WrittenKind.DISCIPLINE_SUBMISSION, file.case.kind, file.case.state).allowed:
        return []
    return [row for row in disciplines_of_case(file.case.id) if row.state is RecordState.REFERRED]


def get_record(file: CaseFile, number: int) -> Discipline:
    """A referred record by its number in the case; raises ``NotVisible``."""
    for row in records_to_submit(file):
        if row.number == number:
            return row
    raise NotVisible
