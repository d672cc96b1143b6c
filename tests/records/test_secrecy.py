"""Classified papers over the pages, on an ordinary installation and on one that is cleared for state secrets."""

import json
import re

import pytest
from flask import Flask

from tests.cast import TODAY, ago, typed
from tests.documents.sheets import taken_apart
from tests.stories import SIGNER, Story
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.services import issue_notices
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.documents.approval import Form, send_for_approval
from tracker.documents.draft_models import PaperDraft, PaperRemark
from tracker.documents.fields import MarkedForm
from tracker.documents.marks import Marks, marked
from tracker.documents.models import RegisteredPaper
from tracker.documents.states import PaperState, Secrecy, Urgency
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.web.forms import TrackerForm
from tracker.web.models import FormDraft
from tracker.wordings.queries import values_of
from tracker.writing.models import WrittenPaper

FOLDED = ("secrecy", "urgency", "register_abstract", "outside_known")

SECRET = {"secrecy": "highly_confidential", "urgency": "express"}
TOLD = SECRET | {"outside_known": "y"}
NAME = "Lò Văn Phượng"


@pytest.fixture
def story(app, cast) -> Story:
    """A case that a session adopted: its notice is to be issued."""
    with app.app_context():
        adopted = Story(cast).adopted()
        db.session.commit()
    return adopted


@pytest.fixture
def cleared(app, monkeypatch) -> Flask:
    monkeypatch.setitem(app.config, "CLEARED", True)
    monkeypatch.setitem(app.config, "CLEARED_BY", "Quyết định số 8-QĐ/TU")
    return app


def notice(app) -> RegisteredPaper:
    with app.app_context():
        return db.session.query(RegisteredPaper).filter_by(template="conclusion_notice").one()


def issue(play, story: Story, **values: object):
    given = {"issued_on": typed(ago(10)), "signer": str(story.cast.accounts["chair"]), "recipients": "Lưu hồ sơ"}
    return play("clerk").submit(f"/cases/{story.ref}/conclusion/issue", given | values)


def forms_of(kind: type[TrackerForm]) -> list[type[TrackerForm]]:
    return [kind, *(form for child in kind.__subclasses__() for form in forms_of(child))]


def test_every_form_that_names_who_signs_asks_how_secret_and_how_urgent_the_paper_is():
    signed = [form for form in forms_of(TrackerForm) if hasattr(form, "signer") and form.__module__ != __name__]
    assert len(signed) > 15
    assert [form for form in signed if not issubclass(form, MarkedForm)] == []


def test_an_ordinary_paper_needs_nothing_of_the_fold(app, play, story):
    page = play("clerk").get(f"/cases/{story.ref}/conclusion/issue").text
    [fold] = re.findall(r'<details class="why marks-fold"( open)?>', page)
    assert not fold and all(f'name="{name}"' in page for name in FOLDED)
    assert issue(play, story).status_code == 303
    paper = notice(app)
    assert (paper.state, paper.secrecy, paper.urgency) == (PaperState.ISSUED, Secrecy.ORDINARY, Urgency.ORDINARY)
    assert taken_apart(play("clerk").get(f"/papers/{paper.ref}.pdf").data).frames == []


def test_an_urgent_paper_is_issued_with_its_mark(app, play, story):
    assert issue(play, story, urgency="express").status_code == 303
    paper, clerk = notice(app), play("clerk")
    assert len(taken_apart(clerk.get(f"/papers/{paper.ref}.pdf").data).frames) == 1
    for url in (f"/cases/{story.ref}/papers", "/register", f"/papers/{paper.ref}/dispatch"):
        assert "Hoả tốc" in clerk.get(url).text


def test_who_was_not_told_gets_no_number_and_the_fold_stands_open_with_the_reason(app, play, story):
    refused = issue(play, story, **SECRET)
    assert refused.status_code == 422 and '<details class="why marks-fold" open>' in refused.text
    assert "Luật Bảo vệ bí mật nhà nước 2018" in refused.text
    assert issue(play, story, secrecy="bogus").status_code == 422
    with app.app_context():
        assert not db.session.query(RegisteredPaper).filter_by(template="conclusion_notice").count()


def test_of_a_classified_paper_an_ordinary_installation_keeps_the_line_and_nothing_else(app, play, story):
    with app.app_context():
        kept = {"path": f"/cases/{story.ref}/conclusion/issue", "form": "NoticeForm", "title": "x", "fields": "[]"}
        for name in ("clerk", "officer"):
            db.session.add(FormDraft(account_id=story.cast.accounts[name], saved_at=clock.now(), **kept))
        db.session.commit()
    assert issue(play, story, **TOLD, register_abstract="").status_code == 303
    paper, clerk = notice(app), play("clerk")
    assert (paper.state, paper.abstract, paper.sha256, paper.template_version) == (
        PaperState.REGISTERED,
        "",
        None,
        None,
    )
    with app.app_context():
        assert not db.session.query(FormDraft).count()
        kept = db.session.get_one(RegisteredPaper, paper.id)
        assert (kept.context, kept.content) == (None, None)
        assert values_of(kept.case_id, kept.template) is None  # no wording is tried on it
    for url in (f"/papers/{paper.ref}.pdf", f"/papers/{paper.ref}/reading.pdf"):
        answer = clerk.get(url)
        assert answer.status_code == 409 and "giữ ngoài phần mềm" in answer.text and NAME not in answer.text
        assert "Không mở được" in answer.text and "chưa được lưu" not in answer.text
        assert play("stranger").get(url).status_code == 404
    papers = clerk.get(f"/cases/{story.ref}/papers").text
    assert "Tối mật" in papers and f"/papers/{paper.ref}.pdf" not in papers
    for url in ("/register", f"/papers/{paper.ref}/dispatch"):
        page = clerk.get(url).text
        assert "Tối mật" in page and "Hoả tốc" in page
    assert 'data-answer="unknown"' in clerk.submit("/check", {"code": paper.ref}).text


def test_prints_leave_a_classified_paper_out_and_say_so(app, play, story):
    assert issue(play, story, **TOLD).status_code == 303
    paper, clerk = notice(app), play("clerk")
    due = clerk.get(f"/cases/{story.ref}/papers/due").text
    assert "01-TB/UBKTĐU" in due and "giữ ngoài phần mềm" in due
    assert "01-TB/UBKTĐU" in clerk.get(f"/cases/{story.ref}/papers/whole").text
    assert clerk.get(f"/cases/{story.ref}/papers/due.pdf").status_code in (200, 422)
    assert "01-TB/UBKTĐU:" not in clerk.get(f"/papers/print?paper={paper.ref}").text
    for page in ("", "/conclusion/", "/dossier/", "/papers"):
        assert clerk.get(f"/cases/{story.ref}{page}").status_code == 200, page


def test_a_cleared_installation_issues_a_classified_paper_as_any_other_with_its_mark(cleared, play, story):
    page = play("clerk").get(f"/cases/{story.ref}/conclusion/issue").text
    assert "Quyết định số 8-QĐ/TU" in page and "outside_known" not in page
    assert issue(play, story, **SECRET).status_code == 303
    paper = notice(cleared)
    assert paper.state is PaperState.ISSUED and NAME in paper.abstract
    shown = taken_apart(play("clerk").get(f"/papers/{paper.ref}.pdf").data)
    assert shown.run("TỐI MẬT") and len(shown.frames) == 2


@pytest.mark.parametrize("is_cleared", [False, True])
def test_administrators_are_told_whether_the_installation_is_cleared_and_by_what(app, play, monkeypatch, is_cleared):
    monkeypatch.setitem(app.config, "CLEARED", is_cleared)
    monkeypatch.setitem(app.config, "CLEARED_BY", "Quyết định số 8-QĐ/TU" if is_cleared else "")
    page = play("administrator").get("/accounts").text
    assert ("Quyết định số 8-QĐ/TU" in page) is is_cleared and ("chưa được" in page) is not is_cleared


def test_no_half_filled_form_about_a_classified_paper_is_kept(app, play, story):
    clerk, path = play("clerk"), f"/cases/{story.ref}/conclusion/issue"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', clerk.get(path).text)[1]

    def keep(**fields: str):
        about = {"csrf_token": token, "draft-path": path, "draft-form": "NoticeForm", "draft-title": "x"}
        return clerk.post("/drafts", data=about | fields).json["saved_at"]

    assert keep(follow_up="một", secrecy="ordinary")
    assert keep(follow_up="hai", secrecy="confidential") is None
    with app.app_context():
        assert not db.session.query(FormDraft).count()
    app.config["CLEARED"] = True
    try:
        assert keep(follow_up="ba", secrecy="confidential")
    finally:
        app.config["CLEARED"] = False


def test_a_text_on_its_way_to_approval_is_emptied_when_its_paper_becomes_secret(app, play, story):
    words = NoticeWords(TODAY, SIGNER, ["Lưu hồ sơ"], "Câu mật.")

    def verb() -> None:
        issue_notices(story.actor("clerk"), story.papers("clerk"), words, TODAY)

    marks = Marks(Secrecy.CONFIDENTIAL, known=True)
    with app.app_context():
        db.session.get_one(Body, story.cast.bodies["commission"]).approves_papers = True
        form = Form("conclusions.issue_notices", {"ref": story.ref}, [("follow_up", "Câu mật.")])
        [draft] = send_for_approval(story.actor("clerk"), verb, form, "Xin xem câu mật.")
        ref = draft.ref
        with marked(marks), pytest.raises(RuleViolation) as refusal, db.session.begin_nested():
            send_for_approval(story.actor("clerk"), verb, form)
        assert refusal.value.field == "secrecy"  # its text is approved on paper
        db.session.commit()
    with app.app_context(), marked(marks):
        verb()
        db.session.commit()
    with app.app_context():
        [(context, entries, abstract)] = db.session.query(PaperDraft.context, PaperDraft.entries, PaperDraft.abstract)
        assert (context, json.loads(entries), abstract) == ("", [], "–")
        assert [row.comment for row in db.session.query(PaperRemark)] == ["–"]
    clerk = play("clerk")
    assert "đã được đưa ra khỏi" in clerk.get(f"/drafts/{ref}").text
    assert clerk.get(f"/drafts/{ref}.pdf").status_code == 409
    assert clerk.get(f"/cases/{story.ref}/papers").status_code == 200


def test_what_was_typed_for_a_letter_is_emptied_when_it_becomes_secret(app, play, story):
    clerk, case = play("head"), f"/cases/{story.ref}"
    typed_in = {"addressees": "Chi bộ", "matter": "về việc mật", "text": "Lời mật.", "recipients": "Lưu"}
    assert clerk.submit(f"{case}/written/new/official_letter", typed_in).status_code == 303
    [draft] = re.findall(r'href="([^"]+)/draft\.pdf"', clerk.get(f"{case}/written/").text)
    sent = {"issued_on": typed(TODAY), "signer": str(story.cast.accounts["chair"])}
    with app.app_context():
        kept = {"form": "LetterForm", "title": "x", "fields": '[["text", "Lời mật hơn."]]', "saved_at": clock.now()}
        for path in (f"{draft}/change", f"{draft}0/change"):  # the second is of another letter
            db.session.add(FormDraft(account_id=story.cast.accounts["head"], path=path, **kept))
        db.session.commit()
    assert play("clerk").submit(f"{draft}/issue", sent | TOLD).status_code == 303
    with app.app_context():
        [paper] = db.session.query(WrittenPaper)
        assert not any((paper.text, paper.matter, paper.addressees, paper.proposal, paper.recipients))
        assert [row.path for row in db.session.query(FormDraft)] == [f"{draft}0/change"]
    page = clerk.get(f"{case}/written/").text
    assert "01-CV/UBKTĐU" in page and "về việc mật" not in page and "Lời mật" not in page


def test_a_decision_of_the_case_and_its_plan_take_the_marks_chosen_on_the_form(app, cast, play):
    with app.app_context():
        ref = Story(cast).opened().ref
        db.session.commit()
    sent = {"decision_on": typed(TODAY), "signer": str(cast.accounts["chair"])}
    assert play("clerk").submit(f"/cases/{ref}/issue", sent | TOLD).status_code == 303
    with app.app_context():
        found = db.session.query(RegisteredPaper).all()
        assert {(paper.secrecy, paper.state, paper.abstract) for paper in found} == {
            (Secrecy.HIGHLY_CONFIDENTIAL, PaperState.REGISTERED, "")
        }
        assert len(found) == 2
    assert "01-QĐ/UBKTĐU" in play("clerk").get(f"/cases/{ref}").text
