"""What petitions ask of receivers and leaders. Nothing here comes near the vault."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Row, Select, null, select

from tracker.access import Actor, Permission
from tracker.core.text import N_, message
from tracker.petitions.models import Petition
from tracker.petitions.queries import visible
from tracker.petitions.states import KIND_LABELS, State
from tracker.tasks import Source, Task


def _in_state(actor: Actor, state: State) -> Select:
    columns = (Petition.ref, Petition.number, Petition.year, Petition.kind, Petition.abstract)
    due = null().cast(Date).label("due")
    return select(Petition.id.label("key"), due, *columns).where(Petition.state == state, visible(actor))


def _received(actor: Actor, _today: date) -> Select:
    return _in_state(actor, State.RECEIVED)


def _screened(actor: Actor, _today: date) -> Select:
    return _in_state(actor, State.SCREENED).where(Petition.body_id == actor.body_id)


def _screen(row: Row[Any], label: str) -> Task:
    return _task(row, label, "petitions.screen_petition")


def _decide(row: Row[Any], label: str) -> Task:
    return _task(row, label, "petitions.show_petition")


def _task(row: Row[Any], label: str, endpoint: str) -> Task:
    why = message("Petition %(number)s/%(year)s in the register.", number=row.number, year=str(row.year))
    return Task(row.abstract, label, endpoint, {"ref": row.ref}, None, why, KIND_LABELS[row.kind])


TASKS = (
    Source("received", N_("Screen the petition"), Permission.RECEIVE_PETITION, _received, _screen),
    Source(
        "screened", N_("Accept, forward, guide or file the petition"), Permission.DECIDE_PETITION, _screened, _decide
    ),
)
