"""The verbs of the money book of a finding. Nothing of it is changed: a mistake is taken back by a reversal."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from tracker.access import Actor
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible
from tracker.core.text import message
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.follow_up import queries, rules
from tracker.follow_up.models import MoneyEntry
from tracker.follow_up.services.following import Note, check_day, check_money_day, require_followed
from tracker.follow_up.states import Entry, Way


@dataclass(frozen=True)
class Receipt:
    """An amount that came back: how, on which day, by which document; whole đồng."""

    amount: int
    way: Way
    on: date
    document: str
    text: str = ""


def record_receipt(actor: Actor, file: CaseFile, finding: Finding, receipt: Receipt, today: date) -> None:
    """Record what came back of the amount of a finding, before or after the conclusion; never more than is to be
    recovered."""
    require_followed(actor, file)
    db.session.refresh(finding)
    check_money_day(file, receipt.on, today)
    rules.check_receipt(receipt.amount, finding.to_recover, finding.recovered).enforce()
    finding.recovered += receipt.amount
    _add(actor, finding, Entry.RECEIPT, receipt)
    _log(actor, file, finding, "received", receipt.amount, receipt.on)


def reverse_receipt(actor: Actor, file: CaseFile, finding: Finding, entry_id: int, why: str, today: date) -> None:
    """Take a receipt back that was entered by mistake; both entries stay."""
    require_followed(actor, file)
    db.session.refresh(finding)
    entries = {row.id: row for row in queries.money_entries([finding.id])}
    wrong = entries.get(entry_id)
    if wrong is None or wrong.entry is not Entry.RECEIPT:
        raise NotVisible
    if any(row.reverses_id == wrong.id for row in entries.values()):
        raise Conflict(message("This receipt is taken back already. It is taken back once."))
    finding.recovered -= wrong.amount
    row = Receipt(wrong.amount, wrong.way or Way.PAID_BACK, today, wrong.document, why)
    _add(actor, finding, Entry.REVERSAL, row, reverses_id=wrong.id)
    _log(actor, file, finding, "reversed", wrong.amount, today)


def explain_remainder(actor: Actor, file: CaseFile, finding: Finding, note: Note, today: date) -> None:
    """Say why what has not come back of a finding's amount does not come back; ``note.proof`` is the document.

    The last explanation counts, so one raises the version of the finding as a receipt does.
    """
    require_followed(actor, file)
    db.session.refresh(finding)
    check_day(file, note.on, today, "on")
    remainder = (finding.to_recover or 0) - finding.recovered
    if remainder <= 0:
        raise Conflict(message("Nothing is left to be recovered of this finding. Only what is owed comes back."))
    flag_modified(finding, "recovered")
    _add(actor, finding, Entry.EXPLANATION, Receipt(remainder, Way.PAID_BACK, note.on, note.proof, note.text))
    _log(actor, file, finding, "explained", remainder, note.on)


def _add(actor: Actor, finding: Finding, entry: Entry, receipt: Receipt, reverses_id: int | None = None) -> None:
    row = MoneyEntry(
        finding_id=finding.id,
        entry=entry,
        way=receipt.way if entry is Entry.RECEIPT else None,
        amount=receipt.amount,
        on=receipt.on,
        document=receipt.document,
        text=receipt.text,
        reverses_id=reverses_id,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()


def _log(actor: Actor, file: CaseFile, finding: Finding, what: str, amount: int, on: date) -> None:
    about = {"finding": finding.number, "amount": amount, "on": on}
    record(actor, f"money.{what}", case_id=file.case.id, about=about)
