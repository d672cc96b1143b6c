"""Reads of the register of papers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.documents.models import RegisteredPaper
from tracker.documents.states import PaperState, PaperType
from tracker.extensions import db


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

    @property
    def is_printable(self) -> bool:
        """Whether its bytes are kept, or its values, from which it is printed to be signed."""
        return self.template is not None

    @property
    def full_number(self) -> str:
        """``05-TB/UBKTĐU``."""
        return f"{self.number:02d}-{self.sign}"


_COLUMNS = [getattr(RegisteredPaper, name) for name in PaperRow.__dataclass_fields__]


def papers_of_case(case_id: int) -> list[PaperRow]:
    """The papers of a case, oldest first. The caller checked the sight of the case."""
    found = db.session.execute(select(*_COLUMNS).where(RegisteredPaper.case_id == case_id).order_by(RegisteredPaper.id))
    return [PaperRow(*row) for row in found]


def paper_numbers(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Reference and printed number of papers by id."""
    found = db.session.execute(
        select(RegisteredPaper.id, RegisteredPaper.ref, RegisteredPaper.number, RegisteredPaper.sign).where(
            RegisteredPaper.id.in_(ids)
        )
    )
    return {paper_id: (ref, f"{number:02d}-{sign}") for paper_id, ref, number, sign in found}
