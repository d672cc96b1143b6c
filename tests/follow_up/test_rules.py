"""When something is verified, closed, followed up, archived."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cases.rules import working_days_left
from tracker.cases.states import Outcome
from tracker.discipline.states import OPEN_STATES, State
from tracker.findings.money import grouped
from tracker.findings.states import RecommendationState as Advised
from tracker.follow_up.rules import (
    Remainder,
    check_closing,
    check_follow_up,
    check_ladder,
    check_receipt,
    check_verifier,
    is_reconciled,
)
from tracker.follow_up.states import LADDER, TRANSITIONS, Act, Step
from tracker.regulations.calendar import VIETNAM
from tracker.regulations.deadlines import due, find_limit

NOTHING = Remainder((), (), ())

MONDAY = date(2026, 10, 19)


def test_who_reports_progress_does_not_verify_it():
    assert check_verifier(1, 2).allowed
    assert not check_verifier(1, 1).allowed
    assert not check_verifier(1, None).allowed


@pytest.mark.parametrize("outcome", [None, *sorted(set(Outcome) - {Outcome.MUST_DISCIPLINE})])
def test_a_violation_that_needs_no_discipline_closes_by_itself(outcome: Outcome | None):
    assert check_closing(outcome, ()).allowed


@pytest.mark.parametrize(
    ("states", "allowed"),
    [
        ((), False),
        *(((state,), False) for state in sorted(OPEN_STATES)),
        ((State.IN_FORCE,), True),
        ((State.NOT_DISCIPLINED,), True),
        ((State.NOT_DISCIPLINED, State.REVIEWING), False),
    ],
)
def test_a_violation_that_must_be_disciplined_closes_when_the_discipline_is_finished(
    states: Sequence[State], allowed: bool
):
    assert check_closing(Outcome.MUST_DISCIPLINE, states).allowed == allowed


@pytest.mark.parametrize("rest", [Remainder((1,), (), ()), Remainder((), (1,), ()), Remainder((), (), ("A",))])
def test_a_case_is_followed_up_while_anything_is_open(rest: Remainder):
    assert check_follow_up(rest).allowed
    assert not check_follow_up(NOTHING).allowed


CALENDAR_DUE = due(
    find_limit("escalation", "grassroots", date(2026, 10, 1)), date(2026, 10, 1), calendar=VIETNAM
)  # ten working days after 1/10/2026


def test_no_step_of_the_ladder_is_skipped_and_none_comes_within_the_interval():
    due_on, free = date(2026, 9, 30), CALENDAR_DUE.due_on + timedelta(days=1)
    remind, lead, observe = LADDER
    table = {
        (None, remind): True, (None, lead): False, (None, observe): False,
        (remind, remind): True, (remind, lead): True, (remind, observe): False,
        (lead, remind): False, (lead, lead): True, (lead, observe): True,
        (observe, remind): False, (observe, lead): False, (observe, observe): False,
    }  # fmt: skip
    assert len(table) == (len(LADDER) + 1) * len(LADDER)
    for (last, step), allowed in table.items():
        until = CALENDAR_DUE if last else None
        assert check_ladder(step, free, due_on, last, until).allowed == allowed, (last, step)
        if last and allowed:
            within = check_ladder(step, CALENDAR_DUE.due_on, due_on, last, until)
            assert not within.allowed and within.citations, (last, step)


def test_a_recommendation_is_overdue_from_the_day_after_its_due_date():
    due_on = date(2026, 9, 30)
    assert not check_ladder(Step.REMINDER, due_on, due_on).allowed
    assert check_ladder(Step.REMINDER, due_on + timedelta(days=1), due_on).allowed


def test_the_interval_is_shown_as_unconfirmed_until_an_office_sets_its_own():
    limit = find_limit("escalation", "grassroots", date(2026, 10, 1))
    assert limit.is_unconfirmed
    own = replace(limit, number=3, scope="Đảng uỷ")
    assert find_limit("escalation", "grassroots", date(2026, 10, 1), [own]).number == 3


def test_every_state_of_a_recommendation_allows_exactly_these_acts():
    owed = {Act.PROGRESS, Act.REPORT, Act.TRANSFER, Act.WAIVE}
    allowed = {
        Advised.OPEN: owed, Advised.PARTIAL: owed, Advised.SENT_BACK: owed,
        Advised.REPORTED: {Act.VERIFY, Act.SEND_BACK, Act.TRANSFER, Act.WAIVE},
        Advised.DONE: set(), Advised.TRANSFERRED: set(), Advised.WAIVED: set(),
    }  # fmt: skip
    found = {state: {act for act in Act if TRANSITIONS.find(state, act)} for state in Advised}
    assert found == allowed


@given(
    amounts=st.lists(st.integers(-3, 10**15), max_size=20),
    wrong=st.integers(0, 10**15),
    share=st.integers(0, 100),
)
def test_whatever_is_entered_found_is_not_less_than_claimed_and_claimed_not_less_than_recovered(amounts, wrong, share):
    to_recover, recovered = wrong * share // 100, 0
    for amount in amounts:
        if check_receipt(amount, to_recover, recovered).allowed:
            assert amount > 0
            recovered += amount
        assert 0 <= recovered <= to_recover <= wrong
    assert is_reconciled(to_recover, recovered, None) == (recovered == to_recover)
    assert is_reconciled(to_recover, recovered, to_recover - recovered)
    if recovered != to_recover:
        assert not is_reconciled(to_recover, recovered, to_recover - recovered + 1)


def test_an_amount_is_written_exactly_and_grouped_the_vietnamese_way():
    for amount, words in ((0, "0"), (999, "999"), (1_000, "1.000"), (9_007_199_254_740_993, "9.007.199.254.740.993")):
        assert grouped(amount) == words


@pytest.mark.parametrize(
    ("days", "left"), [(0, 0), (1, 1), (7, 5), (-1, -1), (-3, -1), (-7, -5), (61, None), (-61, None)]
)
def test_days_left_are_working_days_and_negative_when_overdue(days: int, left: int | None):
    assert working_days_left(MONDAY + timedelta(days), MONDAY, VIETNAM) == left


def test_days_left_are_unknown_where_no_calendar_is():
    assert working_days_left(date(2031, 1, 10), date(2030, 12, 20), VIETNAM) is None
