"""Time bars: the period by form, subject and edition; what starts it again; what never falls under one."""

from datetime import date

import pytest

from tracker.core.errors import RuleViolation
from tracker.regulations.limitation import Act, Matter, time_bar
from tracker.regulations.sources import Grade, NoRule, source


@pytest.mark.parametrize(
    ("subject", "form", "acted", "last_day"),
    [
        ("full-member", "reprimand", date(2018, 3, 10), date(2023, 3, 10)),
        ("full-member", "warning", date(2013, 3, 10), date(2023, 3, 10)),
        ("full-member", "removal", date(2013, 3, 10), date(2023, 3, 10)),
        ("probationary-member", "reprimand", date(2018, 3, 10), date(2023, 3, 10)),
        ("organization", "reprimand", date(2018, 3, 10), date(2023, 3, 10)),
        ("organization", "warning", date(2013, 3, 10), date(2023, 3, 10)),
        ("full-member", "reprimand", date(2020, 2, 29), date(2025, 2, 28)),
    ],
)
def test_discipline_is_possible_up_to_and_on_the_last_day(subject, form, acted, last_day):
    on_the_day = time_bar(subject, form, Act(acted), last_day)
    assert (on_the_day.barred, on_the_day.bar_ends_on) == (False, last_day)
    assert on_the_day.verdict.allowed and on_the_day.verdict.field is None
    after = time_bar(subject, form, Act(acted), date.fromordinal(last_day.toordinal() + 1))
    assert (after.barred, after.bar_ends_on) == (True, last_day)
    assert not after.verdict.allowed and after.verdict.field == "form"


@pytest.mark.parametrize(("subject", "form"), [("full-member", "expulsion"), ("organization", "dissolution")])
def test_expulsion_and_dissolution_have_no_time_bar(subject, form):
    found = time_bar(subject, form, Act(date(1990, 1, 1)), date(2023, 1, 1))
    assert (found.barred, found.bar_ends_on, found.days_left(date(2023, 1, 1))) == (False, None, None)
    assert found.verdict.allowed


@pytest.mark.parametrize(
    ("subject", "matter", "barred"),
    [
        ("full-member", Matter.ORDINARY, True),
        ("full-member", Matter.INTERNAL_POLITICS, False),
        ("full-member", Matter.NATIONAL_SECURITY, False),
        ("full-member", Matter.FALSE_DIPLOMA, False),
        ("organization", Matter.ORDINARY, True),
        ("organization", Matter.INTERNAL_POLITICS, False),
        ("organization", Matter.NATIONAL_SECURITY, False),
        ("organization", Matter.FALSE_DIPLOMA, True),
    ],
)
def test_the_listed_matters_are_never_barred(subject, matter, barred):
    found = time_bar(subject, "reprimand", Act(date(2000, 1, 1), matter), date(2023, 1, 1))
    assert found.barred is barred
    assert (found.bar_ends_on is None) is not barred


@pytest.mark.parametrize(
    ("again", "last_day"),
    [
        (date(2023, 3, 9), date(2028, 3, 9)),
        (date(2023, 3, 10), date(2028, 3, 10)),  # the last day of the period
        (date(2023, 3, 11), date(2023, 3, 10)),  # too late to start it again
        (date(2018, 3, 10), date(2023, 3, 10)),
    ],
)
def test_a_new_violation_inside_the_period_starts_it_again(again, last_day):
    act = Act(date(2018, 3, 10), new_violations=[again])
    assert time_bar("full-member", "reprimand", act, date(2024, 1, 1)).bar_ends_on == last_day


def test_days_of_deferral_are_left_out_and_marked_as_an_inference():
    act = Act(
        date(2018, 3, 10), deferred=[(date(2020, 1, 1), date(2020, 1, 10)), (date(2020, 1, 5), date(2020, 1, 12))]
    )
    found = time_bar("full-member", "reprimand", act, date(2023, 3, 22))
    assert (found.barred, found.bar_ends_on) == (False, date(2023, 3, 22))
    assert [law.grade for law in found.verdict.citations] == [Grade.A, Grade.C]
    later = Act(date(2018, 3, 10), deferred=[(date(2023, 4, 1), date(2023, 5, 1))])
    assert time_bar("full-member", "reprimand", later, date(2023, 3, 22)).bar_ends_on == date(2023, 3, 10)


@pytest.mark.parametrize(
    ("subject", "concluded", "citation", "grade"),
    [
        ("full-member", date(2017, 11, 15), "Điều 3, 102-QĐ/TW", Grade.A),
        ("full-member", date(2022, 7, 5), "Điều 3, 102-QĐ/TW", Grade.A),
        ("organization", date(2022, 7, 5), "Điều 5, 07-QĐi/TW", Grade.A),
        ("full-member", date(2022, 7, 6), "Điều 4.2.b, 69-QĐ/TW", Grade.A),
        ("organization", date(2026, 8, 16), "Điều 4.2.a, 69-QĐ/TW", Grade.A),
        ("organization", date(2026, 8, 17), "212-QĐ/TW", Grade.UNCONFIRMED),
    ],
)
def test_the_violation_edition_of_the_conclusion_rules_and_is_cited(subject, concluded, citation, grade):
    found = time_bar(subject, "warning", Act(date(2016, 1, 1)), concluded)
    assert [(str(law), law.grade) for law in found.verdict.citations] == [(citation, grade)]


def test_the_officer_may_choose_the_edition_where_the_transition_is_unconfirmed():
    found = time_bar("full-member", "warning", Act(date(2020, 1, 1)), date(2026, 9, 1), source("69-QĐ/TW"))
    assert found.edition.key == "69-QĐ/TW"
    assert not found.verdict.is_unconfirmed
    assert time_bar("full-member", "warning", Act(date(2020, 1, 1)), date(2026, 9, 1)).verdict.is_unconfirmed


def test_editions_without_a_known_time_bar_are_errors():
    with pytest.raises(NoRule):
        time_bar("organization", "warning", Act(date(2015, 1, 1)), date(2018, 8, 27))
    with pytest.raises(RuleViolation) as caught:
        time_bar("full-member", "warning", Act(date(2015, 1, 1)), date(2017, 11, 14))
    assert "181-QĐ/TW" in str(caught.value.message)


@pytest.mark.parametrize(
    ("act", "form", "field"),
    [
        (Act(date(2023, 1, 2)), "warning", "concluded_on"),
        (Act(date(2020, 1, 2), new_violations=[date(2020, 1, 1)]), "warning", "new_violations"),
        (Act(date(2020, 1, 2), deferred=[(date(2021, 1, 2), date(2021, 1, 1))]), "warning", "deferred"),
        (Act(date(2020, 1, 2)), "dissolution", "form"),
        (Act(date(2020, 1, 2)), "fine", "form"),
    ],
)
def test_impossible_dates_and_foreign_forms_name_their_field(act, form, field):
    with pytest.raises(RuleViolation) as caught:
        time_bar("full-member", form, act, date(2023, 1, 1))
    assert caught.value.field == field


def test_an_act_concluded_on_its_own_day_is_not_barred():
    assert not time_bar("full-member", "reprimand", Act(date(2023, 1, 1)), date(2023, 1, 1)).barred


def test_the_clock_counts_the_days_left():
    found = time_bar("full-member", "reprimand", Act(date(2018, 3, 10)), date(2022, 12, 1))
    days_left = [found.days_left(on) for on in (date(2023, 3, 9), date(2023, 3, 10), date(2023, 3, 11))]
    assert days_left == [1, 0, -1]


def test_the_answer_explains_itself():
    act = Act(date(2018, 3, 10), new_violations=[date(2020, 5, 1)])
    assert [str(step) for step in time_bar("full-member", "reprimand", act, date(2026, 9, 1)).steps] == [
        "5 years from the act on 10/3/2018 (212-QĐ/TW).",
        "212-QĐ/TW was not read: the periods of 69-QĐ/TW are kept until they are confirmed.",
        "The new violation on 01/5/2020 starts the period again.",
        "Barred: the period ended on 01/5/2025, concluded on 01/9/2026.",
    ]


@pytest.mark.parametrize(
    ("subject", "form"),
    [("probationary-member", "expulsion"), ("probationary-member", "removal"), ("organization", "removal")],
)
def test_a_form_foreign_to_the_subject_has_no_time_bar_but_a_refusal(subject, form):
    with pytest.raises(RuleViolation) as caught:
        time_bar(subject, form, Act(date(2022, 7, 6)), date(2024, 1, 1))
    assert caught.value.field == "form"
