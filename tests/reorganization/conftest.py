"""The organization that takes over."""

import pytest

from tests.reorganization.building import bodies, give_bodies, organization


@pytest.fixture
def heir(world):
    """The neighbouring ward, with every kind of body that the ward has."""
    give_bodies(world, "other_ward", *bodies(world, "ward"))
    return organization(world, "other_ward")
