"""What the archive asks of the head of the team once nothing of the case is open."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Row, Select, and_, exists, null, select
from sqlalchemy.orm import aliased

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.deadlines import due_of_event
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case, CaseStep
from tracker.cases.states import State, TeamRole
from tracker.core.text import N_
from tracker.discipline.models import Discipline
from tracker.discipline.states import OPEN_STATES
from tracker.extensions import PLACE_COLUMNS
from tracker.findings.models import Recommendation
from tracker.findings.states import OPEN_RECOMMENDATIONS
from tracker.lawbook.queries import OfficeLaw
from tracker.organizations.models import Body, Organization
from tracker.tasks import Source, Task

_Asked, _Record = aliased(Recommendation), aliased(Discipline)


def _settled(actor: Actor, _today: date) -> Select:
    asked = exists().where(_Asked.case_id == Case.id, _Asked.state.in_(OPEN_RECOMMENDATIONS))
    disciplined = exists().where(_Record.case_id == Case.id, _Record.state.in_(OPEN_STATES))
    columns = (Case.id.label("key"), null().cast(Date).label("due"), Case.ref, Case.title, Case.kind)
    announced = and_(CaseStep.case_id == Case.id, CaseStep.key == "announcement")
    places = (getattr(Case, column) for column in PLACE_COLUMNS)
    return (
        select(*columns, CaseStep.done_on, Organization.level, *places)
        .join(Body, Body.id == Case.body_id)
        .join(Organization, Organization.id == Body.organization_id)
        .outerjoin(CaseStep, announced)
        .where(
            Case.state.in_((State.CONCLUDED, State.FOLLOW_UP)),
            sight.at_work(actor, TeamRole.HEAD),
            sight.content(actor),
            ~asked,
            ~disciplined,
        )
    )


def _archive_by(row: Row[Any], law: OfficeLaw) -> date | None:
    """The limit runs from the announcement of the conclusion."""
    if row.done_on is None:
        return None
    return due_of_event("archive", row.level.value, row.done_on, law.limits_for(row), law.calendar)


def _archive(row: Row[Any], label: str) -> Task:
    why = N_("No recommendation and no discipline is open; the page lists what the file still lacks.")
    return Task(row.title, label, "dossiers.show_dossier", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


TASKS = (
    Source("to-archive", N_("Complete the file and archive it"), Permission.SEE_CASES, _settled, _archive, _archive_by),
)
