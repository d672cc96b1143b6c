"""Working days in Vietnam: public holidays, days in lieu and swapped days as dated rows, and counting over them.

The rows are those of public offices (Saturday and Sunday off). Years 2015–2026 are as announced; 2027–2030 are
worked out from the Labour Code (articles 111.3 and 112) and stay provisional until the office enters the announcement.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.core.errors import RuleViolation
from tracker.core.text import N_, Message, message
from tracker.regulations.sources import Citation, Grade, NoRule, cite

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class CalendarDay:
    """A day that differs from its weekday: ``off`` for a holiday, not ``off`` for a worked Saturday or Sunday.

    ``name`` is shown to people: an English label of the catalogue, or the office's own words.
    """

    on: date
    off: bool
    name: str
    citation: Citation
    provisional: bool = False


@dataclass(frozen=True)
class _Swap:
    """A working day given off against another day worked, by a yearly announcement (``document``, "" if not seen)."""

    off: tuple[int, int]
    worked: tuple[int, int]
    document: str = ""
    worked_year: int | None = None


@dataclass(frozen=True)
class _Year:
    """One year as (month, day) pairs. ``tet`` is the first and the last day off of the Lunar New Year, in which days
    in lieu are included; ``in_lieu`` are the days off given because another holiday fell on a weekend."""

    tet: tuple[tuple[int, int], tuple[int, int]]
    hung_kings: tuple[int, int]
    national: tuple[tuple[int, int], ...] = ((9, 2),)
    in_lieu: tuple[tuple[int, int], ...] = ()
    swaps: tuple[_Swap, ...] = ()
    provisional: bool = False


NEW_YEAR = N_("New Year")
TET = N_("Lunar New Year")
HUNG_KINGS = N_("Hung Kings' Commemoration Day")
REUNIFICATION = N_("Reunification Day")
LABOUR = N_("Labour Day")
NATIONAL = N_("National Day")
CULTURE = N_("Vietnam Culture Day")
IN_LIEU = N_("Day off in lieu of a holiday on a weekend")
SWAPPED_OFF = N_("Day off swapped with a worked weekend day")
SWAPPED_WORKED = N_("Weekend day worked in a swap")
WEEKEND_NAMES = {SATURDAY: N_("Saturday"), SUNDAY: N_("Sunday")}

_NATIONAL_1 = ((9, 1), (9, 2))
_NATIONAL_3 = ((9, 2), (9, 3))

# fmt: off
_YEARS: dict[int, _Year] = {
    2015: _Year(((2, 17), (2, 23)), (4, 28), swaps=(
        _Swap((1, 2), (12, 27), worked_year=2014), _Swap((2, 16), (2, 14)), _Swap((4, 29), (4, 25)))),
    2016: _Year(((2, 7), (2, 12)), (4, 16), in_lieu=((4, 18), (5, 2), (5, 3))),
    2017: _Year(((1, 26), (2, 1)), (4, 6), in_lieu=((1, 2), (5, 2), (9, 4))),
    2018: _Year(((2, 14), (2, 20)), (4, 25), in_lieu=((9, 3),), swaps=(
        _Swap((12, 31), (1, 5), "6519/VPCP-KGVX", worked_year=2019),)),
    2019: _Year(((2, 4), (2, 8)), (4, 14), in_lieu=((4, 15),), swaps=(_Swap((4, 29), (5, 4), "6519/VPCP-KGVX"),)),
    2020: _Year(((1, 23), (1, 29)), (4, 2)),
    2021: _Year(((2, 10), (2, 16)), (4, 21), _NATIONAL_3, in_lieu=((5, 3),)),
    2022: _Year(((1, 31), (2, 4)), (4, 10), _NATIONAL_1, in_lieu=((1, 3), (4, 11), (5, 2), (5, 3))),
    2023: _Year(((1, 20), (1, 26)), (4, 29), _NATIONAL_1, in_lieu=((1, 2), (5, 2), (5, 3), (9, 4))),
    2024: _Year(((2, 8), (2, 14)), (4, 18), _NATIONAL_3, swaps=(_Swap((4, 29), (5, 4), "2450/VPCP-KGVX"),)),
    2025: _Year(((1, 27), (1, 31)), (4, 7), _NATIONAL_1, swaps=(_Swap((5, 2), (4, 26), "6150/TB-BLĐTBXH"),)),
    2026: _Year(((2, 16), (2, 20)), (4, 26), _NATIONAL_1, in_lieu=((4, 27),), swaps=(
        _Swap((1, 2), (1, 10), "12729/VPCP-KGVX"), _Swap((8, 31), (8, 22)))),
    2027: _Year(((2, 4), (2, 10)), (4, 16), _NATIONAL_3, in_lieu=((5, 3),), provisional=True),
    2028: _Year(((1, 24), (1, 28)), (4, 4), _NATIONAL_1, in_lieu=((1, 3), (5, 2), (9, 4)), provisional=True),
    2029: _Year(((2, 12), (2, 16)), (4, 23), _NATIONAL_3, in_lieu=((9, 4), (11, 26)), provisional=True),
    2030: _Year(((1, 31), (2, 6)), (4, 12), _NATIONAL_3, in_lieu=((11, 25),), provisional=True),
}
# fmt: on
FIRST_YEAR, LAST_YEAR = min(_YEARS), max(_YEARS)
PROVISIONAL_YEARS = frozenset(year for year, row in _YEARS.items() if row.provisional)
_CULTURE_SINCE = 2026


def _statute(year: int, in_lieu: bool = False) -> Citation:
    """The article of the Labour Code that gives the day off: the code of 2019 rules from 1/1/2021."""
    if year < 2021:
        return cite("blld-2012", "Điều 115")
    return cite("blld-2019", "Điều 111.3" if in_lieu else "Điều 112")


def _holidays(year: int, row: _Year) -> Iterator[tuple[date, str, Citation]]:
    law = _statute(year)
    yield date(year, 1, 1), NEW_YEAR, law
    first, last = date(year, *row.tet[0]), date(year, *row.tet[1])
    yield from ((day, TET, law) for day in days(first, last))
    yield date(year, *row.hung_kings), HUNG_KINGS, law
    yield date(year, 4, 30), REUNIFICATION, law
    yield date(year, 5, 1), LABOUR, law
    yield from ((date(year, *day), NATIONAL, law) for day in row.national)
    if year >= _CULTURE_SINCE:
        yield date(year, 11, 24), CULTURE, Citation("80-NQ/TW", "", Grade.B)
    yield from ((date(year, *day), IN_LIEU, _statute(year, in_lieu=True)) for day in row.in_lieu)


def _year_rows(year: int, row: _Year) -> Iterator[CalendarDay]:
    for day, name, law in _holidays(year, row):
        yield CalendarDay(day, True, name, law, row.provisional)
    for swap in row.swaps:
        notice = Citation(swap.document, "", Grade.B) if swap.document else _statute(year, in_lieu=True)
        yield CalendarDay(date(year, *swap.off), True, SWAPPED_OFF, notice, row.provisional)
        worked = date(swap.worked_year or year, *swap.worked)
        yield CalendarDay(worked, False, SWAPPED_WORKED, notice, row.provisional)


def days(first: date, last: date) -> Iterator[date]:
    """Every date from ``first`` to ``last``, both inclusive; none when ``last`` is earlier."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


PUBLISHED_ROWS: tuple[CalendarDay, ...] = tuple(day for year, row in _YEARS.items() for day in _year_rows(year, row))


class Calendar:
    """The working days. Rows in ``extra`` replace those of the same date: the office's own corrections.

    ``confirmed_years`` are provisional years whose announcement the office has entered in ``extra``. Every question
    about a date outside 2015–2030 raises ``NoRule``: a year without a calendar is not a year without holidays.
    """

    def __init__(self, extra: Iterable[CalendarDay] = (), confirmed_years: Iterable[int] = ()):
        self._days = {row.on: row for row in (*PUBLISHED_ROWS, *extra)}
        self._provisional_years = PROVISIONAL_YEARS - frozenset(confirmed_years)

    def rows(self, year: int) -> tuple[CalendarDay, ...]:
        """The rows of a year in the order of their dates."""
        return tuple(row for on, row in sorted(self._days.items()) if on.year == year)

    def find(self, on: date) -> CalendarDay | None:
        """The row of the date, or None for an ordinary day."""
        return self._days.get(on)

    def is_provisional(self, on: date) -> bool:
        """Whether the day may still change: its year has no announcement yet, or its own row is provisional."""
        row = self._days.get(on)
        in_open_year = on.year in self._provisional_years
        if row is None:
            return in_open_year
        # A correction by the office inside an open year is itself sure unless it says that it is not.
        return row.provisional and (in_open_year or on.year not in PROVISIONAL_YEARS)

    def day_off(self, on: date) -> Message | None:
        """Why the date is not worked (a holiday's name, Saturday, Sunday), or None for a working day."""
        if not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise NoRule(message(N_("calendar of working days")), on)
        row = self._days.get(on)
        if row is not None:
            return message(row.name) if row.off else None
        weekend = WEEKEND_NAMES.get(on.weekday())
        return message(weekend) if weekend else None

    def is_working_day(self, on: date) -> bool:
        """Whether offices work on the date."""
        return self.day_off(on) is None

    def next_working_day(self, on: date) -> date:
        """The date itself if it is worked, else the first worked day after it."""
        while not self.is_working_day(on):
            on += ONE_DAY
        return on

    def add_working_days(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start`` (before it when negative); ``start`` itself is not counted."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            start += step
            while not self.is_working_day(start):
                start += step
        return start

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and including ``end``: the inverse of adding."""
        if end < start:
            raise RuleViolation(message("The end lies before the start. Correct one of the two days."), field="end")
        return sum(self.is_working_day(day) for day in days(start + ONE_DAY, end))

    def days_off(self, first: date, last: date) -> tuple[tuple[date, Message], ...]:
        """The days not worked from ``first`` to ``last``, both inclusive, each with why."""
        found = ((day, self.day_off(day)) for day in days(first, last))
        return tuple((day, why) for day, why in found if why is not None)


VIETNAM = Calendar()
