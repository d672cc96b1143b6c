"""The kernel: a step exists only where the table has a row for it."""

from enum import StrEnum
from itertools import product

import pytest

from tracker.core.errors import Conflict, ImpossibleTransition
from tracker.workflow import Transition, TransitionTable


class State(StrEnum):
    """Where a letter is."""

    WRITTEN = "written"
    SENT = "sent"
    ANSWERED = "answered"


class Action(StrEnum):
    """What is done with it."""

    SEND = "send"
    ANSWER = "answer"
    FORGET = "forget"


class Permission(StrEnum):
    """Who may."""

    WRITE = "write"


SEND = Transition(Action.SEND, frozenset({State.WRITTEN, State.SENT}), State.SENT, Permission.WRITE)
ANSWER = Transition(Action.ANSWER, frozenset({State.SENT}), State.ANSWERED, Permission.WRITE)
LABELS = {State.WRITTEN: "Written", State.SENT: "Sent", State.ANSWERED: "Answered"}
TABLE = TransitionTable([SEND, ANSWER], LABELS, ("the post office",))


def test_every_pair_is_possible_or_not_as_the_table_says():
    found = {(state, action): TABLE.find(state, action) for state, action in product(State, Action)}
    assert {pair: row for pair, row in found.items() if row} == {
        (State.WRITTEN, Action.SEND): SEND,
        (State.SENT, Action.SEND): SEND,
        (State.SENT, Action.ANSWER): ANSWER,
    }


def test_a_step_without_a_row_is_a_conflict_that_names_the_state_and_the_law():
    with pytest.raises(ImpossibleTransition) as caught:
        TABLE.get(State.ANSWERED, Action.SEND)
    assert isinstance(caught.value, Conflict)
    assert "(Answered)" in str(caught.value)
    assert caught.value.citations == ("the post office",)
    assert TABLE.get(State.WRITTEN, Action.SEND) is SEND


def test_the_rows_of_a_state_stand_in_the_order_of_the_table():
    assert [TABLE.from_state(state) for state in State] == [[SEND], [SEND, ANSWER], []]


def test_a_pair_with_two_rows_is_refused():
    with pytest.raises(ValueError, match="two rows for"):
        TransitionTable([SEND, SEND], LABELS)
