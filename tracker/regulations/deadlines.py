"""Due dates: which limit applies, when it ends, and why on that day.

Where a rule is silent, counting starts on the day after the start event and an end on a day off moves to the next
working day: Civil Code 2015, articles 147 and 148 (the code of 2005 before 1/1/2017), cited as such.
"""

import calendar as gregorian
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.core.errors import RuleViolation
from tracker.core.text import Message, message
from tracker.regulations.calendar import ONE_DAY, VIETNAM, Calendar, days
from tracker.regulations.limits import LIMIT_LABELS, LIMITS, UNIT_LABELS, Limit, Unit
from tracker.regulations.sources import GRADE_LABELS, Citation, NoRule, cite, in_force, written
from tracker.regulations.terms import LEVEL_LABELS, Level, label, term

Span = tuple[date, date]
_CODE_2015_SINCE = date(2017, 1, 1)


@dataclass(frozen=True)
class Due:
    """A due date with everything that explains it.

    ``start_on`` is the day of the start event (not counted), ``days`` the number of ``unit`` counted before any
    extension, ``skipped`` the days not counted, each with why, ``moved_from`` the day off the limit would have ended
    on, ``provisional`` whether a calendar not announced yet decided about it.
    """

    due_on: date
    unit: Unit
    days: int
    start_on: date
    skipped: tuple[tuple[date, Message], ...]
    extension_days: int
    provisional: bool
    citations: tuple[Citation, ...]
    moved_from: date | None
    limit: Limit
    suspended_on: tuple[date, ...] = ()

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the number of days is general knowledge only."""
        return self.limit.is_unconfirmed

    def steps(self) -> list[Message]:
        """Why this date: the rule, the first day, what was not counted, extension, the end. In this order."""
        return [*self._rule(), *self._uncounted(), *self._end()]

    def _rule(self) -> list[Message]:
        limit, civil = self.limit, self.citations[1]
        rule = message(
            "The limit is %(number)s %(unit)s from the %(event)s: %(citation)s (%(grade)s).",
            number=self.days,
            unit=label(UNIT_LABELS, self.unit),
            event=message(limit.start_event),
            citation=limit.citation,
            grade=label(GRADE_LABELS, limit.citation.grade),
        )
        found = [rule]
        if limit.scope and limit.confirms:
            found.append(message("The national number was confirmed by %(scope)s.", scope=limit.scope))
        elif limit.scope:
            found.append(message("This number was set by %(scope)s in place of the national rule.", scope=limit.scope))
        if limit.note:
            found.append(message(limit.note))
        first = self.start_on + ONE_DAY
        return [
            *found,
            message(
                "The day of the event, %(start)s, is not counted; the count starts on %(first)s (%(citation)s).",
                start=written(self.start_on),
                first=written(first),
                citation=civil,
            ),
        ]

    def _uncounted(self) -> list[Message]:
        found = []
        if self.unit is Unit.WORKING_DAYS:
            weekend = [day for day, why in self.skipped if _is_weekend(why)]
            if weekend:
                found.append(message("Saturdays and Sundays not counted: %(count)s.", count=len(weekend)))
            found.extend(_holiday_steps(self.skipped))
        if self.suspended_on:
            found.append(message("Days on which the clock stood still: %(count)s.", count=len(self.suspended_on)))
        if self.extension_days:
            found.append(
                message(
                    "Extended by %(count)s %(unit)s.", count=self.extension_days, unit=label(UNIT_LABELS, self.unit)
                )
            )
        return found

    def _end(self) -> list[Message]:
        found = []
        if self.moved_from:
            why = next(why for day, why in self.skipped if day == self.moved_from)
            found.append(
                message(
                    "The last day, %(last)s, is a day off (%(why)s): it moves to the next working day (%(citation)s).",
                    last=written(self.moved_from),
                    why=why,
                    citation=self.citations[1],
                )
            )
        found.append(message("Due on %(due)s.", due=written(self.due_on)))
        if self.provisional:
            found.append(message("Provisional: the public holidays of the year are not announced yet."))
        if self.is_unconfirmed:
            found.append(message("Unconfirmed: the number was not read in any regulation and may be overridden."))
        return found


def _is_weekend(why: Message) -> bool:
    return why.text in ("Saturday", "Sunday")


def _holiday_steps(skipped: Iterable[tuple[date, Message]]) -> list[Message]:
    """One sentence for each holiday, with its first and last day not counted."""
    spans: dict[tuple[str, int], list[date]] = {}
    for day, why in skipped:
        if not _is_weekend(why):
            spans.setdefault((why.text, day.year), []).append(day)
    found = []
    for (name, _year), dates in spans.items():
        listed = ", ".join(written(day) for day in dates)
        found.append(message("Not counted: %(name)s, %(days)s.", name=message(name), days=listed))
    return found


def find_limit(key: str, level: Level | str, on: date, overrides: Iterable[Limit] = ()) -> Limit:
    """The limit with this key for a body of this level, in force on the date; ``overrides`` come first.

    Raises ``RuleViolation`` for an unknown key or level, ``NoRule`` when no row is in force; its field is ``level``
    where the tables never gave this level a row.
    """
    if key not in LIMIT_LABELS:
        known = ", ".join(LIMIT_LABELS)
        raise RuleViolation(
            message("“%(value)s” is not known here; known are: %(known)s.", value=key, known=known), field="rule"
        )
    level = term(Level, level, "level")
    for row in (*overrides, *LIMITS):
        if row.key == key and level in row.levels and in_force(row, on):
            return row
    rule = message("%(rule)s, level %(level)s", rule=message(LIMIT_LABELS[key]), level=label(LEVEL_LABELS, level))
    ever = any(row.key == key and level in row.levels for row in LIMITS)
    raise NoRule(rule, on, "rule" if ever else "level")


def counting_rule(start: date) -> Citation:
    """The article on counting time limits, by the day the limit starts."""
    if start < _CODE_2015_SINCE:
        return cite("blds-2005", "Điều 152–153")
    return cite("blds-2015", "Điều 147–148")


def due(
    limit: Limit,
    start: date,
    extension_days: int = 0,
    *,
    granted: int = 0,
    calendar: Calendar = VIETNAM,
    suspended: Sequence[Span] = (),
) -> Due:
    """When the limit that starts with an event on ``start`` ends.

    ``extension_days`` are units of the limit asked for; with those ``granted`` by earlier decisions – which stand, even
    where a later rule would not have allowed them – they keep to its cap. ``suspended`` are spans (first and last day
    inclusive) during which the clock stands still. Raises ``RuleViolation`` that names the field, ``NoRule`` outside
    the calendar.
    """
    _check_extension(limit, extension_days, granted)
    if limit.backwards:
        refusal = message("This limit runs backwards from an event still to come: no last day follows a start.")
        raise RuleViolation(refusal, (limit.citation,), field="rule")
    still = _still_days(start, suspended)
    number = limit.number + granted + extension_days
    last = _last_day(limit.unit, start, number, still, calendar)
    due_on = calendar.next_working_day(last)
    passed = [day for day in days(start + ONE_DAY, due_on) if day in still]
    first_shown = start + ONE_DAY if limit.unit is Unit.WORKING_DAYS else last
    skipped = tuple((day, why) for day, why in calendar.days_off(first_shown, due_on) if day not in still)
    return Due(
        due_on=due_on,
        unit=limit.unit,
        days=limit.number,
        start_on=start,
        skipped=skipped,
        extension_days=granted + extension_days,
        provisional=any(calendar.is_provisional(day) for day in days(first_shown, due_on)),
        citations=(limit.citation, counting_rule(start)),
        moved_from=last if due_on != last else None,
        limit=limit,
        suspended_on=tuple(passed),
    )


def congress_cutoff(opening_on: date, level: Level | str, calendar: Calendar = VIETNAM) -> date:
    """From this day on a denunciation about a congress is not handled but passed to the next term.

    Raises ``NoRule`` outside the congress cycle the guidance was written for.
    """
    limit = find_limit("congress-denunciation", level, opening_on)
    return calendar.add_working_days(opening_on, -limit.number)


def add_months(start: date, months: int) -> date:
    """The same day of the month ``months`` later, or the last day of that month where it has no such day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def add_years(start: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes 28 February in a common year."""
    return add_months(start, 12 * years)


def _check_extension(limit: Limit, extension_days: int, granted: int) -> None:
    if extension_days < 0:
        raise RuleViolation(message("An extension cannot be negative. Give 0 or more days."), field="extension_days")
    if extension_days == 0:
        return
    if limit.extension is None:
        refusal = message("No extension of this limit is known: %(citation)s.", citation=limit.citation)
        raise RuleViolation(refusal, (limit.citation,), field="extension_days")
    if granted + extension_days > limit.extension.cap(limit.number):
        refusal = message(
            "An extension by %(asked)s is above the cap (%(cap)s): %(citation)s.",
            asked=granted + extension_days,
            cap=limit.extension.text(limit.number),
            citation=limit.citation,
        )
        raise RuleViolation(refusal, (limit.citation,), field="extension_days")


def _still_days(start: date, suspended: Sequence[Span]) -> frozenset[date]:
    """The days after ``start`` on which the clock stands still; overlapping spans count once."""
    for first, last in suspended:
        if last < first:
            raise RuleViolation(
                message("A suspension of the clock ends before it starts. Correct one of the two days."),
                field="suspended",
            )
    return frozenset(day for first, last in suspended for day in days(first, last) if day > start)


def _last_day(unit: Unit, start: date, number: int, still: frozenset[date], calendar: Calendar) -> date:
    """The last counted day, before it is moved off a day off."""
    if unit in (Unit.MONTHS, Unit.YEARS):
        last = add_months(start, number) if unit is Unit.MONTHS else add_years(start, number)
        return _push_back(start, last, still)
    if unit is Unit.CALENDAR_DAYS:
        return _push_back(start, start + timedelta(days=number), still)
    day = start
    while number:
        day += ONE_DAY
        number -= day not in still and calendar.is_working_day(day)
    return day


def _push_back(start: date, last: date, still: frozenset[date]) -> date:
    """``last`` later by every still day up to the new end."""
    day, left = start, (last - start).days
    while left:
        day += ONE_DAY
        left -= day not in still
    return day
