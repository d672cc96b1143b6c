"""The register: entries, their files, custody, withdrawal. What is entered is never changed and never deleted."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile, lock_case
from tracker.cases.rules import check_not_future, refuse
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.evidence import queries, rules
from tracker.evidence.filetypes import MOST_RECORDING_BYTES, check_file, file_type, plain_name
from tracker.evidence.models import CustodyMove, EvidenceContent, EvidenceFile, EvidenceItem
from tracker.evidence.sealing import Seal, Unsealable, digest
from tracker.evidence.states import EvidenceKind, FileRole
from tracker.extensions import db
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class EvidenceEntry:
    """An entry as the form gives it; ``collector_id`` is an account of the team."""

    title: str
    kind: EvidenceKind
    source: str
    collector_id: int
    obtained_on: date
    place: str = ""
    description: str = ""


@dataclass(frozen=True, repr=False)
class Upload:
    """A file as it came: the name it had, its bytes, and how many of them a recording may have."""

    name: str
    content: bytes
    most_recording: int = MOST_RECORDING_BYTES


def register_evidence(actor: Actor, file: CaseFile, entry: EvidenceEntry, today: date) -> EvidenceItem:
    """Enter a piece of evidence under the next number of the case."""
    _require_recording(actor, file)
    check_not_future(entry.obtained_on, today, "obtained_on").enforce()
    if entry.collector_id not in collectors(file):
        raise RuleViolation(
            message(
                "Only the people of this case collect its evidence. Who collects evidence answers for it;"
                " choose one of the team."
            ),
            (PROCEDURE,),
            field="collector",
        )
    item = EvidenceItem(
        case_id=file.case.id,
        number=queries.next_number(EvidenceItem, file.case.id),
        title=entry.title,
        kind=entry.kind,
        source=entry.source,
        place=entry.place,
        description=entry.description,
        obtained_on=entry.obtained_on,
        collector_id=entry.collector_id,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
        files=[],
        moves=[],
    )
    db.session.add(item)
    db.session.flush()
    about = {"evidence": item.number, "kind": item.kind, "on": item.obtained_on}
    record(actor, "evidence.registered", case_id=file.case.id, about=about)
    return item


def add_original(actor: Actor, file: CaseFile, item: EvidenceItem, upload: Upload, seal: Seal) -> EvidenceFile:
    """Put the original file beside an entry. There is one, and it never changes."""
    _require_recording(actor, file)
    _refuse_withdrawn(item)
    if any(one.role is FileRole.ORIGINAL for one in item.files):
        raise Conflict(
            message("The original is there already and never changes; add a new entry for another file."), (PROCEDURE,)
        )
    return _store(actor, item, FileRole.ORIGINAL, upload, seal)


def add_redacted_copy(actor: Actor, file: CaseFile, item: EvidenceItem, upload: Upload, seal: Seal) -> EvidenceFile:
    """Put a copy with parts made unreadable beside the original; the last one counts."""
    _require_keeping(actor, file)
    _refuse_withdrawn(item)
    if not any(one.role is FileRole.ORIGINAL for one in item.files):
        raise RuleViolation(
            message("A redacted copy stands beside an original; add that first."), (PROCEDURE,), field="upload"
        )
    if any(one.sha256 == digest(upload.content) for one in item.files):
        raise RuleViolation(
            message("This very file is there already. Each file stands once in the register; open that entry."),
            field="upload",
        )
    return _store(actor, item, FileRole.REDACTED, upload, seal)


def move_custody(
    actor: Actor, file: CaseFile, item: EvidenceItem, handover: rules.Handover, today: date
) -> CustodyMove:
    """Append who holds the thing from now on."""
    _require_keeping(actor, file)
    last = queries.last_move(item)
    holder = last.to_holder if last else item.collector.full_name
    since = last.moved_on if last else item.obtained_on
    rules.check_handover(handover, holder, since, today).enforce()
    move = CustodyMove(
        evidence_id=item.id,
        number=len(item.moves) + 1,
        from_holder=holder,
        to_holder=handover.to_holder,
        moved_on=handover.moved_on,
        reason=handover.reason,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    item.moves.append(move)
    db.session.flush()
    about = {"evidence": item.number, "move": move.number, "on": move.moved_on}
    record(actor, "evidence.moved", case_id=file.case.id, about=about)
    return move


def check_withdrawal(file: CaseFile, item: EvidenceItem) -> Verdict:
    """Whether an entry may be withdrawn now."""
    recording = rules.check_recording(file.case.state)
    if not recording.allowed:
        return recording
    return rules.check_withdrawal(item.withdrawn_at is not None, queries.findings_resting_on(item))


def withdraw_evidence(actor: Actor, file: CaseFile, item: EvidenceItem, reason: str) -> None:
    """Strike an entry out; it stays readable with the reason, its number and its files."""
    _require_recording(actor, file)
    check_withdrawal(file, item).enforce()
    item.withdrawn_by, item.withdrawn_at, item.withdrawal_reason = actor.user_id, clock.now(), reason
    db.session.flush()
    record(actor, "evidence.withdrawn", case_id=file.case.id, about={"evidence": item.number})


def read_file(actor: Actor, file: CaseFile, item: EvidenceItem, number: int, seal: Seal) -> tuple[EvidenceFile, bytes]:
    """A file with its bytes for somebody who may have it; raises ``NotVisible``. The caller records the download."""
    with_originals = file.allows(actor, Permission.SEE_ORIGINALS)
    for one in queries.readable_files(item, with_originals=with_originals):
        if one.number == number:
            try:
                return one, queries.content_of(one, seal)
            except Unsealable:
                raise RuleViolation(
                    message("The stored file is not what was uploaded; it is not handed out. Tell the administrator.")
                ) from None
    raise NotVisible


def record_download(actor: Actor, case_id: int, item_number: int, copy: EvidenceFile) -> None:
    """Append that the actor took a file out."""
    about = {"evidence": item_number, "copy": copy.number, "role": copy.role}
    record(actor, "read.evidence_file", case_id=case_id, about=about)


def collectors(file: CaseFile) -> dict[int, str]:
    """Who may have collected evidence of a case: its team, by account."""
    return {person.account_id: person.account.full_name for person in file.team}


def _store(actor: Actor, item: EvidenceItem, role: FileRole, upload: Upload, seal: Seal) -> EvidenceFile:
    check_file(upload.name, upload.content, upload.most_recording).enforce()
    found = file_type(upload.content)
    if found is None:
        raise NotVisible
    stored = EvidenceFile(
        evidence_id=item.id,
        number=len(item.files) + 1,
        role=role,
        type=found,
        name=plain_name(upload.name),
        size=len(upload.content),
        sha256=digest(upload.content),
        uploaded_by=actor.user_id,
        uploaded_at=clock.now(),
    )
    item.files.append(stored)
    db.session.flush()
    db.session.add(EvidenceContent(file_id=stored.id, sealed=seal.close(upload.content, stored.identity)))
    db.session.flush()
    about = {
        "evidence": item.number,
        "copy": stored.number,
        "role": role,
        "type": found,
        "size": stored.size,
        "sha256": stored.sha256,
    }
    record(actor, "evidence.file_added", case_id=item.case_id, about=about)
    return stored


def _refuse_withdrawn(item: EvidenceItem) -> None:
    if item.withdrawn_at is not None:
        refuse(
            message("This evidence is withdrawn already. What is withdrawn stays in the list and is not used any more.")
        ).enforce()


def _require_recording(actor: Actor, file: CaseFile) -> None:
    require(actor, Permission.RECORD_EVIDENCE, file.relations)
    verdict = rules.check_recording(lock_case(file.case.id))
    if not verdict.allowed:
        raise Conflict(verdict.reason, verdict.citations)


def _require_keeping(actor: Actor, file: CaseFile) -> None:
    require(actor, Permission.RECORD_EVIDENCE, file.relations)
    verdict = rules.check_keeping(lock_case(file.case.id))
    if not verdict.allowed:
        raise Conflict(verdict.reason, verdict.citations)
