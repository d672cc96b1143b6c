"""Reads of the diary. The caller checked the sight of the case."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Account
from tracker.core.errors import NotVisible
from tracker.diary.models import DiaryEntry
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


def next_number(case_id: int) -> int:
    """The next free number in a case that the caller has locked."""
    highest = select(func.coalesce(func.max(DiaryEntry.number), 0)).where(DiaryEntry.case_id == case_id)
    return db.session.execute(highest).scalar_one() + 1
