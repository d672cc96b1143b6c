"""The verbs of dispatch: send, keep in the house, sign for, revoke. Each appends; nothing recorded is changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible
from tracker.core.text import message
from tracker.dispatch import rules
from tracker.dispatch.models import DispatchEntry
from tracker.dispatch.queries import DispatchedPaper, get_dispatched
from tracker.dispatch.rules import Entry
from tracker.dispatch.states import EntryKind, Way
from tracker.documents.models import RegisteredPaper
from tracker.documents.queries import histories_of
from tracker.extensions import db


@dataclass(frozen=True)
class Shipment:
    """To whom a paper went at once, in what way, on what day, through whom, and how many copies each."""

    recipients: Collection[str]
    way: Way
    sent_on: date
    sender: str
    copies: int = 1


def send_paper(actor: Actor, ref: str, shipment: Shipment, today: date) -> list[DispatchEntry]:
    """Record that a paper went to several recipients."""
    paper = _load(actor, ref)
    check_not_future(shipment.sent_on, today, "sent_on").enforce()
    check_not_before(shipment.sent_on, paper.row.issued_on, "sent_on", message("the paper")).enforce()
    rules.check_valid(paper.ended_on, shipment.sent_on).enforce()
    wanted = list(dict.fromkeys(shipment.recipients))
    rules.check_recipients(rules.lines_of(paper.planned, paper.entries), wanted).enforce()
    values = {"way": shipment.way, "copies": shipment.copies, "person": shipment.sender}
    entries = [_entry(actor, paper, EntryKind.SENT, shipment.sent_on, recipient=name, **values) for name in wanted]
    _append(actor, paper, "paper.sent", entries)
    return entries


def keep_paper(actor: Actor, ref: str, reason: str, today: date) -> DispatchEntry:
    """Record that a paper is not sent to anybody and stays in the file."""
    paper = _load(actor, ref)
    rules.check_valid(paper.ended_on, today).enforce()
    rules.check_kept(paper.entries).enforce()
    entry = _entry(actor, paper, EntryKind.KEPT, today, reason=reason)
    _append(actor, paper, "paper.kept", [entry])
    return entry


def receive_paper(
    actor: Actor, ref: str, sent_ids: Collection[int], received_on: date, receiver: str, today: date
) -> list[DispatchEntry]:
    """Record who signed for what was sent, and on what day."""
    paper = _load(actor, ref)
    check_not_future(received_on, today, "received_on").enforce()
    open_lines = [line for line in rules.lines_of(paper.planned, paper.entries) if line.sent and not line.received]
    sent = [line.sent for line in open_lines if line.sent and line.sent.id in set(sent_ids)]
    rules.check_receipt(sent, received_on).enforce()
    entries = [_entry(actor, paper, EntryKind.RECEIVED, received_on, of_id=one.id, person=receiver) for one in sent]
    _append(actor, paper, "paper.received", entries)
    return entries


def revoke_entry(actor: Actor, ref: str, entry_id: int, reason: str, today: date) -> DispatchEntry:
    """Take an entry back by another one that says why; with a sending falls its receipt."""
    paper = _load(actor, ref)
    old = get_entry(paper, entry_id)
    entry = _entry(actor, paper, EntryKind.REVOKED, today, of_id=old.id, reason=reason)
    _append(actor, paper, "paper.dispatch_revoked", [entry])
    return entry


def get_entry(paper: DispatchedPaper, entry_id: int) -> Entry:
    """An entry of the paper that stands; raises ``NotVisible`` for another's, ``Conflict`` for one that was revoked."""
    known = {entry.id: entry for entry in paper.entries if entry.kind is not EntryKind.REVOKED}
    if entry_id not in known:
        raise NotVisible
    if known[entry_id] not in rules.standing(paper.entries):
        raise Conflict(message("This entry was revoked already. An entry is revoked once."))
    return known[entry_id]


def _load(actor: Actor, ref: str) -> DispatchedPaper:
    """The paper as it is once nobody else records anything about it."""
    require(actor, Permission.DISPATCH_PAPER)
    db.session.execute(select(RegisteredPaper.id).where(RegisteredPaper.ref == ref).with_for_update())
    return get_dispatched(actor, ref)


def _entry(actor: Actor, paper: DispatchedPaper, kind: EntryKind, on: date, **values: object) -> DispatchEntry:
    return DispatchEntry(
        paper_id=paper.row.id, kind=kind, happened_on=on, recorded_by=actor.user_id, recorded_at=clock.now(), **values
    )


def _append(actor: Actor, paper: DispatchedPaper, action: str, entries: list[DispatchEntry]) -> None:
    db.session.add_all(entries)
    db.session.flush()
    about = {"paper": paper.row.ref, "number": paper.row.full_number, "entries": [entry.id for entry in entries]}
    for case_id in histories_of(paper.row):
        record(actor, action, case_id=case_id, about={**about, "count": len(entries)})
