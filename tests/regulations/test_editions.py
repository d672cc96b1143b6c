"""Which edition judges an act: by the day it ended and the day it is concluded, and where nobody decides alone."""

from datetime import date, timedelta

import pytest

from tracker.regulations.bar_clock import Standing, form_clocks, last_days, standing_on
from tracker.regulations.catalogue import articles_of
from tracker.regulations.editions import edition_name, editions_for, violation_editions
from tracker.regulations.limitation import Act, Matter, time_bar
from tracker.regulations.sources import Grade, source
from tracker.regulations.terms import Form, Subject

MEMBER, ORGANIZATION = Subject.FULL_MEMBER, Subject.ORGANIZATION


@pytest.mark.parametrize(
    ("subject", "act", "concluded", "default", "choices"),
    [
        (MEMBER, date(2013, 3, 30), date(2017, 11, 14), "181-QĐ/TW", ["181-QĐ/TW"]),
        (MEMBER, date(2017, 11, 14), date(2017, 11, 15), "102-QĐ/TW", ["181-QĐ/TW", "102-QĐ/TW"]),
        (MEMBER, date(2018, 1, 1), date(2022, 7, 5), "102-QĐ/TW", ["102-QĐ/TW"]),
        (MEMBER, date(2022, 7, 5), date(2022, 7, 6), "69-QĐ/TW", ["102-QĐ/TW", "69-QĐ/TW"]),
        (MEMBER, date(2025, 2, 13), date(2025, 2, 14), "264-QĐ/TW", ["69-QĐ/TW", "264-QĐ/TW"]),
        (MEMBER, date(2025, 2, 14), date(2026, 8, 16), "264-QĐ/TW", ["264-QĐ/TW"]),
        (MEMBER, date(2026, 8, 16), date(2026, 8, 17), None, ["264-QĐ/TW", "212-QĐ/TW"]),
        (MEMBER, date(2023, 1, 1), date(2026, 11, 23), None, ["69-QĐ/TW", "212-QĐ/TW"]),
        (MEMBER, date(2016, 1, 1), date(2026, 11, 23), None, ["181-QĐ/TW", "212-QĐ/TW"]),
        (MEMBER, date(2026, 8, 17), date(2026, 8, 17), "212-QĐ/TW", ["212-QĐ/TW"]),
        (MEMBER, date(2010, 1, 1), date(2018, 1, 1), "102-QĐ/TW", ["102-QĐ/TW"]),
        (MEMBER, date(2010, 1, 1), date(2012, 1, 1), None, []),
        (ORGANIZATION, date(2018, 8, 27), date(2018, 8, 28), "07-QĐi/TW", ["07-QĐi/TW"]),
        (ORGANIZATION, date(2018, 8, 28), date(2022, 7, 6), "69-QĐ/TW", ["07-QĐi/TW", "69-QĐ/TW"]),
        (ORGANIZATION, date(2018, 8, 28), date(2026, 8, 17), None, ["07-QĐi/TW", "212-QĐ/TW"]),
        (ORGANIZATION, date(2018, 1, 1), date(2018, 8, 27), None, []),
    ],
)
def test_the_pair_of_days_gives_the_edition_and_what_may_be_chosen(subject, act, concluded, default, choices):
    found = editions_for(act, concluded, subject)
    assert (found.default and found.default.key, [choice.key for choice in found.choices]) == (default, choices)
    assert found.verdict.allowed is (default is not None)


@pytest.mark.parametrize(
    ("act", "concluded", "grade"),
    [
        (date(2018, 1, 1), date(2018, 6, 1), Grade.A),
        (date(2017, 1, 1), date(2018, 6, 1), Grade.C),
        (date(2010, 1, 1), date(2018, 6, 1), Grade.C),
        (date(2026, 8, 16), date(2026, 8, 17), Grade.UNCONFIRMED),
    ],
)
def test_how_sure_the_edition_is_goes_with_the_answer(act, concluded, grade):
    verdict = editions_for(act, concluded, MEMBER).verdict
    assert [law.grade for law in verdict.citations] == [grade]
    assert verdict.is_unconfirmed is (grade is Grade.UNCONFIRMED)


def test_an_amended_edition_is_named_with_its_base_and_keeps_its_articles_and_periods():
    amended = source("264-QĐ/TW")
    assert str(edition_name(amended)) == "69-QĐ/TW, amended by 264-QĐ/TW"
    assert articles_of(amended, MEMBER) == articles_of(source("69-QĐ/TW"), MEMBER) != ()
    assert articles_of(source("212-QĐ/TW"), MEMBER) == ()
    found = time_bar(MEMBER, "reprimand", Act(date(2020, 5, 1)), date(2025, 5, 1), amended)
    assert [str(law) for law in found.verdict.citations] == ["Điều 4.2.b, 69-QĐ/TW", "264-QĐ/TW"]
    assert any("264-QĐ/TW" in str(step) for step in found.steps)


def test_every_edition_of_a_subject_can_be_offered():
    assert [row.key for row in violation_editions(MEMBER)] == [
        *("181-QĐ/TW", "102-QĐ/TW", "69-QĐ/TW", "264-QĐ/TW", "212-QĐ/TW")
    ]
    assert [row.key for row in violation_editions(ORGANIZATION)] == [
        *("07-QĐi/TW", "69-QĐ/TW", "264-QĐ/TW", "212-QĐ/TW")
    ]


@pytest.mark.parametrize(
    ("ends_on", "on", "standing"),
    [
        (date(2026, 3, 1), date(2025, 2, 28), Standing.OPEN),
        (date(2026, 3, 1), date(2025, 3, 1), Standing.NEAR),
        (date(2026, 3, 1), date(2026, 3, 1), Standing.NEAR),
        (date(2026, 3, 1), date(2026, 3, 2), Standing.OVER),
        (date(2025, 2, 28), date(2024, 2, 29), Standing.NEAR),
        (None, date(2026, 3, 1), Standing.NEVER),
    ],
)
def test_a_period_is_near_for_its_last_twelve_months_and_over_the_day_after(ends_on, on, standing):
    assert standing_on(ends_on, on) is standing


@pytest.mark.parametrize(
    ("subject", "forms"),
    [
        (MEMBER, [Form.REPRIMAND, Form.WARNING, Form.REMOVAL, Form.EXPULSION]),
        (Subject.PROBATIONARY_MEMBER, [Form.REPRIMAND, Form.WARNING]),
        (ORGANIZATION, [Form.REPRIMAND, Form.WARNING, Form.DISSOLUTION]),
    ],
)
def test_the_clock_shows_every_form_of_the_subject(subject, forms):
    clocks = form_clocks(subject, Act(date(2020, 2, 29)), source("69-QĐ/TW"), date(2025, 3, 1))
    assert [clock.form for clock in clocks] == forms
    assert (clocks[0].days_left, clocks[0].standing, str(clocks[0].words)) == (-1, Standing.OVER, "over for 1 days")
    assert clocks[1].bar.bar_ends_on == date(2030, 2, 28)
    if subject is not Subject.PROBATIONARY_MEMBER:
        assert (clocks[-1].days_left, clocks[-1].standing) == (None, Standing.NEVER)


def test_a_listed_matter_has_no_clock_for_any_form():
    act = Act(date(2000, 1, 1), Matter.FALSE_DIPLOMA)
    clocks = form_clocks(MEMBER, act, source("69-QĐ/TW"), date(2026, 1, 1))
    assert {clock.standing for clock in clocks} == {Standing.NEVER}
    assert last_days(MEMBER, act, source("69-QĐ/TW")) == (None, None)


def test_each_new_violation_inside_the_running_period_starts_it_again():
    first, days = date(2010, 1, 10), [date(2014, 1, 10), date(2018, 1, 10)]
    found = time_bar(MEMBER, "reprimand", Act(first, new_violations=days), date(2022, 1, 1), source("69-QĐ/TW"))
    assert (found.runs_from, found.bar_ends_on) == (days[1], date(2023, 1, 10))
    apart = Act(first, new_violations=[days[1]])
    found = time_bar(MEMBER, "reprimand", apart, date(2022, 1, 1), source("69-QĐ/TW"))
    assert (found.runs_from, found.bar_ends_on) == (first, date(2015, 1, 10))


def test_a_violation_after_the_conclusion_changes_nothing():
    concluded = date(2022, 1, 1)
    act = Act(date(2020, 1, 1), new_violations=[concluded + timedelta(1)])
    assert time_bar(MEMBER, "reprimand", act, concluded, source("69-QĐ/TW")).runs_from == date(2020, 1, 1)
