"""What everybody in a team owes before the decision."""

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case, TeamMember
from tracker.cases.states import OPEN_STATES
from tracker.core.text import N_
from tracker.tasks import Source, Task


def _owed(actor: Actor, _today: date) -> Select:
    return (
        select(TeamMember.id.label("key"), Case.work_from.label("due"), Case.ref, Case.title, Case.kind)
        .join(Case, Case.id == TeamMember.case_id)
        .where(
            TeamMember.account_id == actor.user_id,
            TeamMember.until.is_(None),
            TeamMember.declared_on.is_(None),
            Case.state.in_(OPEN_STATES),
            sight.content(actor),
        )
    )


def _declare(row: Row[Any], label: str) -> Task:
    why = N_("Everybody in the team declares before the decision.")
    return Task(row.title, label, "teams.declare", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


TASKS = (Source("declarations", N_("Declare on conflict of interest"), Permission.SEE_CASES, _owed, _declare),)
