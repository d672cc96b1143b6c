"""Decisions about the tree: which level stands above which, what a move does to the place columns, dates in order."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.organizations.states import LEVEL_ORDER, BodyKind, Level
from tracker.regulations.sources import Citation, Grade

# 296-QĐ/TW Điều 7: inspection commissions exist from the grassroots committee upwards.
COMMISSION_BASIS = (Citation("296-QĐ/TW", "Điều 7", Grade.B),)
BODIES_OF_LEVEL = {
    Level.CELL: (BodyKind.CELL_MEETING,),
    Level.SECTION: (BodyKind.COMMITTEE,),
    # a grassroots organization is a committee or a single cell
    Level.GRASSROOTS: tuple(BodyKind),
}
BODIES_ABOVE = (BodyKind.COMMITTEE, BodyKind.STANDING_COMMITTEE, BodyKind.COMMISSION)


class Period(Protocol):
    """Something that holds from ``since`` to ``until``, both inclusive; None = still."""

    since: date
    until: date | None


def bodies_of_level(level: Level) -> tuple[BodyKind, ...]:
    """The kinds of body that an organization of a level has."""
    return BODIES_OF_LEVEL.get(level, BODIES_ABOVE)


def is_above(upper: Level, lower: Level) -> bool:
    """Whether an organization of the first level may stand above one of the second."""
    return LEVEL_ORDER.index(upper) < LEVEL_ORDER.index(lower)


def place_values(own_id: int, old: Level, new: Level, parent_place: dict[str, int | None]) -> dict[str, int | None]:
    """New values of the place columns of an organization and of everything below it, when its parent or level changes.

    Above the new level stand the parent's ancestors, on it the organization itself, and between it and the old level
    nothing; columns below both levels are not in the answer: they keep their values.
    """
    new_at, old_at = LEVEL_ORDER.index(new), LEVEL_ORDER.index(old)
    values: dict[str, int | None] = {}
    for at, level in enumerate(LEVEL_ORDER[: max(new_at, old_at) + 1]):
        column = f"{level.value}_id"
        values[column] = parent_place.get(column) if at < new_at else own_id if at == new_at else None
    return values


def check_level_under(parent: Level, level: Level, field: str) -> None:
    """Refuse an organization that does not stand below its parent's level."""
    if not is_above(parent, level):
        raise RuleViolation(
            message(
                "The level must be below the level of the parent organization. Each organization stands"
                " under a higher one; choose another level or parent."
            ),
            field=field,
        )


def check_day(on: date, today: date, field: str, *, after: date | None = None) -> None:
    """Refuse a day in the future, or one that is not later than ``after``, the last day something was recorded for."""
    if on > today:
        raise RuleViolation(
            message("This day is still to come. Only what has happened is recorded; give that day."), field=field
        )
    if after is not None and on <= after:
        raise RuleViolation(
            message("The day must be later than %(day)s, the start of what is recorded now; correct it.", day=after),
            field=field,
        )


def check_body(kind: BodyKind, level: Level) -> None:
    """Refuse a kind of body that organizations of this level do not have."""
    if kind not in bodies_of_level(level):
        raise RuleViolation(
            message(
                "An organization of this level has no such body. Which bodies an organization has follows"
                " from its level; choose another."
            ),
            COMMISSION_BASIS if kind is BodyKind.COMMISSION else (),
            field="kind",
        )


def check_term(since: date, until: date | None, others: Iterable[Period]) -> None:
    """Refuse a term that ends before it starts or overlaps another."""
    if until is not None and until < since:
        raise RuleViolation(message("The last day lies before the first. Correct one of the two days."), field="until")
    for other in others:
        if since <= (other.until or date.max) and other.since <= (until or date.max):
            raise RuleViolation(
                message("A term from %(day)s is recorded for this time; close it first.", day=other.since),
                field="since",
            )


def day_before(on: date) -> date:
    """The last day of what ends when something new begins ``on``."""
    return on - timedelta(days=1)
