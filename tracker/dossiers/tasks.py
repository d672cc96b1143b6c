"""What the archive asks of the head of the team once nothing of the case is open."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Row, Select, exists, null, select
from sqlalchemy.orm import aliased

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case
from tracker.cases.states import State, TeamRole
from tracker.core.text import N_
from tracker.discipline.models import Discipline
from tracker.discipline.states import OPEN_STATES
from tracker.findings.models import Recommendation
from tracker.findings.states import OPEN_RECOMMENDATIONS
from tracker.tasks import Source, Task

_Asked, _Record = aliased(Recommendation), aliased(Discipline)


def _settled(actor: Actor, _today: date) -> Select:
    asked = exists().where(_Asked.case_id == Case.id, _Asked.state.in_(OPEN_RECOMMENDATIONS))
    disciplined = exists().where(_Record.case_id == Case.id, _Record.state.in_(OPEN_STATES))
    columns = (Case.id.label("key"), null().cast(Date).label("due"), Case.ref, Case.title, Case.kind)
    return select(*columns).where(
        Case.state.in_((State.CONCLUDED, State.FOLLOW_UP)),
        sight.worked_on(actor, TeamRole.HEAD),
        sight.content(actor),
        ~asked,
        ~disciplined,
    )


def _archive(row: Row[Any], label: str) -> Task:
    why = N_("No recommendation and no discipline is open; the page lists what the file still lacks.")
    return Task(row.title, label, "dossiers.show_dossier", {"ref": row.ref}, None, why, KINDS[row.kind].label)


TASKS = (
    Source(
        N_("Complete the file and archive it"),
        Permission.SEE_CASES,
        _settled,
        _archive,
        "cases.list_cases",
        {"timing": "open"},
    ),
)
