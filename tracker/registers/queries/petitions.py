"""The register of petitions. Nothing of the vault is read: who sent one never stands in a register."""

from typing import Any

from sqlalchemy import Select, case, select

from tracker.access import Actor
from tracker.core.text import message
from tracker.organizations.models import Body
from tracker.petitions.models import Petition
from tracker.petitions.queries import subjects_of, visible
from tracker.petitions.states import CHANNEL_LABELS, KIND_LABELS, SENDER_LABELS, STATE_LABELS
from tracker.registers.queries.period import Cell, Lines, Period, within


def received_petitions(actor: Actor, period: Period) -> Select:
    """The petitions in the order of their receipt."""
    return (
        select(
            Petition.id,
            Petition.number,
            Petition.year,
            case((Body.heir_id.is_not(None), Body.name), else_="").label("old_register"),
            Petition.received_on,
            Petition.channel,
            Petition.kind,
            Petition.sender,
            Petition.abstract,
            Petition.state,
            Petition.forwarded_to,
            Petition.decision_paper,
            Petition.decided_on,
        )
        .join(Body, Body.id == Petition.register_body_id)
        .where(visible(actor), within(Petition.received_on, period))
        .order_by(Petition.received_on, Petition.id)
    )


def petition_lines(_actor: Actor, rows: list[Any]) -> Lines:
    """The cells of the petitions."""
    subjects = subjects_of([row.id for row in rows])
    return [
        (
            "\n".join(filter(None, (f"{row.number:02d}/{row.year}", row.old_register))),
            row.received_on,
            message(CHANNEL_LABELS[row.channel]),
            message(KIND_LABELS[row.kind]),
            message(SENDER_LABELS[row.sender]),
            "; ".join(subjects.get(row.id, ())),
            row.abstract,
            _handling(row),
            row.decision_paper,
            row.decided_on,
        )
        for row in rows
    ]


def _handling(row: Any) -> Cell:
    state = message(STATE_LABELS[row.state])
    return message("%(state)s: %(to)s", state=state, to=row.forwarded_to) if row.forwarded_to else state
