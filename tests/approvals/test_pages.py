"""The way of a text over the pages: sent, returned, compared, approved by another, and issued as it was approved."""

import pytest
from sqlalchemy import inspect

from tests.cast import TODAY
from tests.client import PageClient, sign_in
from tests.documents.sheets import taken_apart
from tests.pages import forms, parse, text_of
from tests.stories import Story
from tracker.access import Role
from tracker.accounts.models import Account, AccountRole
from tracker.accounts.queries import get_actor
from tracker.app import TASKS
from tracker.cases.models import CaseSubject
from tracker.documents.approval import text_of as values_of
from tracker.documents.contexts import from_json
from tracker.documents.draft_models import PaperDraft
from tracker.documents.draft_states import DraftState
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.meetings.queries import papers_of
from tracker.notifications.models import Notification
from tracker.organizations.models import Body
from tracker.tasks import read_tasks

SEND = "send_for_approval"


@pytest.fixture
def case_ref(app, stored_cast) -> str:
    """An adopted case of a body that demands approval; the clerk may sign besides."""
    with app.app_context():
        story = Story(stored_cast).adopted()
        db.session.get_one(Body, stored_cast.bodies["commission"]).approves_papers = True
        db.session.add(AccountRole(account_id=stored_cast.accounts["clerk"], role=Role.CHAIR))
        db.session.commit()
        return story.ref


@pytest.fixture
def enter(app, stored_cast):
    """``enter("chair")`` – a browser with that person signed in."""

    def signed_in(name: str) -> PageClient:
        client = app.test_client()
        sign_in(client, stored_cast.accounts[name])
        return client

    return signed_in


def drafts(app) -> list[tuple[str, int, DraftState]]:
    with app.app_context():
        found = db.session.query(PaperDraft).order_by(PaperDraft.number)
        return [(draft.ref, draft.number, draft.state) for draft in found]


def asked(app, cast, name: str) -> set[str]:
    """What waits for a person, of the sorts of drafts."""
    with app.app_context():
        sources = [source for source in TASKS if source.name.startswith("papers-")]
        actor = get_actor(cast.accounts[name])
        return {source.name for source in sources if read_tasks(actor, TODAY, [source])[0]}


def test_a_text_is_sent_returned_approved_by_another_and_issued_as_it_was(app, stored_cast, case_ref, enter):
    clerk, chair = enter("clerk"), enter("chair")
    form = f"/cases/{case_ref}/conclusion/issue"
    words = {"follow_up": "Câu thứ nhất.", "signer": str(stored_cast.accounts["chair"])}
    refused = clerk.submit(form, words)
    assert refused.status_code == 422 and "việc quản lý, sử dụng quỹ đối với đồng chí Lò Văn Phượng" in refused.text
    assert clerk.submit(form, words, press=SEND).status_code == 303
    [(first, _, _)] = drafts(app)
    with app.app_context():
        assert db.session.query(RegisteredPaper).filter_by(template="conclusion_notice").count() == 0
        told = {row.account_id for row in db.session.query(Notification).filter_by(kind="paper_submitted")}
        assert told == {stored_cast.accounts[name] for name in ("head", "member", "chair")}
    assert {name: asked(app, stored_cast, name) for name in ("clerk", "head", "chair", "officer")} == {
        "clerk": set(),
        "head": {"papers-review"},
        "chair": {"papers-approve"},
        "officer": set(),
    }
    again = clerk.submit(form, {"follow_up": "Câu thứ nhất."}, press=SEND)
    assert again.status_code == 422  # rehearsed, refused, and the page still stands

    # who sent it holds the right to approve, and is told why not
    shown = clerk.get(f"/drafts/{first}")
    assert "/steps/approve" not in shown.text and "/steps/withdraw" in shown.text
    own = clerk.submit(f"/drafts/{first}/steps/approve", {"comment": ""})
    assert own.status_code == 422 and drafts(app)[0][2] is DraftState.SUBMITTED

    assert chair.submit(f"/drafts/{first}/steps/return", {"comment": ""}).status_code == 422
    assert chair.submit(f"/drafts/{first}/steps/return", {"comment": "Nêu rõ ai theo dõi."}).status_code == 303
    assert asked(app, stored_cast, "clerk") == {"papers-returned"}
    assert clerk.submit(form, {"follow_up": "Câu thứ hai."}, press=SEND).status_code == 303
    (_, _, old), (second, number, _) = drafts(app)
    assert (old, number) == (DraftState.SUPERSEDED, 2)
    compared = chair.get(f"/drafts/{second}/changes/1")
    assert "Câu thứ nhất." in compared.text and "Câu thứ hai." in compared.text
    root, _errors = parse(compared.text)
    marked = [text_of(row) for row in root.iter("tr") if "compared-changed" in (row.get("class") or "")]
    assert len(marked) == 1 and "±" in marked[0]

    assert chair.submit(f"/drafts/{second}/steps/approve", {"comment": ""}).status_code == 303
    assert asked(app, stored_cast, "clerk") == {"papers-issue"}
    changed = clerk.submit(form, {"follow_up": "Câu thứ ba."})
    assert changed.status_code == 422 and "Vũ Minh Nguyệt" in changed.text
    page = clerk.get(form)
    assert "Câu thứ hai." in page.text and "Vũ Minh Nguyệt" in page.text
    assert clerk.submit(form).status_code == 303  # the form holds the approved text
    assert drafts(app)[1][2] is DraftState.ISSUED
    assert clerk.get(f"/cases/{case_ref}/papers").text.count(f"/drafts/{second}") == 1


def test_an_officer_of_the_team_drafts_and_only_the_clerk_numbers(app, stored_cast, case_ref, enter):
    head, chair, clerk = enter("head"), enter("chair"), enter("clerk")
    form = f"/cases/{case_ref}/conclusion/issue"
    words = {"follow_up": "Câu thứ nhất.", "signer": str(stored_cast.accounts["chair"])}
    assert enter("officer").get(form).status_code == 404  # no part in the case
    assert f'href="{form}"' in head.get(f"/cases/{case_ref}").text
    assert head.submit(form, words, press=SEND).status_code == 303
    [(first, _, _)] = drafts(app)
    assert asked(app, stored_cast, "head") == set()  # nobody reviews what is of the own hand
    assert chair.submit(f"/drafts/{first}/steps/return", {"comment": "Nêu rõ."}).status_code == 303
    assert asked(app, stored_cast, "head") == {"papers-returned"}
    assert f'href="{form}"' in head.get(f"/drafts/{first}").text
    assert head.submit(form, words | {"follow_up": "Câu thứ hai."}, press=SEND).status_code == 303
    second = drafts(app)[1][0]
    compared = chair.get(f"/drafts/{second}/changes/1").text
    assert "Câu thứ nhất." in compared and "Câu thứ hai." in compared
    assert chair.submit(f"/drafts/{second}/steps/approve", {"comment": ""}).status_code == 303
    assert asked(app, stored_cast, "clerk") == {"papers-issue"}
    [drafted] = [one for one in forms(head.get(form).text) if one.knows("signer")]
    assert head.post(form, data=drafted.values).status_code == 403  # the step itself, not only its text
    with app.app_context():
        assert db.session.query(RegisteredPaper).filter_by(template="conclusion_notice").count() == 0
    assert clerk.submit(form, {"follow_up": "Câu khác."}).status_code == 422  # another text: the approval is void
    assert clerk.submit(form).status_code == 303
    with app.app_context():
        draft = db.session.query(PaperDraft).filter_by(ref=second).one()
        paper = db.session.get_one(RegisteredPaper, draft.paper_id)
        assert draft.prepared_by == stored_cast.accounts["head"]
        assert draft.state is DraftState.ISSUED and values_of(from_json(paper.context)) == draft.context


def test_where_no_approval_is_demanded_only_who_numbers_opens_the_form(app, stored_cast, case_ref, enter):
    with app.app_context():
        db.session.get_one(Body, stored_cast.bodies["commission"]).approves_papers = False
        db.session.commit()
    form = f"/cases/{case_ref}/conclusion/issue"
    assert {name: enter(name).get(form).status_code for name in ("head", "clerk")} == {"head": 404, "clerk": 200}


def test_a_draft_is_a_marked_paper_and_exists_only_for_who_sees_its_case(app, stored_cast, case_ref, enter):
    words = {"approval_comment": "Đề nghị duyệt.", "signer": str(stored_cast.accounts["chair"])}
    enter("clerk").submit(f"/cases/{case_ref}/conclusion/issue", words, press=SEND)
    [(ref, _, _)] = drafts(app)
    chair = enter("chair")
    assert "Dự thảo lần 1" in taken_apart(chair.get(f"/drafts/{ref}.pdf").data).text
    assert "Đề nghị duyệt." in chair.get(f"/drafts/{ref}").text
    for name in ("officer", "bystander", "stranger", "subject", "upper_officer"):
        client = enter(name)
        pages = ("", ".pdf", "/changes/1", "/steps/approve")
        assert {client.get(f"/drafts/{ref}{page}").status_code for page in pages} == {404}, name
    assert chair.get(f"/drafts/{ref}/steps/issue").status_code == 404
    stale = chair.get(f"/drafts/{ref}/steps/approve")
    assert chair.submit(f"/drafts/{ref}/steps/review").status_code == 303
    assert chair.submit("", {"comment": ""}, page=stale).status_code == 409


def test_minutes_of_a_session_go_the_same_way(app, stored_cast, case_ref, enter):
    clerk, chair = enter("clerk"), enter("chair")
    with app.app_context():
        ref = db.session.query(Meeting).one().ref
    form = f"/sessions/{ref}/minutes/issue"
    signer = {"signer": str(stored_cast.accounts["chair"])}
    assert clerk.submit(form, signer).status_code == 422
    assert clerk.submit(form, signer, press=SEND).status_code == 303
    [(draft, _, _)] = drafts(app)
    assert asked(app, stored_cast, "chair") == {"papers-approve"}
    assert enter("stranger").get(f"/drafts/{draft}").status_code == 404
    assert listed(chair.get(f"/sessions/{ref}")) == [f"/drafts/{draft}", "Chờ thẩm định hoặc duyệt"]
    assert chair.submit(f"/drafts/{draft}/steps/approve", {"comment": ""}).status_code == 303
    assert asked(app, stored_cast, "clerk") == {"papers-issue"}
    assert clerk.submit(form).status_code == 303
    assert drafts(app)[0][2] is DraftState.ISSUED
    assert listed(chair.get(f"/sessions/{ref}")) == []
    with app.app_context():
        [paper] = papers_of(db.session.query(Meeting).one()).values()
        assert "content" in inspect(paper).unloaded  # a list of papers reads no bytes


def test_the_page_of_a_session_tells_of_its_texts_only_who_may_read_them(app, stored_cast, case_ref, enter):
    with app.app_context():
        ref = db.session.query(Meeting).one().ref
    form = f"/sessions/{ref}/resolution/issue"
    assert enter("clerk").submit(form, {"signer": str(stored_cast.accounts["chair"])}, press=SEND).status_code == 303
    page = f"/sessions/{ref}"
    assert {name: len(listed(enter(name).get(page))) for name in ("clerk", "chair", "officer", "bystander")} == {
        "clerk": 2,
        "chair": 2,
        "officer": 0,  # of the same organization, sees the session and takes no part in it
        "bystander": 0,
    }
    with app.app_context():  # an item of the agenda is about the clerk
        subject = db.session.query(CaseSubject).filter(CaseSubject.member_id.is_not(None)).first()
        db.session.get_one(Account, stored_cast.accounts["clerk"]).member_id = subject.member_id
        db.session.commit()
    assert listed(enter("clerk").get(page)) == []


def listed(page) -> list[str]:
    """The texts on their way to a number on a page: address and state, one after the other."""
    root, _errors = parse(page.text)
    rows = [row for row in root.iter("tr") if any("/drafts/" in (link.get("href") or "") for link in row.iter("a"))]
    return [words for row in rows for words in (next(row.iter("a")).get("href"), text_of(list(row.iter("td"))[-1]))]


def test_the_administrator_says_whether_a_body_approves_and_nobody_else(app, stored_cast, enter):
    body = stored_cast.bodies["commission"]
    at = f"/office/approval/{body}"
    assert enter("clerk").get(at).status_code == 403
    administrator = enter("administrator")
    assert administrator.get(f"/office/approval/{stored_cast.bodies['other_commission']}").status_code == 404
    assert administrator.submit(at, {"demanded": "y"}).status_code == 303
    with app.app_context():
        assert db.session.get_one(Body, body).approves_papers
