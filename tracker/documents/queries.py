"""Reads of the register of papers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, false, not_, or_, select
from sqlalchemy.orm import aliased, undefer

from tracker.core.errors import Conflict
from tracker.core.text import message
from tracker.documents.classified import SECRETS
from tracker.documents.models import PaperCase, PaperEnding, RegisteredPaper
from tracker.documents.states import HOUSE_PAPERS, Ending, PaperState, PaperType, Secrecy, Urgency
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
    template_version: str | None = None
    secrecy: Secrecy = Secrecy.ORDINARY
    urgency: Urgency = Urgency.ORDINARY
    ending: EndingRow | None = None

    @property
    def is_outside(self) -> bool:
        """Whether it is a classified paper of the program's own of which only this line is kept here."""
        return is_outside(self)

    @property
    def is_printable(self) -> bool:
        """Whether the register opens it: its bytes are kept, or its values; minutes of a session are read there."""
        kept = self.template_version is not None
        return kept and (self.case_id is not None or self.template in HOUSE_PAPERS)

    @property
    def full_number(self) -> str:
        """``05-TB/UBKTĐU``."""
        return f"{self.number:02d}-{self.sign}"


SUCCESSOR = aliased(RegisteredPaper)  # the paper that took the place of another
NOTHING = false()
PAPER_COLUMNS = [getattr(RegisteredPaper, name) for name in PaperRow.__dataclass_fields__ if name != "ending"]


def is_outside(paper: PaperRow | RegisteredPaper) -> bool:
    """Whether the content of a paper was never frozen, because it is secret and the installation not cleared."""
    return paper.template is not None and paper.template_version is None


def check_kept(paper: PaperRow | RegisteredPaper) -> None:
    """Raise ``Conflict``, which tells why, where a paper cannot be opened because it is kept outside."""
    if is_outside(paper):
        raise kept_outside(paper)


def kept_outside(paper: PaperRow | RegisteredPaper) -> Conflict:
    """The refusal to open a classified paper, which tells where to ask."""
    number = f"{paper.number:02d}-{paper.sign}"
    return Conflict(
        message(
            "Paper %(number)s is classified: only its line in the register is kept here. The paper itself is kept"
            " outside this program; ask who keeps the classified papers.",
            number=number,
        ),
        (SECRETS,),
    )


def in_files_of(cases: Select[int] | Collection[int]) -> ColumnElement[bool]:
    """The paper lies in the file of one of the cases: in that of its own case, or in one that it concerns besides.

    The one place that says to which cases a paper belongs; never true of a paper of no case.
    """
    besides = select(PaperCase.paper_id).where(PaperCase.case_id.in_(cases))
    return or_(RegisteredPaper.case_id.in_(cases), RegisteredPaper.id.in_(besides))


def files_of(papers: Collection[PaperRow | RegisteredPaper]) -> dict[int, list[int]]:
    """Of each paper, by id, the cases in whose files it lies, the one that leads first; none for a paper of no case."""
    found = {paper.id: [paper.case_id] if paper.case_id is not None else [] for paper in papers}
    besides = select(PaperCase.paper_id, PaperCase.case_id).where(PaperCase.paper_id.in_(found))
    for paper_id, case_id in db.session.execute(besides.order_by(PaperCase.case_id)):
        found[paper_id].append(case_id)
    return found


def histories_of(paper: PaperRow | RegisteredPaper) -> Sequence[int | None]:
    """The cases whose histories tell what becomes of a paper; (None,) for one of no case."""
    return files_of([paper])[paper.id] or (None,)


def papers_of_case(case_id: int) -> list[PaperRow]:
    """The papers in the file of a case, oldest first. The caller checked the sight of the case."""
    found = db.session.execute(select(*PAPER_COLUMNS).where(in_files_of([case_id])).order_by(RegisteredPaper.id))
    return with_endings([PaperRow(*row) for row in found])


def with_endings(rows: Sequence[PaperRow], hidden: ColumnElement[bool] = NOTHING) -> list[PaperRow]:
    """The same papers, each with what is recorded of its end; one question for all."""
    endings = endings_of([row.id for row in rows], hidden)
    return [replace(row, ending=endings.get(row.id)) for row in rows]


def find_ending(paper_id: int | None, hidden: ColumnElement[bool] = NOTHING) -> EndingRow | None:
    """How one paper ended; None while it is valid, and for what has no paper."""
    return endings_of([paper_id], hidden).get(paper_id) if paper_id is not None else None


def endings_of(ids: Collection[int], hidden: ColumnElement[bool] = NOTHING) -> dict[int, EndingRow]:
    """What is recorded of the end of papers, by id; a valid paper is absent.

    ``hidden``: which ``SUCCESSOR`` the reader may not know of; its number is left out.
    """
    statement = (
        select(PaperEnding, SUCCESSOR.number, SUCCESSOR.sign)
        .outerjoin(SUCCESSOR, and_(SUCCESSOR.id == PaperEnding.replaced_by_id, not_(hidden)))
        .where(PaperEnding.paper_id.in_(ids))
    )
    return {
        found.paper_id: EndingRow(
            found.kind,
            found.ended_on,
            found.reason,
            found.document,
            f"{number:02d}-{sign}" if number else None,
        )
        for found, number, sign in db.session.execute(statement)
    }


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


def ending_of(paper_id: int) -> Ending | None:
    """How a paper stopped being valid; None for one that is."""
    return db.session.execute(select(PaperEnding.kind).where(PaperEnding.paper_id == paper_id)).scalar_one_or_none()
