"""Anybody may check a paper, and learns whether it is valid and nothing else; guessing is slowed down."""

import io
import re

import pytest
from pypdf import PdfReader

from tests.cast import TODAY
from tests.documents.sheets import MM, taken_apart
from tests.stories import Story
from tracker.documents.foot import SIDE
from tracker.documents.models import CheckAttempt, RegisteredPaper
from tracker.extensions import db
from tracker.records.checking import MOST_MISSES, WINDOW
from tracker.records.services import EndOfPaper, end_paper


@pytest.fixture
def story(app, cast) -> Story:
    with app.app_context():
        story = Story(cast, opener="head").concluded(restricted=True, title="việc tối mật")
        db.session.commit()
    return story


def issued() -> RegisteredPaper:
    return db.session.query(RegisteredPaper).filter_by(template="conclusion_notice").one()


def said(page) -> str | None:
    found = re.search(r'data-answer="(\w+)"', page.text)
    return found[1] if found else None


def test_the_code_and_the_file_are_answered_without_a_sign_in_and_reveal_nothing(app, client, story):
    with app.app_context():
        paper = issued()
        code, content = paper.ref, paper.content
        secrets = ("việc tối mật", "Lò Văn Phượng", "TB/UBKTĐU", story.ref, "hông báo")
    typed = f" {code[:4].upper()}-{code[4:8]} {code[8:]}"
    for values, answer in (
        ({"code": typed}, "authentic"),
        ({"code": "000000000000"}, "unknown"),
        ({"code": "Số 01-TB/UBKTĐU"}, "unknown"),
        ({"upload": (io.BytesIO(content), "x.pdf")}, "authentic"),
        ({"code": code, "upload": (io.BytesIO(content + b"\n"), "x.pdf")}, "altered"),
        ({"code": typed, "upload": (io.BytesIO(content), "x.pdf")}, "authentic"),
        ({"upload": (io.BytesIO(b"hello"), "x.pdf")}, "unknown"),
    ):
        page = client.submit("/check", values)
        assert (page.status_code, said(page)) == (200, answer)
        shown = page.text if "Số" not in str(values) else ""
        assert not [word for word in secrets if word in shown]
    with app.app_context():
        end = EndOfPaper(TODAY, "x", "y")
        end_paper(story.actor("clerk"), story.papers("clerk"), code, end, TODAY)
        db.session.commit()
    assert said(client.submit("/check", {"code": code})) == "withdrawn"
    assert said(client.submit("/check", {"code": ""})) is None
    assert client.get(f"/check?code={code}").status_code == 200


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_code_and_a_file_that_do_not_belong_together_are_told_and_nothing_else(app, client, story, language):
    with app.app_context():
        notice = issued()
        code, content = notice.ref, notice.content
        other = db.session.query(RegisteredPaper).filter_by(type="decision").one().ref
    with client.session_transaction() as session:
        session["language"] = language
    words = {"vi": "Tệp không phải là văn bản mang mã này.", "en": "The file is not the paper of this code."}[language]
    pages = [
        client.submit("/check", {"code": typed, "upload": (io.BytesIO(sent), "x.pdf")})
        for typed, sent in ((other, content), ("0" * 12, content), ("?", content), (code, b"hello"), ("0" * 12, b"x"))
    ]
    assert [said(page) for page in pages] == ["mismatch"] * 5
    for page in pages:
        assert words in page.text and "chữ ký số" not in page.text and "digital signature" not in page.text
    told = {re.search(r'<div role="status".*?</div>\s*<p>', page.text, re.S)[0] for page in pages}
    assert len(told) == 1  # a code that exists and one that does not are answered alike


def test_every_paper_of_a_case_that_is_numbered_here_is_known_by_its_code_and_its_file(app, client, story):
    with app.app_context():
        papers = [(paper.ref, paper.content) for paper in db.session.query(RegisteredPaper)]
    assert len(papers) == 3  # the decision, the plan, the notice
    for ref, content in papers:
        assert said(client.submit("/check", {"code": ref})) == "authentic"
        assert said(client.submit("/check", {"upload": (io.BytesIO(content), "x.pdf")})) == "authentic"


def test_after_forty_misses_nothing_is_answered_from_there_until_they_are_a_quarter_of_an_hour_old(app, client, story):
    with app.app_context():
        code = issued().ref
        at = db.session.query(RegisteredPaper).first().issued_at
        db.session.add_all(CheckAttempt(address="127.0.0.1", at=at) for _ in range(MOST_MISSES - 1))
        db.session.commit()
    assert said(client.submit("/check", {"code": code})) == "authentic"  # what is found is not counted
    assert said(client.submit("/check", {"code": "0" * 12})) == "unknown"
    assert said(client.submit("/check", {"code": code})) is None
    with app.app_context():
        for attempt in db.session.query(CheckAttempt):
            attempt.at -= WINDOW
        db.session.commit()
    assert said(client.submit("/check", {"code": code})) == "authentic"


def test_a_file_too_large_is_refused(client):
    page = client.submit("/check", {"upload": (io.BytesIO(b"x" * 9 * 1024**2), "x.pdf")})
    assert page.status_code == 413


def test_the_code_stands_small_in_the_bottom_margin_of_every_page(app, story):
    with app.app_context():
        paper = issued()
        sheets, code = taken_apart(paper.content), paper.ref
    printed = f"Mã kiểm tra: {code[:4]}-{code[4:8]}-{code[8:]}"
    found = [run for run in sheets.runs if run.y > 277.5]
    assert [run.page for run in found] == list(range(1, len(sheets.reader.pages) + 1))
    for run in found:
        assert (run.text.strip(), round(run.size)) == (printed, 8)
        assert run.x == pytest.approx(30 + SIDE + 3, abs=0.5)  # beside the picture of the code
        assert run.y < 297 - 5 and run.size / MM < 3


def test_a_copy_for_reading_says_that_its_paper_was_withdrawn_and_the_original_stays(app, story, play):
    with app.app_context():
        paper = issued()
        url, content = f"/papers/{paper.ref}/reading.pdf", paper.content
    texts = [PdfReader(io.BytesIO(play("clerk").get(url).data)).pages[0].extract_text()]
    with app.app_context():
        end = EndOfPaper(TODAY, "x", "y")
        end_paper(story.actor("clerk"), story.papers("clerk"), issued().ref, end, TODAY)
        db.session.commit()
        assert issued().content == content
    texts.append(PdfReader(io.BytesIO(play("clerk").get(url).data)).pages[0].extract_text())
    assert ["ĐÃ THU HỒI" in text for text in texts] == [False, True]
