"""The verbs of the register: take a number, let it be void, record that a paper was withdrawn or replaced."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.dispatch.queries import DispatchedPaper, get_dispatched
from tracker.documents.classified import check_abstract
from tracker.documents.models import PaperEnding, RegisteredPaper
from tracker.documents.queries import PaperRow, files_of, histories_of
from tracker.documents.services import NewPaper, register_paper
from tracker.documents.states import Ending, PaperState
from tracker.extensions import db
from tracker.records.queries import Shelf, begun_cases, shelf_of_case, shelf_of_house


@dataclass(frozen=True)
class EndOfPaper:
    """What is recorded. ``document`` is the decision or notice that says so; ``successor`` the paper's reference."""

    ended_on: date
    reason: str
    document: str
    successor: str | None = None


def take_number(actor: Actor, new: NewPaper, today: date) -> RegisteredPaper:
    """Give the next number to a paper that is made elsewhere and belongs to no case."""
    require(actor, Permission.TAKE_NUMBER)
    if new.body.organization_id != actor.organization_id:
        raise NotVisible
    check_not_future(new.issued_on, today, "issued_on").enforce()
    check_abstract(new.marks.secrecy, new.abstract).enforce()
    return register_paper(actor, new)


def get_voidable(actor: Actor, ref: str) -> DispatchedPaper:
    """A paper of the register whose number may become void: nothing under it was issued here, ended, or sent."""
    require(actor, Permission.TAKE_NUMBER)
    paper = get_dispatched(actor, ref)
    if paper.row.state is not PaperState.REGISTERED:
        raise Conflict(
            message("This paper was issued and signed, so its number is not void: record that it is withdrawn instead.")
        )
    if paper.row.ending is not None:
        raise Conflict(message("This paper is withdrawn or replaced already. A paper ends once; its entry says how."))
    if begun_cases(files_of([paper.row])[paper.row.id]):
        raise Conflict(
            message(
                "The work under this paper has begun, so it was signed and its number is not void: record"
                " its withdrawal instead."
            )
        )
    if paper.was_sent:
        raise Conflict(message("This paper was sent, so its number is not void: record that it is withdrawn instead."))
    return paper


def void_number(actor: Actor, ref: str, reason: str, today: date) -> PaperEnding:
    """Let a number be void under which nothing was signed. It stays in the register and is not given again."""
    _lock(ref)
    row = get_voidable(actor, ref).row
    ended = PaperEnding(
        paper_id=row.id,
        kind=Ending.VOIDED,
        ended_on=max(today, row.issued_on),
        reason=reason,
        document="",
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    db.session.add(ended)
    db.session.flush()
    for case_id in histories_of(row):
        record(actor, "paper.voided", case_id=case_id, about={"paper": row.ref, "number": row.full_number})
    return ended


def end_paper(actor: Actor, file: CaseFile, ref: str, end: EndOfPaper, today: date) -> PaperEnding:
    """Record that a paper was withdrawn, or replaced by another of its case. It keeps its number and its bytes."""
    _lock(ref)
    return _end(actor, shelf_of_case(file), ref, end, today)


def end_house_paper(actor: Actor, ref: str, end: EndOfPaper, today: date) -> PaperEnding:
    """The same of a programme or a periodic report, which belong to no case; another of its body may replace it."""
    _lock(ref)
    return _end(actor, shelf_of_house(actor, ref), ref, end, today)


def _end(actor: Actor, shelf: Shelf, ref: str, end: EndOfPaper, today: date) -> PaperEnding:
    require(actor, Permission.END_PAPER, shelf.relations)
    paper = shelf.get(ref)
    if paper.ending is not None:
        raise Conflict(message("This paper is withdrawn or replaced already. A paper ends once; its entry says how."))
    check_not_future(end.ended_on, today, "ended_on").enforce()
    check_not_before(end.ended_on, paper.issued_on, "ended_on", message("the paper")).enforce()
    successor = _successor(shelf, paper, end.successor)
    if successor is not None:
        check_not_before(end.ended_on, successor.issued_on, "ended_on", message("the new paper")).enforce()
    ended = PaperEnding(
        paper_id=paper.id,
        kind=Ending.REPLACED if successor else Ending.WITHDRAWN,
        replaced_by_id=successor.id if successor else None,
        ended_on=end.ended_on,
        reason=end.reason,
        document=end.document,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    db.session.add(ended)
    db.session.flush()
    _record(actor, paper, ended, successor)
    return ended


def _lock(ref: str) -> None:
    """Of two who end one paper at once, the second sees that it has ended."""
    db.session.execute(select(RegisteredPaper.id).where(RegisteredPaper.ref == ref).with_for_update())


def _record(actor: Actor, paper: PaperRow, ended: PaperEnding, successor: PaperRow | None) -> None:
    about = {
        "paper": paper.ref,
        "number": paper.full_number,
        "on": ended.ended_on,
        "successor": successor.full_number if successor else None,
        "reason": ended.reason,
        "document": ended.document,
    }
    for case_id in histories_of(paper):
        record(actor, f"paper.{ended.kind}", case_id=case_id, about=about)


def _successor(shelf: Shelf, paper: PaperRow, ref: str | None) -> PaperRow | None:
    if ref is None:
        return None
    for row in shelf.successors_of(paper):
        if row.ref == ref:
            return row
    raise RuleViolation(message("Choose another valid paper of the list, of the same type."), field="successor")
