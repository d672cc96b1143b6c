"""Approval before the number, through the services: a rehearsal leaves nothing, only what was approved is issued."""

import json

import pytest
from sqlalchemy import func, select

from tests.cast import TODAY
from tests.stories import SIGNER, Story
from tracker.approvals import queries, services
from tracker.approvals.queries import DraftFile
from tracker.audit.models import AuditEvent
from tracker.cases.models import CaseSubject
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.services import issue_notices
from tracker.core.errors import Forbidden, ImpossibleTransition, NotVisible, RuleViolation
from tracker.documents.approval import Form, rehearse, send_for_approval, text_of
from tracker.documents.contexts import from_json
from tracker.documents.draft_models import PaperDraft, PaperRemark
from tracker.documents.draft_states import Deed, DraftAction, DraftState
from tracker.documents.marks import Marks, marked
from tracker.documents.models import NumberCounter, RegisteredPaper
from tracker.documents.states import Secrecy, Urgency
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.meetings.models import Meeting
from tracker.organizations.models import Body
from tracker.web.translate import say


@pytest.fixture
def story(app, cast):
    """An adopted case of a body that demands approval."""
    with app.app_context():
        adopted = Story(cast).adopted()
        db.session.get_one(Body, cast.bodies["commission"]).approves_papers = True
        db.session.flush()
        yield adopted


def issue(story: Story, follow_up: str = "") -> None:
    words = NoticeWords(TODAY, SIGNER, ["Thường trực cấp uỷ", "Lưu hồ sơ"], follow_up)
    issue_notices(story.actor("clerk"), story.papers("clerk"), words, TODAY)


def send(story: Story, follow_up: str = "") -> PaperDraft:
    form = Form("conclusions.issue_notices", {"ref": story.ref}, [("follow_up", follow_up)])
    return send_for_approval(story.actor("clerk"), lambda: issue(story, follow_up), form)[0]


def seen(story: Story, name: str, draft: PaperDraft) -> DraftFile:
    return queries.get_draft(story.actor(name), draft.ref, story.papers(name))


def take(story: Story, name: str, draft: PaperDraft, action: DraftAction, comment: str = "") -> None:
    services.take_step(story.actor(name), seen(story, name, draft), action, comment)


def counts() -> list[object]:
    asked = [select(func.count()).select_from(table) for table in (RegisteredPaper, AuditEvent)]
    numbers = select(NumberCounter.type, NumberCounter.last).order_by(NumberCounter.type)
    return [*map(db.session.scalar, asked), db.session.execute(numbers).all()]


def test_a_rehearsal_makes_every_check_and_leaves_nothing_but_the_text(story):
    before, state = counts(), story.papers("clerk").case.state
    [paper] = rehearse(lambda: issue(story))
    db.session.expire_all()
    assert counts() == before and story.papers("clerk").case.state is state
    head = json.loads(paper.text)["letterhead"]
    assert head["number"] is None and head["issued_on"] is None
    assert "Để ngoài sổ sách tiền quỹ." in paper.text
    bad = NoticeWords(TODAY, SIGNER, ["Lưu hồ sơ"], report_due_on=story.on(400))
    with pytest.raises(RuleViolation):
        rehearse(lambda: issue_notices(story.actor("clerk"), story.papers("clerk"), bad, TODAY))


def test_nothing_is_issued_without_approval_and_the_reason_says_what_is_missing(story):
    with pytest.raises(RuleViolation, match="not approved"), db.session.begin_nested():
        issue(story)
    send(story)
    with pytest.raises(RuleViolation, match="waits for approval"), db.session.begin_nested():
        issue(story)


def test_the_issued_paper_is_the_approved_text_and_its_draft_is_linked(story):
    draft = send(story, "Giao Uỷ ban Kiểm tra.")
    take(story, "head", draft, DraftAction.REVIEW, "Đúng.")
    take(story, "chair", draft, DraftAction.APPROVE)
    issue(story, "Giao Uỷ ban Kiểm tra.")
    db.session.refresh(draft)
    paper = db.session.get_one(RegisteredPaper, draft.paper_id)
    assert draft.state is DraftState.ISSUED and paper.number > 0
    assert text_of(from_json(paper.context)) == draft.context
    deeds = select(PaperRemark.deed).where(PaperRemark.draft_id == draft.id).order_by(PaperRemark.id)
    assert list(db.session.scalars(deeds)) == [Deed.SUBMITTED, Deed.REVIEWED, Deed.APPROVED]


def test_an_approval_is_void_when_the_form_says_something_else(story):
    draft = send(story)
    take(story, "chair", draft, DraftAction.APPROVE)
    with pytest.raises(RuleViolation, match="is void"), db.session.begin_nested():
        issue(story, "Một câu khác.")
    later = send(story, "Một câu khác.")
    db.session.refresh(draft)
    assert (draft.state, later.number, later.state) == (DraftState.VOID, 2, DraftState.SUBMITTED)
    with pytest.raises(RuleViolation, match="waits for approval"), db.session.begin_nested():
        issue(story, "Một câu khác.")
    with pytest.raises(RuleViolation, match="is void"):
        issue(story)


def test_an_approval_is_void_when_a_finding_changes(app, cast):
    with app.app_context():
        Story(cast).adopted()
        held = db.session.scalars(select(Meeting)).one()
        # on the minutes by hand: no vote froze the findings, so that nothing but the approval stands in the way
        story = Story(cast, opener="head", days=100).reported(title="việc khác", overlap_reason="Khác.")
        story.on_minutes_of(held)
        db.session.get_one(Body, cast.bodies["commission"]).approves_papers = True
        draft = send(story)
        take(story, "chair", draft, DraftAction.APPROVE)
        of_case = select(Finding).join(CaseSubject, CaseSubject.id == Finding.subject_id)
        of_case = of_case.where(CaseSubject.case_id == draft.case_id)
        db.session.scalars(of_case).one().consequence = "Thất thoát 5 triệu đồng."
        db.session.flush()
        with pytest.raises(RuleViolation, match="void, because the text has changed"):
            issue(story)


def test_the_same_text_is_not_sent_twice_but_a_returned_one_is_another_version(story):
    draft = send(story)
    with pytest.raises(RuleViolation, match="sent already"):
        send(story)
    with pytest.raises(RuleViolation):
        take(story, "chair", draft, DraftAction.RETURN, " ")
    take(story, "chair", draft, DraftAction.RETURN, "Nêu rõ người theo dõi.")
    with pytest.raises(RuleViolation, match="returned with comments"), db.session.begin_nested():
        issue(story)
    later = send(story, "Giao Uỷ ban Kiểm tra.")
    found = seen(story, "chair", later)
    assert [(row.number, row.state) for row in found.versions] == [
        (2, DraftState.SUBMITTED),
        (1, DraftState.SUPERSEDED),
    ]
    assert [row.comment for row in queries.remarks_on(found) if row.comment] == ["Nêu rõ người theo dõi."]


def test_who_may_take_which_step(story):
    draft = send(story)
    for name in ("officer", "bystander", "stranger", "subject"):  # no part in the case: it does not exist
        with pytest.raises(NotVisible):
            queries.find_matter(story.actor(name), draft.ref)
    with pytest.raises(Forbidden):
        take(story, "clerk", draft, DraftAction.APPROVE)
    with pytest.raises(Forbidden):
        take(story, "head", draft, DraftAction.APPROVE)
    refused = services.offered(story.actor("member"), seen(story, "member", draft))[DraftAction.APPROVE]
    assert "sign for this body" in str(refused.reason) and say(refused.reason)
    with pytest.raises(RuleViolation, match="sign for this body"):
        take(story, "member", draft, DraftAction.APPROVE)
    take(story, "member", draft, DraftAction.REVIEW)
    with pytest.raises(RuleViolation):
        take(story, "chair", draft, DraftAction.WITHDRAW)
    with pytest.raises(ImpossibleTransition):
        take(story, "head", draft, DraftAction.REVIEW)
    take(story, "clerk", draft, DraftAction.WITHDRAW)
    assert draft.state is DraftState.WITHDRAWN


def test_a_body_that_demands_no_approval_issues_as_before(story):
    db.session.get_one(Body, story.cast.bodies["commission"]).approves_papers = False
    waiting = send(story)
    issue(story, "Một câu khác.")
    db.session.refresh(waiting)
    assert waiting.state is DraftState.SUPERSEDED


def test_the_marks_are_part_of_the_text_that_is_approved(story):
    urgent, secret = Marks(urgency=Urgency.URGENT), Marks(Secrecy.CONFIDENTIAL, Urgency.URGENT, cleared=True)
    with marked(urgent):
        draft = send(story)
    take(story, "chair", draft, DraftAction.APPROVE)
    for other in (Marks(), secret):
        with marked(other), pytest.raises(RuleViolation, match="text has changed"), db.session.begin_nested():
            issue(story)
    with marked(urgent):
        issue(story)
    assert draft.state is DraftState.ISSUED
