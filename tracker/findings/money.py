"""Reads of money: what was found wrong, is to be recovered and was recovered, by subject; and the finance records."""

from sqlalchemy import and_, case, func, select

from tracker.extensions import db
from tracker.findings.models import FinanceRecord, Finding
from tracker.findings.rules import NO_MONEY, Money, grouped

__all__ = ["NO_MONEY", "Money", "finance_records", "grouped", "money_of_subjects"]


def money_of_subjects(*case_ids: int) -> dict[int, Money]:
    """The sums over the findings of each subject of the cases that has any amount: id of the subject → money."""
    undecided = and_(Finding.amount > 0, Finding.to_recover.is_(None))
    found = db.session.execute(
        select(
            Finding.subject_id,
            func.sum(func.coalesce(Finding.amount, 0)),
            func.sum(func.coalesce(Finding.to_recover, 0)),
            func.sum(Finding.recovered),
            func.sum(case((undecided, 1), else_=0)),
        )
        .where(Finding.case_id.in_(case_ids), Finding.amount.is_not(None))
        .group_by(Finding.subject_id)
    )
    # a sum of large integers is a decimal number in PostgreSQL
    return {subject_id: Money(*map(int, sums)) for subject_id, *sums in found}


def finance_records(*case_ids: int) -> list[FinanceRecord]:
    """What inspections of Party finance recorded, by subject and scope. The caller checked the sight of the cases."""
    statement = select(FinanceRecord).where(FinanceRecord.case_id.in_(case_ids))
    return list(db.session.execute(statement.order_by(FinanceRecord.subject_id, FinanceRecord.scope)).scalars())
