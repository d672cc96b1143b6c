"""Reads across areas: papers under the sight of their case, the register, the history in words."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select, tuple_
from sqlalchemy.orm import aliased, undefer

from tracker.access import Actor, Permission, Relation, Role, may
from tracker.audit.queries import case_history
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile
from tracker.cases.states import State
from tracker.core.errors import NotVisible
from tracker.core.text import Message, message
from tracker.dispatch.queries import narrowed_to, tallies, visible_papers
from tracker.dispatch.states import Sending
from tracker.documents.models import RegisteredPaper
from tracker.documents.periodic import PeriodicReportPaper
from tracker.documents.queries import (
    PAPER_COLUMNS,
    SUCCESSOR,
    PaperRow,
    check_kept,
    files_of,
    papers_of_case,
    with_endings,
)
from tracker.documents.states import HOUSE_PAPERS, PaperState, PaperType, Secrecy
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.meetings.queries import open_papers
from tracker.organizations.models import Body
from tracker.periodic.queries import hides, papers_of_reports, relations_to, report_of_paper
from tracker.petitions.models import Petition, PetitionLetter
from tracker.petitions.queries import revealable, visible
from tracker.records.history import ACTION_TEXTS


@dataclass(frozen=True)
class HistoryEntry:
    """One entry of a case's history in words."""

    at: datetime
    who: str | None
    text: Message
    automatic: bool


class Opened(NamedTuple):
    """A paper as somebody may read it: the original or a copy with the reader's name, and through which case."""

    paper: RegisteredPaper
    is_original: bool
    case_id: int | None


@dataclass(frozen=True)
class Shelf:
    """Papers that may take each other's place, and how the actor stands to them.

    ``files``: the cases in whose files each lies, by id; those of no case have none.
    """

    papers: Sequence[PaperRow]
    relations: frozenset[Relation]
    files: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def get(self, ref: str) -> PaperRow:
        """One of the papers; raises ``NotVisible``."""
        for row in self.papers:
            if row.ref == ref:
                return row
        raise NotVisible

    def successors_of(self, paper: PaperRow) -> list[PaperRow]:
        """The papers that may take its place: of its type, as old or younger, valid, and in every file that it is in.

        So no file names a paper as the successor that lies only in the file of another case.
        """
        alike = [row for row in self.papers if row.id != paper.id and row.type is paper.type]
        valid = [row for row in alike if row.ending is None and row.issued_on >= paper.issued_on]
        return [row for row in valid if {*self.files.get(paper.id, ())} <= {*self.files.get(row.id, ())}]


def register_rows(
    actor: Actor, paper_type: PaperType | None, cursor: Cursor | None, sending: Sending | None = None
) -> list[PaperRow]:
    """One page of the register of the actor's organization, newest first, and one row more.

    A paper of a case that the actor may not know of is not there.
    """
    statement = select(*PAPER_COLUMNS).where(*in_register(actor, paper_type, sending))
    found = keyset(statement, RegisteredPaper.issued_on, RegisteredPaper.id, cursor, newest_first=True)
    return with_endings([PaperRow(*row) for row in db.session.execute(found)], hides(actor, SUCCESSOR))


def voidable(rows: Sequence[PaperRow]) -> set[int]:
    """Of a list, the papers whose number may become void: not issued here, valid, not sent, their work not begun."""
    left = [row for row in rows if row.state is PaperState.REGISTERED and row.ending is None]
    files, sent = files_of(left), tallies(left)
    begun = begun_cases({case_id for found in files.values() for case_id in found})
    return {row.id for row in left if begun.isdisjoint(files[row.id]) and not sent[row.id].sent}


def begun_cases(ids: Collection[int]) -> set[int]:
    """The cases whose work has begun: their decision and plan are signed."""
    before = (State.DRAFT, State.ISSUED)
    found = db.session.execute(select(Case.id).where(Case.id.in_(ids), Case.state.not_in(before)))
    return set(found.scalars())


def in_register(
    actor: Actor, paper_type: PaperType | None, sending: Sending | None = None
) -> list[ColumnElement[bool]]:
    """The conditions of the register of the actor's organization, narrowed to a type and to how far the sending is."""
    conditions = [visible_papers(actor)]
    if paper_type:
        conditions.append(RegisteredPaper.type == paper_type)
    if sending:
        conditions.append(narrowed_to(sending))
    return conditions


def get_content(actor: Actor, ref: str) -> Opened:
    """A paper with its bytes or its values, and whether the actor may have the original; raises ``NotVisible``.

    Who may not have it reads a copy that bears the reader's name. One that lies in the files of several cases is open
    to who may open any of them. Raises ``Conflict`` for a classified paper of which only the line is kept.
    """
    kept = undefer(RegisteredPaper.content), undefer(RegisteredPaper.context)
    paper = db.session.execute(
        select(RegisteredPaper).where(RegisteredPaper.ref == ref).options(*kept)
    ).scalar_one_or_none()
    if paper is None or paper.template is None:
        raise NotVisible
    is_original, case_id = _opened_through(actor, paper)
    check_kept(paper)
    return Opened(paper, is_original, case_id)


def _opened_through(actor: Actor, paper: RegisteredPaper) -> tuple[bool, int | None]:
    """Whether the actor has the original, and the case through which: of several the one that gives most."""
    if paper.case_id is None:
        return _has_original_of_house(actor, paper), None
    has_original = sight.holds(actor, Permission.PRINT_ORIGINAL)
    found = db.session.execute(
        select(has_original, Case.id)
        .where(Case.id.in_(files_of([paper])[paper.id]), sight.holds(actor, Permission.SEE_PAPERS))
        .order_by(has_original.desc(), Case.id != paper.case_id, Case.id)
    ).first()
    if found is None:
        raise NotVisible
    return bool(found[0]), found[1]


def _has_original_of_house(actor: Actor, paper: RegisteredPaper) -> bool:
    """The same of a paper of no case: who keeps or leads the papers of the body has the original."""
    if paper.template == PeriodicReportPaper.key:
        report = report_of_paper(actor, paper.id)
        return may(actor, Permission.PRINT_ORIGINAL, relations_to(actor, report))
    if paper.id not in open_of_house(actor, [paper.id]):
        raise NotVisible
    own = select(Body.organization_id).where(Body.id == paper.body_id)
    is_own = db.session.execute(own).scalar_one() == actor.organization_id
    return is_own and may(actor, Permission.PRINT_ORIGINAL, _held_at_home(actor))


def _held_at_home(actor: Actor) -> frozenset[Relation]:
    """How an actor stands to the papers of no case of the own organization, in the words of a case."""
    return frozenset(Relation(role.value) for role in (Role.CLERK, Role.CHAIR) if actor.has(role))


def shelf_of_case(file: CaseFile) -> Shelf:
    """The papers of a case."""
    papers = papers_of_case(file.case.id)
    return Shelf(papers, file.relations, files_of(papers))


def shelf_of_house(actor: Actor, ref: str) -> Shelf:
    """A paper of no case with those of its kind and body, as far as the actor may know of them.

    Raises ``NotVisible``; the letters of petitions and the papers of sessions are none of these.
    """
    paper, one = RegisteredPaper, aliased(RegisteredPaper)
    alike = select(one.body_id, one.template).where(one.ref == ref, one.case_id.is_(None))
    found = db.session.execute(
        select(*PAPER_COLUMNS)
        .where(tuple_(paper.body_id, paper.template).in_(alike), paper.case_id.is_(None), visible_papers(actor))
        .where(paper.template.in_(HOUSE_PAPERS))
        .order_by(paper.id)
    )
    shelf = Shelf(with_endings([PaperRow(*row) for row in found]), _held_at_home(actor))
    shelf.get(ref)
    return shelf


@dataclass(frozen=True)
class Letter:
    """A letter about a petition in the register, for who may read it: it lies in the vault, not here."""

    row: PaperRow
    petition_ref: str
    names_sender: bool


def letters_among(actor: Actor, rows: Sequence[PaperRow], today: date) -> dict[int, Letter]:
    """Of a list of the register, the letters about petitions that the actor may read, by id; classified ones are
    read one by one."""
    ids = [row.id for row in rows if row.template is None and row.secrecy is Secrecy.ORDINARY]
    if not ids or not may(actor, Permission.REVEAL_IDENTITY):
        return {}
    found = db.session.execute(
        select(PetitionLetter.paper_id, Petition.ref, PetitionLetter.names_sender)
        .join(Petition, Petition.id == PetitionLetter.petition_id)
        .where(PetitionLetter.paper_id.in_(ids), revealable(actor, today))
        .where(or_(PetitionLetter.names_sender, visible(actor)))
    )
    named = {row.id: row for row in rows}
    return {key: Letter(named[key], ref, names_sender) for key, ref, names_sender in found}


def endable(actor: Actor, rows: Sequence[PaperRow]) -> set[int]:
    """Of a list of the register, the papers of no case that the actor may withdraw or replace."""
    if not may(actor, Permission.END_PAPER, _held_at_home(actor)):
        return set()
    of_house = [row for row in rows if row.case_id is None and row.template in HOUSE_PAPERS]
    return {row.id for row in of_house if row.ending is None}


def open_of_house(actor: Actor, paper_ids: Collection[int]) -> set[int]:
    """Of papers of no case, those the actor may open: of the own organization, or of a session taken part in."""
    paper = RegisteredPaper
    readable = or_(paper.template != PeriodicReportPaper.key, paper.id.in_(papers_of_reports(actor)))
    own = (
        select(paper.id)
        .join(Body, Body.id == paper.body_id)
        .where(paper.id.in_(paper_ids), paper.case_id.is_(None), paper.template.in_(HOUSE_PAPERS), readable)
        .where(Body.organization_id == actor.organization_id)
    )
    found = set(db.session.execute(own).scalars()) if may(actor, Permission.SEE_REGISTER) else set()
    return found | open_papers(actor, paper_ids)


def openable(actor: Actor, rows: Sequence[PaperRow]) -> set[int]:
    """Of a list of the register, the papers that can be opened or chosen to be printed.

    For a paper of a case the right to its file is asked when it is opened.
    """
    kept = [row for row in rows if not row.is_outside]
    of_cases = {row.id for row in kept if row.case_id is not None and row.is_printable}
    return of_cases | open_of_house(actor, [row.id for row in kept if row.case_id is None])


def history_of(case_id: int) -> list[HistoryEntry]:
    """The changes of a case, newest first, in words."""
    return [
        HistoryEntry(row.at, row.actor_name, _in_words(row.action, row.body), row.actor_name is None)
        for row in case_history(case_id)
    ]


def _in_words(action: str, body: str) -> Message:
    about = json.loads(body)["about"]
    text = ACTION_TEXTS.get(action)
    if text is None:
        return message("%(action)s", action=action)
    return Message(text, {key: value for key, value in about.items() if f"%({key})s" in text})
