"""Append to the chain, inside the caller's transaction."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum

from sqlalchemy import select

from tracker.access import Actor
from tracker.audit import chain
from tracker.audit.models import AuditEvent, AuditHead
from tracker.core import clock
from tracker.extensions import db

READ = "read"


def record(
    actor: Actor | None,
    action: str,
    *,
    case_id: int | None = None,
    about: Mapping[str, object] | None = None,
    basis: tuple = (),
) -> None:
    """Append one entry: what was done (``"case.opened"``), ``about`` ids and codes, ``basis`` the citations applied.

    No names and no free text go in: the chain is kept for ever. ``actor`` is None for the program itself.
    """
    head = db.session.execute(select(AuditHead).with_for_update().execution_options(populate_existing=True))
    last = head.scalar_one()
    at, author = clock.now(), actor.user_id if actor else None
    body = chain.canonical(
        {
            "seq": last.seq + 1,
            "at": at.isoformat(),
            "actor": author,
            "action": action,
            "case": case_id,
            "about": {key: _plain(value) for key, value in (about or {}).items()},
            "basis": [str(citation) for citation in basis],
        }
    )
    last.hash = chain.link(last.hash, body)
    last.seq += 1
    event = AuditEvent(seq=last.seq, at=at, actor_id=author, action=action, case_id=case_id, body=body, hash=last.hash)
    db.session.add(event)
    db.session.flush()
    _call_listeners(actor, action, case_id, about or {})


Listener = Callable[[Actor | None, str, int | None, Mapping[str, object]], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call ``listener`` after each entry, in its transaction, with the actor, the action, the case and ``about``."""
    if listener not in _listeners:
        _listeners.append(listener)


def _call_listeners(actor: Actor | None, action: str, case_id: int | None, about: Mapping[str, object]) -> None:
    for listener in _listeners:
        listener(actor, action, case_id, about)


def record_read(actor: Actor, case_id: int, part: str) -> None:
    """Append that the actor read ``part`` of a case file."""
    record(actor, f"{READ}.{part}", case_id=case_id)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"the audit log takes ids, codes and dates, not {type(value).__name__}")
