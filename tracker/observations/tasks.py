"""What regular supervision asks: the report of who noted it, the opinion of the leader."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Row, Select, null, select

from tracker.access import Actor, Permission
from tracker.core.text import N_, message
from tracker.observations.models import Observation
from tracker.observations.queries import visible
from tracker.observations.states import ACTION_LABELS, Action, State
from tracker.tasks import Source, Task


def _columns(actor: Actor, state: State) -> Select:
    due = null().cast(Date).label("due")
    chosen = (Observation.ref, Observation.content, Observation.area)
    return select(Observation.id.label("key"), due, *chosen).where(Observation.state == state, visible(actor))


def _noted(actor: Actor, _today: date) -> Select:
    return _columns(actor, State.NOTED).where(Observation.noted_by == actor.user_id)


def _reported(actor: Actor, _today: date) -> Select:
    return _columns(actor, State.REPORTED).where(Observation.body_id == actor.body_id)


def _report(row: Row[Any], label: str) -> Task:
    return _task(row, label, "observations.report_observation")


def _decide(row: Row[Any], label: str) -> Task:
    return _task(row, label, "observations.show_observation")


def _task(row: Row[Any], label: str, endpoint: str) -> Task:
    why = message("Regular supervision: %(area)s", area=row.area)
    return Task(row.content, label, endpoint, {"ref": row.ref}, None, why)


TASKS = (
    Source("noted", ACTION_LABELS[Action.REPORT], Permission.NOTE_OBSERVATION, _noted, _report),
    Source("observed", N_("Decide on what was observed"), Permission.DECIDE_OBSERVATION, _reported, _decide),
)
