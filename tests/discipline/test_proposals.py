"""Who may be disciplined, with which form, by which body; one open record per subject."""

import threading

import pytest

from tests.cast import TODAY, Cast
from tests.stories import Story
from tracker.cases.states import Outcome, State, SubjectType
from tracker.core.errors import RuleViolation
from tracker.discipline.models import Discipline
from tracker.discipline.services import Proposal, propose_discipline
from tracker.extensions import db
from tracker.regulations.terms import Form


def refused(story: Story, form: Form, *, body: str = "commission", holds_post: bool = False, why: str = "phân cấp"):
    """The refusal of a proposal, or None when it is accepted (and taken back)."""
    file = story.file(story.head)
    proposal = Proposal(story.cast.bodies[body], form, holds_post, "Vi phạm nghiêm trọng.", why)
    try:
        with db.session.begin_nested() as attempt:
            propose_discipline(story.actor(story.head), file, file.subject(1), proposal, TODAY)
            attempt.rollback()
    except RuleViolation as refusal:
        return refusal
    return None


def about(world: Cast, kind: SubjectType, name: str) -> Story:
    key = (world.members if kind is SubjectType.MEMBER else world.organizations)[name]
    contents = ["member.duties", "org.thrift"]
    return Story(world).concluded(subjects=[(kind, key)], contents=contents)


ALL = {Form.REPRIMAND, Form.WARNING, Form.REMOVAL, Form.EXPULSION, Form.DISSOLUTION}


@pytest.mark.parametrize(
    ("kind", "name", "holds_post", "allowed"),
    [
        (SubjectType.ORGANIZATION, "cell", False, {Form.REPRIMAND, Form.WARNING, Form.DISSOLUTION}),
        (SubjectType.MEMBER, "secretary", True, ALL - {Form.DISSOLUTION}),
        (SubjectType.MEMBER, "full_member", False, {Form.REPRIMAND, Form.WARNING, Form.EXPULSION}),
        (SubjectType.MEMBER, "probationer", False, {Form.REPRIMAND, Form.WARNING}),
    ],
)
def test_each_type_of_subject_has_its_own_forms(world, kind, name, holds_post, allowed):
    story = about(world, kind, name)
    found = {form: refused(story, form, holds_post=holds_post) for form in Form}
    strange = {form for form, refusal in found.items() if refusal is not None and refusal.field == "form"}
    assert strange == ALL - allowed
    assert all(found[form].citations for form in strange)


def test_an_unconfirmed_authority_is_relied_on_only_with_a_recorded_reason(world):
    story = about(world, SubjectType.MEMBER, "full_member")
    refusal = refused(story, Form.WARNING, why="")
    assert (refusal.field, bool(refusal.citations)) == ("override_reason", True)
    assert refused(story, Form.WARNING, why="Theo phân cấp.") is None


def test_a_committee_decides_on_the_organizations_under_it_without_a_reason(world):
    story = about(world, SubjectType.ORGANIZATION, "cell")
    assert refused(story, Form.REPRIMAND, body="committee", why="") is None


def test_a_body_of_another_organization_is_refused(world):
    story = about(world, SubjectType.MEMBER, "full_member")
    assert refused(story, Form.WARNING, body="other_commission").field == "body"


def test_discipline_follows_a_conclusion_that_says_it_must(world):
    story = about(world, SubjectType.MEMBER, "full_member")
    subject = story.file("head").subject(1)
    subject.outcome = Outcome.SHORTCOMINGS
    assert refused(story, Form.WARNING).citations
    subject.outcome = Outcome.MUST_DISCIPLINE
    case = story.file("head").case
    for state in (State.REPORTED, State.ARCHIVED):
        case.state = state
        assert refused(story, Form.WARNING).citations
    case.state = State.FOLLOW_UP
    assert refused(story, Form.WARNING) is None


def test_fifty_proposals_at_once_open_one_record(app, cast):
    with app.app_context():
        story = Story(cast).concluded()
        db.session.commit()
    answers: list[str] = []

    def propose() -> None:
        with app.app_context():
            file = story.file("head")
            proposal = Proposal(cast.bodies["commission"], Form.WARNING, True, "Vi phạm.", "Theo phân cấp.")
            try:
                propose_discipline(story.actor("head"), file, file.subject(1), proposal, TODAY)
                db.session.commit()
                answers.append("stored")
            except RuleViolation:
                db.session.rollback()
                answers.append("refused")

    threads = [threading.Thread(target=propose) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["refused"] * 49 + ["stored"]
    with app.app_context():
        assert db.session.query(Discipline).count() == 1
