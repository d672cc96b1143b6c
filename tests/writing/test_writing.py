"""Reports, submissions and letters: composed from the case, numbered once, each type in its run."""

import io
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.cast import ago, typed
from tests.stories import Story
from tracker.cases.kinds import Kind
from tracker.cases.states import State
from tracker.documents.models import RegisteredPaper
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.writing import rules
from tracker.writing.rules import Words
from tracker.writing.states import STATES, WrittenKind

pytestmark = pytest.mark.usefixtures("troubled")


def words_of(answer) -> str:
    """The words on a PDF, single-spaced."""
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages).split())


@pytest.fixture
def case(app, cast) -> str:
    """A case whose team has found something, by its address."""
    with app.app_context():
        story = Story(cast).found()
        db.session.commit()
    return f"/cases/{story.ref}"


def draft_of(page: str) -> str:
    """The address of the last draft on the list of a case."""
    return re.findall(r'href="([^"]+)/draft\.pdf"', page)[-1]


def test_a_report_is_composed_from_the_case_and_numbered_by_the_head(case, play, app):
    sent = {"text": "Đối tượng phối hợp tốt.", "proposal": "Đề nghị xem xét, thi hành kỷ luật."}
    assert play("head").submit(f"{case}/written/new/result_report", sent).status_code == 303
    draft = draft_of(play("head").get(f"{case}/written/").text)
    shown = words_of(play("clerk").get(f"{draft}/draft.pdf"))
    for words in ("Để ngoài sổ sách tiền quỹ.", "Lò Văn Phượng", "Nộp lại tiền", "Đối tượng phối hợp tốt.", "DỰ THẢO"):
        assert words in shown
    assert "IV- NHẬN XÉT VÀ ĐỀ NGHỊ" in shown and "T/M ĐOÀN KIỂM TRA TRƯỞNG ĐOÀN" in shown
    assert play("clerk").get(f"{draft}/issue").status_code == 404  # the report is the team's own
    assert play("head").submit(f"{draft}/issue", {"issued_on": typed(ago(18))}).status_code == 303
    papers = play("clerk").get(f"{case}/papers").text
    assert "01-BC/UBKTĐU" in papers
    assert play("head").get(f"{draft}/issue").status_code == 404
    with app.app_context():
        paper = db.session.execute(select(RegisteredPaper).where(RegisteredPaper.type == PaperType.REPORT)).scalar_one()
        assert (paper.template, paper.sha256 is not None) == ("result_report", True)
    assert "01-BC/UBKTĐU" in play("head").get(f"{case}/steps").text
    assert "01-BC/UBKTĐU" in play("head").get(f"{case}/written/new/submission").text


def test_a_submission_and_letters_have_their_own_runs_and_lists_of_the_file(case, cast, play):
    head, clerk = play("head"), play("clerk")
    assert head.submit(f"{case}/written/new/submission").status_code == 303
    shown = words_of(head.get(f"{draft_of(head.get(f'{case}/written/').text)}/draft.pdf"))
    assert "Hồ sơ kèm theo gồm: 1. Quyết định số 01-QĐ/UBKTĐU" in shown
    assert head.submit(f"{draft_of(head.get(f'{case}/written/').text)}/issue").status_code == 303
    for number in (1, 2):
        sent = {
            "addressees": "Chi bộ bản 1\nHội Nông dân",
            "matter": "về việc cung cấp tài liệu",
            "text": "Đề nghị gửi sổ quỹ.",
        }
        assert head.submit(f"{case}/written/new/official_letter", sent).status_code == 303
        draft = draft_of(head.get(f"{case}/written/").text)
        assert head.get(f"{draft}/issue").status_code in (403, 404)
        assert clerk.submit(f"{draft}/issue", {"signer": str(cast.accounts["chair"])}).status_code == 303
        assert f"{number:02d}-CV/UBKTĐU" in clerk.get(f"{case}/papers").text
    assert "01-TTr/UBKTĐU" in clerk.get(f"{case}/papers").text


def test_a_draft_is_changed_given_up_and_refused_when_stale(case, play):
    head = play("head")
    assert head.submit(f"{case}/written/new/official_letter", {"text": ""}).status_code == 422
    sent = {"addressees": "Chi bộ", "matter": "về việc A", "text": "B."}
    head.submit(f"{case}/written/new/official_letter", sent)
    draft = draft_of(head.get(f"{case}/written/").text)
    stale = head.get(f"{draft}/change")
    assert head.submit(f"{draft}/change", {"text": "Nội dung mới."}).status_code == 303
    assert head.submit("", {"text": "Cũ."}, page=stale).status_code == 409
    assert "Nội dung mới." in words_of(head.get(f"{draft}/draft.pdf"))
    assert head.submit(f"{draft}/drop").status_code == 303
    assert draft not in head.get(f"{case}/written/").text
    assert head.get(f"{draft}/draft.pdf").status_code == 404


def test_an_outsider_finds_nothing(case, play):
    for name in ("bystander", "subject", "upper_officer"):
        assert play(name).get(f"{case}/written/").status_code == 404
        assert play(name).get(f"{case}/written/new/official_letter").status_code == 404


@pytest.mark.parametrize("kind", WrittenKind)
def test_a_paper_is_written_at_its_steps_only(kind):
    for state in State:
        assert rules.check_writing(kind, Kind.VIOLATION_INSPECTION, state).allowed == (state in STATES[kind])


def test_what_a_paper_cannot_do_without_is_named():
    missing = {
        WrittenKind.RESULT_REPORT: "proposal",
        WrittenKind.SUBMISSION: "addressees",
        WrittenKind.DISCIPLINE_SUBMISSION: "addressees",
        WrittenKind.OFFICIAL_LETTER: "addressees",
    }
    for kind, field in missing.items():
        assert rules.check_words(kind, Words(recipients="Lưu")).field == field
    full = Words("a", "b", "c", "d", "e")
    assert all(rules.check_words(kind, full).allowed for kind in WrittenKind)
