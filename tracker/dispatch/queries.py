"""Reads of dispatch, and which papers an actor may know of."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.core.errors import NotVisible
from tracker.dispatch.models import DispatchEntry
from tracker.dispatch.rules import Entry, Tally, lines_of, recipients_of, standing, tally
from tracker.dispatch.states import WITHOUT_RECEIPT, EntryKind, Sending
from tracker.documents.models import PaperEnding, RegisteredPaper
from tracker.documents.queries import PAPER_COLUMNS, SUCCESSOR, PaperRow, files_of, in_files_of, with_endings
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.periodic.queries import hides
from tracker.petitions.models import PetitionLetter
from tracker.petitions.states import LetterKind

_Revoking, _Receipt, _Taken = aliased(DispatchEntry), aliased(DispatchEntry), aliased(DispatchEntry)

_SENDER = "Người gửi đơn"
_SEALED = {LetterKind.FORWARDING: "Nơi được chuyển đơn"}


@dataclass(frozen=True)
class DispatchedPaper:
    """A paper with the recipients printed on it and everything recorded of its way."""

    row: PaperRow
    planned: list[str]
    entries: list[Entry]

    @property
    def ended_on(self) -> date | None:
        """Since when it is not valid any more."""
        return self.row.ending.ended_on if self.row.ending else None

    @property
    def was_sent(self) -> bool:
        """Whether it went to anybody."""
        return any(entry.kind is EntryKind.SENT for entry in standing(self.entries))


def visible_papers(actor: Actor) -> ColumnElement[bool]:
    """The papers of the actor's organization; those of cases only where the actor may know of one of them, and a
    periodic report only where no case that it counts is hidden from the actor."""
    own = select(Body.id).where(Body.organization_id == actor.organization_id)
    known = select(Case.id).where(sight.existence(actor))
    of_known = or_(RegisteredPaper.case_id.is_(None), in_files_of(known))
    return and_(RegisteredPaper.body_id.in_(own), of_known, not_(hides(actor)))


def get_dispatched(actor: Actor, ref: str) -> DispatchedPaper:
    """A paper of the register with its way; raises ``NotVisible``."""
    found = db.session.execute(
        select(*PAPER_COLUMNS).where(RegisteredPaper.ref == ref, visible_papers(actor))
    ).one_or_none()
    if found is None:
        raise NotVisible
    [row] = with_endings([PaperRow(*found)], hides(actor, SUCCESSOR))
    return DispatchedPaper(row, _planned([row.id])[row.id], entries_of([row.id]).get(row.id, []))


def find_known_case(actor: Actor, row: PaperRow) -> int | None:
    """The case through which the actor knows of a paper: the one that leads, if he may know of it, or another."""
    found = select(Case.id).where(Case.id.in_(files_of([row])[row.id]), sight.existence(actor))
    return db.session.execute(found.order_by(Case.id != row.case_id, Case.id).limit(1)).scalar_one_or_none()


def entries_of(paper_ids: Collection[int]) -> dict[int, list[Entry]]:
    """Everything recorded of the papers, in the order in which it was recorded."""
    found = db.session.execute(
        select(DispatchEntry, Account.full_name)
        .join(Account, Account.id == DispatchEntry.recorded_by)
        .where(DispatchEntry.paper_id.in_(paper_ids))
        .order_by(DispatchEntry.id)
    )
    entries: dict[int, list[Entry]] = {}
    for row, name in found:
        about = (row.happened_on, row.recipient, row.way, row.copies, row.person, row.reason)
        entries.setdefault(row.paper_id, []).append(Entry(row.id, row.kind, row.of_id, *about, name, row.recorded_at))
    return entries


def tallies(rows: Sequence[PaperRow]) -> dict[int, Tally]:
    """How far each paper of a list is on its way; two questions for all."""
    ids = [row.id for row in rows]
    planned, entries = _planned(ids), entries_of(ids)
    return {paper_id: tally(planned[paper_id], entries.get(paper_id, [])) for paper_id in ids}


def recipients_known(ids: Sequence[int]) -> dict[int, list[str]]:
    """Of each paper of a list, to whom it goes: as printed on it, and whom it was sent to besides."""
    planned, entries = _planned(ids), entries_of(ids)
    return {one: [line.recipient for line in lines_of(planned[one], entries.get(one, []))] for one in ids}


def copies_of(ids: Sequence[int]) -> dict[int, int]:
    """How many copies of each paper were sent; a paper that was not sent is absent."""
    sent = {
        one: sum(entry.copies or 0 for entry in standing(found) if entry.kind is EntryKind.SENT)
        for one, found in entries_of(ids).items()
    }
    return {one: copies for one, copies in sent.items() if copies}


def days_sent(ids: Collection[int]) -> dict[int, list[date]]:
    """On which days each of the papers was sent."""
    return {
        one: sorted({entry.happened_on for entry in standing(found) if entry.kind is EntryKind.SENT})
        for one, found in entries_of(ids).items()
    }


def _planned(ids: Sequence[int]) -> dict[int, list[str]]:
    """The values of a letter about a petition are sealed: of those it goes to, the register says only what they are."""
    found = db.session.execute(
        select(RegisteredPaper.id, RegisteredPaper.context, PetitionLetter.kind)
        .outerjoin(PetitionLetter, PetitionLetter.paper_id == RegisteredPaper.id)
        .where(RegisteredPaper.id.in_(ids))
    )
    return {
        paper_id: _printed(context) if context else [_SEALED.get(kind, _SENDER)] if kind else []
        for paper_id, context, kind in found
    }


def _printed(context: str) -> list[str]:
    values = json.loads(context)
    named = values.get("addressees", ()), values.get("executors", "")
    return recipients_of(values["recipients"], values.get("recipient_phrases", ()), *named)


def narrowed_to(sending: Sending) -> ColumnElement[bool]:
    """Papers that were not sent to anybody yet, or that somebody has not signed for."""
    if sending is Sending.UNSENT:
        return and_(_valid(), not_(_has_way()))
    lacking = select(DispatchEntry.paper_id).where(lacks_receipt())
    return and_(_valid(), RegisteredPaper.id.in_(lacking))


def lacks_receipt() -> ColumnElement[bool]:
    """An entry says that a paper was sent, stands, and nobody has signed for it."""
    return and_(
        DispatchEntry.kind == EntryKind.SENT,
        DispatchEntry.way.not_in(WITHOUT_RECEIPT),
        not_(_revoked(DispatchEntry)),
        not_(
            exists().where(_Receipt.of_id == DispatchEntry.id, _Receipt.kind == EntryKind.RECEIVED, ~_revoked(_Receipt))
        ),
    )


def _valid() -> ColumnElement[bool]:
    return not_(exists().where(PaperEnding.paper_id == RegisteredPaper.id))


def _has_way() -> ColumnElement[bool]:
    said = _Taken.kind.in_((EntryKind.SENT, EntryKind.KEPT))
    return exists().where(_Taken.paper_id == RegisteredPaper.id, said, ~_revoked(_Taken))


def _revoked(entry: type[DispatchEntry]) -> ColumnElement[bool]:
    return exists().where(_Revoking.of_id == entry.id, _Revoking.kind == EntryKind.REVOKED)
