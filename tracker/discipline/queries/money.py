"""What the money book, which is of a later room, says of the subjects of a record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, column, exists, func, select, table
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.findings.models import Finding

# The table is named as models name each other, by text.
BOOK = table(
    "money_entries",
    *(column(name) for name in ("id", "finding_id", "entry", "way", "amount", "reverses_id")),
    column("on", Date),
)


@dataclass(frozen=True)
class PaidBack:
    """What was paid back of the amounts that a subject owes, whole đồng, and the day of the last receipt."""

    amount: int
    to_recover: int
    last_on: date


def paid_back(subject_ids: Collection[int], until: date) -> dict[int, PaidBack]:
    """What was paid back up to a day: id of the subject → figures, of those who paid anything.

    Only what was handed in counts: sums struck from the accounts, dues collected afterwards and receipts that were
    taken back say nothing of the subject's own will.
    """
    reversal, claim = BOOK.alias(), aliased(Finding)
    owed = select(func.sum(claim.to_recover)).where(claim.subject_id == Finding.subject_id).correlate(Finding)
    paid = (
        select(Finding.subject_id, func.sum(BOOK.c.amount), owed.scalar_subquery(), func.max(BOOK.c.on))
        .join(BOOK, BOOK.c.finding_id == Finding.id)
        .where(
            Finding.subject_id.in_(subject_ids),
            BOOK.c.entry == "receipt",
            BOOK.c.way == "paid_back",
            BOOK.c.on <= until,
            ~exists().where(reversal.c.reverses_id == BOOK.c.id),
        )
        .group_by(Finding.subject_id)
    )
    # a sum of large integers is a decimal number in PostgreSQL
    return {key: PaidBack(int(amount), int(claimed), on) for key, amount, claimed, on in db.session.execute(paid)}
