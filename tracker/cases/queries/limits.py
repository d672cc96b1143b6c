"""The time limits of cases: when they are due, by whose number, and where a stored date is not the computed one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.cases.kinds import KINDS
from tracker.cases.models import Case
from tracker.cases.states import OPEN_STATES
from tracker.extensions import PLACE_COLUMNS, db
from tracker.lawbook.queries import OfficeLaw
from tracker.organizations.models import Body, Organization
from tracker.regulations.deadlines import Due, due, find_limit
from tracker.regulations.limits import Limit
from tracker.regulations.sources import NoRule


@dataclass(frozen=True)
class Deadline:
    """The due date of a case with its explanation, or why there is none although the clock runs."""

    due: Due | None = None
    missing: NoRule | None = None

    @property
    def due_on(self) -> date | None:
        """The date alone."""
        return self.due.due_on if self.due else None


@dataclass(frozen=True)
class DeadlineDifference:
    """A case whose stored due date is not the computed one."""

    case: Case
    deadline: Deadline


def find_deadline(case: Case, law: OfficeLaw) -> Deadline:
    """The due date, or the rule that is missing for it."""
    try:
        return Deadline(deadline_of(case, law))
    except NoRule as missing:
        return Deadline(missing=missing)


def deadline_of(case: Case, law: OfficeLaw, *, more_days: int = 0) -> Due | None:
    """The due date with its explanation, by the office's own numbers and calendar before the national ones; None while
    the clock has not started, and for a kind without a limit.

    ``more_days`` adds a further extension to those decided. Raises ``RuleViolation`` where all of them together pass
    the cap, ``NoRule`` where no limit or calendar is known for the day.
    """
    key = KINDS[case.kind].limit_key
    if key is None or case.clock_on is None:
        return None
    limit = find_limit(key, case.body.organization.level.value, case.clock_on, law.limits_for(case))
    still = [(span.since, span.until) for span in case.suspensions if span.until is not None]
    granted = sum(extension.days for extension in case.extensions)
    return due(limit, case.clock_on, more_days, granted=granted, calendar=law.calendar, suspended=still)


def deadline_differences(law: OfficeLaw, *among: ColumnElement[bool]) -> list[DeadlineDifference]:
    """The open cases whose stored due date is not the one that the rules give now, in a fixed number of questions.

    For the program itself, not for a reader: it sees every case. ``among`` narrows the cases.
    """
    cases = db.session.execute(
        select(Case)
        .where(Case.state.in_(OPEN_STATES), *among)
        .options(
            joinedload(Case.body).joinedload(Body.organization),
            selectinload(Case.extensions),
            selectinload(Case.suspensions),
        )
        .order_by(Case.id)
    ).scalars()
    found = ((case, find_deadline(case, law)) for case in cases)
    return [DeadlineDifference(case, deadline) for case, deadline in found if case.due_on != deadline.due_on]


def rule_bodies(refs: Collection[str], law: OfficeLaw) -> dict[str, str]:
    """By whose number the cases of a list are due, where it is an office's own; the caller saw the references there."""
    found = db.session.execute(
        select(Case.ref, Case.kind, Case.clock_on, Organization.level, *(getattr(Case, name) for name in PLACE_COLUMNS))
        .join(Body, Body.id == Case.body_id)
        .join(Organization, Organization.id == Body.organization_id)
        .where(Case.ref.in_(refs), Case.clock_on.is_not(None))
    )
    limits = ((row.ref, _own_limit(row, law)) for row in found)
    return {ref: limit.scope for ref, limit in limits if limit is not None}


def _own_limit(row: Any, law: OfficeLaw) -> Limit | None:
    key = KINDS[row.kind].limit_key
    try:
        limit = find_limit(key, row.level.value, row.clock_on, law.limits_for(row)) if key else None
    except NoRule:
        return None
    return limit if limit and limit.scope else None
