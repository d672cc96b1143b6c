"""Reads of the register of papers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased, undefer

from tracker.documents.models import PaperEnding, RegisteredPaper
from tracker.documents.states import HOUSE_PAPERS, Ending, PaperState, PaperType, Secrecy
from tracker.extensions import db


@dataclass(frozen=True)
class EndingRow:
    """That a paper was withdrawn or replaced: since when, why, by what document, and by which paper."""

    kind: Ending
    ended_on: date
    reason: str
    document: str
    replaced_by: str | None


@dataclass(frozen=True)
class PaperRow:
    """A paper in a register or a case: its number as it is printed, and whether its bytes are kept."""

    id: int
    ref: str
    type: PaperType
    number: int
    sign: str
    issued_on: date
    abstract: str
    signer_name: str
    state: PaperState
    case_id: int | None
    template: str | None = None
    secrecy: Secrecy = Secrecy.ORDINARY
    ending: EndingRow | None = None

    @property
    def is_printable(self) -> bool:
        """Whether the register opens it: its bytes are kept, or its values; minutes of a session are read there."""
        return self.template is not None and (self.case_id is not None or self.template in HOUSE_PAPERS)

    @property
    def full_number(self) -> str:
        """``05-TB/UBKTĐU``."""
        return f"{self.number:02d}-{self.sign}"


PAPER_COLUMNS = [getattr(RegisteredPaper, name) for name in PaperRow.__dataclass_fields__ if name != "ending"]


def papers_of_case(case_id: int) -> list[PaperRow]:
    """The papers of a case, oldest first. The caller checked the sight of the case."""
    found = db.session.execute(
        select(*PAPER_COLUMNS).where(RegisteredPaper.case_id == case_id).order_by(RegisteredPaper.id)
    )
    return with_endings([PaperRow(*row) for row in found])


def with_endings(rows: Sequence[PaperRow]) -> list[PaperRow]:
    """The same papers, each with what is recorded of its end; one question for all."""
    successor = aliased(RegisteredPaper)
    statement = (
        select(PaperEnding, successor.number, successor.sign)
        .outerjoin(successor, successor.id == PaperEnding.replaced_by_id)
        .where(PaperEnding.paper_id.in_([row.id for row in rows]))
    )
    endings = {
        found.paper_id: EndingRow(
            found.kind,
            found.ended_on,
            found.reason,
            found.document,
            f"{number:02d}-{sign}" if number else None,
        )
        for found, number, sign in db.session.execute(statement)
    }
    return [replace(row, ending=endings.get(row.id)) for row in rows]


def paper_numbers(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Reference and printed number of papers by id."""
    found = db.session.execute(
        select(RegisteredPaper.id, RegisteredPaper.ref, RegisteredPaper.number, RegisteredPaper.sign).where(
            RegisteredPaper.id.in_(ids)
        )
    )
    return {paper_id: (ref, f"{number:02d}-{sign}") for paper_id, ref, number, sign in found}


def get_paper(paper_id: int) -> RegisteredPaper:
    """A paper with what it is printed from. The caller checked the sight of what it belongs to."""
    kept = undefer(RegisteredPaper.content), undefer(RegisteredPaper.context)
    return db.session.get_one(RegisteredPaper, paper_id, options=kept)
