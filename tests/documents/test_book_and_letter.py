"""The two papers that are laid out otherwise: the book of a team, and the letter without a name."""

import pytest

from tests.documents.sheets import taken_apart
from tests.documents.test_every_sheet import LEFT, SHEET, is_set
from tests.documents.test_geometry import BOLD, ITALIC, REGULAR, near
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.layout import PROFILES
from tracker.documents.render import render_pdf

BOLD_ITALIC = "Liberation-Serif-Bold-Italic"


@pytest.fixture(scope="module")
def book():
    """The sample of the diary, taken apart."""
    return taken_apart(render_pdf("team_diary", CATALOGUE["team_diary"].sample()))


def test_the_cover_has_its_two_lines_and_the_decision_below(book):
    [word] = [run for run in book.runs if run.page == 1 and abs(run.size - 26) < 0.1]
    [name] = [run for run in book.runs if run.page == 1 and abs(run.size - 36) < 0.1]
    assert (word.text.strip(), name.text.strip()) == ("Nhật ký", "ĐOÀN KIỂM TRA")
    assert (word.font, name.font) == (ITALIC, BOLD)
    last = max((run for run in book.runs if run.page == 1), key=lambda run: run.y)
    assert word.y < name.y < last.y
    assert not [run for run in book.runs if run.page == 2]


def test_a_ruled_page_has_its_heading_above_a_rule_of_twelve_centimetres(book):
    heading = book.run("Nhật ký Đoàn kiểm tra")
    assert (heading.page, heading.x, heading.size) == (4, near(30), pytest.approx(14, abs=0.1))
    assert "Bold" in heading.font and "Italic" in heading.font
    [rule] = [rule for rule in book.rules if rule[0] == 4 and rule[2] - rule[1] == near(120)]
    assert 2 < rule[3] - heading.y < 5
    lines = [rule for rule in book.rules if rule[0] == 4 and rule[2] - rule[1] == near(165)]
    assert len(lines) == 29
    assert max(line[4] for line in lines) < 277


def test_the_pages_of_the_book_are_numbered_from_its_first_one(book):
    assert [run.page for run in book.runs if run.text.strip() == "2" and run.y < 16] == [4]


def test_a_day_that_nobody_wrote_is_marked(book):
    assert "Ngày 10/8/2026 (lấy từ lịch sử vụ việc, Đoàn không ghi)" in book.text
    assert book.text.count("lấy từ lịch sử") == 1


def test_a_letter_says_what_it_is_about_below_its_number_small_and_italic():
    sheets = taken_apart(render_pdf("official_letter", CATALOGUE["official_letter"].sample()))
    number, about = sheets.run("Số 15-CV/UBKTĐU"), sheets.run("về việc đề nghị")
    is_set(about, 12, ITALIC, LEFT)
    assert 0 < about.y - number.y < 8
    label, first, last = sheets.run("Kính gửi:"), sheets.run("- Chi bộ thôn"), sheets.run("- Hội Nông dân")
    is_set(label, 14, ITALIC)
    is_set(first, 14, REGULAR)
    assert (label.y, first.x) == (near(first.y), near(last.x))
    assert label.x < SHEET < label.x + 120
    assert "CÔNG VĂN" not in sheets.text


@pytest.mark.parametrize(("profile", "label"), [("hd05", "Kính trình:"), ("hd36", "Kính gửi:")])
def test_a_submission_is_addressed_as_the_guidance_says(profile, label):
    assert profile in PROFILES
    for key in ("submission", "discipline_submission"):
        sheets = taken_apart(render_pdf(key, CATALOGUE[key].sample(), profile=profile))
        assert sheets.run(label).font == ITALIC
