"""Working days: the yearly rows, the office's own rows, and counting that can be undone."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.errors import RuleViolation
from tracker.regulations.calendar import FIRST_YEAR, LAST_YEAR, PUBLISHED_ROWS, VIETNAM, Calendar, CalendarDay, days
from tracker.regulations.sources import Citation, Grade, NoRule

OFFICE = Citation("Thông báo của cơ quan", "", Grade.A)
in_calendar = st.dates(date(FIRST_YEAR, 6, 1), date(LAST_YEAR, 6, 1))


def names(first: date, last: date) -> list[str]:
    return [str(name) for _day, name in VIETNAM.days_off(first, last)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2015, 2, 14), date(2015, 2, 23)),
        (date(2019, 2, 4), date(2019, 2, 8)),
        (date(2020, 1, 23), date(2020, 1, 29)),
        (date(2024, 2, 8), date(2024, 2, 14)),
        (date(2025, 1, 27), date(2025, 1, 31)),
        (date(2026, 2, 16), date(2026, 2, 20)),
    ],
)
def test_lunar_new_year_is_off_and_the_days_around_it_are_not(first, last):
    worked = [day for day in days(first, last) if VIETNAM.is_working_day(day)]
    assert worked == ([date(2015, 2, 14)] if first.year == 2015 else [])
    assert VIETNAM.is_working_day(VIETNAM.next_working_day(last + timedelta(days=1)))


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2015, 1, 2), date(2014, 12, 27)),
        (date(2015, 2, 16), date(2015, 2, 14)),
        (date(2015, 4, 29), date(2015, 4, 25)),
        (date(2018, 12, 31), date(2019, 1, 5)),
        (date(2019, 4, 29), date(2019, 5, 4)),
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_a_swap_gives_a_working_day_off_and_takes_a_weekend_day(off, worked):
    assert off.weekday() < 5 and not VIETNAM.is_working_day(off)
    assert worked.weekday() >= 5
    row = VIETNAM.find(worked)
    assert row is not None and not row.off


def test_every_day_agrees_with_the_library_but_for_the_swap_it_lacks():
    library = holidays.country_holidays("VN", years=range(FIRST_YEAR - 1, LAST_YEAR + 1))

    def works(day: date) -> bool:
        return (day.weekday() < 5 and day not in library) or day in library.weekend_workdays

    every_day = days(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
    different = [day for day in every_day if VIETNAM.is_working_day(day) != works(day)]
    # 12729/VPCP-KGVX of 25/12/2025 came after the library's data.
    assert different == [date(2026, 1, 2), date(2026, 1, 10)]


def test_each_day_off_says_why():
    assert names(date(2026, 4, 25), date(2026, 4, 27)) == [
        "Saturday",
        "Hung Kings' Commemoration Day",
        "Day off in lieu of a holiday on a weekend",
    ]
    assert names(date(2026, 8, 29), date(2026, 9, 2)) == [
        "Saturday",
        "Sunday",
        "Day off swapped with a worked weekend day",
        "National Day",
        "National Day",
    ]
    assert VIETNAM.day_off(date(2026, 9, 3)) is None


def test_culture_day_is_a_holiday_from_2026_only():
    assert VIETNAM.is_working_day(date(2025, 11, 24))
    assert str(VIETNAM.day_off(date(2026, 11, 24))) == "Vietnam Culture Day"


def test_the_labour_code_cited_changes_on_1_january_2021():
    assert VIETNAM.find(date(2020, 9, 2)).citation == Citation("Bộ luật Lao động 2012", "Điều 115", Grade.B)
    assert VIETNAM.find(date(2021, 1, 1)).citation == Citation("Bộ luật Lao động 2019", "Điều 112", Grade.B)
    assert VIETNAM.find(date(2021, 5, 3)).citation == Citation("Bộ luật Lao động 2019", "Điều 111.3", Grade.B)
    assert VIETNAM.find(date(2026, 1, 10)).citation == Citation("12729/VPCP-KGVX", "", Grade.B)


@pytest.mark.parametrize("on", [date(2014, 12, 31), date(2031, 1, 1)])
def test_a_year_without_calendar_is_an_error(on):
    with pytest.raises(NoRule):
        VIETNAM.is_working_day(on)


def test_the_first_and_the_last_day_of_the_calendar_are_answered():
    assert not VIETNAM.is_working_day(date(2015, 1, 1))
    assert VIETNAM.is_working_day(date(2030, 12, 31))


def test_a_year_not_announced_is_provisional_until_the_office_confirms_it():
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    assert (VIETNAM.is_provisional(last), VIETNAM.is_provisional(first)) == (False, True)
    assert VIETNAM.is_provisional(date(2027, 3, 3))
    confirmed = Calendar(confirmed_years=[2027])
    assert not confirmed.is_provisional(first)
    assert not confirmed.is_provisional(date(2027, 3, 3))
    assert confirmed.is_provisional(date(2028, 3, 3))


def test_a_row_of_the_office_replaces_the_row_of_that_date():
    given_off = CalendarDay(date(2027, 2, 11), True, "Nghỉ thêm", OFFICE)
    worked = CalendarDay(date(2027, 2, 4), False, "Làm việc", OFFICE)
    own = Calendar([given_off, worked])
    assert str(own.day_off(date(2027, 2, 11))) == "Nghỉ thêm"
    assert own.is_working_day(date(2027, 2, 4))
    assert not own.is_provisional(date(2027, 2, 11))
    assert own.is_provisional(date(2027, 2, 12))
    assert VIETNAM.is_working_day(date(2027, 2, 11))


def test_a_provisional_row_of_the_office_is_provisional_in_an_announced_year():
    own = Calendar([CalendarDay(date(2026, 12, 24), True, "Dự kiến", OFFICE, provisional=True)])
    assert own.is_provisional(date(2026, 12, 24))
    assert not own.is_provisional(date(2026, 12, 25))


def test_rows_of_a_year_come_in_order_of_date():
    rows = VIETNAM.rows(2019)
    assert [row.on for row in rows] == sorted(row.on for row in rows)
    assert rows[0].on == date(2019, 1, 1) and rows[-1].on == date(2019, 9, 2)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết inside the span
        (date(2026, 2, 23), -1, date(2026, 2, 13)),
        (date(2026, 1, 9), 1, date(2026, 1, 10)),  # a worked Saturday counts
        (date(2026, 1, 10), 1, date(2026, 1, 12)),
        (date(2026, 11, 23), 1, date(2026, 11, 25)),  # Culture Day
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_working_days_are_counted_over_days_off(start, count, end):
    assert VIETNAM.add_working_days(start, count) == end


def test_next_working_day_is_the_day_itself_when_it_is_worked():
    assert VIETNAM.next_working_day(date(2026, 9, 3)) == date(2026, 9, 3)
    assert VIETNAM.next_working_day(date(2026, 8, 29)) == date(2026, 9, 3)


def test_working_days_between_counts_the_end_and_not_the_start():
    assert VIETNAM.working_days_between(date(2026, 9, 3), date(2026, 9, 3)) == 0
    assert VIETNAM.working_days_between(date(2026, 9, 3), date(2026, 9, 4)) == 1
    with pytest.raises(RuleViolation) as caught:
        VIETNAM.working_days_between(date(2026, 9, 4), date(2026, 9, 3))
    assert caught.value.field == "end"


@given(in_calendar, st.integers(0, 60))
def test_subtracting_undoes_adding_from_a_working_day(day, count):
    start = VIETNAM.next_working_day(day)
    assert VIETNAM.add_working_days(VIETNAM.add_working_days(start, count), -count) == start


@given(in_calendar, st.integers(0, 60))
def test_the_days_between_are_the_days_added(start, count):
    assert VIETNAM.working_days_between(start, VIETNAM.add_working_days(start, count)) == count


def test_no_two_rows_of_the_table_contradict_each_other():
    by_day = {}
    for row in PUBLISHED_ROWS:
        assert by_day.setdefault(row.on, row.off) == row.off
