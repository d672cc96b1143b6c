"""After a division or a merger leaders hand single pieces of open work on; all else stays where it is."""

import pytest

from tests.cast import TODAY, ago
from tests.reorganization.building import NQ, bodies, end, give_bodies, organization
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.cases.models import Case
from tracker.core.errors import Forbidden, NotVisible, RuleViolation
from tracker.extensions import db
from tracker.organizations.states import BodyKind
from tracker.reorganization.services import HandingOn, hand_on_work
from tracker.reorganization.states import WorkKind


def hand_on(world, case_id: int, to: int, who: str = "upper_chair", days: int = 1):
    how = HandingOn(ago(days), NQ, {(WorkKind.CASE, case_id): to})
    return hand_on_work(get_actor(world.accounts[who]), organization(world, "ward"), how, TODAY)


def test_one_case_goes_over_and_the_others_stay(world, founded):
    gone = Story(world).conducting().file("head").case.id
    kept = Story(world).opened(overlap_reason="Nội dung khác.").papers("clerk").case.id
    hand_on(world, gone, founded)
    now = [db.session.get_one(Case, one).body_id for one in (gone, kept)]
    assert now == [bodies(world, "founded")[BodyKind.COMMISSION], bodies(world, "ward")[BodyKind.COMMISSION]]
    assert get_actor(world.accounts["chair"]).organization_id == world.organizations["ward"]


def test_after_a_merger_the_successor_hands_on_too(world, heir):
    case_id = Story(world).conducting().file("head").case.id
    end(world, "other_ward", "ward", 3)
    give_bodies(world, "province", *bodies(world, "ward"))
    hand_on(world, case_id, world.organizations["province"])
    assert db.session.get_one(Case, case_id).body_id == bodies(world, "province")[BodyKind.COMMISSION]


def test_without_a_reorganization_nothing_is_handed_on(world, heir):
    case_id = Story(world).conducting().file("head").case.id
    with pytest.raises(RuleViolation) as refused:
        hand_on(world, case_id, heir.id)
    assert str(refused.value.citations[0]) == "Điều 1, 296-QĐ/TW"


@pytest.mark.parametrize(("days", "words"), [(-1, "still to come"), (40, "before the reorganization")])
def test_the_day_lies_between_the_reorganization_and_today(world, founded, days, words):
    case_id = Story(world).conducting().file("head").case.id
    with pytest.raises(RuleViolation) as refused:
        hand_on(world, case_id, founded, days=days)
    assert refused.value.field == "on" and words in str(refused.value)


def test_at_least_one_piece_is_named(world, founded):
    with pytest.raises(RuleViolation) as refused:
        hand_on_work(
            get_actor(world.accounts["upper_chair"]), organization(world, "ward"), HandingOn(ago(1), NQ), TODAY
        )
    assert refused.value.field == "heirs"


@pytest.mark.parametrize("who", ["upper_officer", "clerk"])
def test_it_is_for_leaders(world, founded, who):
    case_id = Story(world).conducting().file("head").case.id
    with pytest.raises(Forbidden):
        hand_on(world, case_id, founded, who)


@pytest.mark.parametrize("to", ["other_cell", "centre"])
def test_a_leader_names_no_organization_out_of_sight(world, founded, to):
    case_id = Story(world).conducting().file("head").case.id
    with pytest.raises(NotVisible):
        hand_on(world, case_id, world.organizations[to], "chair")
