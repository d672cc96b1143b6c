"""Bringing stored due dates into step with the rules after a rule of the office changed."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement

from tracker.access import Actor
from tracker.audit.services import record
from tracker.cases.models import Case
from tracker.cases.queries.limits import deadline_differences
from tracker.core import clock
from tracker.extensions import db
from tracker.lawbook.queries import office_law


@dataclass(frozen=True)
class Recomputed:
    """How many stored due dates changed. ``told`` leaves restricted cases out: nobody learns that they exist."""

    changed: int
    told: int


def recompute_deadlines(actor: Actor | None, *among: ColumnElement[bool]) -> Recomputed:
    """Store the computed due date of every open case that has another one; each change stands in the log.

    The caller has checked that the actor may change the rule; nothing of a case but the count goes back to it.
    """
    different = deadline_differences(office_law(), *among)
    for found in different:
        case, due = found.case, found.deadline.due
        about = {"from": case.due_on, "to": found.deadline.due_on}
        case.due_on = found.deadline.due_on
        _touch(case, actor)
        record(actor, "case.deadline_recomputed", case_id=case.id, about=about, basis=due.citations if due else ())
    db.session.flush()
    return Recomputed(len(different), sum(not found.case.restricted for found in different))


def _touch(case: Case, actor: Actor | None) -> None:
    case.changed_at = clock.now()
    if actor is not None:
        case.changed_by = actor.user_id
