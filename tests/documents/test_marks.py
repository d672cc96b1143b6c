"""Degree of secrecy and of urgency: what stays of a classified paper on each installation, and where marks stand."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import TODAY
from tests.documents.sheets import MM, Sheets, taken_apart
from tests.documents.test_geometry import width
from tracker.accounts.queries import get_actor
from tracker.core.errors import Conflict, RuleViolation
from tracker.documents import facts, services
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.marks import Marks, chosen, marked, with_marks
from tracker.documents.parts import Paper, PrintedMarks, Sheet
from tracker.documents.queries import check_kept
from tracker.documents.reading import read_pages
from tracker.documents.render import render_pdf
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import PaperState, PaperType, Secrecy, Urgency
from tracker.documents.verifying import Answer, answer_to_code
from tracker.extensions import db
from tracker.organizations.models import Body

SECRET = Marks(Secrecy.CONFIDENTIAL, Urgency.URGENT, known=True)
COLUMN = 30 + 75 / 2  # middle of the left column, mm
TOP_BELOW = {"conclusion_notice": 4.3, "official_letter": 3.9}  # mm from the line above the marks to their frame
MARKS = [  # printed, widths in mm, whether one stands under the other
    (("MẬT", ""), [20], False),
    (("", "KHẨN"), [20], False),
    (("TỐI MẬT", "HOẢ TỐC"), [30, 30], False),
    (("TỐI MẬT", "THƯỢNG KHẨN"), [30, 40], False),
    (("TUYỆT MẬT", "HỎA TỐC"), [40, 30], False),
    (("TUYỆT MẬT", "THƯỢNG KHẨN"), [40, 40], True),
]


def near(value):
    return pytest.approx(value, abs=0.5)


def new_paper(body_id: int, **changed: object) -> NewPaper:
    body = db.session.get_one(Body, body_id)
    return NewPaper(body, PaperType.NOTICE, TODAY, "thông báo về đồng chí A", "Vũ Minh Nguyệt", **changed)


def numbered(number: int, sign: str) -> Paper:
    paper = CATALOGUE["conclusion_notice"].sample()
    return replace(paper, letterhead=replace(paper.letterhead, number=number, sign=sign, issued_on=TODAY))


def width_of(text: str) -> float:
    return width(text, "LiberationSerif-Bold.ttf", 14)


def printed(key: str, marks: tuple[str, str]) -> Sheets:
    sample = replace(CATALOGUE[key].sample(), marks=PrintedMarks(secrecy=marks[0], urgency=marks[1]))
    return taken_apart(render_pdf(key, sample))


@pytest.mark.parametrize(("marks", "widths", "is_stacked"), MARKS)
@pytest.mark.parametrize("key", ["conclusion_notice", "official_letter"])
def test_marks_stand_framed_below_the_number_in_the_middle_of_the_left_column(key, marks, widths, is_stacked):
    sheets = printed(key, marks)
    words = [sheets.run(text) for text in marks if text]
    above = sheets.run("tài liệu phục vụ kiểm tra" if key == "official_letter" else "Số ")
    assert {(round(run.size, 1), run.font) for run in words} == {(14, "Liberation-Serif-Bold")}
    rows = [[width] for width in widths] if is_stacked else [widths]
    frames = iter(sheets.frames)
    for line, row in enumerate(rows):
        left = COLUMN - (sum(row) + len(row) - 1) / 2
        for wide in row:
            page, *edges = next(frames)
            top = above.y + TOP_BELOW[key] + 9 * line
            assert (page, edges) == (1, [near(left), near(left + wide), near(top), near(top + 8)])
            left += wide + 1
    assert len(sheets.frames) == len(words)
    for run, (_page, left, right, top, bottom) in zip(words, sheets.frames, strict=True):
        assert run.x - left == near(right - run.x - width_of(run.text))
        assert top < run.y - 0.891 * 14 / MM + 1 and run.y < bottom


@pytest.mark.parametrize("key", [key for key, row in CATALOGUE.items() if row.sample().numbered])
def test_every_paper_of_the_catalogue_bears_its_marks(key):
    sheets = printed(key, ("MẬT", "KHẨN"))
    assert len(sheets.frames) == 2 and sheets.run("MẬT").page == sheets.run("KHẨN").page == 1


def test_the_marks_are_written_as_the_layout_of_the_day_writes_its_labels(sample):
    paper, express = sample("conclusion_notice"), Marks(urgency=Urgency.EXPRESS)
    for style, word in (("old", "HOẢ TỐC"), ("new", "HỎA TỐC")):
        toned = replace(paper, sheet=Sheet(guidance="hd05", tone_style=style, end_mark="."))
        assert with_marks(toned, express).marks.urgency == word
    assert with_marks(paper, Marks()) is paper
    assert "marks" not in paper.to_json()  # a text approved before there were marks is the same text still


def test_what_is_chosen_on_a_form_holds_within_its_step_only():
    with marked(SECRET):
        assert chosen() is SECRET
    assert chosen() == Marks()


def test_of_a_classified_paper_only_its_line_is_kept(app, cast):
    with app.app_context():
        clerk, sample = get_actor(cast.accounts["clerk"]), CATALOGUE["conclusion_notice"].sample()
        paper = issue_paper(clerk, new_paper(cast.bodies["commission"], marks=SECRET), lambda *_letters: sample)
        assert (paper.number, paper.state, paper.secrecy) == (1, PaperState.REGISTERED, Secrecy.CONFIDENTIAL)
        assert (paper.abstract, paper.context, paper.content, paper.sha256) == ("", None, None, None)
        assert (paper.template, paper.template_version) == ("conclusion_notice", None)
        assert answer_to_code(paper.ref) is Answer.UNKNOWN
        with pytest.raises(Conflict, match="classified"):
            check_kept(paper)
        named = issue_paper(
            clerk, new_paper(cast.bodies["commission"], marks=replace(SECRET, abstract="việc 5")), lambda *_: sample
        )
        assert (named.number, named.abstract) == (2, "việc 5")


def test_who_does_not_know_that_nothing_is_kept_gets_no_number(app, cast):
    with app.app_context():
        clerk, unaware = get_actor(cast.accounts["clerk"]), replace(SECRET, known=False)
        new = new_paper(cast.bodies["commission"], marks=unaware)
        with pytest.raises(RuleViolation) as refusal:
            issue_paper(clerk, new, lambda *_letters: CATALOGUE["conclusion_notice"].sample())
        assert refusal.value.field == "outside_known" and refusal.value.citations
        ordinary = issue_paper(clerk, replace(new, marks=Marks()), lambda number, sign: numbered(number, sign))
        assert (ordinary.number, ordinary.abstract) == (1, "thông báo về đồng chí A")


def test_on_a_cleared_installation_a_classified_paper_is_issued_with_its_mark_and_not_signed_with_a_key(
    app, cast, monkeypatch
):
    def no_key(*_of: object) -> None:
        raise AssertionError("a classified paper is signed by hand")

    monkeypatch.setattr(services, "signer_of", no_key)
    with app.app_context():
        clerk, marks = get_actor(cast.accounts["clerk"]), replace(SECRET, cleared=True)
        paper = issue_paper(clerk, new_paper(cast.bodies["commission"], marks=marks), numbered)
        assert (paper.state, paper.abstract) == (PaperState.ISSUED, "thông báo về đồng chí A")
        sheets = taken_apart(paper.content)
        assert sheets.run("MẬT") and sheets.run("KHẨN")
        pages = read_pages(paper.content)
        assert pages.facts["values"]["marks"] == {"secrecy": "MẬT", "urgency": "KHẨN"}
        assert facts.not_printed(pages.facts, pages.bodies, pages.feet) == []


def test_the_database_keeps_no_ordinary_paper_without_its_content(app, cast):
    with app.app_context():
        clerk, sample = get_actor(cast.accounts["clerk"]), CATALOGUE["conclusion_notice"].sample()
        paper = issue_paper(clerk, new_paper(cast.bodies["commission"], marks=SECRET), lambda *_letters: sample)
        paper.abstract, paper.secrecy = "x", Secrecy.ORDINARY
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_who_may_hold_a_paper_who_typed_it_and_whom_to_ask_have_their_places_and_sizes():
    marks = Marks(circulation="Xong hội nghị trả lại", typist="abc-268", contact="Số 1, phố A, ĐT 0215 123 456")
    paper = with_marks(CATALOGUE["conclusion_notice"].sample(), marks)
    sheets = taken_apart(render_pdf(paper.key, replace(paper, code="0123456789ab")))
    held, typed, asked = (sheets.run(text) for text in ("XONG HỘI NGHỊ TRẢ LẠI", "ABC-268", "Số 1, phố A"))
    assert not sheets.frames
    assert [(run.page, round(run.size), run.font) for run in (held, asked)] == [
        (1, 12, "Liberation-Serif-Bold"),
        (1, 10, "Liberation-Serif"),
    ]
    assert held.y > sheets.run("Công Hải, ").y and held.x > 105
    assert held.x + width(held.text, "LiberationSerif-Bold.ttf", 12) / 2 == near(30 + 75 + 90 / 2)
    assert (round(typed.size), typed.x, typed.page) == (8, near(30), sheets.run("Nơi nhận:").page)
    assert typed.y > sheets.run("- Lưu").y and 277 < asked.y < 297


def test_a_text_approved_with_its_degrees_only_is_still_the_same_text():
    paper = replace(CATALOGUE["conclusion_notice"].sample(), marks=PrintedMarks(urgency="KHẨN"))
    assert '"marks": {\n  "secrecy": "",\n  "urgency": "KHẨN"\n }' in paper.to_json()
    assert with_marks(CATALOGUE["conclusion_notice"].sample(), Marks()).marks is None
