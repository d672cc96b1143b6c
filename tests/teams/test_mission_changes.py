"""Who says what a mission carries, that a case's team is replaced only knowingly, and one change for all its cases."""

import pytest

from tests.cast import TODAY, ago, typed
from tests.stories import SIGNER, Story
from tests.teams.building import decision
from tests.teams.test_missions import new
from tracker.cases.services import issue_case
from tracker.core.errors import Forbidden, RuleViolation
from tracker.extensions import db
from tracker.teams import queries
from tracker.teams.models import CaseAmendment
from tracker.teams.services import Replacement, add_case, change_team, open_mission


@pytest.fixture
def mission(world):
    actor = Story(world).actor("officer")
    return queries.get_mission(actor, open_mission(actor, new(world)).ref)


def joined(world, mission, days: int = 0) -> Story:
    story = Story(world, head="officer", days=days).opened(overlap_reason="Khác.")
    add_case(story.actor("officer"), mission, story.file("officer"), agreed=True)
    return story


def team(story: Story) -> set[str]:
    names = {account: name for name, account in story.cast.accounts.items()}
    return {names[person.account_id] for person in story.papers("chair").team}


def test_a_team_that_was_set_is_replaced_only_knowingly(world, mission):
    story = Story(world, head="officer").opened()
    with pytest.raises(RuleViolation) as refusal:
        add_case(story.actor("officer"), mission, story.file("officer"))
    assert refusal.value.field == "agreed"
    for word in ("Leaves: Trần Quốc Khánh", "Lường Thị Thoả, Bùi Văn Hưởng", "Head: Lường Thị Thoả"):
        assert word in str(refusal.value)
    assert team(story) == {"officer"}


def test_a_case_with_the_team_of_the_mission_comes_in_without_a_question(world, mission):
    story = Story(world).opened(team=[world.accounts["bystander"]])
    add_case(story.actor("officer"), mission, story.file("officer"))
    assert len(queries.cases_of(story.actor("chair"), mission)) == 1


def test_a_member_of_a_mission_neither_fills_it_nor_changes_it(world, mission):
    story = Story(world, opener="bystander").opened()
    bystander = story.actor("bystander")
    with pytest.raises(Forbidden):
        add_case(bystander, mission, story.file("bystander"), agreed=True)
    with pytest.raises(Forbidden):
        change_team(bystander, mission, Replacement(world.accounts["head"], None), decision(), TODAY)


def test_only_drafts_that_one_may_change_are_offered(world, mission):
    Story(world, opener="vice_chair").opened(team=[world.accounts["officer"]])
    assert queries.free_drafts(Story(world).actor("officer"), mission) == []
    assert len(queries.free_drafts(Story(world).actor("chair"), mission)) == 1


def test_one_change_holds_for_every_case_of_the_mission(world, mission):
    decided, draft = joined(world, mission), joined(world, mission, days=1)
    decided.declared()
    issue_case(decided.actor("clerk"), decided.papers("clerk"), SIGNER.name, ago(11), TODAY)
    made = Replacement(world.accounts["head"], world.accounts["vice_chair"])
    assert change_team(decided.actor("chair"), mission, made, decision(), TODAY) == 2
    for story in (decided, draft):
        assert team(story) == {"vice_chair", "bystander"}
        assert story.papers("chair").head.full_name == "Hoàng Thế Vinh"
    kept = db.session.query(CaseAmendment).all()
    assert [(row.case_id, row.decision) for row in kept] == [(decided.papers("chair").case.id, "15-QĐ/UBKTĐU")]
    assert {one.account_id for one in mission.people} == {world.accounts["vice_chair"], world.accounts["bystander"]}


@pytest.mark.parametrize("into", ["member", "stranger", "bystander"])
def test_a_change_that_one_case_does_not_allow_is_refused(world, mission, into):
    """``member`` directs the case, ``stranger`` is of another house, ``bystander`` is in the mission already."""
    decided = joined(world, mission)
    decided.declared()
    issue_case(decided.actor("clerk"), decided.papers("clerk"), SIGNER.name, ago(11), TODAY)
    made = Replacement(world.accounts["head"], world.accounts[into])
    with pytest.raises(RuleViolation) as refusal:
        change_team(decided.actor("chair"), mission, made, decision(), TODAY)
    assert refusal.value.field == "into"


def test_the_page_asks_before_it_replaces_and_changes_the_team_of_all(app, cast, play):
    with app.app_context():
        case = Story(cast, head="officer").opened().ref
        ref = open_mission(Story(cast).actor("officer"), new(cast)).ref
        db.session.commit()
    officer, mission = play("officer"), f"/missions/{ref}"
    asked = officer.submit(f"{mission}/cases", {"case": case})
    assert asked.status_code == 422 and "Trần Quốc Khánh" in asked.text and 'id="agreed-error"' in asked.text
    assert officer.submit(f"{mission}/cases", {"agreed": "y"}, page=asked).status_code == 303
    values = {"number": "15-QĐ/UBKTĐU", "decided_on": typed(ago(5)), "from_on": typed(ago(5)), "why": "Điều động."}
    people = {"out": str(cast.accounts["bystander"]), "into": str(cast.accounts["vice_chair"])}
    assert play("chair").submit(f"{mission}/team", values | people).status_code == 303
    page = play("chair").get(mission).text
    assert "Hoàng Thế Vinh" in page and "Bùi Văn Hưởng" not in page
    assert play("bystander").get(f"{mission}/team").status_code == 404
