"""A register as it is printed: plain values on landscape sheets, laid out by the same process as the papers.

It is no paper: it has no number and no signature, and is made anew each time from what its reader may see.
"""

import json
from dataclasses import asdict, dataclass

from tracker.core.errors import Refusal
from tracker.core.text import message
from tracker.documents.parts import Part

MOST_ROWS = 800  # of twelve columns: laid out in half the time that the process has for one question
MOST_CHARACTERS = 400_000


class RegisterTooLong(Refusal):
    """More lines than one print may hold."""


@dataclass(frozen=True, kw_only=True)
class RegisterSheet(Part):
    """``heads``, ``widths`` (mm) and the cells of each row are of one length; ``printed`` says when and by whom."""

    parent_name: str
    issuer_name: str
    title: str
    period: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    printed: str

    def to_json(self) -> str:
        """Canonical JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> RegisterSheet:
    """The sheet as ``to_json`` wrote it."""
    return RegisterSheet(**json.loads(text))


def check_length(rows: int, characters: int = 0) -> None:
    """Refuse a print that the layout process could not finish in its time."""
    if rows > MOST_ROWS:
        raise RegisterTooLong(
            message(
                "The period holds %(rows)s lines and one print at most %(most)s: choose a shorter period.",
                rows=rows,
                most=MOST_ROWS,
            )
        )
    if characters > MOST_CHARACTERS:
        raise RegisterTooLong(message("The lines of this period are too long for one print: choose a shorter one."))
