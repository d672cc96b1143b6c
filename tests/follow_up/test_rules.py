"""When something is verified, closed, followed up, archived."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from tracker.cases.kinds import KINDS, Kind
from tracker.cases.rules import working_days_left
from tracker.cases.states import Outcome
from tracker.discipline.states import OPEN_STATES, State
from tracker.follow_up.rules import (
    Remainder,
    archive_gaps,
    check_closing,
    check_follow_up,
    check_verifier,
)
from tracker.regulations.calendar import VIETNAM

NOTHING = Remainder((), (), ())
ROW = KINDS[Kind.VIOLATION_INSPECTION]

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


def test_everything_that_keeps_a_case_from_the_archive_is_named():
    gaps = archive_gaps(ROW.steps, {"announcement"}, Remainder((1, 3), (2,), ("A", "B")))
    assert [str(gap.reason) for gap in gaps] == [
        "Recommendations still open: 1, 3.",
        "Violations still open: 2.",
        "Discipline not finished: A; B.",
        "Still to be recorded: Table of contents of the file, file handed to the archive.",
    ]
    assert archive_gaps(ROW.steps, {"announcement", "file_index"}, NOTHING) == []


@pytest.mark.parametrize(
    ("days", "left"), [(0, 0), (1, 1), (7, 5), (-1, -1), (-3, -1), (-7, -5), (61, None), (-61, None)]
)
def test_days_left_are_working_days_and_negative_when_overdue(days: int, left: int | None):
    assert working_days_left(MONDAY + timedelta(days), MONDAY, VIETNAM) == left


def test_days_left_are_unknown_where_no_calendar_is():
    assert working_days_left(date(2031, 1, 10), date(2030, 12, 20), VIETNAM) is None
