"""What waits for a person: how areas offer their rows for "My work", and how those are read and counted.

An area lists its sources in ``tasks.py``. A source is one statement over what the actor sees, so that the page
costs one question a source, and the number on the start page one question for all, whatever the number of rows.
To build the statements of all areas takes longer than to answer them: not a thing for every page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, func, select

from tracker.access import Actor, Permission, may
from tracker.core.text import N_, Message
from tracker.extensions import db

MOST_SHOWN = 10  # of one source; the rest is on the list of its area


@dataclass(frozen=True)
class Task:
    """One thing to do: about what, what to do, where, until when, and why it is asked of this person."""

    what: str
    verb: str | Message
    endpoint: str
    place: Mapping[str, object]
    due: date | None = None
    why: str | Message = ""
    about: str | Message = ""


@dataclass(frozen=True)
class Source:
    """One sort of work. ``statement`` gives the columns ``key`` (unique) and ``due``, and what ``task`` reads.

    ``label`` says what to do; ``endpoint`` and ``narrowed`` are the list of the area that has all of it.
    """

    label: str
    permission: Permission
    statement: Callable[[Actor, date], Select]
    task: Callable[[Row[Any], str], Task]
    endpoint: str
    narrowed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rest:
    """What of a source is not shown."""

    source: Source
    count: int


class When(StrEnum):
    """The groups of the page, in their order."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    UNDATED = "undated"


WHEN_LABELS = {
    When.OVERDUE: N_("Past due"),
    When.TODAY: N_("Today"),
    When.WEEK: N_("This week"),
    When.LATER: N_("Later"),
    When.UNDATED: N_("Without a date"),
}


def read_tasks(actor: Actor, today: date, sources: Sequence[Source]) -> tuple[list[Task], list[Rest]]:
    """What waits for the actor, the earliest due first and what has no date last; and what is left out of it."""
    tasks: list[Task] = []
    rests: list[Rest] = []
    for source in _open_to(actor, sources):
        found = source.statement(actor, today).subquery()
        rows = db.session.execute(
            select(found, func.count().over().label("total"))
            .order_by(found.c.due.is_(None), found.c.due, found.c.key)
            .limit(MOST_SHOWN)
        ).all()
        tasks += [source.task(row, source.label) for row in rows]
        if rows and rows[0].total > len(rows):
            rests.append(Rest(source, rows[0].total - len(rows)))
    tasks.sort(key=lambda task: (task.due is None, task.due or date.max))
    return tasks, rests


def count_tasks(actor: Actor, today: date, sources: Sequence[Source]) -> int:
    """How many things wait for the actor, in one question."""
    counts = [
        select(func.count()).select_from(source.statement(actor, today).subquery()).scalar_subquery()
        for source in _open_to(actor, sources)
    ]
    return sum(db.session.execute(select(*counts)).one()) if counts else 0


def by_time(tasks: Sequence[Task], today: date) -> dict[When, list[Task]]:
    """The tasks in groups; a week ends on its Sunday. Empty groups are left out."""
    groups: dict[When, list[Task]] = {when: [] for when in When}
    for task in tasks:
        groups[when_due(task.due, today)].append(task)
    return {when: rows for when, rows in groups.items() if rows}


def when_due(due: date | None, today: date) -> When:
    """Into which group a due date falls."""
    if due is None:
        return When.UNDATED
    if due < today:
        return When.OVERDUE
    if due == today:
        return When.TODAY
    return When.WEEK if due <= today + timedelta(days=6 - today.weekday()) else When.LATER


def _open_to(actor: Actor, sources: Sequence[Source]) -> list[Source]:
    return [source for source in sources if may(actor, source.permission)]
