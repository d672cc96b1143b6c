"""Who belonged to an inspected organization never sees its case, however the organizations change; nobody inherits a
case about himself."""

import pytest

from tests.cast import ago
from tests.observations import building as observing
from tests.reorganization.building import account, bodies, end, give_bodies, merge
from tests.stories import Story
from tracker.access import Role
from tracker.accounts.queries import get_actor
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.members.models import Member
from tracker.observations import queries as observations
from tracker.observations.models import Observation
from tracker.organizations.states import BodyKind


def knows(actor, case_id: int) -> bool:
    found = db.session.query(Case.id).filter(Case.id == case_id, sight.existence(actor))
    return found.first() is not None


@pytest.fixture
def case_about_cell(world) -> int:
    return Story(world).opened(subjects=[("organization", world.organizations["cell"])], contents=["org.thrift"]).ref


@pytest.fixture
def inspected(world, case_about_cell) -> Case:
    give_bodies(world, "cell", BodyKind.CELL_MEETING)
    give_bodies(world, "cell_two", BodyKind.CELL_MEETING)
    return db.session.query(Case).filter(Case.ref == case_about_cell).one()


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COMMITTEE_LEADER, Role.VICE_CHAIR, Role.OFFICER, Role.CLERK])
def test_an_account_of_the_inspected_organization_stays_excluded_when_it_passes_into_the_inspecting_one(
    world, inspected, role
):
    inspector = get_actor(world.accounts["chair"])
    give_bodies(world, "ward", BodyKind.CELL_MEETING)
    former = account(bodies(world, "cell")[BodyKind.CELL_MEETING], "former", role)
    end(world, "cell", "ward")
    assert get_actor(former).organization_id == world.organizations["ward"]
    assert knows(inspector, inspected.id)
    assert not knows(get_actor(former), inspected.id)


def test_it_stays_excluded_through_the_next_merger_too(world, inspected, heir):
    former = account(bodies(world, "cell")[BodyKind.CELL_MEETING], "former", Role.CHAIR)
    end(world, "cell", "cell_two", 3)
    give_bodies(world, "ward", BodyKind.CELL_MEETING)
    end(world, "cell_two", "ward", 2)
    give_bodies(world, "other_ward", BodyKind.CELL_MEETING)
    end(world, "ward", "other_ward", 1)
    assert not knows(get_actor(former), inspected.id)
    assert knows(get_actor(world.accounts["leader"]), inspected.id)


def test_its_former_secretary_is_excluded_in_an_account_opened_later(world, inspected):
    end(world, "cell", "cell_two")
    secretary = account(world.bodies["commission"], "later", Role.CHAIR, member=world.members["secretary"])
    assert not knows(get_actor(secretary), inspected.id)


def test_an_ordinary_member_of_it_is_excluded_only_where_its_heir_is(world, inspected):
    give_bodies(world, "ward", BodyKind.CELL_MEETING)
    member = world.members["full_member"]
    end(world, "cell", "ward")
    assert db.session.get_one(Member, member).organization_id == world.organizations["ward"]
    assert not knows(
        get_actor(account(world.bodies["committee"], "of_heir", Role.COMMITTEE_LEADER, member=member)), inspected.id
    )
    above = account(world.bodies["province_commission"], "above", Role.CHAIR, member=member)
    assert knows(get_actor(above), inspected.id)


def test_who_left_the_inspected_organization_before_it_ended_only_declares_it(world, inspected):
    secretary = db.session.get_one(Member, world.members["secretary"])
    db.session.refresh(secretary, ["posts"])
    secretary.posts[0].until = ago(400)
    end(world, "cell", "cell_two")
    before = account(world.bodies["commission"], "before", Role.CHAIR, member=secretary.id)
    assert knows(get_actor(before), inspected.id)


def test_an_open_case_does_not_pass_to_an_heir_that_it_is_about(world, heir):
    Story(world).opened(subjects=[("organization", world.organizations["cell"])], contents=["org.thrift"])
    case = db.session.query(Case).one()
    db.session.refresh(case, ["subjects"])
    case.subjects[0].organization_id = heir.id
    db.session.flush()
    with pytest.raises(RuleViolation) as refused:
        merge(world, heir)
    assert (refused.value.field, str(refused.value.citations[0])) == ("successor", "Điều 1, 296-QĐ/TW")
    assert "about the successor itself" in str(refused.value)
    give_bodies(world, "province", *bodies(world, "ward"))
    end(world, "ward", "province")
    assert db.session.get_one(Case, case.id).body_id == bodies(world, "province")[BodyKind.COMMISSION]


def test_an_archived_case_about_the_heir_hinders_nothing(world, heir):
    case = Story(world).concluded().file("head").case
    case.state, case.archived_on = "archived", ago(3)
    case.subjects[0].type, case.subjects[0].member_id = "organization", None
    case.subjects[0].organization_id = heir.id
    db.session.flush()
    merge(world, heir)
    assert db.session.get_one(Case, case.id).body.organization_id == world.organizations["ward"]


def test_an_observation_about_the_ended_organization_stays_hidden_from_who_came_from_it(world):
    give_bodies(world, "cell", BodyKind.CELL_MEETING)
    give_bodies(world, "ward", BodyKind.CELL_MEETING)
    former = account(bodies(world, "cell")[BodyKind.CELL_MEETING], "former", Role.OFFICER)
    seen = observing.reported(world, subjects=[f"org-{world.organizations['cell']}"])
    end(world, "cell", "ward")

    def sees(actor) -> bool:
        return db.session.query(Observation.id).filter(observations.visible(actor)).first() is not None

    assert sees(get_actor(world.accounts["chair"])) and seen.id
    assert not sees(get_actor(former))
