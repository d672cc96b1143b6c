"""The law of one day as the page shows it: the rulebook with the office's own rules in their places. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.regulations.calendar import Calendar
from tracker.regulations.limits import LIMITS, Limit
from tracker.regulations.rulebook import Chapter, Rule, calendar_rule, limit_rule, rulebook
from tracker.regulations.sources import SOURCES, Area, Citation, Grade, Source, in_force, rows_on

_SOURCE_BY_SIGN = {source.sign: source for source in SOURCES}


@dataclass(frozen=True)
class OwnRule:
    """A limit of the office beside the national one. ``applies``: no nearer organization set another."""

    limit: Limit
    rule: Rule
    applies: bool


@dataclass(frozen=True)
class RuleEntry:
    """A row of the page: the rule, and the office's own rules that stand in its place. ``limit`` of a time limit.

    A limit that only the office knows has no national rule: ``is_own``.
    """

    rule: Rule
    own: tuple[OwnRule, ...] = ()
    limit: Limit | None = None

    @property
    def is_own(self) -> bool:
        """Whether the row itself was entered by the office."""
        return self.rule.grade is Grade.OFFICE

    @property
    def is_unconfirmed(self) -> bool:
        """Whether general knowledge decides: the number is unconfirmed and the office has none of its own."""
        return self.rule.grade is Grade.UNCONFIRMED and not any(own.applies for own in self.own)


def entries_on(on: date, overrides: Sequence[Limit], calendar: Calendar) -> Iterator[RuleEntry]:
    """Every rule in force on the day, chapter by chapter; of the calendar the whole year of the day.

    ``overrides`` are the office's limits for the reader's organization, the nearest scope first.
    """
    for chapter in Chapter:
        if chapter is Chapter.DEADLINES:
            yield from _limits(on, rows_on(overrides, on))
        elif chapter is Chapter.CALENDAR:
            yield from (RuleEntry(calendar_rule(row, calendar)) for row in calendar.rows(on.year))
        else:
            yield from (RuleEntry(rule) for rule in rulebook(on, chapter))


def _limits(on: date, overrides: Sequence[Limit]) -> Iterator[RuleEntry]:
    placed: set[Limit] = set()
    for national in (limit for limit in LIMITS if in_force(limit, on)):
        own = [limit for limit in overrides if limit.key == national.key and limit.levels <= national.levels]
        placed.update(own)
        yield RuleEntry(limit_rule(national), tuple(_own_rules(own)), national)
    for alone in [limit for limit in overrides if limit not in placed]:
        yield RuleEntry(limit_rule(alone), limit=alone)


def _own_rules(limits: Sequence[Limit]) -> Iterator[OwnRule]:
    covered: set[frozenset] = set()
    for limit in limits:
        yield OwnRule(limit, limit_rule(limit), limit.levels not in covered)
        covered.add(limit.levels)


def source_of(citation: Citation) -> Source | None:
    """The regulation that a citation names, where it is in the table."""
    return _SOURCE_BY_SIGN.get(citation.source)


def editions() -> tuple[Source, ...]:
    """The editions of the procedure, in the order of their days: days on which the law is worth looking at."""
    return tuple(row for row in SOURCES if Area.PROCEDURE in row.areas and row.amends is None)
