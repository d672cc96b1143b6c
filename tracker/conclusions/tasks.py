"""What the conclusion asks: the notices after the session, and that they are announced."""

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, exists, select

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case
from tracker.cases.states import ACTION_LABELS, Action, State
from tracker.core.text import N_
from tracker.documents.draft_models import PaperDraft
from tracker.documents.draft_states import LIVE
from tracker.meetings.queries import decided_since_report
from tracker.meetings.states import Result
from tracker.tasks import Source, Task

# A text on its way to its number is a task of its own.
_IS_SENT = exists().where(
    PaperDraft.case_id == Case.id, PaperDraft.endpoint == "conclusions.issue_notices", PaperDraft.state.in_(LIVE)
)


def _columns(actor: Actor) -> Select:
    return select(Case.id.label("key"), Case.due_on.label("due"), Case.ref, Case.title, Case.kind).where(
        sight.content(actor)
    )


def _adopted(actor: Actor, _today: date) -> Select:
    adopted = decided_since_report(Result.ADOPTED)
    return _columns(actor).where(Case.state == State.REPORTED, sight.filed(actor), adopted, ~_IS_SENT)


def _issue(row: Row[Any], label: str) -> Task:
    why = N_("The session adopted the conclusion.")
    return Task(row.title, label, "conclusions.issue_notices", {"ref": row.ref}, row.due, why, KINDS[row.kind].label)


TASKS = (Source("notices", ACTION_LABELS[Action.CONCLUDE], Permission.SEE_CASES, _adopted, _issue),)
