"""The kernel of every procedure: one table of transitions. Knows no procedure itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.core.errors import ImpossibleTransition
from tracker.core.text import message


@dataclass(frozen=True)
class Transition:
    """One row: in which states an action exists, where it leads, and who may fire it."""

    action: StrEnum
    sources: frozenset[StrEnum]
    target: StrEnum
    permission: StrEnum


class TransitionTable:
    """All transitions of one procedure. An (state, action) pair without a row is impossible."""

    def __init__(self, rows: Iterable[Transition]):
        self.rows = tuple(rows)
        self._by_pair: dict[tuple[StrEnum, StrEnum], Transition] = {}
        for row in self.rows:
            for source in row.sources:
                if (source, row.action) in self._by_pair:
                    raise ValueError(f"two rows for {source} + {row.action}")
                self._by_pair[source, row.action] = row

    def from_state(self, state: StrEnum) -> list[Transition]:
        """The rows that exist in ``state``, in the order of the table."""
        return [row for row in self.rows if state in row.sources]

    def find(self, state: StrEnum, action: StrEnum) -> Transition | None:
        """The row for the pair, or None where the step is impossible."""
        return self._by_pair.get((state, action))

    def get(self, state: StrEnum, action: StrEnum) -> Transition:
        """The row for the pair; raises ``ImpossibleTransition``."""
        row = self.find(state, action)
        if row is None:
            raise ImpossibleTransition(
                message("This step is not possible now: the record has moved on since the page was opened.")
            )
        return row
