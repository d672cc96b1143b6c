"""The register of incoming papers."""

from datetime import date
from typing import Any

from sqlalchemy import Select

from tracker.access import Actor
from tracker.core.text import message
from tracker.documents.states import SECRECY_LABELS, URGENCY_LABELS, Secrecy, Urgency
from tracker.incoming.models import IncomingPaper
from tracker.incoming.queries import IncomingFilter, incoming_statement
from tracker.registers.queries.period import Lines, Period


def incoming_papers(actor: Actor, period: Period) -> Select:
    """The papers in the order of their arrival."""
    wanted = IncomingFilter(since=period.since, until=period.until)
    statement = incoming_statement(actor, wanted, date.max)
    return statement.order_by(IncomingPaper.arrived_on, IncomingPaper.id)


def incoming_lines(_actor: Actor, rows: list[Any]) -> Lines:
    """The cells of the papers."""
    return [
        (
            f"{row.number:02d}/{row.run_name}",
            row.arrived_on,
            row.sender,
            row.sign,
            row.dated_on,
            row.abstract,
            message(SECRECY_LABELS[row.secrecy]) if row.secrecy is not Secrecy.ORDINARY else "",
            message(URGENCY_LABELS[row.urgency]) if row.urgency is not Urgency.ORDINARY else "",
            row.full_name or "",
            row.due_on,
            row.result,
        )
        for row in rows
    ]
