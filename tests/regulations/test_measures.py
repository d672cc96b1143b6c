"""Which forms of discipline exist for whom."""

from datetime import date

import pytest

from tracker.core.errors import RuleViolation
from tracker.regulations.measures import FORM_NAMES, check_form, forms_for, weight
from tracker.regulations.sources import Citation, Grade, NoRule
from tracker.regulations.terms import FORM_LABELS, Form

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("subject", "holds_post", "forms"),
    [
        ("organization", False, ["reprimand", "warning", "dissolution"]),
        ("full-member", True, ["reprimand", "warning", "removal", "expulsion"]),
        ("full-member", False, ["reprimand", "warning", "expulsion"]),
        ("probationary-member", False, ["reprimand", "warning"]),
        ("probationary-member", True, ["reprimand", "warning"]),
    ],
)
@pytest.mark.parametrize("on", [date(2016, 7, 26), date(2021, 7, 28), date(2025, 5, 30), ON])
def test_forms_by_subject_and_post_in_every_edition(subject, holds_post, forms, on):
    assert list(forms_for(subject, holds_post, on)) == forms


@pytest.mark.parametrize(
    ("on", "citation"),
    [
        (date(2021, 7, 27), Citation("30-QĐ/TW", "Điều 35", Grade.A)),
        (date(2021, 7, 28), Citation("22-QĐ/TW", "Điều 10", Grade.A)),
        (date(2025, 5, 29), Citation("22-QĐ/TW", "Điều 10", Grade.A)),
        (date(2025, 5, 30), Citation("296-QĐ/TW", "Điều 9", Grade.A)),
        (date(2026, 4, 11), Citation("21-QĐ/TW", "", Grade.B)),
    ],
)
def test_the_edition_of_the_day_is_cited(on, citation):
    verdict = check_form("full-member", False, "warning", on)
    assert verdict.allowed
    assert verdict.citations == (citation,)


@pytest.mark.parametrize(
    ("subject", "form"),
    [
        ("organization", "expulsion"),
        ("organization", "removal"),
        ("full-member", "dissolution"),
        ("probationary-member", "expulsion"),
        ("probationary-member", "removal"),
    ],
)
def test_a_form_foreign_to_the_subject_is_refused_at_the_field_form(subject, form):
    verdict = check_form(subject, True, form, ON)
    assert not verdict.allowed
    assert verdict.field == "form"
    with pytest.raises(RuleViolation) as caught:
        verdict.enforce()
    assert (caught.value.field, caught.value.citations) == ("form", verdict.citations)


def test_removal_from_office_needs_an_office():
    refused, allowed = (check_form("full-member", post, "removal", ON) for post in (False, True))
    assert (refused.allowed, refused.field) == (False, "form")
    assert str(refused.reason) == "Removal from office needs an office: this member holds none."
    assert (allowed.allowed, allowed.field) == (True, None)
    assert allowed.enforce() is None
    assert allowed.facts == {"subject": "full-member", "holds_post": True, "form": "removal", "on": ON}


def test_unknown_words_name_their_field():
    for field, words in {"form": ("full-member", "fine"), "subject": ("person", "warning")}.items():
        with pytest.raises(RuleViolation) as caught:
            check_form(words[0], False, words[1], ON)
        assert caught.value.field == field


def test_no_forms_are_known_before_the_first_edition():
    with pytest.raises(NoRule):
        forms_for("full-member", True, date(2016, 7, 25))


def test_weight_orders_the_forms():
    assert [weight(form) for form in ("reprimand", "warning", "removal", "expulsion", "dissolution")] == [1, 2, 3, 4, 4]


def test_every_form_has_its_name_for_papers_and_its_label():
    assert set(FORM_NAMES) == set(FORM_LABELS) == set(Form)
    assert FORM_NAMES[Form.REMOVAL] == "cách chức"
