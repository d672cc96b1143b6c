"""What everybody in a team owes before the decision or before the own work in it, and whom a leader has to replace."""

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, or_, select

from tracker.access import Actor, Permission
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case, TeamMember
from tracker.cases.states import OPEN_STATES, State
from tracker.core.text import N_, message
from tracker.tasks import Source, Task
from tracker.teams.states import TEAM_STATES


def _owed(actor: Actor, _today: date) -> Select:
    return (
        select(TeamMember.id.label("key"), Case.work_from.label("due"), Case.ref, Case.title, Case.kind, Case.state)
        .join(Case, Case.id == TeamMember.case_id)
        .where(
            TeamMember.account_id == actor.user_id,
            TeamMember.until.is_(None),
            TeamMember.declared_on.is_(None),
            Case.state.in_(OPEN_STATES),
            sight.has_team(),
            sight.content(actor),
        )
    )


def _declare(row: Row[Any], label: str) -> Task:
    joined = N_(
        "You are new in the team, or its case has new subjects: declare, then its work and its file are open to you."
    )
    why = N_("Everybody in the team declares before the decision.") if row.state is State.DRAFT else joined
    return Task(row.title, label, "teams.declare", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


def _in_conflict(actor: Actor, _today: date) -> Select:
    return (
        select(TeamMember.id.label("key"), Case.due_on.label("due"), Case.ref, Case.title, Case.kind, Account.full_name)
        .join(Case, Case.id == TeamMember.case_id)
        .join(Account, Account.id == TeamMember.account_id)
        .where(
            TeamMember.until.is_(None),
            TeamMember.conflict.is_(True),
            Case.state.in_(TEAM_STATES),
            or_(sight.led(actor), Case.directing_id == actor.user_id),
            sight.content(actor),
        )
    )


def _replace(row: Row[Any], label: str) -> Task:
    why = message(
        "%(name)s declared a conflict of interest and must be replaced. Who is near to a subject"
        " stays out of the work.",
        name=row.full_name,
    )
    return Task(row.title, label, "teams.replace_member", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


_SEE = Permission.SEE_CASES
TASKS = (
    Source("declarations", N_("Declare on conflict of interest"), _SEE, _owed, _declare),
    Source("in-conflict", N_("Replace who has a conflict of interest"), _SEE, _in_conflict, _replace),
)
