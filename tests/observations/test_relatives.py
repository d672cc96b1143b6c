"""An observation is kept from the listed relatives of its subjects: from their log, counts, search and tasks."""

import pytest

from tests.cast import TODAY
from tests.observations.building import noted, reported
from tests.teams.building import make_relatives
from tracker.accounts.queries import get_actor
from tracker.core.errors import NotVisible, RuleViolation
from tracker.extensions import db
from tracker.observations import queries
from tracker.observations.queries import Counts, ObservationFilter
from tracker.observations.tasks import TASKS


def known(cast, name):
    """Everything by which the person could learn of an observation."""
    actor = get_actor(cast.accounts[name])
    return (
        queries.observation_rows(actor, ObservationFilter(), None),
        queries.observation_rows(actor, ObservationFilter(text="hop muon"), None),
        queries.count_observations(actor, ObservationFilter()),
        queries.counts_of(actor),
        [db.session.execute(source.statement(actor, TODAY)).all() for source in TASKS],
    )


@pytest.mark.parametrize("turned", [False, True])
def test_a_relative_of_the_observed_knows_nothing_of_it(cast, turned):
    observation = reported(cast)
    assert known(cast, "chair")[2] == 1
    pair = ("secretary", "chair")
    make_relatives(cast, *(pair[::-1] if turned else pair))
    assert known(cast, "chair") == ([], [], 0, Counts({}, [], []), [[], []])
    with pytest.raises(NotVisible):
        queries.get_observation(get_actor(cast.accounts["chair"]), observation.ref)
    assert known(cast, "vice_chair")[2] == 1


def test_a_relative_of_the_observed_leaves_the_note_to_a_colleague(cast):
    make_relatives(cast, "officer", "secretary")
    with pytest.raises(RuleViolation) as caught:
        noted(cast)
    assert caught.value.field == "subjects"
    assert noted(cast, "bystander")
