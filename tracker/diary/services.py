"""The verbs of the diary: write, sign. Nothing is changed or taken out; a mistake is righted by a new entry."""

from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile, lock_case
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.diary import queries, rules
from tracker.diary.models import DiaryEntry
from tracker.extensions import db


def write_entry(actor: Actor, file: CaseFile, happened_on: date, content: str, today: date) -> DiaryEntry:
    """Append what the team did on a day. What the head writes bears the head's signature at once."""
    require(actor, Permission.WRITE_DIARY, file.relations)
    rules.check_state(lock_case(file.case.id)).enforce()
    rules.check_day(happened_on, file.case.decision_on, today).enforce()
    if not content:
        raise RuleViolation(message("Fill this in."), field="content")
    now = clock.now()
    signs = file.allows(actor, Permission.SIGN_DIARY)
    entry = DiaryEntry(
        case_id=file.case.id,
        number=queries.next_number(file.case.id),
        happened_on=happened_on,
        content=content,
        written_by=actor.user_id,
        written_at=now,
        signed_by=actor.user_id if signs else None,
        signed_at=now if signs else None,
    )
    db.session.add(entry)
    db.session.flush()
    about = {"entry": entry.number, "on": happened_on, "signed": signs}
    record(actor, "diary.written", case_id=file.case.id, about=about)
    return entry


def sign_entry(actor: Actor, file: CaseFile, entry: DiaryEntry) -> None:
    """The head signs what somebody of the team wrote."""
    require(actor, Permission.SIGN_DIARY, file.relations)
    rules.check_state(lock_case(file.case.id)).enforce()
    if entry.signed_by is not None:
        raise Conflict(
            message("This entry is signed already. What is signed does not change; write a new entry."), (rules.DIARY,)
        )
    entry.signed_by, entry.signed_at = actor.user_id, clock.now()
    db.session.flush()
    record(actor, "diary.signed", case_id=file.case.id, about={"entry": entry.number})
