"""Lists of circumstances by edition, and the written reason for a form far from the base form."""

from datetime import date

import pytest

from tracker.core.errors import RuleViolation
from tracker.regulations.circumstances import CIRCUMSTANCES, Bearing, check_departure, circumstances_on

ON = date(2026, 11, 23)


def keys(on, bearing):
    return [row.key for row in circumstances_on(on, bearing)]


def test_mitigating_and_aggravating_circumstances_follow_the_edition():
    old, new = date(2022, 7, 5), date(2022, 7, 6)
    assert keys(old, Bearing.MITIGATING) == ["self-reported", "reported-accomplices", "remedied", "coerced", "ordered"]
    assert keys(new, Bearing.MITIGATING) == ["self-reported", "new-evidence", "remedied"]
    assert keys(old, Bearing.AGGRAVATING) == ["uncorrected", "evasive", "covered-accomplices"]
    assert keys(new, Bearing.AGGRAVATING) == ["obstructed", "retaliated", "repeated"]


def test_pregnancy_and_a_child_under_twelve_months_defer_under_296():
    assert keys(date(2025, 5, 30), Bearing.DEFERRING) == ["nursing", "hospital"]
    assert keys(date(2025, 6, 10), Bearing.DEFERRING) == ["pregnancy-or-illness", "nursing", "hospital"]


def test_a_list_that_was_not_read_is_empty_and_not_guessed():
    assert circumstances_on(ON) == ()


def test_all_bearings_together_are_the_rows_of_the_day():
    on = date(2022, 1, 1)
    assert len(circumstances_on(on)) == sum(len(circumstances_on(on, bearing)) for bearing in Bearing) == 14


@pytest.mark.parametrize(
    ("base", "decided", "reason", "allowed"),
    [
        ("reprimand", "reprimand", "", True),
        ("reprimand", "warning", "", True),
        ("removal", "warning", "", True),
        ("reprimand", "removal", "", False),
        ("reprimand", "removal", "  ", False),
        ("reprimand", "removal", "Tái phạm", True),
        ("expulsion", "warning", "", False),
    ],
)
def test_more_than_one_step_from_the_base_form_needs_a_written_reason(base, decided, reason, allowed):
    verdict = check_departure("full-member", base, decided, reason, ON)
    assert verdict.allowed is allowed
    assert verdict.field == (None if allowed else "reason")


def test_steps_are_those_of_the_forms_of_the_subject():
    assert check_departure("organization", "warning", "dissolution", "", ON).allowed
    with pytest.raises(RuleViolation) as caught:
        check_departure("organization", "warning", "expulsion", "", ON)
    assert caught.value.field == "decided"


def test_every_row_has_a_label_and_ends_after_it_starts():
    assert [row for row in CIRCUMSTANCES if not row.label or row.until < row.since] == []
