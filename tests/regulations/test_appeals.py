"""The rules on complaints: window, ladder, last instance, reasons; each at its boundary and in each edition."""

from datetime import date, timedelta
from itertools import product

import pytest

from tracker.regulations.appeals import (
    APPEAL_ROWS,
    Instance,
    Outcome,
    Part,
    Place,
    appeal_row,
    check_entitled,
    check_hearer,
    check_outcome,
    check_relied,
    check_window,
    is_last,
    parts_of,
)
from tracker.regulations.measures import weight
from tracker.regulations.sources import Grade, NoRule
from tracker.regulations.terms import Form, Level

IN_22, IN_296, IN_21 = date(2023, 5, 4), date(2025, 9, 3), date(2026, 6, 1)
CELL = Instance("cell_meeting", Level.CELL)
COMMISSION = Instance("commission", Level.GRASSROOTS)
STANDING = Instance("standing_committee", Level.GRASSROOTS)
ABOVE = Instance("commission", Level.PROVINCE)


def test_the_window_closes_after_its_last_day_and_opens_with_the_receipt():
    last = check_window(IN_296, IN_296, Level.GRASSROOTS).facts["last"]
    assert last >= IN_296 + timedelta(30)
    answers = [check_window(IN_296, day, Level.GRASSROOTS) for day in (IN_296, last, last + timedelta(1))]
    assert [answer.allowed for answer in answers] == [True, True, False]
    early = check_window(IN_296, IN_296 - timedelta(1), Level.GRASSROOTS)
    assert (early.allowed, early.field, early.citations[0].source) == (False, "filed_on", "296-QĐ/TW")


def test_the_ladder_goes_one_step_up_and_to_the_own_committee_only_from_a_commission():
    lawful = {
        (COMMISSION, STANDING, Place.SAME),
        (COMMISSION, ABOVE, Place.NEXT),
        (STANDING, ABOVE, Place.NEXT),
        (CELL, COMMISSION, Place.NEXT),
        (CELL, STANDING, Place.NEXT),
        (COMMISSION, STANDING, Place.NEXT),
        (STANDING, COMMISSION, Place.NEXT),
        (STANDING, STANDING, Place.NEXT),
        (COMMISSION, COMMISSION, Place.NEXT),
        (CELL, ABOVE, Place.NEXT),
    }
    for decider, hearer, place in product((CELL, COMMISSION, STANDING), (CELL, COMMISSION, STANDING, ABOVE), Place):
        verdict = check_hearer(decider, hearer, place, IN_22)
        assert verdict.allowed == ((decider, hearer, place) in lawful), (decider, hearer, place)
        assert (str(verdict.citations[0]), verdict.is_unconfirmed) == ("Điều 22, 22-QĐ/TW", False)


def test_nobody_hears_after_the_last_instance():
    centre = Level.CENTRAL
    for form in Form:
        heavy = form in (Form.EXPULSION, Form.DISSOLUTION)
        assert is_last(Instance("commission", centre), form, IN_22).allowed is not heavy
        assert is_last(Instance("standing_committee", centre), form, IN_22).allowed
        assert not is_last(ABOVE, form, IN_22).allowed


def test_an_unconfirmed_rule_is_relied_on_only_with_a_reason_and_a_known_one_binds():
    sure, unsure = check_entitled(False, IN_22), check_entitled(False, IN_21)
    assert (sure.is_unconfirmed, unsure.is_unconfirmed) == (False, True)
    assert not check_relied(sure, "lý do").allowed
    refused = check_relied(unsure, "  ")
    assert (refused.allowed, refused.field) == (False, "override_reason")
    assert check_relied(unsure, "lý do").allowed


def test_every_rule_has_one_row_on_each_day_since_2016_and_none_before():
    for key in {row.key for row in APPEAL_ROWS}:
        for row in APPEAL_ROWS:
            assert appeal_row(key, row.since).since <= row.since
            assert appeal_row(key, row.until or IN_21)
        with pytest.raises(NoRule):
            appeal_row(key, date(2016, 7, 25))
    assert {row.citation.grade for row in APPEAL_ROWS} >= {Grade.A, Grade.B, Grade.UNCONFIRMED}


def test_the_new_form_lies_on_the_side_of_the_outcome():
    for old, outcome, new in product(Form, Outcome, (None, *Form)):
        lies = new is not None and (
            weight(new) < weight(old) if outcome is Outcome.LIGHTER else weight(new) > weight(old)
        )
        expected = lies if outcome in (Outcome.LIGHTER, Outcome.HEAVIER) else new is None
        assert check_outcome(old, outcome, new).allowed == expected, (old, outcome, new)


def test_what_is_restored_follows_the_form():
    assert parts_of(Form.WARNING) == (Part.APOLOGY, Part.RIGHTS)
    assert parts_of(Form.REMOVAL)[2:] == (Part.POST,)
    assert parts_of(Form.EXPULSION)[2:] == (Part.MEMBERSHIP,)
