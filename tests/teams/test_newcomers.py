"""Who joins a team after the decision declares first: until then the work and the file are closed to him."""

import pytest

from tests.cast import TODAY, ago
from tests.stories import Story
from tests.teams.building import issued, replace, say
from tracker.access import Permission, Relation
from tracker.accounts.queries import get_actor
from tracker.cases import services as cases
from tracker.cases import tasks as cases_tasks
from tracker.cases.queries import get_file
from tracker.core.errors import HeldBack
from tracker.evidence.services import EvidenceEntry, register_evidence
from tracker.evidence.states import EvidenceKind
from tracker.extensions import db
from tracker.notifications.models import Notification
from tracker.notifications.states import Kind
from tracker.tasks import read_tasks
from tracker.teams import tasks as team_tasks


@pytest.fixture
def story(world) -> Story:
    story = issued(world)
    replace(story, None, "bystander")
    return story


def enter(story: Story, name: str) -> None:
    entry = EvidenceEntry("Sổ thu", EvidenceKind.DOCUMENT, "Chi bộ", story.cast.accounts["head"], ago(1))
    register_evidence(story.actor(name), story.papers(name), entry, TODAY)


def asked(story: Story, name: str) -> set[str]:
    """The sources of work that the case has for somebody."""
    sources = [*cases_tasks.TASKS, *team_tasks.TASKS]
    return {source.name for source in sources if read_tasks(story.actor(name), TODAY, [source])[0]}


def test_a_newcomer_reads_the_papers_and_nothing_of_the_file_before_he_declares(story):
    assert Relation.UNDECLARED in story.papers("bystander").relations
    with pytest.raises(HeldBack, match="declare first"):
        story.file("bystander")
    say(story, "bystander", False)
    assert story.file("bystander").relations == {Relation.TEAM_MEMBER}


def test_no_work_of_a_newcomer_is_taken_before_he_declares(story):
    with pytest.raises(HeldBack, match="declare first"):
        enter(story, "bystander")
    with pytest.raises(HeldBack, match="declare first"):
        cases.record_step(story.actor("bystander"), story.papers("bystander"), "subject_report", ago(1), "", TODAY)
    say(story, "bystander", False)
    cases.record_step(story.actor("bystander"), story.papers("bystander"), "subject_report", ago(1), "", TODAY)


def test_who_declares_a_conflict_during_the_work_does_none_of_it_any_more(world):
    story = Story(world).conducting(team=[world.accounts["officer"]])
    enter(story, "officer")
    say(story, "officer", True, "Em ruột tôi công tác tại chi bộ.")
    with pytest.raises(HeldBack, match="somebody else takes your place"):
        enter(story, "officer")


def test_the_leader_and_the_directing_member_are_told_of_a_conflict_and_asked_to_replace(world):
    story = Story(world).conducting(team=[world.accounts["officer"]])
    say(story, "officer", True, "Em ruột tôi công tác tại chi bộ.")
    told = db.session.query(Notification).filter_by(kind=Kind.CONFLICT_DECLARED).all()
    names = {account: name for name, account in world.accounts.items()}
    assert {names[one.account_id] for one in told} == {"chair", "member"}
    assert "in-conflict" in asked(story, "chair") and "in-conflict" in asked(story, "member")
    replace(story, "officer", "bystander")
    assert "in-conflict" not in asked(story, "chair") | asked(story, "member")


def test_my_work_asks_for_the_declaration_and_for_nothing_else_of_the_case(world):
    story = Story(world).conducting(team=[world.accounts["officer"]])
    replace(story, None, "bystander")
    assert asked(story, "bystander") == {"declarations"}
    say(story, "bystander", False)
    assert asked(story, "bystander") == {"in-team"}


def test_a_new_head_submits_no_report_before_he_declares(world):
    story = Story(world).conducting(team=[world.accounts["officer"]])
    replace(story, "head", "bystander")
    head = get_actor(world.accounts["bystander"])
    with pytest.raises(HeldBack):
        get_file(head, story.ref, Permission.SUBMIT_REPORT)


def test_the_refusal_leads_to_the_declaration(app, cast, play):
    with app.app_context():
        story = issued(cast)
        replace(story, None, "bystander")
        db.session.commit()
    case = f"/cases/{story.ref}"
    page = play("bystander").get(f"{case}/findings")
    assert page.status_code == 403 and f"{case}/declaration" in page.text
    assert play("bystander").submit(f"{case}/declaration", {"conflict": "no"}).location == case
    assert play("bystander").get(f"{case}/findings").status_code == 200
