"""Dates of a record in order; a person's posts as papers write them."""

from datetime import date
from types import SimpleNamespace

import pytest

from tracker.core.errors import RuleViolation
from tracker.members.rules import birthday, check_dates, check_post, describe

TODAY = date(2026, 11, 23)
BORN, ADMITTED, OFFICIAL = date(1980, 9, 5), date(2005, 5, 19), date(2006, 5, 19)


def post(title: str, since: date, until: date | None = None) -> SimpleNamespace:
    return SimpleNamespace(title=title, since=since, until=until)


@pytest.mark.parametrize(
    ("born_on", "admitted_on", "official_on", "field"),
    [
        (date(1987, 5, 20), ADMITTED, OFFICIAL, "admitted_on"),  # eighteen the day after
        (BORN, ADMITTED, date(2005, 5, 18), "official_on"),
        (date(2026, 11, 24), ADMITTED, None, "born_on"),
        (BORN, date(2026, 11, 24), None, "admitted_on"),
        (BORN, ADMITTED, date(2026, 11, 24), "official_on"),
    ],
)
def test_dates_that_cannot_all_be_true_are_refused(born_on, admitted_on, official_on, field):
    with pytest.raises(RuleViolation) as refusal:
        check_dates(born_on, admitted_on, official_on, TODAY)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("born_on", "admitted_on", "official_on"),
    [(date(1987, 5, 19), ADMITTED, OFFICIAL), (BORN, ADMITTED, ADMITTED), (BORN, TODAY, None), (BORN, TODAY, TODAY)],
)
def test_the_boundary_days_are_allowed(born_on, admitted_on, official_on):
    check_dates(born_on, admitted_on, official_on, TODAY)


def test_who_is_born_on_the_29th_of_february_turns_eighteen_on_the_1st_of_march():
    assert birthday(date(2004, 2, 29), 18) == date(2022, 3, 1)
    assert birthday(date(2004, 2, 29), 20) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("since", "until", "left_on"),
    [
        (date(2005, 5, 18), None, None),
        (date(2010, 1, 2), date(2010, 1, 1), None),
        (date(2010, 1, 1), None, date(2020, 1, 1)),
        (date(2010, 1, 1), date(2020, 1, 2), date(2020, 1, 1)),
    ],
)
def test_a_post_lies_between_admission_and_leaving(since, until, left_on):
    with pytest.raises(RuleViolation):
        check_post(since, until, ADMITTED, left_on)


def test_posts_are_described_on_a_day():
    held = [
        post("Phó Chủ tịch UBND phường", date(2016, 1, 1), date(2020, 12, 31)),
        post("Bí thư Chi bộ 3", date(2015, 1, 1), date(2018, 6, 30)),
    ]
    assert describe(held, date(2014, 12, 31)) == ""
    assert describe(held, date(2015, 1, 1)) == "Bí thư Chi bộ 3"
    assert describe(held, date(2018, 6, 30)) == "Bí thư Chi bộ 3, Phó Chủ tịch UBND phường"
    assert describe(held, date(2018, 7, 1)) == "Phó Chủ tịch UBND phường"
    assert describe(held, date(2021, 1, 1)) == "nguyên Phó Chủ tịch UBND phường"
    assert describe([], date(2021, 1, 1)) == ""


def test_posts_given_up_on_the_same_day_are_all_named():
    past = [post("Bí thư", date(2015, 1, 1), date(2020, 1, 1)), post("Chủ tịch", date(2016, 1, 1), date(2020, 1, 1))]
    assert describe(past, date(2021, 1, 1)) == "nguyên Bí thư, nguyên Chủ tịch"
