"""The rules of a day with the office's own in their places; pure."""

from datetime import date

import pytest

from tracker.lawbook.rules import editions, entries_on
from tracker.regulations.calendar import VIETNAM, Calendar, CalendarDay
from tracker.regulations.limits import A_THIRD, Limit, Unit
from tracker.regulations.rulebook import Chapter, rulebook
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.terms import Level

PAPER = Citation("Quyết định số 1-QĐ/TU", "", Grade.OFFICE)


def own(level: Level, number: int, key: str = "violation-inspection", since: date = date(2026, 1, 1)) -> Limit:
    return Limit(
        key, frozenset({level}), number, Unit.CALENDAR_DAYS, "x", since, None, PAPER, A_THIRD, "Vì xa.", "Tỉnh uỷ"
    )


@pytest.mark.parametrize("day", [date(2016, 7, 26), date(2021, 7, 27), date(2021, 7, 28), date(2025, 5, 30)])
def test_a_day_shows_every_rule_of_the_rulebook_and_the_calendar_of_its_year(day):
    shown = [entry.rule for entry in entries_on(day, (), VIETNAM)]
    expected = [rule for rule in rulebook(day) if rule.area is not Chapter.CALENDAR]
    days = [rule.in_force_from for rule in shown if rule.area is Chapter.CALENDAR]
    assert [rule for rule in shown if rule.area is not Chapter.CALENDAR] == expected
    assert days == [row.on for row in VIETNAM.rows(day.year)]


def test_the_nearest_own_number_applies_and_the_farther_one_is_shown_as_passed_over():
    near, far = own(Level.GRASSROOTS, 20), own(Level.GRASSROOTS, 40)
    [entry] = [entry for entry in entries_on(date(2026, 11, 1), (near, far), VIETNAM) if entry.own]
    assert [(rule.limit.number, rule.applies) for rule in entry.own] == [(20, True), (40, False)]
    assert (entry.rule.grade, entry.is_unconfirmed) == (Grade.UNCONFIRMED, False)


def test_an_own_number_without_a_national_one_has_a_row_of_its_own():
    limit = own(Level.CELL, 90, "suspension")
    day = date(2026, 2, 1)  # the number under 296-QĐ/TW was not seen
    [entry] = [entry for entry in entries_on(day, (limit,), VIETNAM) if entry.is_own]
    assert (entry.limit, entry.own) == (limit, ())


def test_an_own_number_not_in_force_is_not_shown():
    limit = own(Level.GRASSROOTS, 20, since=date(2026, 11, 2))
    assert not any(entry.own or entry.is_own for entry in entries_on(date(2026, 11, 1), (limit,), VIETNAM))


def test_a_corrected_day_stands_in_the_calendar_with_its_document():
    calendar = Calendar([CalendarDay(date(2026, 11, 3), True, "Nghỉ bù", PAPER)])
    days = [entry for entry in entries_on(date(2026, 11, 1), (), calendar) if entry.rule.area is Chapter.CALENDAR]
    [found] = [entry for entry in days if entry.is_own]
    assert (found.rule.in_force_from, str(found.rule.citation)) == (date(2026, 11, 3), "Quyết định số 1-QĐ/TU")


def test_the_editions_are_those_of_the_procedure():
    assert [edition.sign for edition in editions()] == ["30-QĐ/TW", "22-QĐ/TW", "296-QĐ/TW", "21-QĐ/TW"]
