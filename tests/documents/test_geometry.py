"""The sheet as measured on real PDFs: places within 0.5 mm, sizes within 0.1 pt (Phụ lục 1 and 3 of the guidance)."""

import re
import subprocess
from dataclasses import replace
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from tests.documents.sheets import MM, taken_apart
from tracker.documents.contexts import PAPERS, Shortcoming
from tracker.documents.render import FONTS, render_pdf

REGULAR, BOLD, ITALIC = "Liberation-Serif", "Liberation-Serif-Bold", "Liberation-Serif-Italic"
TOP = 20.0
ASCENT = 0.891  # of the font size, from baseline to the top of the line


def near(value):
    return pytest.approx(value, abs=0.5)


def width(text: str, file: str, size: float) -> float:
    """Width in mm of text set in one of our fonts."""
    advances = advances_of(file)
    return sum(advances[letter] for letter in text) * size / MM


@cache
def advances_of(file: str) -> dict[str, float]:
    """How far each letter of a font moves on, in parts of its size."""
    font = TTFont(FONTS / file)
    return {chr(code): font["hmtx"][name][0] / font["head"].unitsPerEm for code, name in font.getBestCmap().items()}


@pytest.fixture(scope="module")
def notice(sample):
    paper = sample("conclusion_notice")
    return taken_apart(render_pdf(paper.key, paper))


@pytest.fixture(scope="module")
def decision(sample):
    paper = sample("member_discipline")
    return taken_apart(render_pdf(paper.key, paper))


COMPONENTS = [  # beginning, size, font
    ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, BOLD),
    ("ĐẢNG UỶ XÃ CÔNG HẢI", 14, REGULAR),
    ("UỶ BAN KIỂM TRA", 14, BOLD),
    ("*", 14, REGULAR),
    ("Số 07-TB/UBKTĐU", 14, REGULAR),
    ("Công Hải, ", 14, ITALIC),
    ("THÔNG BÁO", 16, BOLD),
    ("kết luận kiểm tra việc", 14, BOLD),
    ("-----", 14, REGULAR),
    ("- Căn cứ Điều lệ Đảng", 14, REGULAR),
    ("1. Ưu điểm", 14, BOLD),
    ("Chi uỷ, chi bộ đã bám sát", 14, REGULAR),
    ("Nơi nhận:", 14, REGULAR),
    ("- Thường trực Đảng uỷ xã;", 12, REGULAR),
    ("T/M UỶ BAN KIỂM TRA", 14, BOLD),
    ("CHỦ NHIỆM", 14, REGULAR),
    ("Trần Thị Minh Nguyệt", 14, BOLD),
    ("Chi bộ thôn Suối Giếng báo cáo", 14, REGULAR),
]


@pytest.mark.parametrize(("beginning", "size", "font"), COMPONENTS)
def test_each_component_has_its_size_and_style(notice, beginning, size, font):
    run = notice.run(beginning)
    assert (run.size, run.font) == (pytest.approx(size, abs=0.1), font)


@pytest.mark.parametrize(
    ("text", "file", "size", "middle"),
    [
        ("ĐẢNG UỶ XÃ CÔNG HẢI", "LiberationSerif-Regular.ttf", 14, 30 + 75 / 2),
        ("UỶ BAN KIỂM TRA", "LiberationSerif-Bold.ttf", 14, 30 + 75 / 2),
        ("*", "LiberationSerif-Regular.ttf", 14, 30 + 75 / 2),
        ("Số 07-TB/UBKTĐU", "LiberationSerif-Regular.ttf", 14, 30 + 75 / 2),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", "LiberationSerif-Bold.ttf", 15, 30 + 75 + 90 / 2),
        ("THÔNG BÁO", "LiberationSerif-Bold.ttf", 16, 30 + 165 / 2),
        ("-----", "LiberationSerif-Regular.ttf", 14, 30 + 165 / 2),
        ("T/M UỶ BAN KIỂM TRA", "LiberationSerif-Bold.ttf", 14, 30 + 73 + 92 / 2),
        ("CHỦ NHIỆM", "LiberationSerif-Regular.ttf", 14, 30 + 73 + 92 / 2),
        ("Trần Thị Minh Nguyệt", "LiberationSerif-Bold.ttf", 14, 30 + 73 + 92 / 2),
    ],
)
def test_each_centred_component_stands_in_the_middle_of_its_column(notice, text, file, size, middle):
    assert notice.run(text).x + width(text, file, size) / 2 == near(middle)


def test_the_sheet_is_a4_upright(notice):
    for page in notice.reader.pages:
        assert [float(edge) / MM for edge in page.mediabox] == [0, 0, near(210), near(297)]


def test_the_rule_below_the_title_is_as_long_as_the_title(notice):
    title = notice.run("ĐẢNG CỘNG SẢN VIỆT NAM")
    [(page, left, right, top, bottom)] = notice.rules
    assert (page, left) == (1, near(title.x))
    assert right - left == near(width(title.text, "LiberationSerif-Bold.ttf", 15))
    assert title.y < top < bottom < notice.run("Công Hải, ").y
    assert (bottom - top) * MM == pytest.approx(0.75, abs=0.1)


def test_the_text_starts_twenty_millimetres_from_the_top_edge_and_thirty_from_the_left(notice):
    assert min(run.y - ASCENT * run.size / MM for run in notice.runs if run.page == 1) == near(TOP)
    assert min(run.x for run in notice.runs) == near(30)


def test_place_and_date_stand_level_with_the_star_and_the_signature_with_the_recipients(notice):
    assert notice.run("Công Hải, ").y == near(notice.run("*").y)
    assert notice.run("T/M UỶ BAN KIỂM TRA").y == near(notice.run("Nơi nhận:").y)


def test_four_blank_lines_are_left_for_the_signature(notice):
    gap = (notice.run("Trần Thị Minh Nguyệt").y - notice.run("CHỦ NHIỆM").y) * MM
    assert gap >= 5 * 18


def test_the_second_page_is_numbered_ten_millimetres_from_the_edge_and_the_first_is_not(notice):
    above = [run for run in notice.runs if run.y < TOP]
    assert [(run.page, run.text, run.font) for run in above] == [(2, "2", REGULAR)]
    [number] = above
    assert number.size == pytest.approx(14, abs=0.1)
    assert number.y - ASCENT * number.size / MM == near(10)
    assert number.x + width("2", "LiberationSerif-Regular.ttf", 14) / 2 == near(30 + 165 / 2)


@pytest.mark.parametrize(("profile", "line"), [("hd05", 20), ("hd36", 19)])
def test_lines_keep_the_height_of_the_profile_and_paragraphs_their_gap_and_indent(sample, profile, line):
    paper = sample("conclusion_notice")
    sheets = taken_apart(render_pdf(paper.key, paper, profile=profile))
    first, second = sheets.run("Chi uỷ, chi bộ đã"), sheets.run("triệt các")
    following = sheets.run("Công tác thu, nộp đảng phí được")
    assert (second.y - first.y) * MM == pytest.approx(line, abs=0.1)
    assert (following.y - second.y) * MM == pytest.approx(2 * line + 6, abs=0.1)
    assert (first.x, second.x, following.x) == (near(40), near(30), near(40))


def test_the_body_is_justified_to_both_margins_and_ends_above_the_foot(sample, tmp_path):
    paper = replace(sample("supervision_notice"), strengths="Chấp hành nghiêm túc sự phân công của tổ chức; " * 100)
    file = tmp_path / "paper.pdf"
    file.write_bytes(render_pdf(paper.key, paper))
    boxes = subprocess.run(["pdftotext", "-bbox-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    block = max(boxes.split("<block ")[1:], key=lambda block: block.count("<line "))
    lines = [
        tuple(float(edge) / MM for edge in edges)
        for edges in re.findall(r'<line xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="([\d.]+)"', block)
    ]
    assert len(lines) > 20
    assert [edges[:2] for edges in lines] == [(near(30), near(195))] * len(lines)
    assert max(bottom for _, _, bottom in lines) <= 277.5


@pytest.mark.parametrize("beginning", ["Điều 1.", "Điều 2.", "Điều 3."])
def test_the_number_of_an_article_is_bold(decision, beginning):
    assert (decision.run(beginning).font, decision.run(beginning).size) == (BOLD, pytest.approx(14, abs=0.1))


def test_the_subject_line_of_a_decision_is_bold_and_centred(decision):
    issuer = decision.run("UỶ BAN KIỂM TRA ĐẢNG UỶ XÃ CÔNG HẢI")
    whole = width("UỶ BAN KIỂM TRA ĐẢNG UỶ XÃ CÔNG HẢI QUYẾT ĐỊNH", "LiberationSerif-Bold.ttf", 14)
    assert issuer.font == BOLD
    assert issuer.x + whole / 2 == near(30 + 165 / 2)


@pytest.mark.parametrize("lines", range(11, 24, 2))
def test_the_signature_never_stands_alone_and_no_heading_ends_a_page(sample, lines):
    paper = replace(sample("supervision_notice"), strengths="Dòng.\n" * lines)
    sheets = taken_apart(render_pdf(paper.key, paper))
    pages = [page.extract_text().split("\n") for page in sheets.reader.pages]
    foot = next(at for at, line in enumerate(pages[-1]) if line.startswith("Nơi nhận:"))
    assert len(pages) > 1
    assert foot - 1 >= 2  # the page number is the first or the last line of the extracted text
    for page in pages[:-1]:
        last = [line for line in page if not line.strip().isdigit()][-1]
        assert not re.match(r"\d\. ", last)


@pytest.mark.parametrize("key", [key for key in PAPERS if key != "team_diary"])
def test_a_long_name_of_the_issuer_takes_more_lines_and_stays_in_its_column(sample, key):
    paper = sample(key)
    name = "Uỷ ban Kiểm tra Đảng uỷ các cơ quan Đảng tỉnh Khánh Hoà"
    sheets = taken_apart(render_pdf(key, replace(paper, letterhead=replace(paper.letterhead, issuer_name=name))))
    above = [run for run in sheets.runs if run.page == 1 and run.y < sheets.run("*").y]
    assert sheets.run(f"{paper.letterhead.place}, ").y == near(sheets.run("*").y)
    lines = [run for run in above if run.font == BOLD and run.x < 105]
    assert " ".join(run.text.strip() for run in lines) == name.upper()
    assert len(lines) == 3
    assert all(run.x + width(run.text.strip(), "LiberationSerif-Bold.ttf", 14) < 105 for run in lines)


def test_a_paper_of_three_pages_numbers_the_second_and_the_third(sample):
    many = [Shortcoming(text=f"Hạn chế thứ {n}.") for n in range(25)]
    paper = replace(sample("conclusion_notice"), shortcomings=many)
    sheets = taken_apart(render_pdf(paper.key, paper))
    assert [(run.page, run.text) for run in sheets.runs if run.y < TOP] == [(2, "2"), (3, "3")]


def test_a_short_paper_stands_on_one_page_without_a_number(sample):
    left_out = {"shortcomings": (), "verdict": "", "demands": (), "report_to": "", "follow_up": ""}
    paper = replace(sample("supervision_notice"), legal_bases=["Căn cứ Điều lệ Đảng"], strengths="Tốt.", **left_out)
    sheets = taken_apart(render_pdf(paper.key, paper))
    assert len(sheets.reader.pages) == 1
    assert [run for run in sheets.runs if run.y < TOP] == []


@pytest.mark.parametrize(("edition", "words"), [(0, "Dự thảo"), (1, "Dự thảo lần 1"), (12, "Dự thảo lần 12")])
def test_a_draft_says_which_it_is_in_italics_below_the_date_level_with_the_number(sample, edition, words):
    paper = sample("conclusion_notice")
    sheets = taken_apart(render_pdf(paper.key, paper, state="draft", edition=edition))
    run = sheets.run("Dự thảo")
    assert (run.page, run.text, run.size, run.font) == (1, words, pytest.approx(14, abs=0.1), ITALIC)
    assert run.x + width(words, "LiberationSerif-Italic.ttf", 14) / 2 == near(30 + 75 + 90 / 2)
    assert run.y == near(sheets.run("Số 07-TB/UBKTĐU").y)
