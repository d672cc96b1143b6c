"""Every pair of state and action of a petition is either in the table or impossible."""

from itertools import product

import pytest

from tracker.access import Permission
from tracker.core.errors import ImpossibleTransition
from tracker.petitions.states import (
    ACTION_LABELS,
    AUTOMATIC,
    STATE_LABELS,
    STATE_TONES,
    TRANSITIONS,
    Action,
    State,
)

POSSIBLE = {
    (State.RECEIVED, Action.SCREEN): State.SCREENED,
    (State.RECEIVED, Action.WITHDRAW): State.WITHDRAWN,
    (State.SCREENED, Action.ACCEPT): State.ACCEPTED,
    (State.SCREENED, Action.FORWARD): State.FORWARDED,
    (State.SCREENED, Action.GUIDE): State.GUIDED,
    (State.SCREENED, Action.FILE): State.FILED,
    (State.SCREENED, Action.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Action.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Action.RELEASE): State.SCREENED,
}


@pytest.mark.parametrize(("state", "action"), list(product(State, Action)))
def test_every_pair_is_in_the_table_or_impossible(state, action):
    if (state, action) in POSSIBLE:
        assert TRANSITIONS.get(state, action).target is POSSIBLE[state, action]
    else:
        with pytest.raises(ImpossibleTransition):
            TRANSITIONS.get(state, action)


def test_the_receiver_screens_and_the_leader_decides():
    receiver = {row.action for row in TRANSITIONS.rows if row.permission is Permission.RECEIVE_PETITION}
    leader = {row.action for row in TRANSITIONS.rows if row.permission is Permission.DECIDE_PETITION}
    assert receiver == {Action.SCREEN, Action.WITHDRAW}
    assert receiver | leader == set(Action) - AUTOMATIC


def test_every_state_and_action_has_its_words():
    assert set(STATE_LABELS) == set(STATE_TONES) == set(State)
    assert set(ACTION_LABELS) == set(Action)
