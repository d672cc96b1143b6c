"""Text: one stored form, one search form, sentences that wait for their translation."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.text import Message, clean, fold, has_control_character, longest_run, message, visible


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Điện Biên Phủ", "dien bien phu"),
        ("ĐỨC", "duc"),
        ("Ðức", "duc"),  # U+00D0
        ("Ɖức", "duc"),  # U+0189
        ("  Hoà\t Bình ", "hoa binh"),
        ("Hòa Bình", "hoa binh"),
        ("a\x00b", "a b"),
        ("́", ""),
    ],
)
def test_the_search_form_has_no_marks_and_no_capitals(text, key):
    assert fold(text) == key


@given(st.text())
def test_the_search_form_is_the_same_however_the_marks_are_composed(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(decomposed)


@given(st.text())
def test_folding_and_cleaning_twice_change_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_the_search_form_never_holds_what_a_database_refuses(text):
    assert not has_control_character(fold(text).replace("\ufffd", ""))


def test_the_stored_form_is_composed_with_unix_line_ends():
    assert clean(unicodedata.normalize("NFD", " Đức\r\nHạnh\r ")) == "Đức\nHạnh"


@pytest.mark.parametrize("text", ["\x00", "\x1b", "\x7f", "\x85", "\ud800"])
def test_control_characters_are_seen_and_made_visible(text):
    assert has_control_character(f"a{text}b")
    assert visible(f"a{text}b") == "a\ufffdb"


def test_line_ends_and_tabs_are_text():
    assert not has_control_character("một\n\thai")


def test_the_longest_stretch_without_a_space():
    assert (longest_run(""), longest_run("ab abc\nabcd"), longest_run("x" * 100_000)) == (0, 4, 100_000)


def test_a_message_fills_in_its_values_and_those_of_inner_messages():
    inner = message("%(count)s days", count=3)
    assert str(message("Wait %(time)s.", time=inner)) == "Wait 3 days."
    assert str(Message("100% of it")) == "100% of it"
