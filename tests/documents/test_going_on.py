"""What goes on to another page: tables repeat their head and leave no row alone; long lists of recipients break."""

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.documents.sheets import Sheets, taken_apart
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.render import render_pdf

TABLES = {  # the rows, the field that names a row, a word of the head
    "programme": ("lines", "work", "Ghi chú"),
    "file_contents": ("lines", "title", "Tác giả"),
    "ballot_minutes": ("lines", "form", "Tỷ lệ"),
    "periodic_report": ("inspected", "label", "Loại cuộc kiểm"),
    "work_schedule": ("steps", "text", "Nội dung công việc"),
}


def pages_of(sheets: Sheets, beginning: str) -> list[int]:
    """The page of each piece of text that begins so."""
    return [run.page for run in sheets.runs if run.text.startswith(beginning)]


@pytest.mark.parametrize("amount", [19, 20, 21, 22, 23, 40])
@pytest.mark.parametrize("key", TABLES)
def test_a_table_that_goes_on_repeats_its_head_and_leaves_no_row_alone(key, amount):
    field, name, head = TABLES[key]
    paper = CATALOGUE[key].sample()
    row = getattr(paper, field)[0]
    rows = [replace(row, **{name: f"Xdòng{n}"}) for n in range(amount)]
    sheets = taken_apart(render_pdf(key, replace(paper, **{field: rows})))
    standing = pages_of(sheets, "Xdòng")
    assert len(standing) == amount
    assert pages_of(sheets, head) == sorted(set(standing))
    assert standing.count(standing[-1]) >= 2


@pytest.mark.parametrize("lines", range(0, 24, 3))
@pytest.mark.parametrize("amount", [15, 24, 45, 60])
@pytest.mark.parametrize(("key", "field"), [("supervision_notice", "strengths"), ("session_minutes", "resolution")])
def test_a_long_list_of_recipients_breaks_and_the_signature_stands_with_text(key, field, lines, amount):
    recipients = [f"Xchi bộ thôn số {n}" for n in range(amount)]
    paper = replace(CATALOGUE[key].sample(), recipients=recipients, **{field: "Dòng.\n" * (lines + 1)})
    sheets = taken_apart(render_pdf(key, paper))
    label = sheets.run("Nơi nhận:")
    signer = [run for run in sheets.runs if run.text.strip() == paper.signature.name][-1]
    top = sheets.run((paper.signature.authority or paper.signature.position).upper())
    above = [run for run in sheets.runs if run.page == top.page and 20 < run.y < top.y - 1]
    assert signer.page == label.page == top.page and above
    standing = pages_of(sheets, "- Xchi bộ")
    assert len(standing) == amount and standing[0] == label.page
    heights = [run.y for run in sheets.runs if run.text.startswith("- Xchi bộ") and run.page == label.page]
    assert all(abs(below - above - 15 / 72 * 25.4) < 0.1 for above, below in pairwise(heights))
    for page in range(1, len(sheets.reader.pages)):
        assert len({round(run.y) for run in sheets.runs if run.page == page}) > 12
    assert standing[-1] == label.page or standing.count(standing[-1]) >= 8
