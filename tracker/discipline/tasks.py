"""What a discipline record asks next, of the head of the team and of the clerk."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Row, Select, and_, exists, null, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.deadlines import due_of_event
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import ESTABLISHED_STATES, Outcome, TeamRole
from tracker.cases.states import State as CaseState
from tracker.core.text import N_, message
from tracker.discipline.models import Deferral, Discipline
from tracker.discipline.states import ACTION_LABELS, STATE_LABELS, Action, State
from tracker.extensions import PLACE_COLUMNS
from tracker.lawbook.queries import OfficeLaw
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.states import Result, SessionState
from tracker.organizations.models import Body, Organization
from tracker.tasks import Source, Task

_Item, _Session = aliased(AgendaItem), aliased(Meeting)
_NO_DATE = null().cast(Date).label("due")
# As ``meetings.queries.find_open_item`` asks it of one record.
_ON_AGENDA = exists().where(
    _Item.case_id == Discipline.case_id,
    _Item.subject_id == Discipline.subject_id,
    or_(_Item.result.is_(None), _Item.result != Result.RETURNED),
    _Session.id == _Item.meeting_id,
    _Session.state == SessionState.PLANNED,
)
_ENDPOINTS = {
    State.PROPOSED: "discipline.review_discipline",
    State.REVIEWING: "discipline.put_on_agenda",
    State.POSTPONED: "discipline.consider_again",
    State.DECIDED: "discipline.announce_discipline",
}
_VERBS = {
    State.PROPOSED: ACTION_LABELS[Action.REVIEW],
    State.REVIEWING: N_("Put the vote on the agenda"),
    State.POSTPONED: ACTION_LABELS[Action.RESUME_PROPOSED],
    State.VOTED: N_("Carry out what was voted"),
    State.DECIDED: ACTION_LABELS[Action.ANNOUNCE],
}


def _records(actor: Actor) -> Select:
    columns = (Discipline.number, Discipline.state, Case.ref, Case.title, CaseSubject.name)
    return (
        select(Discipline.id.label("key"), _NO_DATE, *columns)
        .join(Case, Case.id == Discipline.case_id)
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .where(Case.state != CaseState.ARCHIVED, sight.content(actor))
    )


def _prepared(actor: Actor, today: date) -> Select:
    """What the head of the team carries on: the review, the way to a session, the end of a postponement."""
    still = exists().where(
        Deferral.discipline_id == Discipline.id,
        Deferral.ended_on.is_(None),
        or_(Deferral.until.is_(None), Deferral.until >= today),
    )
    return _records(actor).where(
        sight.worked_on(actor, TeamRole.HEAD),
        or_(
            Discipline.state == State.PROPOSED,
            and_(Discipline.state == State.REVIEWING, ~_ON_AGENDA),
            and_(Discipline.state == State.POSTPONED, ~still),
        ),
    )


def _voted(actor: Actor, _today: date) -> Select:
    places = (getattr(Organization, column) for column in PLACE_COLUMNS)
    return (
        _records(actor)
        .add_columns(Discipline.decided_on, Organization.level, *places)
        .join(Body, Body.id == Discipline.body_id)
        .join(Organization, Organization.id == Body.organization_id)
        .where(sight.filed(actor), Discipline.state.in_((State.VOTED, State.DECIDED)))
    )


def _announce_by(row: Row[Any], law: OfficeLaw) -> date | None:
    """A decision is announced within its limit; no limit is tracked between the vote and the decision."""
    if row.state is not State.DECIDED:
        return None
    return due_of_event("announcement", row.level.value, row.decided_on, law.limits_for(row), law.calendar)


def _next(row: Row[Any], _label: str) -> Task:
    endpoint = _ENDPOINTS.get(row.state, "discipline.list_of_case")
    place = {"ref": row.ref} | ({"number": row.number} if row.state in _ENDPOINTS else {})
    why = message("%(name)s: %(state)s", name=row.name, state=message(STATE_LABELS[row.state]))
    return Task(row.title, _VERBS[row.state], endpoint, place, None, why)


def _to_propose(actor: Actor, _today: date) -> Select:
    recorded = exists().where(Discipline.subject_id == CaseSubject.id)
    return (
        select(CaseSubject.id.label("key"), _NO_DATE, Case.ref, Case.title, CaseSubject.number, CaseSubject.name)
        .join(Case, Case.id == CaseSubject.case_id)
        .where(
            Case.state.in_(ESTABLISHED_STATES - {CaseState.ARCHIVED}),
            CaseSubject.outcome == Outcome.MUST_DISCIPLINE,
            ~recorded,
            sight.worked_on(actor, TeamRole.HEAD),
            sight.content(actor),
        )
    )


def _propose(row: Row[Any], label: str) -> Task:
    why = message("The conclusion says that %(name)s must be disciplined.", name=row.name)
    place = {"ref": row.ref, "subject": row.number}
    return Task(row.title, label, "discipline.propose_discipline", place, None, why)


TASKS = (
    Source("to-propose", N_("Propose discipline"), Permission.SEE_CASES, _to_propose, _propose),
    Source("discipline", N_("Carry the discipline record on"), Permission.SEE_CASES, _prepared, _next),
    Source("voted", N_("Carry the vote on discipline out"), Permission.SEE_CASES, _voted, _next, _announce_by),
)
