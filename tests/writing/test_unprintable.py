"""What no paper can print is refused where it is typed, and named where it would be printed; it breaks no page."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from tests.stories import Story
from tests.writing.test_writing import draft_of
from tracker.extensions import db
from tracker.writing.models import WrittenPaper

LETTER = {"addressees": "Chi bộ bản 1", "matter": "về việc cung cấp tài liệu", "text": "Đề nghị gửi sổ quỹ."}
NAMED = {
    "Đề nghị 😀 gửi sổ quỹ.": "U+1F600",
    "Gửi 漢字 kèm theo.": "U+6F22",
    "Gửi \ufdd0 kèm theo.": "U+FDD0",
    "مرحبا": "U+0645",
    "Dòng.\n" * 2_000: "1500 dòng",
}


@pytest.fixture
def case(app, cast) -> str:
    """A case whose team has found something, by its address."""
    with app.app_context():
        story = Story(cast).found()
        db.session.commit()
    return f"/cases/{story.ref}"


@pytest.fixture
def stored(app, case, play) -> str:
    """The address of a letter whose text was stored before it was looked at."""
    assert play("head").submit(f"{case}/written/new/official_letter", LETTER).status_code == 303
    with app.app_context():
        db.session.execute(update(WrittenPaper).values(text="Đề nghị 😀 gửi sổ quỹ."))
        db.session.commit()
    return draft_of(play("head").get(f"{case}/written/").text)


@pytest.mark.parametrize(("text", "named"), NAMED.items())
def test_a_text_that_cannot_be_printed_is_refused_beside_its_field_and_kept_on_the_form(case, play, text, named):
    answer = play("head").submit(f"{case}/written/new/official_letter", LETTER | {"text": text})
    assert answer.status_code == 422
    assert named in answer.text and text.strip()[:20] in answer.text and LETTER["matter"] in answer.text
    assert play("head").submit(f"{case}/written/new/official_letter", LETTER).status_code == 303


def test_a_finding_that_no_notice_could_print_is_refused_where_it_is_typed(case, play):
    answer = play("head").submit(f"{case}/findings/new", {"text": "Chi sai 漢 quỹ."})
    assert answer.status_code == 422
    assert "U+6F22" in answer.text and "Chi sai 漢 quỹ." in answer.text


def test_a_preview_that_cannot_be_printed_says_what_and_why(stored, play):
    answer = play("head").get(f"{stored}/draft.pdf")
    assert answer.status_code == 422
    assert "Văn bản không in được" in answer.text and "😀 (U+1F600)" in answer.text


def test_a_paper_that_cannot_be_printed_is_not_numbered_and_the_form_says_why(stored, cast, play):
    answer = play("clerk").submit(f"{stored}/issue", {"signer": str(cast.accounts["chair"])})
    assert answer.status_code == 422
    assert "😀 (U+1F600)" in answer.text and "issued_on" in answer.text
    assert "CV/UBKTĐU" not in play("clerk").get(f"{stored.split('/written')[0]}/papers").text


def test_all_papers_due_are_printed_without_the_one_that_cannot_be_which_is_named(case, stored, play):
    clerk = play("clerk")
    answer = clerk.get(f"{case}/papers/due.pdf")
    titles = [entry.title for entry in PdfReader(io.BytesIO(answer.data)).outline]
    assert titles and not [title for title in titles if "cung cấp tài liệu" in title]
    told = clerk.get(f"{case}/papers/due").text
    assert "Không in được: " in told and "về việc cung cấp tài liệu" in told and "U+1F600" in told
    assert clerk.get(f"{case}/papers/due.pdf?key=official_letter").status_code == 422
