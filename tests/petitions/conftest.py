"""The cast of the tests of services; nothing is kept."""

import pytest

from tests.cast import Cast


@pytest.fixture
def cast(world: Cast) -> Cast:
    """The cast, for tests of services; nothing is kept."""
    return world
