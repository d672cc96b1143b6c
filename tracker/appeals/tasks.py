"""What complaints ask: the next step of each, and what an annulled discipline leaves to restore."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Row, Select, and_, null, or_, select

from tracker.access import Actor, Permission
from tracker.appeals.models import Appeal, RestorationPart
from tracker.appeals.queries import stands_in
from tracker.appeals.states import OPEN_STATES, STATE_LABELS, State
from tracker.cases import sight
from tracker.cases.deadlines import due_of_event
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import TeamRole
from tracker.core.text import N_, message
from tracker.discipline.models import Discipline
from tracker.extensions import PLACE_COLUMNS
from tracker.lawbook.queries import OfficeLaw
from tracker.organizations.models import Body, Organization
from tracker.regulations.appeals import PART_LABELS
from tracker.tasks import Source, Task


def _open(actor: Actor, _today: date) -> Select:
    """Accepting and deciding are for those who record votes; between them the head of the team hears all sides; the
    clerk records the announcement."""
    of_office = or_(sight.filed(actor), and_(sight.led(actor), Appeal.state != State.DECIDED))
    of_team = and_(Appeal.state == State.ACCEPTED, sight.at_work(actor, TeamRole.HEAD))
    due = null().cast(Date).label("due")
    places = (getattr(Organization, column) for column in PLACE_COLUMNS)
    columns = (
        Appeal.state,
        Appeal.number.label("complaint"),
        Appeal.round,
        Appeal.received_on,
        Case.ref,
        Case.title,
        CaseSubject.name,
        Organization.level,
    )
    return (
        select(Appeal.id.label("key"), due, *columns, *places)
        .join(Body, Body.id == Appeal.hearing_body_id)
        .join(Organization, Organization.id == Body.organization_id)
        .join(Discipline, Discipline.id == Appeal.discipline_id)
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .join(Case, stands_in())
        .where(Appeal.state.in_(OPEN_STATES), sight.content(actor), or_(of_office, of_team))
    )


def _decide_by(row: Row[Any], law: OfficeLaw) -> date | None:
    """The limit of handling a complaint, by the level of the body that hears it."""
    return due_of_event("complaint-handling", row.level.value, row.received_on, law.limits_for(row), law.calendar)


def _handle(row: Row[Any], label: str) -> Task:
    words = {"name": row.name, "number": row.complaint, "round": row.round, "on": row.received_on}
    state = message(STATE_LABELS[row.state])
    why = message(
        "%(name)s, complaint %(number)s, round %(round)s, received on %(on)s: %(state)s", **words, state=state
    )
    return Task(row.title, label, "appeals.list_of_case", {"ref": row.ref}, row.due, why)


def _unrestored(actor: Actor, _today: date) -> Select:
    return (
        select(
            RestorationPart.id.label("key"), RestorationPart.due_on.label("due"), RestorationPart.part,
            Case.ref, Case.title, Discipline.number, Appeal.number.label("complaint"),
        )
        .join(Appeal, Appeal.id == RestorationPart.appeal_id)
        .join(Discipline, Discipline.id == Appeal.discipline_id)
        .join(Case, Case.id == Discipline.case_id)
        .where(RestorationPart.done_on.is_(None), sight.content(actor), sight.filed(actor))
    )  # fmt: skip


def _restore(row: Row[Any], label: str) -> Task:
    place = {"ref": row.ref, "number": row.number, "complaint": row.complaint, "part": row.part.value}
    return Task(row.title, label, "appeals.restore_part", place, row.due, message(PART_LABELS[row.part]))


TASKS = (
    Source("complaints", N_("Handle the complaint"), Permission.SEE_CASES, _open, _handle, _decide_by),
    Source("restorations", N_("Make the annulled discipline good"), Permission.SEE_CASES, _unrestored, _restore),
)
