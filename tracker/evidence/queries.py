"""Reads of evidence and of the subject's answers. The caller checked the sight of the case."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, column, func, select, table
from sqlalchemy.orm import joinedload, selectinload

from tracker.audit.queries import entries_of
from tracker.cases.models import Case, CaseSubject
from tracker.core.errors import NotVisible
from tracker.evidence.models import (
    CustodyMove,
    DraftPoint,
    EvidenceContent,
    EvidenceFile,
    EvidenceItem,
    SentDraft,
    SubjectStatement,
    WithdrawnAnswer,
)
from tracker.evidence.rules import DraftState
from tracker.evidence.sealing import Seal, Unsealable, digest
from tracker.evidence.states import FileRole
from tracker.extensions import db

# Findings are a later room; their tables are named as models name each other, by text.
_FINDINGS = table("findings", column("id"), column("number"))
_PROOFS = table("finding_evidence", column("finding_id"), column("evidence_id"))

Numbered = type[EvidenceItem] | type[SubjectStatement] | type[SentDraft]


def items_of_case(case_id: int) -> list[EvidenceItem]:
    """The register of a case by number, with collectors and files."""
    statement = (
        select(EvidenceItem)
        .where(EvidenceItem.case_id == case_id)
        .options(joinedload(EvidenceItem.collector), selectinload(EvidenceItem.files))
        .order_by(EvidenceItem.number)
    )
    return list(db.session.execute(statement).scalars())


def usable_items(case_id: int) -> list[tuple[int, int, str]]:
    """(id, number, title) of the evidence that is not withdrawn, by number."""
    statement = select(EvidenceItem.id, EvidenceItem.number, EvidenceItem.title).where(
        EvidenceItem.case_id == case_id, EvidenceItem.withdrawn_at.is_(None)
    )
    return [(row.id, row.number, row.title) for row in db.session.execute(statement.order_by(EvidenceItem.number))]


def filed_items(case_id: int) -> Sequence[Row]:
    """What the file of a case holds of evidence that is not withdrawn: number, title, obtained_on, source."""
    columns = (EvidenceItem.number, EvidenceItem.title, EvidenceItem.obtained_on, EvidenceItem.source)
    statement = select(*columns).where(EvidenceItem.case_id == case_id, EvidenceItem.withdrawn_at.is_(None))
    return db.session.execute(statement.order_by(EvidenceItem.number)).all()


def items_counted(case_id: int) -> Select[int]:
    """How many entries stand in the register of a case."""
    return select(func.count()).where(EvidenceItem.case_id == case_id)


def get_item(case_id: int, number: int) -> EvidenceItem:
    """An entry by its number in the case, with collector, files and custody; raises ``NotVisible``."""
    return _one(
        select(EvidenceItem)
        .where(EvidenceItem.case_id == case_id, EvidenceItem.number == number)
        .options(
            joinedload(EvidenceItem.collector),
            selectinload(EvidenceItem.files),
            selectinload(EvidenceItem.moves),
        )
    )


def findings_resting_on(item: EvidenceItem) -> list[int]:
    """The numbers of the findings that an entry proves."""
    statement = (
        select(_FINDINGS.c.number)
        .join(_PROOFS, _PROOFS.c.finding_id == _FINDINGS.c.id)
        .where(_PROOFS.c.evidence_id == item.id)
    )
    return list(db.session.execute(statement.order_by(_FINDINGS.c.number)).scalars())


def same_files(items: Sequence[EvidenceItem]) -> dict[int, list[int]]:
    """Number of an entry → numbers of the others of these that hold the very same file, told by its hash."""
    holders: dict[str, set[int]] = {}
    for item in items:
        for file in item.files:
            holders.setdefault(file.sha256, set()).add(item.number)
    return {
        item.number: sorted(set().union(*(holders[file.sha256] for file in item.files)) - {item.number})
        for item in items
    }


def readable_files(item: EvidenceItem, *, with_originals: bool) -> list[EvidenceFile]:
    """The files a reader may have: all of them, or – without the right to originals – the redacted copy that counts.

    Where no redacted copy was made, nothing needs to be kept from those who may read the file of the case.
    """
    if with_originals:
        return list(item.files)
    redacted = [file for file in item.files if file.role is FileRole.REDACTED]
    return redacted[-1:] or list(item.files)


def content_of(file: EvidenceFile, seal: Seal) -> bytes:
    """The bytes of a file as they were uploaded; raises ``Unsealable`` when they are not the same any more."""
    sealed = db.session.execute(
        select(EvidenceContent.sealed).where(EvidenceContent.file_id == file.id)
    ).scalar_one_or_none()
    if sealed is None:
        raise Unsealable
    content = seal.open(sealed, file.identity)
    if digest(content) != file.sha256:
        raise Unsealable
    return content


def next_number(kind: Numbered, case_id: int) -> int:
    """The next free number in a case that the caller has locked."""
    highest = select(func.coalesce(func.max(kind.number), 0)).where(kind.case_id == case_id)
    return db.session.execute(highest).scalar_one() + 1


def statements_of_case(case_id: int) -> list[SubjectStatement]:
    """The written answers of the subjects that stand, in the order they were received."""
    return [row for row in all_statements(case_id) if row.withdrawn_at is None]


def all_statements(case_id: int) -> list[SubjectStatement]:
    """The written answers of the subjects with those withdrawn, in the order they were received."""
    statement = (
        select(SubjectStatement)
        .where(SubjectStatement.case_id == case_id)
        .options(joinedload(SubjectStatement.evidence), joinedload(SubjectStatement.withdrawer))
        .order_by(SubjectStatement.received_on, SubjectStatement.number)
    )
    return list(db.session.execute(statement).scalars())


def get_statement(case_id: int, number: int) -> SubjectStatement:
    """A written answer by its number in the case; raises ``NotVisible``."""
    return _one(
        select(SubjectStatement)
        .where(SubjectStatement.case_id == case_id, SubjectStatement.number == number)
        .options(joinedload(SubjectStatement.evidence))
    )


def drafts_of_case(case_id: int) -> list[SentDraft]:
    """The drafts sent for a factual check that stand, with the points of their answers, in the order they were sent."""
    return [row for row in all_drafts(case_id) if row.withdrawn_at is None]


def all_drafts(case_id: int) -> list[SentDraft]:
    """The drafts sent for a factual check with those withdrawn, their answers and the answers withdrawn."""
    withdrawn = selectinload(SentDraft.withdrawn_answers)
    statement = (
        select(SentDraft)
        .where(SentDraft.case_id == case_id)
        .options(
            joinedload(SentDraft.withdrawer),
            selectinload(SentDraft.points).joinedload(DraftPoint.decider),
            withdrawn.joinedload(WithdrawnAnswer.withdrawer),
            withdrawn.selectinload(WithdrawnAnswer.points).joinedload(DraftPoint.decider),
        )
        .order_by(SentDraft.sent_on, SentDraft.number)
    )
    return list(db.session.execute(statement).scalars())


def get_draft(case_id: int, number: int) -> SentDraft:
    """A draft by its number in the case, with the points of its answer; raises ``NotVisible``."""
    return _one(
        select(SentDraft)
        .where(SentDraft.case_id == case_id, SentDraft.number == number)
        .options(selectinload(SentDraft.points), selectinload(SentDraft.withdrawn_answers))
    )


def get_point(draft: SentDraft, number: int) -> DraftPoint:
    """A point of the answer to a draft; raises ``NotVisible``."""
    for point in draft.points:
        if point.number == number:
            return point
    raise NotVisible


def draft_states(case_id: int) -> list[DraftState]:
    """How far the answers to the drafts of a case are: one statement, whatever the number of points."""
    found = db.session.execute(
        select(SentDraft.id, CaseSubject.name, SentDraft.answered_on, DraftPoint.number, DraftPoint.accepted)
        .join(CaseSubject, CaseSubject.id == SentDraft.subject_id)
        .outerjoin(DraftPoint, and_(DraftPoint.draft_id == SentDraft.id, DraftPoint.withdrawn_answer_id.is_(None)))
        .where(SentDraft.case_id == case_id, SentDraft.withdrawn_at.is_(None))
        .order_by(SentDraft.number, DraftPoint.number)
    ).all()
    return [
        DraftState(
            next(row.name for row in found if row.id == draft),
            any(row.answered_on is not None for row in found if row.id == draft),
            tuple(row.number for row in found if row.id == draft and row.number and row.accepted is None),
        )
        for draft in dict.fromkeys(row.id for row in found)
    ]


def differences(seal: Seal) -> Iterator[str]:
    """Every stored file that is not what was uploaded: by its bytes, its row, or what the audit chain says of it."""
    told = {
        (case_id, about["evidence"], about["copy"]): about["sha256"]
        for case_id, about in entries_of("evidence.file_added")
    }
    for file, case_id, case_ref, number in _all_files():
        place = f"case {case_ref}, evidence {number}, file {file.number}"
        if told.pop((case_id, number, file.number), None) != file.sha256:
            yield f"{place}: the hash is not the one in the audit chain"
        try:
            content_of(file, seal)
        except Unsealable:
            yield f"{place}: the content does not fit its hash"
    for case_id, number, copy in told:
        yield f"case no. {case_id}, evidence {number}, file {copy}: in the audit chain, but gone"


def count_files() -> int:
    """How many files are stored."""
    return db.session.execute(select(func.count()).select_from(EvidenceFile)).scalar_one()


def _all_files() -> Iterator[Any]:
    last = 0
    statement = (
        select(EvidenceFile, EvidenceItem.case_id, Case.ref, EvidenceItem.number)
        .join(EvidenceItem, EvidenceItem.id == EvidenceFile.evidence_id)
        .join(Case, Case.id == EvidenceItem.case_id)
        .order_by(EvidenceFile.id)
        .limit(500)
    )
    while rows := db.session.execute(statement.where(EvidenceFile.id > last)).all():
        yield from rows
        last = rows[-1][0].id


def last_move(item: EvidenceItem) -> CustodyMove | None:
    """The last handover of an entry, None while its collector still holds it."""
    return item.moves[-1] if item.moves else None


def _one(statement: Select) -> Any:
    found = db.session.execute(statement).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found
