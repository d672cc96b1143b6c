"""From when a discipline has effect, and when it ends by itself."""

import itertools
from datetime import date

import pytest

from tracker.core.errors import RuleViolation
from tracker.regulations.effect import (
    EFFECT_ROWS,
    Dates,
    barred_from_posts_until,
    effect_row,
    ends_on,
    has_ended,
    takes_effect,
)
from tracker.regulations.sources import Grade, NoRule

DATES = Dates(voted_on=date(2025, 1, 1), signed_on=date(2025, 1, 2), announced_on=date(2025, 1, 3))


@pytest.mark.parametrize("on", [date(2016, 7, 26), date(2021, 7, 28), date(2025, 5, 30), date(2026, 4, 11)])
def test_a_cells_decision_has_effect_from_the_announcement_of_the_vote(on):
    assert takes_effect(True, DATES, on).on == DATES.voted_on


@pytest.mark.parametrize(
    ("on", "effect_on", "citation"),
    [
        (date(2016, 7, 26), DATES.announced_on, "Điều 39.6, Điều lệ Đảng"),
        (date(2026, 4, 10), DATES.announced_on, "Điều 39.6, Điều lệ Đảng"),
        (date(2026, 4, 11), DATES.signed_on, "21-QĐ/TW"),
    ],
)
def test_other_decisions_have_effect_from_announcement_and_under_21_from_signing(on, effect_on, citation):
    found = takes_effect(False, DATES, on)
    assert (found.on, str(found.row.citation)) == (effect_on, citation)


def test_an_event_that_has_not_happened_gives_no_day_of_effect():
    assert takes_effect(False, Dates(signed_on=date(2025, 1, 2)), date(2025, 1, 2)).on is None


@pytest.mark.parametrize(
    ("announced", "last"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 5, 31), date(2024, 5, 31)),
        (date(2026, 9, 1), date(2027, 9, 1)),
    ],
)
def test_discipline_ends_after_twelve_months_from_the_announcement(announced, last):
    assert ends_on("warning", announced).on == last
    nothing_else = {"open_complaint": False, "new_violation": False}
    assert not has_ended("warning", announced, last, **nothing_else).allowed
    assert has_ended("warning", announced, date.fromordinal(last.toordinal() + 1), **nothing_else).allowed


@pytest.mark.parametrize(
    ("announced", "citation", "unconfirmed"),
    [
        (date(2021, 7, 27), "Điều 40.3.2, 30-QĐ/TW", False),
        (date(2021, 7, 28), "22-QĐ/TW", True),
        (date(2022, 7, 5), "22-QĐ/TW", True),
        (date(2022, 7, 6), "Điều 2.5, 69-QĐ/TW", False),
        (date(2026, 4, 10), "Điều 2.5, 69-QĐ/TW", False),
        (date(2026, 4, 11), "Điều 2.5, 69-QĐ/TW", True),
        (date(2026, 8, 16), "Điều 2.5, 69-QĐ/TW", True),
        (date(2026, 8, 17), "212-QĐ/TW", True),
    ],
)
def test_the_end_is_cited_by_edition(announced, citation, unconfirmed):
    found = ends_on("reprimand", announced)
    assert (str(found.row.citation), found.is_unconfirmed) == (citation, unconfirmed)


@pytest.mark.parametrize("form", ["expulsion", "dissolution"])
def test_expulsion_and_dissolution_never_end_by_themselves(form):
    assert ends_on(form, date(2023, 1, 1)).on is None
    verdict = has_ended(form, date(2023, 1, 1), date(2026, 1, 1), open_complaint=False, new_violation=False)
    assert not verdict.allowed


def test_an_open_complaint_or_a_new_violation_keeps_the_discipline_in_force():
    announced, on = date(2023, 1, 1), date(2025, 1, 1)
    assert not has_ended("warning", announced, on, open_complaint=True, new_violation=False).allowed
    assert not has_ended("warning", announced, on, open_complaint=False, new_violation=True).allowed
    with pytest.raises(RuleViolation) as caught:
        has_ended("warning", announced, date(2022, 12, 31), open_complaint=False, new_violation=False)
    assert caught.value.field == "on"


def test_removal_from_office_bars_from_posts_for_one_year():
    assert barred_from_posts_until(date(2024, 2, 29)).on == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("key", "on", "citation"),
    [
        ("refusal", date(2021, 7, 27), "30-QĐ/TW"),
        ("held", date(2022, 7, 6), "Điều 2.13, 69-QĐ/TW"),
        ("held", date(2026, 8, 16), "Điều 2.13, 69-QĐ/TW"),
        ("held", date(2026, 8, 17), "212-QĐ/TW"),
        ("restoration", date(2023, 8, 18), "117-QĐ/TW"),
    ],
)
def test_bars_refusals_and_restoration_have_their_rule(key, on, citation):
    assert str(effect_row(key, on).citation) == citation


def test_the_bar_on_a_person_under_discipline_is_unconfirmed_since_212():
    grades = [effect_row("held", on).citation.grade for on in (date(2026, 8, 16), date(2026, 8, 17))]
    assert grades == [Grade.A, Grade.UNCONFIRMED]


@pytest.mark.parametrize(("key", "on"), [("refusal", date(2021, 7, 28)), ("restoration", date(2023, 8, 17))])
def test_no_rule_is_carried_beyond_the_edition_in_which_it_was_read(key, on):
    with pytest.raises(NoRule):
        effect_row(key, on)


def test_no_rule_on_effect_is_known_before_the_first_edition():
    with pytest.raises(NoRule):
        takes_effect(True, DATES, date(2016, 7, 25))
    with pytest.raises(NoRule):
        ends_on("warning", date(2016, 7, 25))


def test_rows_of_one_rule_do_not_overlap():
    for key in {row.key for row in EFFECT_ROWS}:
        rows = [row for row in EFFECT_ROWS if row.key == key]
        for earlier, later in itertools.pairwise(rows):
            assert earlier.until is not None and earlier.until < later.since
