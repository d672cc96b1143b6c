"""The programme as a paper: what stands in the version stands on it, its number is the register's, and who reads it."""

import io

import pytest
from pypdf import PdfReader

from tests.cast import TODAY, typed
from tests.programmes.building import YEAR, Plan
from tracker.cases.planning import AHEAD
from tracker.documents.composing import Signer
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.programmes import services
from tracker.programmes.papers import Numbered, compose_programme

MATTER = "việc nâng cao chất lượng sinh hoạt chi bộ"


@pytest.fixture
def plan(app, cast) -> Plan:
    return Plan(cast)


def words_of(answer) -> str:
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_a_programme_is_printed_as_a_draft_then_with_its_number_as_it_was_signed(app, plan, play):
    with app.app_context():
        plan.drafted({}, {"quarter": 1, "matter": "việc quản lý đảng viên"})
        db.session.commit()
    officer, chair = play("officer"), play("chair")
    pdf = f"{plan.url}/versions/1.pdf"
    assert pdf in officer.get(plan.url).text
    draft = words_of(officer.get(pdf))
    assert "Tổng số 2 cuộc" in draft and "-CTr/UBKTĐU" in draft and "01-CTr" not in draft
    officer.submit(f"{plan.url}/submit", {})
    approval = {"approved_on": typed(TODAY), "signer": str(plan.cast.accounts["chair"]), "paper_number": ""}
    chair.submit(f"{plan.url}/approve", approval)
    signed = words_of(officer.get(pdf))
    for words in ("Số 01-CTr/UBKTĐU", f"năm {YEAR}", MATTER, "việc quản lý đảng viên", f"Quý IV/{YEAR}", "Phụ lục"):
        assert words.lower() in signed.lower(), words
    with app.app_context():
        paper = db.session.query(RegisteredPaper).one()
        assert (paper.template, plan.file().present.paper_id) == ("programme", paper.id)
        ref = paper.ref
    assert f"/papers/{ref}.pdf" in play("clerk").get("/register").text
    assert words_of(play("clerk").get(f"/papers/{ref}.pdf")) == signed
    for name, is_copy in (("clerk", False), ("vice_chair", True)):  # one keeps the papers, the other may read them
        bound = PdfReader(io.BytesIO(play(name).get(f"/register/print.pdf?paper={ref}").data))
        assert ("/ReadingCopy" in bound.pages[0]["/Resources"].get("/XObject", {})) is is_copy
    assert play("stranger").get(f"/papers/{ref}.pdf").status_code == 404
    assert play("stranger").get(pdf).status_code == 404


def test_a_programme_that_has_its_number_already_is_not_printed_here(app, plan, play):
    with app.app_context():
        plan.approved()
        db.session.commit()
    officer = play("officer")
    assert officer.get(f"{plan.url}/versions/1.pdf").status_code == 404
    assert "/versions/1.pdf" not in officer.get(plan.url).text


def test_an_adjustment_says_what_differs_and_which_programme_it_takes_the_place_of(app, plan):
    with app.app_context():
        plan.approved({}, {"quarter": 1, "matter": "việc quản lý đảng viên"})
        plan.adjusting()
        plan.change(1, matter="việc tự phê bình")
        plan.add(quarter=2, matter="việc phát triển đảng viên")
        reason = "Cấp trên kiểm tra cùng nội dung."
        services.remove_item(plan.actor("officer"), plan.file(), plan.entry(2), reason)
        file = plan.file()
        paper = compose_programme(file, file.open, AHEAD, Signer("", ""), Numbered("CTr/UBKTĐU"))
    assert paper.adjusts.startswith(f"Chương trình kiểm tra, giám sát năm {YEAR} số 03-CTr/UBKTĐU")
    assert paper.ordered_by == "Thông báo số 12-TB/ĐU"
    told = [(change.number, change.what, change.text) for change in paper.changes]
    assert [row[:2] for row in told] == [(1, "Thay đổi"), (2, "Đưa ra khỏi Chương trình"), (3, "Bổ sung")]
    assert told[0][2].endswith("(thay đổi nội dung)") and told[1][2].endswith(
        "(lý do: Cấp trên kiểm tra cùng nội dung)"
    )
    assert [line.number for line in paper.lines] == [1, 3] and sum(group.count for group in paper.groups) == 2


def test_a_kind_and_its_matter_do_not_say_the_same_word_twice(app, plan):
    with app.app_context():
        plan.drafted({"kind": "finance_inspection"}, {"quarter": 1})
        file = plan.file()
        paper = compose_programme(file, file.open, AHEAD, Signer("", ""), Numbered("CTr/UBKTĐU"))
    assert [line.work for line in paper.lines] == [f"kiểm tra tài chính đảng {MATTER}", f"giám sát chuyên đề {MATTER}"]
