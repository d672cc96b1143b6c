"""A wording is seen on any case that one may read, for every paper; who may not read it learns nothing of it."""

import io

import pytest
from pypdf import PdfReader

from tests.pages import forms
from tests.stories import Story
from tests.wordings.building import KEY, URL, previewed, working_administrator
from tracker.access import Role
from tracker.accounts.queries import get_actor
from tracker.audit.queries import entries_of
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.core import clock
from tracker.documents import layout
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.models import RegisteredPaper
from tracker.documents.phrases import phrases_of
from tracker.documents.render import printed
from tracker.extensions import db
from tracker.lawbook.queries import office_law
from tracker.printing import due
from tracker.wordings import queries
from tracker.wordings.services import outlined, tried

NOTHING = "0000000000"
SUBJECT = "Lò Văn Phượng"


def looked(browser, ref: str, url: str = URL) -> str:
    """What comparing on a case shows."""
    page = browser.submit(url, {"case": ref}, press="look-add")
    return page.text.split('id="looked"')[1].split("</section>")[0].replace(ref, "")


def texts_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_an_administrator_who_sees_no_cases_is_told_so_and_gets_the_sample(app, cast, play):
    with app.app_context():
        story = Story(cast).issued()
        ref = story.ref
        assert queries.readable_case(get_actor(cast.accounts["administrator"]), ref) is None
        assert queries.readable_case(story.actor("head"), ref).case.ref == ref
        db.session.commit()
    browser = play("administrator")
    assert "Vai trò của đồng chí không được xem các cuộc" in browser.get(URL).text
    assert browser.get(f"/wordings/papers/{KEY}/cases.json?q=quy").json == []
    page = browser.post(URL, data=_sent(browser, ref)).text
    assert "Trên văn bản mẫu" in page and SUBJECT not in page


def _sent(browser, ref: str) -> dict[str, object]:
    [found] = [one for one in forms(browser.get(URL).text) if one.knows("text")]
    return {**found.values, "case": ref, "look-add": "1"}


def test_a_case_is_found_and_shown_to_who_may_read_it_and_the_reading_is_kept(app, cast, play):
    with app.app_context():
        ref = Story(cast).issued().ref
        browser = play(working_administrator(cast, Role.CLERK))
    [found] = browser.get(f"/wordings/papers/{KEY}/cases.json?q=quan+ly+phuong").json
    assert found["key"] == ref and SUBJECT in found["label"]
    page = browser.submit(URL, {"case-q": "phuong"}, press="case-find")
    assert f'name="case" value="{ref}"' in page.text
    assert "Theo số liệu của văn bản đã có" in looked(browser, ref)
    with app.app_context():
        [case_id] = db.session.execute(db.select(Case.id)).scalars()
        assert [read for read, _about in entries_of("read.papers")] == [case_id]


@pytest.mark.parametrize("restricted", [True, False])
def test_a_case_that_one_may_not_read_looks_like_no_case_at_all(app, cast, play, restricted):
    with app.app_context():
        browser = play(working_administrator(cast, Role.OFFICER))
    before = looked(browser, NOTHING), browser.get(f"/wordings/papers/{KEY}/cases.json?q=quy").data
    with app.app_context():
        ref = Story(cast, opener="head").issued(restricted=restricted).ref
        db.session.commit()
    assert (looked(browser, ref), browser.get(f"/wordings/papers/{KEY}/cases.json?q=quy").data) == before
    assert "Trên văn bản mẫu" in before[0] and previewed(browser, URL, case=ref).status_code == 200
    assert SUBJECT not in texts_of(previewed(browser, URL, case=ref).data)


def test_the_draft_of_a_wording_is_kept_where_its_form_goes(play):
    browser = play("administrator")
    for page in (browser.get(f"{URL}?standard=1"), previewed(browser, URL, text="thiếu chỗ điền {khong_co}")):
        assert f'data-draft-path="{URL}"' in page.text


def test_a_preview_of_an_issued_paper_is_a_draft_without_number_code_and_facts(app, cast, play):
    with app.app_context():
        ref = Story(cast).issued().ref
        paper = db.session.query(RegisteredPaper).filter_by(template=KEY).one()
        number, code = f"{paper.number:02d}-{paper.sign}", paper.ref
        browser = play(working_administrator(cast, Role.CLERK))
    answer = previewed(browser, URL, case=ref, text="Quyết định này có hiệu lực ngay")
    reader, text = PdfReader(io.BytesIO(answer.data)), texts_of(answer.data)
    assert SUBJECT in text and "có hiệu lực ngay" in text
    assert number not in text and code not in text.replace("-", "") and not reader.attachments


@pytest.mark.parametrize("kind", [Kind.VIOLATION_INSPECTION, Kind.THEMATIC_SUPERVISION])
def test_every_paper_is_shown_with_what_a_case_knows_and_the_rest_in_red(app, cast, kind):
    with app.app_context():
        story = Story(cast).conducting(kind=kind)
        file, actor, today = story.papers("clerk"), story.actor("clerk"), clock.today()
        words = due.Words(lambda _due: None, office_law())
        red = set()
        for key in CATALOGUE:
            values = outlined(file, key, today)
            for phrase in phrases_of(key) or ("none",):
                paper = tried(values, phrase, "x", cast.organizations["ward"], today) if phrase != "none" else values
                html, found = printed(paper, layout.of_paper(paper, layout.PROFILES[layout.DEFAULT]))
                red |= {key} if found.missing else set()
            if hasattr(values, "subject") and key != "team_diary":
                assert SUBJECT in html, key
        assert {"activity_suspension", "restoration_decision", "member_discipline"} <= red
        ready = {
            key
            for key in CATALOGUE
            if key != "deadline_explanation" and due.composed_for(actor, file, key, today, words)
        }
        assert {"team_decision", "team_plan", "report_outline", "launch_minutes"} <= ready


def test_the_name_of_a_paper_is_worded_too(app, cast, play):
    with app.app_context():
        ref = Story(cast).issued().ref
        browser = play(working_administrator(cast, Role.CLERK))
    text = texts_of(previewed(browser, f"/wordings/papers/{KEY}/name", case=ref, text="lập ra một Đoàn").data)
    assert "lập ra một Đoàn kiểm tra" in " ".join(text.split())


def test_a_paper_that_the_case_does_not_have_yet_is_outlined_on_the_page(app, cast, play):
    with app.app_context():
        ref = Story(cast).conducting().ref
        browser = play(working_administrator(cast, Role.CHAIR))
    restoring = "/wordings/papers/restoration_decision/order"
    assert "Cuộc này chưa có văn bản loại này" in looked(browser, ref, restoring)
    assert "Theo hồ sơ hiện có" in looked(browser, ref, "/wordings/papers/report_outline/name")
    pdf = previewed(browser, restoring, case=ref)
    assert pdf.status_code == 200 and "[thiếu:" in texts_of(pdf.data)
