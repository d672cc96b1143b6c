"""A division: the new organization takes what was named, the old one goes on with the rest."""

import pytest
from sqlalchemy import select

from tests.cast import TODAY, ago
from tracker.accounts.queries import get_actor
from tracker.core.errors import NotVisible, RuleViolation
from tracker.extensions import db
from tracker.members.models import Member
from tracker.organizations.models import Organization, OrganizationEvent
from tracker.reorganization.services import Division, split_organization


def divide(world, name: str = "ward", who: str = "upper_officer", **changed: object) -> Organization:
    values = {"code": "P3", "name": "Đảng bộ phường Mường Ảng", "since": ago(3), "decision": "NQ 1661"}
    place = db.session.get_one(Organization, world.organizations[name])
    return split_organization(get_actor(world.accounts[who]), place, Division(**values | changed), TODAY)


def test_cells_and_their_members_go_over(world):
    founded = divide(world, organizations=[world.organizations["cell_two"]])
    cell = db.session.get_one(Organization, world.organizations["cell_two"])
    assert (cell.parent_id, founded.parent_id) == (founded.id, world.organizations["province"])
    assert db.session.get_one(Member, world.members["chair"]).grassroots_id == founded.id
    assert db.session.get_one(Member, world.members["secretary"]).grassroots_id == world.organizations["ward"]


def test_a_cell_is_divided_by_its_members(world):
    founded = divide(world, "cell", "officer", code="P1.3", members=[world.members["full_member"]])
    assert db.session.get_one(Member, world.members["full_member"]).organization_id == founded.id
    kinds = db.session.scalars(
        select(OrganizationEvent.kind).where(OrganizationEvent.organization_id == world.organizations["cell"])
    ).all()
    assert "split" in kinds


@pytest.mark.parametrize(
    ("changed", "field"),
    [({}, "organizations"), ({"organizations": ["other_cell"]}, "organizations"),
     ({"members": ["outsider"]}, "members"),
     ({"code": "P2", "organizations": ["cell"]}, "code"), ({"since": ago(-1), "organizations": ["cell"]}, "since")],
)  # fmt: skip
def test_what_does_not_fit_is_refused_beside_its_field(world, changed, field):
    values = dict(changed)
    for kind, ids in (("organizations", world.organizations), ("members", world.members)):
        if kind in values:
            values[kind] = [ids[name] for name in values[kind]]
    with pytest.raises(RuleViolation) as refused:
        divide(world, **values)
    assert refused.value.field == field


def test_nobody_divides_what_he_does_not_see(world):
    with pytest.raises(NotVisible):
        divide(world, who="stranger", organizations=[world.organizations["cell"]])
