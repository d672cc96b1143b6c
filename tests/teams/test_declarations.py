"""No decision goes out before everybody in the team declared to be free of a conflict of interest."""

import pytest

from tests.cast import TODAY, ago
from tests.stories import SIGNER, Story
from tests.teams.building import issued, replace, say
from tracker.cases import services as cases
from tracker.cases.kinds import Kind
from tracker.cases.states import State, SubjectType
from tracker.core.errors import Conflict, Forbidden, RuleViolation
from tracker.extensions import db
from tracker.findings.services import check_report
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind
from tracker.regulations.sources import Grade
from tracker.teams.services import declare


@pytest.fixture
def story(world) -> Story:
    return Story(world).opened(declared=False, team=[world.accounts["officer"]])


def test_the_decision_waits_for_everybody_in_the_team(story):
    for name in ("head", "officer"):
        verdict = cases.check_issue(story.papers("clerk"))
        assert not verdict.allowed and story.actor(name).full_name in str(verdict.reason)
        assert [(one.source, one.grade) for one in verdict.citations] == [("131-QĐ/TW", Grade.B)]
        with pytest.raises(RuleViolation):
            cases.issue_case(story.actor("clerk"), story.papers("clerk"), SIGNER.name, ago(1), TODAY)
        say(story, name, False)
    cases.issue_case(story.actor("clerk"), story.papers("clerk"), SIGNER.name, ago(1), TODAY)
    assert [person.since for person in story.file("head").team] == [ago(1)] * 2


def test_who_declares_a_conflict_must_be_replaced_and_does_not_take_it_back(story):
    say(story, "head", False)
    say(story, "officer", True, "Em ruột tôi công tác tại chi bộ.")
    verdict = cases.check_issue(story.papers("clerk"))
    assert not verdict.allowed and "must be replaced" in str(verdict.reason)
    with pytest.raises(Conflict):
        say(story, "officer", False)
    draft = story.draft(team=[story.cast.accounts["bystander"]])
    cases.change_draft(story.actor("head"), story.file("head"), draft, TODAY)
    assert "Bùi Văn Hưởng" in str(cases.check_issue(story.papers("clerk")).reason)


def test_a_conflict_needs_its_reason(story):
    with pytest.raises(RuleViolation) as refused:
        say(story, "head", True)
    assert refused.value.field == "reason"


def test_a_conflict_found_later_is_declared_later_and_stops_the_launch(world):
    story = issued(world)
    say(story, "officer", True, "Mới phát hiện.")
    with pytest.raises(RuleViolation, match="must be replaced"):
        cases.launch_case(story.actor("head"), story.file("head"), ago(2), "", TODAY)
    replace(story, "officer", "bystander")
    say(story, "bystander", False)
    cases.launch_case(story.actor("head"), story.file("head"), ago(2), "", TODAY)


def test_a_declaration_stays_when_the_draft_changes_but_not_when_its_subjects_do(world, story):
    say(story, "head", False)
    cases.change_draft(story.actor("head"), story.file("head"), story.draft(title="việc khác"), TODAY)
    assert story.file("head").team[0].conflict is False
    other = [(SubjectType.MEMBER, world.members["full_member"])]
    cases.change_draft(story.actor("head"), story.file("head"), story.draft(subjects=other), TODAY)
    assert [person.conflict for person in story.file("head").team] == [None]


def test_nobody_declares_for_somebody_else(story):
    for name in ("chair", "member"):
        with pytest.raises(Forbidden):
            declare(story.actor(name), story.file(name), False, "", TODAY)


@pytest.mark.parametrize("state", State)
def test_a_declaration_is_made_until_the_case_has_ended(story, state):
    head, file = story.actor("head"), story.file("head")
    file.case.state = state
    file.case.decision_on = file.case.concluded_on = ago(3)
    db.session.flush()
    if state in (State.ARCHIVED, State.CANCELLED):
        with pytest.raises(Conflict):
            declare(head, file, False, "", TODAY)
    else:
        declare(head, file, False, "", TODAY)
        assert file.team[0].declared_on == TODAY


@pytest.mark.parametrize(("team", "allowed"), [([], True), (["officer"], False)])
def test_the_secretary_of_a_cell_alone_declares_nothing_and_a_team_of_the_cell_does(world, team, allowed):
    story = Story(world).opened(declared=False, team=[world.accounts[name] for name in team])
    body = db.session.get_one(Body, story.cast.bodies["commission"])
    body.kind = BodyKind.CELL_MEETING
    db.session.flush()
    assert cases.check_issue(story.papers("clerk")).allowed is allowed


def test_the_report_waits_for_whoever_came_into_the_team(world):
    story = Story(world).found(team=[world.accounts["officer"]], kind=Kind.VIOLATION_INSPECTION)
    assert check_report(story.file("head")).allowed
    replace(story, "officer", "bystander")
    assert "Bùi Văn Hưởng" in str(check_report(story.file("head")).reason)
    say(story, "bystander", False)
    assert check_report(story.file("head")).allowed
