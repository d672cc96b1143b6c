"""Reads of the chain: a case's history, and the check from end to end."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain as joined
from typing import Any

from sqlalchemy import Row, column, select, table, true

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


def entries_of(action: str) -> Iterator[tuple[int | None, dict[str, Any]]]:
    """(case, about) of every entry of an action, in order."""
    rows = db.session.execute(
        select(AuditEvent.case_id, AuditEvent.body).where(AuditEvent.action == action).order_by(AuditEvent.seq)
    )
    for case_id, body in rows:
        yield case_id, json.loads(body)["about"]


def find_break() -> chain.Break | None:
    """The first bad entry of the stored chain, or None.

    The head and the entries come from one statement, so that an entry appended meanwhile is not taken for a fault.
    """
    rows = iter(
        db.session.execute(
            select(AuditHead.seq.label("end"), AuditHead.hash.label("end_hash"), *AuditEvent.__table__.columns)
            .outerjoin(AuditEvent, true())
            .where(AuditHead.id == 1)
            .order_by(AuditEvent.seq),
            execution_options={"yield_per": 5_000},
        )
    )
    first = next(rows, None)
    if first is None:
        return chain.Break(1, "the head of the chain is missing")
    return chain.find_break(_entries(joined([first], rows)), (first.end, first.end_hash))


def length() -> int:
    """How many entries the chain has."""
    return db.session.execute(select(AuditHead.seq)).scalar_one()


def _entries(rows: Iterable[Row]) -> Iterator[chain.Entry]:
    for row in rows:
        if row.seq is not None:
            beside = {
                "seq": row.seq,
                "at": row.at.isoformat(),
                "actor": row.actor_id,
                "action": row.action,
                "case": row.case_id,
            }
            yield chain.Entry(row.seq, row.body, row.hash, beside)
