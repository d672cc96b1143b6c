"""Biên bản hội nghị chi bộ: the meeting is that of the subject's own cell, whoever carries the work out."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from tracker.cases.papers.team import decision_of, shared_of
from tracker.cases.queries import CaseFile
from tracker.documents.composing import letterhead
from tracker.documents.contexts import Letterhead, SignatureBlock
from tracker.documents.team import CellMinutesPaper
from tracker.extensions import db
from tracker.members.models import Member
from tracker.members.queries import secretaries_of
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import name_on
from tracker.organizations.states import BodyKind, Level


def compose_cell_minutes(file: CaseFile, today: date) -> Iterator[CellMinutesPaper]:
    """The minutes of each cell that is a subject of the case or the home of one; none where no cell is concerned."""
    case = file.case
    if case.body.kind is BodyKind.CELL_MEETING:
        yield _minutes(file, letterhead(case.body, "", None, None), file.head.full_name if file.head else "")
        return
    for cell_id in dict.fromkeys(subject.organization_id for subject in case.subjects):
        cell = db.session.get_one(Organization, cell_id)
        if cell.level is Level.CELL:
            head = _letterhead(cell, case.body.place, today)
            yield _minutes(file, head, _chair(file, cell_id, today), name_on(cell_id, today))


def _minutes(file: CaseFile, head: Letterhead, chair: str, cell: str = "") -> CellMinutesPaper:
    values: dict[str, Any] = shared_of(file) | ({"issuer": cell} if cell else {})
    return CellMinutesPaper(
        **values,
        letterhead=head,
        legal_bases=(),
        recipients=(),
        signature=SignatureBlock(authority="", position="Chủ trì hội nghị", name=chair),
        decision=decision_of(file),
        decided_by=file.case.body.name,
    )


def _letterhead(cell: Organization, place: str, today: date) -> Letterhead:
    """As the cell writes it; one that keeps no papers here stands under its own name and that of what is above it."""
    statement = select(Body).where(Body.organization_id == cell.id, Body.kind == BodyKind.CELL_MEETING)
    body = db.session.execute(statement).scalar_one_or_none()
    if body is not None:
        return letterhead(body, "", None, None)
    above = name_on(cell.parent_id, today) if cell.parent_id else ""
    return Letterhead(parent_name=above, issuer_name=name_on(cell.id, today), sign="", place=place)


def _chair(file: CaseFile, cell_id: int, today: date) -> str:
    """The secretary of the cell; left to the hand where there is none, or where the meeting is about him."""
    found = secretaries_of(cell_id, today)
    if len(found) != 1 or found & {subject.member_id for subject in file.case.subjects}:
        return ""
    return db.session.get_one(Member, found.pop()).full_name
