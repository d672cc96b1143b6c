"""Every paper of the catalogue, measured: places within 0.5 mm, sizes within 0.1 pt (Phụ lục 1 and 3)."""

import pytest

from tests.documents.sheets import MM, Run, Sheets, taken_apart
from tests.documents.test_geometry import ASCENT, BOLD, ITALIC, REGULAR, TOP, near, width
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.contexts import Paper
from tracker.documents.render import render_pdf
from tracker.documents.wording import official_number

FILES = {
    REGULAR: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    ITALIC: "LiberationSerif-Italic.ttf",
}
LEFT, RIGHT, SHEET = 30 + 75 / 2, 30 + 75 + 90 / 2, 30 + 165 / 2
ACROSS_SHEET = 30 + 252 / 2
ACROSS = {"programme"}  # an annex with a wide table lies across
SIGNER = 30 + 73 + 92 / 2
FOUR_LINES = 4 * 18  # points left for the hand and the seal
# what may be set in each size: tables and the recipients are smaller than the text, labels on lines to write on too
SIZES = {
    16: {BOLD},
    15: {BOLD},
    14: {REGULAR, BOLD, ITALIC},
    12: {REGULAR, BOLD, ITALIC},
}
# sums of texts, a wide table
SMALLER = {
    "session_ballot": 10,
    "session_minutes": 10,
    "session_extract": 10,
    "file_contents": 10.5,
}
BOOKS = {"team_diary"}  # its pages are those of a book: measured apart
UNNAMED = {"official_letter"}  # the name of its type is not printed
SIGNED_BY_TWO = {
    "session_minutes",
    "session_extract",
    "ballot_minutes",
}  # the writer at the left, so the recipients stand below


@pytest.fixture(scope="module", params=[key for key in CATALOGUE if key not in BOOKS])
def made(request) -> tuple[Paper, Sheets]:
    """A sample and its sheets."""
    paper = CATALOGUE[request.param].sample()
    return paper, taken_apart(render_pdf(paper.key, paper))


def is_set(run: Run, size: float, font: str, middle: float | None = None) -> None:
    """The run has its size and font, and stands in the middle of its column."""
    assert (run.size, run.font) == (pytest.approx(size, abs=0.1), font), run
    if middle is not None:
        assert run.x + width(run.text.strip(), FILES[font], size) / 2 == near(middle), run


def test_the_head_has_its_components_each_in_its_column(made):
    paper, sheets = made
    head = paper.letterhead
    is_set(sheets.run(head.parent_name.upper()), 14, REGULAR, LEFT)
    is_set(sheets.run("*"), 14, REGULAR, LEFT)
    is_set(sheets.run("ĐẢNG CỘNG SẢN VIỆT NAM"), 15, BOLD, RIGHT)
    named = [run for run in sheets.runs if run.text.strip() == head.issuer_name.upper()]
    [issuer] = [run for run in named if run.x < 105 and run.y < 40]
    is_set(issuer, 14, BOLD, LEFT)
    if paper.numbered:
        is_set(sheets.run(official_number(head.number, head.sign)), 14, REGULAR, LEFT)
    place = sheets.run(f"{head.place}, ")
    assert (place.size, place.font) == (pytest.approx(14, abs=0.1), ITALIC)
    assert place.y == near(sheets.run("*").y)


def test_the_rule_is_as_long_as_the_title_above_it(made):
    _paper, sheets = made
    title = sheets.run("ĐẢNG CỘNG SẢN VIỆT NAM")
    _page, left, right, top, bottom = next(rule for rule in sheets.rules if rule[0] == 1 and rule[1] > 105)
    assert (left, right) == (near(title.x), near(title.x + width(title.text, FILES[BOLD], 15)))
    assert title.y < top < bottom
    assert (bottom - top) * MM == pytest.approx(0.75, abs=0.1)


def test_the_name_of_the_paper_what_it_is_about_and_the_hyphens_are_centred(made):
    paper, sheets = made
    if paper.key in UNNAMED:
        assert not [run for run in sheets.runs if run.size > 15.5 or run.text.strip() == "-----"]
        return
    [name] = [run for run in sheets.runs if abs(run.size - 16) < 0.1]
    is_set(name, 16, BOLD, SHEET)
    hyphens = sheets.run("-----")
    is_set(hyphens, 14, REGULAR, SHEET)
    about = [run for run in sheets.runs if run.page == 1 and name.y < run.y < hyphens.y]
    assert about
    for run in about:
        assert (run.size, run.font) == (pytest.approx(14, abs=0.1), BOLD), run


def test_the_signature_stands_level_with_the_recipients_on_one_page_with_text(made):
    paper, sheets = made
    if not paper.recipients:
        return
    label, last = sheets.run("Nơi nhận:"), sheets.run("- Lưu")
    is_set(label, 14, REGULAR)
    is_set(last, 12, REGULAR)
    assert (label.x, last.x) == (near(30), near(30))
    authority = paper.signature.authority.upper()
    top = sheets.run(authority or paper.signature.position.upper())
    is_set(top, 14, BOLD if authority else REGULAR, SIGNER)
    if paper.key in SIGNED_BY_TWO:
        assert (top.page, top.y < label.y) == (label.page, True)
    else:
        assert (top.page, top.y) == (label.page, near(label.y))
    signer = [run for run in sheets.runs if run.text.strip() == paper.signature.name][-1]
    is_set(signer, 14, BOLD, SIGNER)
    assert signer.page == label.page
    assert any(run.page == label.page and TOP < run.y < label.y for run in sheets.runs)


def test_everything_stands_between_the_margins_and_pages_after_the_first_are_numbered(made):
    paper, sheets = made
    above = [run for run in sheets.runs if run.y < TOP]
    assert [(run.page, run.text) for run in above] == [(n, str(n)) for n in range(2, len(sheets.reader.pages) + 1)]
    lying = {n for n, page in enumerate(sheets.reader.pages, 1) if page.mediabox.width > page.mediabox.height}
    assert not lying or (1 not in lying and paper.key in ACROSS)
    for run in above:
        is_set(run, 14, REGULAR, ACROSS_SHEET if run.page in lying else SHEET)
        assert run.y - ASCENT * run.size / MM == near(10)
    assert min(run.x for run in sheets.runs) >= 29.5
    assert all(run.y <= (190.5 if run.page in lying else 277.5) for run in sheets.runs)
    for number, page in enumerate(sheets.reader.pages, 1):
        size = (297, 210) if number in lying else (210, 297)
        assert [float(edge) / MM for edge in page.mediabox] == [0, 0, near(size[0]), near(size[1])]


def test_no_heading_ends_a_page(made):
    _paper, sheets = made
    for number in range(1, len(sheets.reader.pages)):
        last = max((run for run in sheets.runs if run.page == number), key=lambda run: run.y)
        assert last.font != BOLD or last.x > 41, last


def test_the_head_stands_in_its_order_and_the_rule_above_the_day(made):
    paper, sheets = made
    assert min(run.y - ASCENT * run.size / MM for run in sheets.runs if run.page == 1) == near(TOP)
    parent, star = sheets.run(paper.letterhead.parent_name.upper()), sheets.run("*")
    assert parent.y < star.y
    place = sheets.run(f"{paper.letterhead.place}, ")
    rule = next(rule for rule in sheets.rules if rule[0] == 1 and rule[1] > 105)
    assert rule[4] < place.y - ASCENT * 14 / MM + 0.5
    if paper.key in UNNAMED:
        return
    hyphens = sheets.run("-----")
    [name] = [run for run in sheets.runs if abs(run.size - 16) < 0.1]
    assert star.y < name.y < hyphens.y


def test_only_the_sizes_and_styles_of_the_guidance_are_used(made):
    paper, sheets = made
    for run in sheets.runs:
        [size] = [size for size in SIZES if abs(run.size - size) < 0.1] or [None]
        assert (size is not None and run.font in SIZES[size]) or abs(run.size - SMALLER.get(paper.key, 0)) < 0.1, run


def test_nothing_passes_the_right_margin(made):
    _paper, sheets = made
    for run in sheets.runs:
        right = run.x + width(run.text.strip(), FILES[run.font], run.size)
        across = sheets.reader.pages[run.page - 1].mediabox
        assert right <= (282.5 if across.width > across.height else 195.5), (right, run)


def test_the_office_is_upright_below_the_authority_and_room_is_left_to_sign(made):
    paper, sheets = made
    if not paper.signature.name or not paper.recipients:
        return
    signer = [run for run in sheets.runs if run.text.strip() == paper.signature.name][-1]
    above = [run for run in sheets.runs if run.page == signer.page and run.y < signer.y and abs(run.x - signer.x) < 60]
    office = [run for run in above if run.text.strip() == paper.signature.position.upper() and run.x > 100]
    if paper.signature.position:
        is_set(office[-1], 14, REGULAR, SIGNER)
        assert (signer.y - office[-1].y) * MM >= FOUR_LINES
