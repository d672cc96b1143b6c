"""A register as it is printed: plain values on landscape sheets, laid out by the same process as the papers.

It is no paper: it has no number and no signature, and is made anew each time from what its reader may see.
"""

import json
from dataclasses import asdict, dataclass

from tracker.core.errors import Refusal
from tracker.core.text import message
from tracker.documents.parts import Part

MOST_ROWS = 800  # of twelve columns: laid out in half the time that the process has for one question
MOST_CELLS = 12 * MOST_ROWS
A4_WIDTH = 260  # mm between the margins of a sheet laid across; a wider table goes on A3
MOST_CHARACTERS = 400_000


class RegisterTooLong(Refusal):
    """More lines than one print may hold."""


@dataclass(frozen=True, kw_only=True)
class RegisterSheet(Part):
    """``heads``, ``widths`` (mm) and the cells of each row are of one length; ``printed`` says when and by whom.

    A table wider than A4 goes on A3.
    """

    parent_name: str
    issuer_name: str
    title: str
    period: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    printed: str

    @property
    def is_wide(self) -> bool:
        """Whether it is laid out on A3."""
        return sum(self.widths) > A4_WIDTH

    def to_json(self) -> str:
        """Canonical JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> RegisterSheet:
    """The sheet as ``to_json`` wrote it."""
    return RegisterSheet(**json.loads(text))


def most_rows(columns: int) -> int:
    """How many lines of so many columns one print holds."""
    return min(MOST_ROWS, MOST_CELLS // columns)


def check_length(rows: int, columns: int, characters: int = 0) -> None:
    """Refuse a print that the layout process could not finish in its time."""
    most = most_rows(columns)
    if rows > most:
        raise RegisterTooLong(
            message(
                "The period holds %(rows)s lines and one print at most %(most)s: choose a shorter period.",
                rows=rows,
                most=most,
            )
        )
    if characters > MOST_CHARACTERS:
        raise RegisterTooLong(message("The lines of this period are too long for one print: choose a shorter one."))
