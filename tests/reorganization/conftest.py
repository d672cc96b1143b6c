"""The organizations that take over."""

import pytest

from tests.cast import TODAY, ago
from tests.reorganization.building import NQ, bodies, give_bodies, organization
from tracker.accounts.queries import get_actor
from tracker.organizations.states import BodyKind
from tracker.reorganization.services import Division, split_organization


@pytest.fixture
def heir(world):
    """The neighbouring ward, with every kind of body that the ward has."""
    give_bodies(world, "other_ward", *bodies(world, "ward"))
    return organization(world, "other_ward")


@pytest.fixture
def founded(world) -> int:
    """What the ward was divided into, with a commission of its own."""
    new = Division("P3", "Đảng bộ phường Mường Ảng", ago(9), NQ, [world.organizations["cell_two"]])
    place = split_organization(get_actor(world.accounts["upper_officer"]), organization(world, "ward"), new, TODAY)
    world.organizations["founded"] = place.id
    give_bodies(world, "founded", BodyKind.COMMISSION)
    return place.id
