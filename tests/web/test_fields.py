"""The fields: what is taken, what is refused and with which sentence, and that the typed text stays."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from tests import databases
from tracker.web.fields import (
    EARLIEST,
    LATEST,
    LONGEST_WORD,
    ChoiceField,
    CountField,
    DayField,
    LineField,
    ManyChoicesField,
    MoneyField,
    TextField,
)


class SomeForm(Form):
    """One field of each kind."""

    line = LineField("Line", most=20)
    text = TextField("Text", most=1_000, required=False)
    day = DayField("Day", required=False)
    asked_day = DayField("Day")
    count = CountField("Count", least=1, most=99, required=False)
    money = MoneyField("Money")
    choice = ChoiceField("Choice", required=False)
    many = ManyChoicesField("Many", required=False)


GOOD = {"line": "Lò Văn A", "asked_day": "05/9/2026"}


@pytest.fixture(scope="module", autouse=True)
def page():
    with databases.make_app("sqlite:///:memory:").test_request_context(headers={"Accept-Language": "vi"}):
        yield


def send(**typed: str | list[str]) -> SomeForm:
    form = SomeForm(MultiDict(GOOD | typed))
    form.choice.offer([("a", "A"), ("b", "B")])
    form.many.offer([("a", "A"), ("b", "B")])
    form.validate()
    return form


def refused(name: str, typed: str) -> bool:
    """Whether the field – and no other – complains, with one sentence, and still shows what was typed."""
    form = send(**{name: typed})
    if form.errors:
        assert set(form.errors) == {name}
        assert len(form.errors[name]) == 1
    return bool(form.errors)


@pytest.mark.parametrize("name", ["day", "asked_day"])
@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("05/9/2026", date(2026, 9, 5)),
        (" 5-9-2026 ", date(2026, 9, 5)),
        ("5.9.2026", date(2026, 9, 5)),
        ("2026-09-05", date(2026, 9, 5)),
        ("29/02/2024", date(2024, 2, 29)),
        ("1/1/1900", EARLIEST),
        ("31/12/2199", LATEST),
    ],
)
def test_a_day_is_read_in_each_usual_way(name, typed, on):
    form = send(**{name: typed})
    assert (form.errors, form[name].data) == ({}, on)


@pytest.mark.parametrize("name", ["day", "asked_day"])
@pytest.mark.parametrize(
    "typed",
    ["31/02/2026", "29/2/2023", "31/4/2026", "0/1/2026", "1/13/2026", "01/01/0001", "1/1/0000", "31/12/1899",
     "1/1/2200", "5/9/26", "hôm qua", "5/9/2026 x", "5/9/2026\x00", "2026-02-30", "9" * 100_000],
)  # fmt: skip
def test_an_impossible_day_is_refused_and_stays_as_typed(name, typed):
    assert refused(name, typed)
    form = send(**{name: typed})
    assert form[name].data is None
    assert form[name]._value() == typed.replace("\x00", "\ufffd")


def test_a_day_that_is_asked_for_and_missing_is_told_so_and_an_impossible_one_is_not():
    missing, impossible = (send(asked_day=typed).asked_day.errors for typed in ("", "31/02/2026"))
    assert missing != impossible


@given(st.dates(EARLIEST, LATEST))
def test_every_day_is_read_back_as_it_is_shown(on):
    shown = send(day=f"{on.isoformat()}").day
    shown.typed = None
    assert send(day=shown._value()).day.data == on


@given(st.dates(date(1, 1, 1), EARLIEST - timedelta(days=1)) | st.dates(LATEST + timedelta(days=1)))
def test_a_day_outside_three_centuries_is_refused(on):
    assert refused("day", on.isoformat())


@pytest.mark.parametrize("length", [19, 20])
def test_a_line_is_taken_up_to_its_limit(length):
    assert not refused("line", "đ" * length)


def test_a_line_one_letter_beyond_its_limit_is_refused():
    assert refused("line", "đ" * 21)


@pytest.mark.parametrize("name", ["line", "text"])
@pytest.mark.parametrize("bad", ["a\x00b", "a\x07b", "a\x1bb", "a\x7fb", "a\x85b", "a\ud800b"])
def test_a_control_character_is_refused(name, bad):
    assert refused(name, bad)


@pytest.mark.parametrize("name", ["line", "text"])
def test_a_run_of_a_hundred_thousand_letters_is_refused_and_stays(name):
    run = "x" * 100_000
    assert refused(name, run)
    assert send(**{name: run})[name]._value() == run


def test_a_stretch_without_a_space_is_taken_up_to_its_limit():
    assert not refused("text", "x" * LONGEST_WORD)
    assert refused("text", "x" * (LONGEST_WORD + 1))


@pytest.mark.parametrize("typed", ["", "   ", "\n\t ", "\u00a0"])
def test_a_line_of_nothing_is_missing(typed):
    assert refused("line", typed)


def test_text_is_stored_composed_and_counted_so():
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Đức Hạnh ")
    assert len(decomposed) > 20
    assert send(line=decomposed).line.data == "Nguyễn Thị Đức Hạnh"


def test_a_line_has_no_line_ends_and_a_text_has_those_of_unix():
    assert send(line="một\r\nhai").line.data == "một hai"
    assert send(text="một\r\nhai\rba").text.data == "một\nhai\nba"


@pytest.mark.parametrize(("typed", "number"), [("1", 1), ("99", 99), (" 7 ", 7), ("", None)])
def test_a_count_within_its_limits(typed, number):
    form = send(count=typed)
    assert (form.errors, form.count.data) == ({}, number)


@pytest.mark.parametrize("typed", ["0", "100", "-1", "1,5", "1e3", "mười", "٣", "9" * 5_000, "1\x00"])
def test_a_count_beyond_its_limits_is_refused_and_stays_as_typed(typed):
    assert refused("count", typed)
    assert send(count=typed).count._value() == typed.replace("\x00", "\ufffd")


@pytest.mark.parametrize(
    ("typed", "amount"), [("38.500.000", 38_500_000), ("38500000", 38_500_000), ("0", 0), ("", None)]
)
def test_an_amount_may_have_dots_between_thousands(typed, amount):
    form = send(money=typed)
    assert (form.errors, form.money.data) == ({}, amount)


@pytest.mark.parametrize("typed", ["-1", "1,5", "1.5", "38.50.000", "10.000.000.000.000.000", "1 tỷ"])
def test_what_is_no_amount_is_refused(typed):
    assert refused("money", typed)


@pytest.mark.parametrize("name", ["choice", "many"])
@pytest.mark.parametrize("typed", ["c", "A", "a\x00", "x" * 100_000])
def test_an_unknown_code_is_refused(name, typed):
    assert refused(name, typed)
