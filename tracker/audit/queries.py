"""Reads of the chain: a case's history, and the check from end to end."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import column, select, table

from tracker.audit import chain
from tracker.audit.models import AuditEvent, AuditHead
from tracker.extensions import db

# Accounts are a later room; their table is named by text, as models do.
_ACCOUNTS = table("accounts", column("id"), column("full_name"))


@dataclass(frozen=True)
class HistoryRow:
    """One change of a case: when, by whom (None = the program), which action, with its ids and codes."""

    at: datetime
    actor_name: str | None
    action: str
    body: str


def case_history(case_id: int, *, limit: int = 200) -> list[HistoryRow]:
    """The changes of a case, newest first, without the reads."""
    rows = db.session.execute(
        select(AuditEvent.at, _ACCOUNTS.c.full_name, AuditEvent.action, AuditEvent.body)
        .outerjoin(_ACCOUNTS, _ACCOUNTS.c.id == AuditEvent.actor_id)
        .where(AuditEvent.case_id == case_id, AuditEvent.action.not_like("read.%"))
        .order_by(AuditEvent.seq.desc())
        .limit(limit)
    )
    return [HistoryRow(*row) for row in rows]


def find_break() -> chain.Break | None:
    """The first bad entry of the stored chain, or None."""
    head = db.session.execute(select(AuditHead.seq, AuditHead.hash)).one()
    entries = db.session.execute(
        select(AuditEvent.seq, AuditEvent.body, AuditEvent.hash).order_by(AuditEvent.seq),
        execution_options={"yield_per": 5_000},
    )
    return chain.find_break((chain.Entry(*row) for row in entries), (head.seq, head.hash))


def length() -> int:
    """How many entries the chain has."""
    return db.session.execute(select(AuditHead.seq)).scalar_one()
