"""The small rules of wording: numbers, dates, tone marks, endings, text that always fits."""

from datetime import date

import pytest
from markupsafe import Markup

from tracker.documents import wording
from tracker.documents.wording import BLANK


@pytest.mark.parametrize(
    ("number", "printed"),
    [(1, "Số 01-TB/UBKTĐU"), (9, "Số 09-TB/UBKTĐU"), (10, "Số 10-TB/UBKTĐU"), (127, "Số 127-TB/UBKTĐU")],
)
def test_a_number_below_ten_has_a_leading_zero_and_no_colon_follows_so(number, printed):
    assert wording.official_number(number, "TB/UBKTĐU") == printed


def test_a_number_not_yet_given_leaves_room_to_write_it():
    assert wording.official_number(None, "QĐ/UBKTTU") == f"Số {BLANK}-QĐ/UBKTTU"


@pytest.mark.parametrize(
    ("day", "words", "figures"),
    [
        (date(2026, 9, 5), "ngày 05 tháng 9 năm 2026", "05/9/2026"),
        (date(2018, 2, 20), "ngày 20 tháng 02 năm 2018", "20/02/2018"),
        (date(2026, 1, 1), "ngày 01 tháng 01 năm 2026", "01/01/2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026", "10/3/2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026", "31/12/2026"),
    ],
)
def test_days_below_ten_and_months_one_and_two_have_a_leading_zero(day, words, figures):
    assert wording.date_words(day).replace(wording.NBSP, " ") == words
    assert wording.date_figures(day) == figures


def test_a_date_not_yet_set_leaves_room_to_write_it():
    assert wording.date_words(None) == f"ngày{BLANK}tháng{BLANK}năm{BLANK}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("T/M UỶ BAN KIỂM TRA", "T/M ỦY BAN KIỂM TRA"),
        ("Đảng uỷ, huyện uỷ Định Hoá", "Đảng ủy, huyện ủy Định Hóa"),
        ("HOẢ TỐC", "HỎA TỐC"),
        ("xoá, khoẻ, thuỷ, hoạ, luỹ", "xóa, khỏe, thủy, họa, lũy"),
        ("quý, quỹ, Quỳnh, hoàn, khuỷu, thoải, loằng", "quý, quỹ, Quỳnh, hoàn, khuỷu, thoải, loằng"),
    ],
)
def test_tone_marks_move_in_open_oa_oe_uy_only_and_back_again(old, new):
    assert wording.toned(old, "new") == new
    assert wording.toned(new, "old") == old
    assert wording.toned(old, "old") == old


def test_breakable_text_is_escaped_before_it_may_break():
    assert wording.breakable("<b>&") == Markup("&lt;b&gt;&amp;")


def test_an_unbroken_run_may_break_every_two_hundred_letters_and_loses_none():
    printed = wording.breakable("&" * 450)
    assert [len(Markup(piece).unescape()) for piece in printed.split("<wbr>")] == [200, 200, 50]


def test_a_break_never_parts_a_letter_from_its_marks():
    assert wording.breakable("x" * 200 + "\u0323" + "y").split("<wbr>") == ["x" * 200 + "\u0323", "y"]


def test_pasted_spaces_that_forbid_a_break_become_plain():
    assert wording.breakable("một\u00a0hai\u202fba") == "một hai ba"


def test_each_item_of_a_list_ends_with_the_separator_and_the_last_with_its_own_mark():
    items = ("Thường trực Đảng uỷ;", "- Chi bộ,", "Lưu Uỷ ban Kiểm tra.")
    assert wording.listed(items, ";", ".") == ["- Thường trực Đảng uỷ;", "- Chi bộ;", "- Lưu Uỷ ban Kiểm tra."]


def test_what_trails_off_or_asks_keeps_its_own_mark():
    assert wording.ended("hội họp, tài liệu…", ";") == "hội họp, tài liệu…"


def test_paragraphs_are_the_lines_that_hold_something():
    assert wording.paragraphs("một \n\n  hai\r\n \nba") == ["một", "hai", "ba"]
