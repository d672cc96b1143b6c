"""The kernel of every procedure: one table of transitions. Knows no procedure itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from tracker.core.errors import ImpossibleTransition
from tracker.core.text import Message, message

State = TypeVar("State", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)
Permission = TypeVar("Permission", bound=StrEnum)


@dataclass(frozen=True)
class Transition(Generic[State, Action, Permission]):
    """One row: in which states an action exists, where it leads, and who may fire it."""

    action: Action
    sources: frozenset[State]
    target: State
    permission: Permission


class TransitionTable(Generic[State, Action, Permission]):
    """All transitions of one procedure. An (state, action) pair without a row is impossible.

    ``labels`` name the states; ``law`` is what the order of the steps rests on, nothing where it is the program's own.
    """

    def __init__(
        self,
        rows: Iterable[Transition[State, Action, Permission]],
        labels: Mapping[State, str],
        law: tuple[object, ...] = (),
    ):
        self.rows = tuple(rows)
        self.labels = labels
        self.law = law
        self._by_pair: dict[tuple[State, Action], Transition[State, Action, Permission]] = {}
        for row in self.rows:
            for source in row.sources:
                if (source, row.action) in self._by_pair:
                    raise ValueError(f"two rows for {source} + {row.action}")
                self._by_pair[source, row.action] = row

    def from_state(self, state: State) -> list[Transition[State, Action, Permission]]:
        """The rows that exist in ``state``, in the order of the table."""
        return [row for row in self.rows if state in row.sources]

    def find(self, state: State, action: Action) -> Transition[State, Action, Permission] | None:
        """The row for the pair, or None where the step is impossible."""
        return self._by_pair.get((state, action))

    def get(self, state: State, action: Action) -> Transition[State, Action, Permission]:
        """The row for the pair; raises ``ImpossibleTransition``."""
        row = self.find(state, action)
        if row is None:
            reason = message(
                "In the present state (%(state)s) this step does not exist: the steps follow one another.",
                state=Message(self.labels[state]),
            )
            raise ImpossibleTransition(reason, self.law)
        return row
