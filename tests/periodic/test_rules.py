"""Which days a report counts, what its period is called, with what it is compared, and when it may be issued."""

from datetime import date

import pytest

from tracker.periodic.rules import Words, check_complete, check_day, check_period, compared_days, kind_of, period_name
from tracker.periodic.states import Comparison, PeriodKind

K, BEFORE, YEAR_BEFORE = PeriodKind, Comparison.BEFORE, Comparison.YEAR_BEFORE


@pytest.mark.parametrize(
    ("kind", "since", "until", "allowed"),
    [
        (K.MONTH, date(2026, 9, 1), date(2026, 9, 30), True),
        (K.MONTH, date(2026, 8, 15), date(2026, 9, 14), True),  # figures closed in the middle of a month
        (K.MONTH, date(2026, 9, 1), date(2026, 10, 1), False),
        (K.QUARTER, date(2026, 7, 1), date(2026, 9, 14), True),
        (K.QUARTER, date(2026, 7, 1), date(2026, 10, 1), False),
        (K.YEAR, date(2026, 1, 1), date(2026, 12, 31), True),
        (K.YEAR, date(2026, 1, 1), date(2027, 1, 1), False),
        (K.TERM, date(2020, 1, 1), date(2026, 6, 1), True),
        (K.TERM, date(2026, 6, 2), date(2026, 6, 1), False),
    ],
)
def test_a_report_counts_no_more_than_its_period(kind, since, until, allowed):
    verdict = check_period(kind, since, until)
    assert verdict.allowed is allowed
    assert allowed or verdict.field == "until"


@pytest.mark.parametrize(
    ("since", "until", "kind"),
    [
        (date(2026, 9, 1), date(2026, 9, 30), K.MONTH),
        (date(2026, 7, 1), date(2026, 9, 30), K.QUARTER),
        (date(2026, 1, 1), date(2026, 6, 30), K.SIX_MONTHS),
        (date(2026, 1, 1), date(2026, 11, 26), K.YEAR),
        (date(2021, 1, 1), date(2025, 12, 31), K.TERM),
        (date(2010, 1, 1), date(2026, 12, 31), K.TERM),
    ],
)
def test_the_kind_offered_is_the_shortest_that_fits(since, until, kind):
    assert kind_of(since, until) is kind


@pytest.mark.parametrize(
    ("kind", "until", "name"),
    [
        (K.MONTH, date(2026, 2, 28), "tháng 02 năm 2026"),
        (K.MONTH, date(2026, 9, 14), "tháng 9 năm 2026"),
        (K.QUARTER, date(2026, 3, 31), "quý I năm 2026"),
        (K.QUARTER, date(2026, 12, 14), "quý IV năm 2026"),
        (K.SIX_MONTHS, date(2026, 6, 30), "6 tháng đầu năm 2026"),
        (K.SIX_MONTHS, date(2026, 12, 31), "6 tháng cuối năm 2026"),
        (K.NINE_MONTHS, date(2026, 9, 30), "9 tháng năm 2026"),
        (K.YEAR, date(2026, 12, 14), "năm 2026"),
        (K.TERM, date(2026, 6, 1), "nhiệm kỳ 2020–2025"),
    ],
)
def test_a_period_is_called_as_papers_call_it(kind, until, name):
    assert period_name(kind, until, "2020–2025") == name


@pytest.mark.parametrize(
    ("kind", "days", "comparison", "compared"),
    [
        (K.MONTH, (date(2026, 3, 1), date(2026, 3, 31)), BEFORE, (date(2026, 2, 1), date(2026, 2, 28))),
        (K.MONTH, (date(2026, 2, 1), date(2026, 2, 28)), BEFORE, (date(2026, 1, 1), date(2026, 1, 31))),
        (K.QUARTER, (date(2026, 1, 1), date(2026, 3, 31)), BEFORE, (date(2025, 10, 1), date(2025, 12, 31))),
        (K.QUARTER, (date(2026, 1, 1), date(2026, 3, 31)), YEAR_BEFORE, (date(2025, 1, 1), date(2025, 3, 31))),
        (K.NINE_MONTHS, (date(2026, 1, 1), date(2026, 9, 30)), BEFORE, (date(2025, 1, 1), date(2025, 9, 30))),
        (K.YEAR, (date(2025, 12, 15), date(2026, 12, 14)), BEFORE, (date(2024, 12, 15), date(2025, 12, 14))),
        (K.TERM, (date(2021, 1, 1), date(2025, 12, 31)), BEFORE, (date(2016, 1, 1), date(2020, 12, 31))),
    ],
)
def test_the_period_compared_with_lies_as_long_back_and_months_end_where_they_end(kind, days, comparison, compared):
    assert compared_days(kind, days, comparison) == compared


WHOLE = {"assessment": "Tốt.", "tasks": "Tiếp tục.", "recipients": "Lưu hồ sơ"}


def test_a_report_is_issued_when_assessment_tasks_and_recipients_are_written():
    assert check_complete(Words(**WHOLE)).allowed
    for name in WHOLE:
        assert not check_complete(Words(**WHOLE | {name: " \n"})).allowed


def test_a_paper_is_not_older_than_the_days_it_counts_and_the_moment_its_figures_were_taken():
    until, taken = date(2026, 9, 30), date(2026, 10, 2)
    assert check_day(taken, until, taken).allowed
    assert not check_day(date(2026, 10, 1), until, taken).allowed
    assert not check_day(date(2026, 9, 29), until, date(2026, 9, 20)).allowed
