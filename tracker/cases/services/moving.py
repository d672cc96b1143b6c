"""What every verb on a case ends with: a step through the transition table, the checklist, the clock."""

from datetime import date

from tracker.access import Actor, Permission
from tracker.audit.services import record
from tracker.cases.kinds import ClockStart
from tracker.cases.models import Case, CaseStep
from tracker.cases.queries import CaseFile
from tracker.cases.queries.limits import find_deadline
from tracker.cases.states import TRANSITIONS, Action, State
from tracker.core import clock
from tracker.core.text import fold
from tracker.documents.approval import require_issue
from tracker.extensions import db
from tracker.lawbook.queries import office_law
from tracker.workflow import Transition


def prepare(actor: Actor, file: CaseFile, action: Action) -> Transition[State, Action, Permission]:
    """The row of a step that exists now and that the actor may take: what a verb asks before everything else."""
    row = TRANSITIONS.get(file.case.state, action)
    require_issue(actor, row.permission, file.relations)
    return row


def move(actor: Actor, file: CaseFile, action: Action, *, on: date | None = None, basis: tuple = ()) -> None:
    """Fire a transition: it exists, the actor may, the state changes, the log has it. Guards are the caller's."""
    case = file.case
    row = prepare(actor, file, action)
    came_from, case.state = case.state, row.target
    touch(case, actor)
    about = {"from": came_from, "to": case.state, "on": on}
    record(actor, f"case.{action}", case_id=case.id, about=about, basis=basis)
    db.session.flush()


def follow_up_automatically(file: CaseFile) -> None:
    """A concluded case with something still to remedy goes on to follow-up by itself (process.md 1.1, T8)."""
    case = file.case
    came_from, case.state = case.state, TRANSITIONS.get(case.state, Action.FOLLOW_UP).target
    record(None, f"case.{Action.FOLLOW_UP}", case_id=case.id, about={"from": came_from, "to": case.state})
    db.session.flush()


def note_step(actor: Actor, case: Case, key: str, done_on: date, note: str, missing: str = "") -> None:
    """Write a step into the checklist as part of another act, which the caller checks and audits.

    ``missing`` names the subjects who still lack it; the step is done once nobody does.
    """
    step = next((step for step in case.steps if step.key == key), None)
    if step is None:
        step = CaseStep(key=key)
        case.steps.append(step)
    step.done_on, step.note, step.missing, step.recorded_by = done_on, note[:500], missing, actor.user_id


def unnote_step(case: Case, key: str) -> None:
    """Take a step out of the checklist as part of another act, which undoes it."""
    for step in [step for step in case.steps if step.key == key]:
        case.steps.remove(step)


def start_clock(case: Case, event: ClockStart, on: date) -> None:
    """Let the time limit run from an event, if it is the one that starts the clock of this kind."""
    if case.clock_start is event:
        case.clock_on = on
        recompute_due(case)


def recompute_due(case: Case) -> tuple:
    """Set the due date from its inputs, to none where no rule is known; returns the citations."""
    found = find_deadline(case, office_law())
    case.due_on = found.due_on
    return found.due.citations if found.due else ()


def touch(case: Case, actor: Actor) -> None:
    """Note who changed the case."""
    case.changed_by, case.changed_at = actor.user_id, clock.now()


def title_key(case: Case) -> str:
    """What the search by text compares with."""
    return fold(f"{case.title} {case.decision_number or ''}")[:400]
