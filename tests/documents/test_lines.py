"""Lines of titles and of the letterhead: as few as can be, broken at sense, no syllable alone; a sign never breaks."""

from dataclasses import replace

import pytest

from tests.documents.sheets import Sheets, taken_apart
from tracker.documents import lines
from tracker.documents.render import render_pdf
from tracker.documents.wording import breakable

PEOPLE = [
    "đồng chí Lò A",
    "đồng chí Nguyễn Thị Hoàng Ngọc Ánh, Phó Bí thư Chi bộ",
    "đồng chí Đỗ Thuỳ Quyên, Chi hội trưởng Chi hội Nông dân thôn Suối Giếng, nguyên Bí thư Chi bộ thôn Suối Giếng",
    "Đảng uỷ các cơ quan Đảng tỉnh Khánh Hoà nhiệm kỳ 2020 - 2025 và nhiệm kỳ 2025 - 2030",
]
MATTERS = ["việc chấp hành Điều lệ Đảng", "việc lãnh đạo, chỉ đạo thực hiện quy chế dân chủ ở cơ sở " * 3]
ISSUERS = {
    "Đảng uỷ phường Điện Biên Phủ": "ĐẢNG UỶ PHƯỜNG|ĐIỆN BIÊN PHỦ",
    "ĐẢNG UỶ PHƯỜNG ĐIỆN BIÊN PHỦ": "ĐẢNG UỶ PHƯỜNG|ĐIỆN BIÊN PHỦ",  # as it may be stored
    "Đảng uỷ xã Thanh Nưa": "ĐẢNG UỶ XÃ THANH NƯA",
    "Uỷ ban Kiểm tra Đảng uỷ các cơ quan Đảng tỉnh Khánh Hoà": 3,
}


def rows(sheets: Sheets, top: float, foot: float, right: float = 300) -> list[str]:
    """The lines of the first page between two heights, left of an edge."""
    found: dict[float, list[str]] = {}
    for run in sheets.runs:
        if run.page == 1 and top < run.y < foot and run.x < right:
            found.setdefault(round(run.y, 1), []).append(run.text)
    return ["".join(found[y]).strip() for y in sorted(found)]


@pytest.mark.parametrize("key", ["conclusion_notice", "team_decision", "activity_suspension", "result_report"])
@pytest.mark.parametrize("subject", PEOPLE)
@pytest.mark.parametrize("matter", MATTERS)
def test_no_line_of_a_title_holds_one_syllable_and_the_subject_begins_a_line(sample, key, subject, matter):
    paper = sample(key)
    field = next(name for name in ("matter", "outcome", "pause") if hasattr(paper, name))
    paper = replace(paper, subject=subject, **({field: matter} if field != "pause" else {}))
    sheets = taken_apart(render_pdf(key, paper))
    [name] = [run for run in sheets.runs if abs(run.size - 16) < 0.1]
    title = rows(sheets, name.y, sheets.run("-----").y)
    assert all(" " in line for line in title), title
    assert [line for line in title if line.startswith("đối với ")] or len(title) == 1


@pytest.mark.parametrize(("name", "expected"), ISSUERS.items())
def test_a_long_name_in_the_letterhead_is_broken_in_even_lines(sample, name, expected):
    paper = sample("conclusion_notice")
    head = replace(paper.letterhead, parent_name=name)
    sheets = taken_apart(render_pdf(paper.key, replace(paper, letterhead=head)))
    issuer = next(run for run in sheets.runs if run.font.endswith("Bold") and run.x < 100)
    above = rows(sheets, 0, issuer.y, 100)
    assert all(" " in line for line in above)
    assert "|".join(above) == expected if isinstance(expected, str) else len(above) == expected


@pytest.mark.parametrize("filler", range(0, 40, 2))
@pytest.mark.parametrize("sign", ["11-QĐ/UBKTĐU", "14-KH/UBKTĐU", "01-QC/BTCTU-BDVTU"])
def test_the_number_and_sign_of_a_paper_never_break(sample, filler, sign):
    text = f"{'x' * 30} {'x' * filler} theo Quyết định số {sign}, ngày 02/6/2026 và Quyết định số {sign} nói trên."
    paper = replace(sample("supervision_notice"), strengths=text)
    sheets = taken_apart(render_pdf(paper.key, paper))
    assert len([run for run in sheets.runs if sign in run.text]) == 2


def test_only_a_number_with_its_sign_is_held_together():
    assert breakable("số 11-QĐ/TW;") == 'số <span class="whole">11-QĐ/TW</span>;'
    for text in ("2025-2030", "A11-QĐ/TW", "11-quyết định", "11/QĐ", "7-Q" + "x" * 40):
        assert breakable(text) == text


def test_a_title_in_words_without_end_is_filled_as_text():
    assert lines.titled("x " * 400) == breakable("x " * 400)
    assert lines.titled("y" * 150) == breakable("y" * 150)
    assert lines.titled("") == ""
