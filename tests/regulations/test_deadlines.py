"""Due dates: which row applies, where the count starts and ends, what is skipped, how far it may be extended."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.errors import RuleViolation
from tracker.regulations.calendar import VIETNAM, Calendar, CalendarDay, days
from tracker.regulations.deadlines import add_months, add_years, congress_cutoff, counting_rule, due, find_limit
from tracker.regulations.limits import LIMIT_LABELS, LIMITS, Extension, Limit, Unit
from tracker.regulations.sources import Citation, Grade, NoRule
from tracker.regulations.terms import Level

ONE_DAY = timedelta(days=1)
LAW = Citation("Thử nghiệm", "Điều 1", Grade.A)


def limit(number: int, unit: Unit, extension: Extension | None = None) -> Limit:
    return Limit("launch", frozenset(Level), number, unit, "signing", date(2015, 1, 1), None, LAW, extension)


@pytest.mark.parametrize(
    ("key", "level", "on", "number", "unit", "grade"),
    [
        ("thematic-supervision", "central", date(2018, 1, 1), 45, Unit.WORKING_DAYS, Grade.A),
        ("thematic-supervision", "province", date(2021, 12, 21), 30, Unit.WORKING_DAYS, Grade.A),
        ("thematic-supervision", "province", date(2021, 12, 22), 30, Unit.WORKING_DAYS, Grade.C),
        ("thematic-supervision", "district", date(2025, 5, 29), 25, Unit.WORKING_DAYS, Grade.C),
        ("thematic-supervision", "district", date(2025, 6, 30), 25, Unit.WORKING_DAYS, Grade.UNCONFIRMED),
        ("thematic-supervision", "grassroots", date(2026, 11, 23), 20, Unit.WORKING_DAYS, Grade.UNCONFIRMED),
        ("thematic-supervision", "cell", date(2025, 8, 26), 30, Unit.CALENDAR_DAYS, Grade.C),
        ("violation-inspection", "province", date(2026, 11, 23), 60, Unit.CALENDAR_DAYS, Grade.UNCONFIRMED),
        ("compliance-inspection", "district", date(2025, 6, 30), 45, Unit.CALENDAR_DAYS, Grade.UNCONFIRMED),
        ("finance-inspection", "grassroots", date(2017, 1, 1), 30, Unit.CALENDAR_DAYS, Grade.UNCONFIRMED),
        ("violation-inspection", "cell", date(2026, 1, 1), 45, Unit.CALENDAR_DAYS, Grade.C),
        ("advisory-inspection", "province", date(2025, 6, 18), 45, Unit.CALENDAR_DAYS, Grade.B),
        ("denunciation", "grassroots", date(2021, 7, 27), 90, Unit.WORKING_DAYS, Grade.A),
        ("denunciation", "province", date(2021, 7, 27), 90, Unit.WORKING_DAYS, Grade.UNCONFIRMED),
        ("denunciation", "grassroots", date(2021, 7, 28), 90, Unit.CALENDAR_DAYS, Grade.UNCONFIRMED),
        ("denunciation", "central", date(2024, 6, 5), 180, Unit.CALENDAR_DAYS, Grade.UNCONFIRMED),
        ("denunciation", "central", date(2024, 6, 6), 180, Unit.CALENDAR_DAYS, Grade.A),
        ("complaint-filing", "cell", date(2021, 7, 27), 30, Unit.WORKING_DAYS, Grade.A),
        ("complaint-filing", "cell", date(2025, 5, 29), 30, Unit.CALENDAR_DAYS, Grade.UNCONFIRMED),
        ("complaint-filing", "cell", date(2025, 5, 30), 30, Unit.CALENDAR_DAYS, Grade.B),
        ("complaint-filing", "cell", date(2026, 4, 11), 30, Unit.CALENDAR_DAYS, Grade.UNCONFIRMED),
        ("complaint-handling", "province", date(2020, 1, 1), 90, Unit.WORKING_DAYS, Grade.A),
        ("complaint-handling", "central", date(2020, 1, 1), 180, Unit.WORKING_DAYS, Grade.A),
        ("complaint-handling", "grassroots", date(2026, 11, 23), 90, Unit.CALENDAR_DAYS, Grade.UNCONFIRMED),
        ("suspension", "province", date(2021, 7, 27), 90, Unit.WORKING_DAYS, Grade.A),
        ("suspension", "province", date(2025, 5, 29), 90, Unit.CALENDAR_DAYS, Grade.A),
        ("suspension", "province", date(2026, 4, 11), 90, Unit.CALENDAR_DAYS, Grade.B),
        ("announcement", "province", date(2020, 1, 1), 15, Unit.CALENDAR_DAYS, Grade.A),
        ("announcement", "cell", date(2026, 11, 23), 15, Unit.CALENDAR_DAYS, Grade.UNCONFIRMED),
        ("handover", "cell", date(2020, 1, 1), 10, Unit.CALENDAR_DAYS, Grade.A),
        ("state-discipline", "grassroots", date(2022, 7, 5), 30, Unit.WORKING_DAYS, Grade.B),
        ("sentence-notice", "grassroots", date(2026, 4, 10), 5, Unit.CALENDAR_DAYS, Grade.A),
        ("prosecution-notice", "grassroots", date(2025, 5, 29), 3, Unit.CALENDAR_DAYS, Grade.A),
        ("launch", "central", date(2026, 1, 1), 5, Unit.WORKING_DAYS, Grade.C),
        ("archive", "grassroots", date(2026, 1, 1), 15, Unit.WORKING_DAYS, Grade.UNCONFIRMED),
    ],
)
def test_the_row_in_force_for_key_level_and_date(key, level, on, number, unit, grade):
    found = find_limit(key, level, on)
    assert (found.number, found.unit, found.citation.grade) == (number, unit, grade)
    assert found.is_unconfirmed is (grade is Grade.UNCONFIRMED)


@pytest.mark.parametrize(
    ("key", "level", "on"),
    [
        ("thematic-supervision", "province", date(2017, 9, 11)),
        ("thematic-supervision", "district", date(2025, 7, 1)),
        ("thematic-supervision", "cell", date(2025, 8, 25)),
        ("violation-inspection", "central", date(2026, 1, 1)),
        ("denunciation", "central", date(2021, 7, 27)),
        ("complaint-handling", "cell", date(2026, 1, 1)),
        ("suspension", "province", date(2025, 5, 30)),
        ("suspension", "province", date(2026, 4, 10)),
        ("handover", "cell", date(2023, 1, 1)),
        ("announcement", "province", date(2016, 7, 25)),
        ("sentence-notice", "province", date(2026, 4, 11)),
    ],
)
def test_a_date_or_level_without_a_row_is_an_error_and_never_a_default(key, level, on):
    with pytest.raises(NoRule) as caught:
        find_limit(key, level, on)
    assert caught.value.on == on


def test_unknown_words_are_refused_by_the_name_of_the_field():
    with pytest.raises(RuleViolation) as caught:
        find_limit("nothing", "province", date(2026, 1, 1))
    assert caught.value.field == "rule"
    with pytest.raises(RuleViolation) as caught:
        find_limit("denunciation", "village", date(2026, 1, 1))
    assert caught.value.field == "level"


def test_the_start_event_of_a_rule_is_the_rules_own():
    supervision = find_limit("thematic-supervision", "province", date(2026, 1, 1))
    assert supervision.start_event == "receipt of the subject's report"
    assert find_limit("denunciation", "province", date(2026, 1, 1)).start_event == "receipt by the competent body"
    assert find_limit("denunciation", "central", date(2026, 1, 1)).start_event == "decision setting up the team"


def test_an_override_of_the_office_comes_before_the_national_row_and_says_whose_it_is():
    national = find_limit("denunciation", "province", date(2026, 6, 1))
    own = replace(national, number=60, since=date(2026, 1, 1), scope="Tỉnh uỷ Lào Cai", citation=LAW)
    assert find_limit("denunciation", "province", date(2026, 6, 1), [own]) is own
    assert find_limit("denunciation", "province", date(2025, 12, 31), [own]) is not own
    shown = [str(step) for step in due(own, date(2026, 6, 1)).steps()]
    assert "This number was set by Tỉnh uỷ Lào Cai in place of the national rule." in shown


@pytest.mark.parametrize(
    ("start", "due_on", "moved_from"),
    [
        (date(2025, 7, 30), date(2025, 8, 29), None),  # a Friday
        (date(2025, 8, 1), date(2025, 9, 3), date(2025, 8, 31)),  # a Sunday before National Day
        (date(2025, 8, 2), date(2025, 9, 3), date(2025, 9, 1)),  # National Day
        (date(2025, 8, 4), date(2025, 9, 3), None),  # the first working day after
        (date(2025, 8, 5), date(2025, 9, 4), None),
    ],
)
def test_calendar_days_start_the_day_after_and_end_on_a_working_day(start, due_on, moved_from):
    found = due(find_limit("complaint-filing", "grassroots", date(2025, 8, 1)), start)
    assert (found.due_on, found.moved_from) == (due_on, moved_from)
    assert found.start_on == start


def test_working_days_skip_the_lunar_new_year_and_name_each_day_skipped():
    found = due(find_limit("launch", "province", date(2026, 2, 13)), date(2026, 2, 13))
    assert found.due_on == date(2026, 2, 27)
    assert [day for day, _why in found.skipped] == list(days(date(2026, 2, 14), date(2026, 2, 22)))
    assert [str(why) for _day, why in found.skipped][2:7] == ["Lunar New Year"] * 5
    assert found.moved_from is None


def test_a_worked_saturday_counts_as_a_working_day():
    assert due(limit(1, Unit.WORKING_DAYS), date(2026, 1, 9)).due_on == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("start", "number", "unit", "due_on"),
    [
        (date(2024, 1, 31), 1, Unit.MONTHS, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, Unit.MONTHS, date(2023, 2, 28)),
        (date(2024, 3, 31), 1, Unit.MONTHS, date(2024, 5, 2)),  # 30 April and 1 May are holidays
        (date(2023, 12, 15), 12, Unit.MONTHS, date(2024, 12, 16)),  # 15/12/2024 is a Sunday
        (date(2024, 2, 29), 1, Unit.YEARS, date(2025, 2, 28)),
        (date(2024, 2, 28), 1, Unit.CALENDAR_DAYS, date(2024, 2, 29)),
        (date(2023, 2, 27), 1, Unit.CALENDAR_DAYS, date(2023, 2, 28)),
    ],
)
def test_month_ends_and_leap_days(start, number, unit, due_on):
    assert due(limit(number, unit), start).due_on == due_on


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 10, 31), 1, date(2024, 11, 30)),
        (date(2024, 11, 15), 1, date(2024, 12, 15)),
        (date(2024, 11, 15), 2, date(2025, 1, 15)),
        (date(2024, 5, 15), 0, date(2024, 5, 15)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_of_the_month(start, months, end):
    assert add_months(start, months) == end


def test_a_year_after_a_leap_day_ends_on_28_february_but_four_years_on_the_29th():
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("key", "level", "on", "cap"),
    [
        ("thematic-supervision", "grassroots", date(2026, 1, 5), 6),  # a third of 20, rounded down
        ("thematic-supervision", "province", date(2026, 1, 5), 10),
        ("violation-inspection", "province", date(2026, 1, 5), 20),
        ("denunciation", "grassroots", date(2026, 1, 5), 30),
        ("denunciation", "central", date(2026, 1, 5), 60),
        ("suspension", "province", date(2024, 1, 5), 90),
        ("suspension", "province", date(2026, 5, 5), 30),
    ],
)
def test_an_extension_at_the_cap_is_lawful_and_one_more_day_is_not(key, level, on, cap):
    row = find_limit(key, level, on)
    plain, extended = due(row, on), due(row, on, cap)
    assert extended.extension_days == cap
    assert extended.due_on > plain.due_on
    with pytest.raises(RuleViolation) as caught:
        due(row, on, cap + 1)
    assert caught.value.field == "extension_days"
    assert caught.value.citations == (row.citation,)
    assert f"{cap}" in str(caught.value.message) and str(row.citation) in str(caught.value.message)


def test_no_extension_where_none_is_known_and_none_below_zero():
    with pytest.raises(RuleViolation) as caught:
        due(find_limit("announcement", "province", date(2026, 6, 1)), date(2026, 6, 1), 1)
    assert caught.value.field == "extension_days"
    with pytest.raises(RuleViolation) as caught:
        due(find_limit("denunciation", "province", date(2026, 6, 1)), date(2026, 6, 1), -1)
    assert str(caught.value.message) == "An extension cannot be negative. Give 0 or more days."


def test_an_extension_counts_in_the_unit_of_the_limit():
    row = limit(5, Unit.WORKING_DAYS, Extension(number=5))
    assert due(row, date(2026, 11, 2), 5).due_on == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("unit", "due_on"),
    [
        (Unit.WORKING_DAYS, date(2026, 11, 12)),
        (Unit.CALENDAR_DAYS, date(2026, 11, 10)),
        (Unit.MONTHS, date(2027, 4, 5)),
    ],
)
def test_days_on_which_the_clock_stands_still_do_not_count(unit, due_on):
    # Monday 2 November; the clock stands still from Tuesday to Thursday.
    found = due(limit(5, unit), date(2026, 11, 2), suspended=[(date(2026, 11, 3), date(2026, 11, 5))])
    assert found.due_on == due_on
    assert found.suspended_on == (date(2026, 11, 3), date(2026, 11, 4), date(2026, 11, 5))


def test_spans_of_a_still_clock_that_overlap_or_lie_outside_count_once_or_not():
    row, start = limit(5, Unit.CALENDAR_DAYS), date(2026, 11, 2)
    once = due(row, start, suspended=[(date(2026, 11, 3), date(2026, 11, 5))])
    twice = due(row, start, suspended=[(date(2026, 11, 1), date(2026, 11, 4)), (date(2026, 11, 4), date(2026, 11, 5))])
    late = due(row, start, suspended=[(date(2026, 12, 1), date(2026, 12, 5))])
    assert twice.due_on == once.due_on
    assert late.due_on == due(row, start).due_on and late.suspended_on == ()


def test_a_still_clock_that_ends_before_it_starts_is_refused():
    with pytest.raises(RuleViolation) as caught:
        due(limit(5, Unit.CALENDAR_DAYS), date(2026, 11, 2), suspended=[(date(2026, 11, 5), date(2026, 11, 4))])
    assert caught.value.field == "suspended"


def test_a_date_that_hangs_on_a_calendar_not_announced_is_provisional():
    row = limit(5, Unit.WORKING_DAYS)
    assert not due(row, date(2026, 12, 24)).provisional  # ends on 31/12/2026
    assert due(row, date(2026, 12, 25)).provisional
    assert not due(row, date(2026, 12, 25), calendar=Calendar(confirmed_years=[2027])).provisional
    # Calendar days depend only on whether the last day is worked.
    assert not due(limit(5, Unit.CALENDAR_DAYS), date(2026, 12, 24)).provisional
    assert due(limit(30, Unit.CALENDAR_DAYS), date(2026, 12, 24)).provisional


def test_a_holiday_of_the_office_moves_the_date():
    closed = Calendar([CalendarDay(date(2026, 11, 9), True, "Nghỉ của cơ quan", LAW)])
    assert due(limit(5, Unit.WORKING_DAYS), date(2026, 11, 2)).due_on == date(2026, 11, 9)
    assert due(limit(5, Unit.WORKING_DAYS), date(2026, 11, 2), calendar=closed).due_on == date(2026, 11, 10)


def test_counting_cites_the_civil_code_of_its_day():
    assert str(counting_rule(date(2016, 12, 31))) == "Điều 152–153, Bộ luật Dân sự 2005"
    assert str(counting_rule(date(2017, 1, 1))) == "Điều 147–148, Bộ luật Dân sự 2015"
    found = due(find_limit("complaint-filing", "cell", date(2025, 8, 2)), date(2025, 8, 2))
    assert [str(law) for law in found.citations] == ["Điều 25.1, 296-QĐ/TW", "Điều 147–148, Bộ luật Dân sự 2015"]


def test_why_this_date_is_told_step_by_step():
    row = find_limit("thematic-supervision", "province", date(2026, 1, 20))
    assert [str(step) for step in due(row, date(2026, 1, 20), 10).steps()] == [
        (
            "The limit is 30 working days from the receipt of the subject's report: "
            "Điều 11.2.2, 02-HD/UBKTTW (unconfirmed)."
        ),
        "The basis of this number was repealed by 296-QĐ/TW; no newer number was seen.",
        (
            "The day of the event, 20/01/2026, is not counted; the count starts on 21/01/2026 "
            "(Điều 147–148, Bộ luật Dân sự 2015)."
        ),
        "Saturdays and Sundays not counted: 18.",
        "Not counted: Lunar New Year, 16/02/2026, 17/02/2026, 18/02/2026, 19/02/2026, 20/02/2026.",
        "Extended by 10 working days.",
        "Due on 24/3/2026.",
        "Unconfirmed: the number was not read in any regulation and may be overridden.",
    ]


def test_why_this_date_tells_a_moved_end_a_still_clock_and_a_provisional_year():
    row = replace(limit(58, Unit.CALENDAR_DAYS), citation=LAW)
    found = due(row, date(2026, 11, 3), suspended=[(date(2026, 11, 4), date(2026, 11, 5))])
    assert [str(step) for step in found.steps()][2:] == [
        "Days on which the clock stood still: 2.",
        (
            "The last day, 02/01/2027, is a day off (Saturday): it moves to the next working day "
            "(Điều 147–148, Bộ luật Dân sự 2015)."
        ),
        "Due on 04/01/2027.",
        "Provisional: the public holidays of the year are not announced yet.",
    ]


def test_denunciations_about_a_congress_are_cut_off_by_working_days_before_it_opens():
    assert congress_cutoff(date(2020, 6, 15), "grassroots") == date(2020, 5, 11)
    assert congress_cutoff(date(2020, 6, 15), "province") == date(2020, 5, 4)
    with pytest.raises(NoRule):
        congress_cutoff(date(2025, 6, 15), "province")


def test_a_limit_that_runs_backwards_has_no_due_date():
    with pytest.raises(RuleViolation) as caught:
        due(find_limit("congress-denunciation", "cell", date(2020, 6, 1)), date(2020, 6, 1))
    assert caught.value.field == "rule"


def test_no_two_rows_of_one_key_and_level_are_in_force_on_one_day():
    for key in LIMIT_LABELS:
        for level in Level:
            rows = sorted((row for row in LIMITS if row.key == key and level in row.levels), key=lambda row: row.since)
            for earlier, later in itertools.pairwise(rows):
                assert earlier.until is not None and earlier.until < later.since, (key, level)


def test_every_key_has_a_row_and_every_row_a_known_key():
    assert {row.key for row in LIMITS} == set(LIMIT_LABELS)


limits = st.builds(limit, st.integers(1, 200), st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS]))
starts = st.dates(date(2015, 1, 1), date(2029, 1, 1))


@given(limits, starts)
def test_a_limit_never_ends_before_it_starts_and_always_on_a_working_day(row, start):
    found = due(row, start)
    assert found.due_on > start
    assert VIETNAM.is_working_day(found.due_on)


@given(limits, starts)
def test_a_later_start_never_ends_earlier(row, start):
    assert due(row, start).due_on <= due(row, start + ONE_DAY).due_on


@given(st.integers(1, 100), starts, st.integers(0, 40), st.integers(0, 40))
def test_a_still_clock_never_brings_the_end_nearer(number, start, offset, length):
    row, first = limit(number, Unit.WORKING_DAYS), start + timedelta(days=offset)
    found = due(row, start, suspended=[(first, first + timedelta(days=length))])
    assert found.due_on >= due(row, start).due_on
    counted = [day for day in days(start + ONE_DAY, found.due_on) if day not in found.suspended_on]
    assert sum(VIETNAM.is_working_day(day) for day in counted) == number


@given(st.integers(1, 100), starts)
def test_working_days_of_a_limit_are_those_between_start_and_end(number, start):
    assert VIETNAM.working_days_between(start, due(limit(number, Unit.WORKING_DAYS), start).due_on) == number
