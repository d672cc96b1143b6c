"""A case whose evidence the tests of pages look at."""

import pytest

from tests.evidence.building import conducting, register
from tracker.extensions import db


@pytest.fixture
def case(app, cast) -> str:
    """The address of a case under way with one piece of evidence and its original."""
    with app.app_context():
        story = conducting(cast)
        register(story)
        db.session.commit()
    return f"/cases/{story.ref}"
