"""Reads of the diary. The caller checked the sight of the case."""

from collections.abc import Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Account
from tracker.core.errors import NotVisible
from tracker.diary.models import DiaryEntry
from tracker.evidence.models import CustodyMove, EvidenceItem
from tracker.extensions import db


def entries_of(case_id: int) -> list[DiaryEntry]:
    """The entries of a case by day, with who wrote and who signed them."""
    statement = (
        select(DiaryEntry)
        .where(DiaryEntry.case_id == case_id)
        .options(joinedload(DiaryEntry.writer), joinedload(DiaryEntry.signer))
        .order_by(DiaryEntry.happened_on, DiaryEntry.number)
    )
    return list(db.session.execute(statement).scalars())


def get_entry(case_id: int, number: int) -> DiaryEntry:
    """An entry by its number in the case; raises ``NotVisible``."""
    statement = (
        select(DiaryEntry)
        .where(DiaryEntry.case_id == case_id, DiaryEntry.number == number)
        .options(joinedload(DiaryEntry.writer))
    )
    found = db.session.execute(statement).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found


def directing_name(account_id: int | None) -> str | None:
    """Who directs the team, for the first page of the diary."""
    statement = select(Account.full_name).where(Account.id == account_id)
    return db.session.execute(statement).scalar_one_or_none() if account_id else None


def handovers_of(case_id: int) -> Sequence[Row]:
    """What evidence went from hand to hand: number, moved_on, from_holder, to_holder; nothing that was withdrawn."""
    statement = (
        select(EvidenceItem.number, CustodyMove.moved_on, CustodyMove.from_holder, CustodyMove.to_holder)
        .join(CustodyMove, CustodyMove.evidence_id == EvidenceItem.id)
        .where(EvidenceItem.case_id == case_id, EvidenceItem.withdrawn_at.is_(None))
    )
    return db.session.execute(statement.order_by(CustodyMove.moved_on, CustodyMove.id)).all()


def next_number(case_id: int) -> int:
    """The next free number in a case that the caller has locked."""
    highest = select(func.coalesce(func.max(DiaryEntry.number), 0)).where(DiaryEntry.case_id == case_id)
    return db.session.execute(highest).scalar_one() + 1
