"""Incoming papers that wait for who handles them."""

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from tracker.access import Actor, Permission
from tracker.core.text import N_, message
from tracker.incoming.models import IncomingPaper
from tracker.incoming.queries import visible
from tracker.tasks import Source, Task


def _unanswered(actor: Actor, _today: date) -> Select:
    return select(
        IncomingPaper.id.label("key"),
        IncomingPaper.due_on.label("due"),
        IncomingPaper.ref,
        IncomingPaper.number,
        IncomingPaper.run_name,
        IncomingPaper.sender,
        IncomingPaper.abstract,
    ).where(visible(actor), IncomingPaper.handler_id == actor.user_id, IncomingPaper.answered_on.is_(None))


def _handle(row: Row[Any], label: str) -> Task:
    why = message(
        "Incoming paper %(number)s of %(sender)s", number=f"{row.number:02d}/{row.run_name}", sender=row.sender
    )
    return Task(row.abstract or row.sender, label, "incoming.show_incoming", {"ref": row.ref}, row.due, why)


TASKS = (Source("incoming", N_("Handle the incoming paper"), Permission.SEE_INCOMING, _unanswered, _handle),)
