"""What programmes ask: the approval of the leader, the work on a draft that was returned."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Row, Select, null, select

from tracker.access import Actor, Permission
from tracker.core.text import N_
from tracker.organizations.models import Body
from tracker.programmes.models import PlanVersion, Programme
from tracker.programmes.queries.programmes import visible
from tracker.programmes.states import TYPE_LABELS, ProgrammeType, State
from tracker.tasks import Source, Task


def _columns(actor: Actor, state: State) -> Select:
    due = null().cast(Date).label("due")
    chosen = (Programme.first_body_id, Programme.type, Programme.year_from, Programme.year_until, Body.name)
    return (
        select(PlanVersion.id.label("key"), due, *chosen)
        .join(Programme, Programme.id == PlanVersion.programme_id)
        .join(Body, Body.id == Programme.body_id)
        .where(PlanVersion.state == state, visible(actor))
    )


def _submitted(actor: Actor, _today: date) -> Select:
    """Who drafted or submitted it does not approve it."""
    return _columns(actor, State.SUBMITTED).where(
        Programme.body_id == actor.body_id,
        PlanVersion.drafted_by != actor.user_id,
        PlanVersion.submitted_by != actor.user_id,
    )


def _returned(actor: Actor, _today: date) -> Select:
    drafted = PlanVersion.drafted_by == actor.user_id
    return _columns(actor, State.DRAFT).where(drafted, PlanVersion.return_reason != "")


def _approve(row: Row[Any], label: str) -> Task:
    return _task(row, label, N_("It is submitted for approval."))


def _mend(row: Row[Any], label: str) -> Task:
    return _task(row, label, N_("The leader returned it with comments."))


def _task(row: Row[Any], label: str, why: str) -> Task:
    period = str(row.year_from) if row.type is ProgrammeType.YEARLY else f"{row.year_from}-{row.year_until}"
    place = {"body_id": row.first_body_id, "key": period}
    what = f"{row.name} – {period}"
    return Task(what, label, "programmes.show_programme", place, None, why, TYPE_LABELS[row.type])


TASKS = (
    Source("programmes", N_("Approve or return the programme"), Permission.APPROVE_PROGRAMME, _submitted, _approve),
    Source("returned", N_("Mend the returned programme"), Permission.DRAFT_PROGRAMME, _returned, _mend),
)
