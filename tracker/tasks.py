"""What waits for a person: how areas offer their rows for "My work", and how those are read and counted.

An area lists its sources in ``tasks.py``. A source is one statement over what the actor sees, so that the page
costs one question a source, and the number on the start page one question for all, whatever the number of rows.
To build the statements of all areas takes longer than to answer them, so those of the people who are at work stay
built; they say nothing but who asks and when.
Due dates that are not stored – those of the events of a case – are computed by the law of the office when it is read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, func, select

from tracker.access import Actor, Permission, may
from tracker.core.errors import NotVisible
from tracker.core.text import N_, Message
from tracker.extensions import db
from tracker.keyset import PAGE_SIZE, Cursor, keyset
from tracker.lawbook.queries import OfficeLaw, office_law

_Dated = tuple[date | None, Row[Any]]  # a row with its due date
MOST_SHOWN = 10  # of one source; all of it is on its own list
_AT_WORK = 8  # people whose statements stay built: some megabytes each


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

    ``name`` is that of its list in the address; ``label`` says what to do. ``due_of`` computes the due dates that only
    the law knows, in place of the column.
    """

    name: str
    label: str
    permission: Permission
    statement: Callable[[Actor, date], Select]
    task: Callable[[Row[Any], str], Task]
    due_of: Callable[[Row[Any], OfficeLaw], date | None] | None = None

    def tasks_of(self, rows: Iterable[_Dated]) -> list[Task]:
        """The tasks of rows with their due dates."""
        return [replace(self.task(row, self.label), due=due) for due, row in rows]


@dataclass(frozen=True)
class Rest:
    """A source of which not everything is shown, and how much it has in all."""

    source: Source
    total: int


@dataclass(frozen=True)
class TaskRow:
    """A task in the list of its source, with where it stands there."""

    task: Task
    last: date
    key: int


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
    law = office_law()
    tasks: list[Task] = []
    rests: list[Rest] = []
    for source in _open_to(actor, sources):
        rows, total = _first_rows(source, actor, today, law)
        tasks += source.tasks_of(rows)
        if total > len(rows):
            rests.append(Rest(source, total))
    tasks.sort(key=lambda task: task.due or date.max)
    return tasks, rests


def number_of(tasks: Sequence[Task], rests: Sequence[Rest]) -> int:
    """How many things wait in all, of what ``read_tasks`` gave: as many as ``count_tasks`` counts."""
    return len(tasks) + sum(rest.total - MOST_SHOWN for rest in rests)


def page_of_source(actor: Actor, today: date, source: Source, cursor: Cursor | None) -> list[TaskRow]:
    """One page of all that one source has for the actor, the earliest due first, and one row more."""
    if source.due_of:
        rows = _after(_dated(source, actor, today, office_law()), cursor)
    else:
        found = source.statement(actor, today).subquery()
        last = func.coalesce(found.c.due, date.max)
        rows = [(row.due, row) for row in db.session.execute(keyset(select(found), last, found.c.key, cursor))]
    return [
        TaskRow(task, due or date.max, row.key) for task, (due, row) in zip(source.tasks_of(rows), rows, strict=True)
    ]


def find_source(actor: Actor, name: str, sources: Sequence[Source]) -> Source:
    """A source by its name; raises ``NotVisible`` unless it is open to the actor."""
    for source in _open_to(actor, sources):
        if source.name == name:
            return source
    raise NotVisible


def count_tasks(actor: Actor, today: date, sources: Sequence[Source]) -> int:
    """How many things wait for the actor, in one question."""
    open_sources = tuple(_open_to(actor, sources))
    return sum(db.session.execute(_counts(actor, today, open_sources)).one()) if open_sources else 0


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


@lru_cache(maxsize=_AT_WORK)
def _counts(actor: Actor, today: date, sources: tuple[Source, ...]) -> Select:
    return select(
        *(
            select(func.count()).select_from(source.statement(actor, today).subquery()).scalar_subquery()
            for source in sources
        )
    )


def _open_to(actor: Actor, sources: Sequence[Source]) -> list[Source]:
    return [source for source in sources if may(actor, source.permission)]


def _first_rows(source: Source, actor: Actor, today: date, law: OfficeLaw) -> tuple[list[_Dated], int]:
    """The rows of a source that are due first, as many as are shown, and how many there are in all."""
    if source.due_of:
        dated = _dated(source, actor, today, law)
        return dated[:MOST_SHOWN], len(dated)
    rows = db.session.execute(_first(source, actor, today)).all()
    return [(row.due, row) for row in rows], rows[0].total if rows else 0


@lru_cache(maxsize=_AT_WORK * 50)
def _first(source: Source, actor: Actor, today: date) -> Select:
    found = source.statement(actor, today).subquery()
    ordered = select(found, func.count().over().label("total")).order_by(
        found.c.due.is_(None), found.c.due, found.c.key
    )
    return ordered.limit(MOST_SHOWN)


def _dated(source: Source, actor: Actor, today: date, law: OfficeLaw) -> list[_Dated]:
    """All rows of a source whose due dates are computed: only then is it known which come first."""
    found = db.session.execute(_all(source, actor, today)).all()
    due_of = source.due_of or (lambda row, _law: row.due)
    dated = [(due_of(row, law), row) for row in found]
    return sorted(dated, key=_standing)


@lru_cache(maxsize=_AT_WORK * 10)
def _all(source: Source, actor: Actor, today: date) -> Select:
    return source.statement(actor, today)


def _standing(dated: _Dated) -> tuple[date, int]:
    return dated[0] or date.max, dated[1].key


def _after(dated: list[_Dated], cursor: Cursor | None) -> list[_Dated]:
    """As ``keyset`` cuts a page, of rows that are sorted already."""
    if cursor is None:
        return dated[: PAGE_SIZE + 1]
    start = cursor.day(), cursor.id
    if cursor.back:
        return [row for row in reversed(dated) if _standing(row) < start][: PAGE_SIZE + 1]
    return [row for row in dated if _standing(row) > start][: PAGE_SIZE + 1]
