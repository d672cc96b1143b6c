"""One part for each person, days in their order, and one rule of who is too near to a case."""

import pytest

from tests.cast import TODAY, ago
from tests.stories import SIGNER, Story
from tests.teams.building import decision, issued, replace
from tracker.cases import services, sight
from tracker.cases.models import Case
from tracker.cases.rules import check_period, check_work_dates
from tracker.cases.services import open_case
from tracker.cases.states import SubjectType
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.members.models import Member
from tracker.members.services import NewPost, appoint_to_post
from tracker.organizations.states import Level
from tracker.teams.services import amend_period, amend_schedule, replace_directing


def opening(world, opener: str = "officer", **changed: object) -> str | None:
    """The field beside which the opening is refused; None where the case is opened."""
    story = Story(world)
    try:
        open_case(story.actor(opener), story.draft(**changed), TODAY)
    except RuleViolation as refusal:
        return refusal.field
    return None


def refused(act, *given: object) -> str | None:
    with pytest.raises(RuleViolation) as refusal:
        act(*given)
    return refusal.value.field


def test_who_directs_the_team_is_neither_its_head_nor_in_it(world):
    member = world.accounts["member"]
    assert opening(world, head=member) == "directing"
    assert opening(world, team=[member]) == "directing"


def test_a_change_gives_nobody_two_parts(world):
    story = issued(world)
    chair, file = story.actor("chair"), story.file("chair")
    assert refused(replace, story, None, "member") == "into"
    for name in ("head", "officer"):
        assert refused(replace_directing, chair, file, world.accounts[name], decision(), TODAY) == "into"


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (ago(9), ago(1), None),
        (ago(9), ago(0), None),
        (ago(9), ago(-1), "period_until"),
        (ago(-1), ago(-1), "period_from"),
    ],
)
def test_the_period_examined_is_over(since, until, field):
    assert check_period(since, until, TODAY).field == field


def test_work_starts_not_before_the_decision():
    assert check_work_dates(ago(5), ago(1), ago(5)).allowed
    assert check_work_dates(ago(6), ago(1), ago(5)).field == "work_from"
    assert check_work_dates(None, None, ago(5)).allowed


def test_a_draft_made_ahead_may_reach_the_day_the_work_starts_and_no_further(world):
    ahead = {"work_from": ago(-20), "work_until": ago(-40)}
    assert opening(world, period_until=ago(-1)) == "period_until"
    assert opening(world, period_until=ago(-21), **ahead) == "period_until"
    assert opening(world, period_until=ago(-20), **ahead) is None


@pytest.mark.parametrize("days", [{"period_until": ago(3)}, {"work_from": ago(12), "work_until": ago(1)}])
def test_the_day_of_the_decision_fits_the_period_and_the_work(world, days):
    story = Story(world).opened(**days)
    on = ago(10)
    assert (
        refused(services.issue_case, story.actor("clerk"), story.papers("clerk"), SIGNER.name, on, TODAY)
        == "decision_on"
    )


def test_a_change_of_days_keeps_their_order(world):
    story = issued(world)
    chair, file = story.actor("chair"), story.file("chair")
    assert refused(amend_period, chair, file, (ago(900), ago(4)), decision(5), TODAY) == "period_until"
    assert refused(amend_schedule, chair, file, (ago(41), ago(-9)), decision(5), TODAY) == "work_from"
    assert refused(amend_schedule, chair, file, (ago(30), ago(6)), decision(5), TODAY) == "work_until"
    amend_schedule(chair, file, (ago(30), ago(-9)), decision(5), TODAY)


def post_in(world, name: str, organization: str) -> None:
    member = db.session.get_one(Member, world.members[name])
    appoint_to_post(None, member, NewPost("Chi uỷ viên", world.organizations[organization], ago(90), Level.CELL), TODAY)


def about(world, organization: str) -> dict[str, object]:
    return {"subjects": [(SubjectType.ORGANIZATION, world.organizations[organization])], "contents": ["org.thrift"]}


def test_who_holds_a_post_in_the_inspected_organization_neither_opens_works_nor_sees(world):
    post_in(world, "officer", "cell_two")
    asked = about(world, "cell_two")
    assert opening(world, **asked) == "subjects"
    assert opening(world, "head", team=[world.accounts["officer"]], **asked) == "team"
    story = Story(world, opener="head").issued(**asked)
    assert refused(replace, story, None, "officer") == "into"
    seen = db.session.execute(db.select(Case.id).where(sight.existence(story.actor("officer")))).all()
    assert seen == []


def test_nobody_opens_the_inspection_of_the_own_organization(world):
    assert opening(world, **about(world, "ward")) == "subjects"


def test_whom_the_opening_refuses_sees_nothing_and_whom_it_takes_sees_the_case(world):
    post_in(world, "chair", "cell_two")
    for asked in ({}, about(world, "cell_two"), about(world, "cell")):
        for name in ("officer", "chair", "subject", "vice_chair"):
            field = opening(world, name, overlap_reason="Việc khác.", **asked)
            near = sight.is_too_near(Story(world).actor(name), subjects_of(world, asked))
            assert (field == "subjects") == near, (name, asked)


def subjects_of(world, asked: dict) -> list[tuple[int, int | None]]:
    if not asked:
        return [(world.organizations["cell"], world.members["secretary"])]
    return [(key, None) for _, key in asked["subjects"]]
