"""A mission is one team with several cases; each reader finds those cases in it that he may know of."""

import pytest

from tests.cast import TODAY, ago
from tests.stories import Story
from tests.teams.building import make_relatives
from tracker.cases.services import check_issue
from tracker.cases.states import SubjectType
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.teams import queries
from tracker.teams.services import NewMission, add_case, open_mission


def new(world, **changed: object) -> NewMission:
    values = {
        "name": "Đoàn công tác số 1",
        "body_id": world.bodies["commission"],
        "work_from": ago(10),
        "work_until": ago(-20),
        "head": world.accounts["head"],
        "others": [world.accounts["bystander"]],
    }
    return NewMission(**values | changed)  # type: ignore[arg-type]


@pytest.fixture
def mission(world):
    actor = Story(world).actor("officer")
    return queries.get_mission(actor, open_mission(actor, new(world)).ref)


def test_a_case_gets_the_team_and_the_days_of_its_mission(world, mission):
    story = Story(world, head="officer").opened()
    add_case(story.actor("officer"), mission, story.file("officer"), agreed=True)
    file = story.file("head")
    assert {person.account_id for person in file.team} == {world.accounts["head"], world.accounts["bystander"]}
    assert file.head.id == world.accounts["head"]
    assert (file.case.work_from, file.case.work_until) == (ago(10), ago(-20))
    assert not check_issue(file).allowed  # the team declares for this case anew


def test_each_reader_finds_the_cases_he_may_know_of(world, mission):
    for restricted in (False, True):
        story = Story(world).opened(restricted=restricted, overlap_reason="Khác.")
        add_case(story.actor("officer"), mission, story.file("officer"), agreed=True)
    counts = {name: len(queries.cases_of(story.actor(name), mission)) for name in ("head", "chair", "vice_chair")}
    assert counts == {"head": 2, "chair": 2, "vice_chair": 1}
    assert [row.cases for row in queries.mission_rows(story.actor("vice_chair"))] == [1]


def test_a_mission_is_for_its_people_its_opener_the_leaders_of_its_body_and_who_keeps_its_papers(world, mission):
    story = Story(world)
    for name in ("officer", "head", "bystander", "chair", "vice_chair", "clerk"):
        assert queries.get_mission(story.actor(name), mission.ref)
    for name in ("member", "leader", "upper_chair", "stranger"):
        with pytest.raises(NotVisible):
            queries.get_mission(story.actor(name), mission.ref)
        assert queries.mission_rows(story.actor(name)) == []


def test_only_a_draft_that_one_may_change_comes_into_one_mission(world, mission):
    story = Story(world).opened()
    with pytest.raises(Forbidden):
        add_case(story.actor("officer"), mission, story.papers("clerk"), agreed=True)
    add_case(story.actor("officer"), mission, story.file("officer"), agreed=True)
    with pytest.raises(Conflict):
        add_case(story.actor("officer"), mission, story.file("officer"), agreed=True)
    decided = Story(world, days=1).issued(overlap_reason="Khác.")
    with pytest.raises((Conflict, Forbidden)):
        add_case(decided.actor("chair"), mission, decided.file("chair"), agreed=True)


def test_a_mission_takes_no_case_about_a_relative_of_its_people(world):
    actor = Story(world).actor("head")
    made = open_mission(actor, new(world, head=world.accounts["officer"]))
    mission = queries.get_mission(actor, made.ref)
    story = Story(world, opener="head").opened(subjects=[(SubjectType.MEMBER, world.members["full_member"])])
    make_relatives(world, "full_member", "officer")
    with pytest.raises(RuleViolation):
        add_case(actor, mission, story.file("head"), agreed=True)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"head": None}, "head"),
        ({"head": 10**6}, "head"),
        ({"work_from": TODAY, "work_until": ago(1)}, "work_until"),
    ],
)
def test_a_mission_that_makes_no_sense_is_refused(world, changed, field):
    with pytest.raises(RuleViolation) as refused:
        open_mission(Story(world).actor("officer"), new(world, **changed))
    assert refused.value.field == field


def test_a_mission_is_for_a_body_of_the_own_organization(world):
    with pytest.raises(RuleViolation) as refused:
        open_mission(Story(world).actor("officer"), new(world, body_id=world.bodies["province_commission"]))
    assert refused.value.field == "body"
