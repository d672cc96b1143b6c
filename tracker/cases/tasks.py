"""What cases ask of those who work on them, from the draft to the report."""

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, exists, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.deadlines import due_of_event
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case, TeamMember
from tracker.cases.states import ACTION_LABELS, Action, State, TeamRole
from tracker.core.text import N_, message
from tracker.extensions import PLACE_COLUMNS
from tracker.lawbook.queries import OfficeLaw
from tracker.organizations.models import Body, Organization
from tracker.tasks import Source, Task

_Person = aliased(TeamMember)

# Who of the team has still to declare, or declared a conflict: the decision waits for them.
_HINDERED = exists().where(
    _Person.case_id == Case.id,
    _Person.until.is_(None),
    or_(_Person.conflict.is_(None), _Person.conflict.is_(True)),
    sight.has_team(),
)


def case_columns(actor: Actor, *more: Any) -> Select:
    """The columns of a task about a case, for a case whose file the actor may open."""
    return select(
        Case.id.label("key"), Case.due_on.label("due"), Case.ref, Case.title, Case.kind, Case.decision_number, *more
    ).where(sight.content(actor))


def _drafts(actor: Actor, _today: date) -> Select:
    own = or_(Case.opened_by == actor.user_id, sight.worked_on(actor, TeamRole.HEAD))
    return case_columns(actor).where(Case.state == State.DRAFT, own, _HINDERED)


def _draft(row: Row[Any], label: str) -> Task:
    why = N_("Somebody of the team has not declared yet, or declared a conflict of interest.")
    return Task(row.title, label, "cases.show_case", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


def _to_issue(actor: Actor, _today: date) -> Select:
    return case_columns(actor).where(Case.state == State.DRAFT, or_(sight.led(actor), sight.filed(actor)), ~_HINDERED)


def _issue(row: Row[Any], label: str) -> Task:
    why = N_("The whole team has declared.")
    return Task(row.title, label, "cases.issue_case", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


def _to_launch(actor: Actor, _today: date) -> Select:
    places = (getattr(Case, column) for column in PLACE_COLUMNS)
    return (
        case_columns(actor, Case.decision_on, Organization.level, *places)
        .join(Body, Body.id == Case.body_id)
        .join(Organization, Organization.id == Body.organization_id)
        .where(Case.state == State.ISSUED, sight.at_work(actor, TeamRole.HEAD))
    )


def _launch_by(row: Row[Any], law: OfficeLaw) -> date | None:
    """The limit of the launch; that of the whole case where no rule was read for it."""
    due = due_of_event("launch", row.level.value, row.decision_on, law.limits_for(row), law.calendar)
    return due or row.due


def _launch(row: Row[Any], label: str) -> Task:
    why = message("Decision %(number)s is issued.", number=row.decision_number)
    return Task(row.title, label, "cases.launch_case", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


def _to_report(actor: Actor, _today: date) -> Select:
    return case_columns(actor).where(Case.state == State.CONDUCTING, sight.at_work(actor, TeamRole.HEAD))


def _report(row: Row[Any], label: str) -> Task:
    why = N_("You head the team.")
    return Task(row.title, label, "cases.show_case", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


def _to_work_on(actor: Actor, _today: date) -> Select:
    others = [role for role in TeamRole if role is not TeamRole.HEAD]
    return case_columns(actor).where(Case.state == State.CONDUCTING, sight.at_work(actor, *others))


def _work(row: Row[Any], label: str) -> Task:
    why = N_("You are in the team.")
    return Task(row.title, label, "cases.show_case", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


def _suspended(actor: Actor, _today: date) -> Select:
    amends = or_(sight.led(actor), Case.directing_id == actor.user_id)
    return case_columns(actor).where(Case.state == State.SUSPENDED, amends)


def _resume(row: Row[Any], label: str) -> Task:
    why = N_("The case is suspended; its time limit stands still.")
    return Task(row.title, label, "cases.resume_case", {"ref": row.ref}, None, why, KINDS[row.kind].label)


_SEE = Permission.SEE_CASES
TASKS = (
    Source("drafts", N_("Complete the draft"), _SEE, _drafts, _draft),
    Source("to-issue", ACTION_LABELS[Action.ISSUE], _SEE, _to_issue, _issue),
    Source("to-launch", ACTION_LABELS[Action.LAUNCH], _SEE, _to_launch, _launch, _launch_by),
    Source("to-report", N_("Carry out the work and report the result"), _SEE, _to_report, _report),
    Source("in-team", N_("Carry out your part of the work"), _SEE, _to_work_on, _work),
    Source("suspended", N_("Decide whether to resume"), _SEE, _suspended, _resume),
)
