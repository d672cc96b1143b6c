"""What a paper can print: the letters of our fonts, and so much text. Asked when a text is saved, and before layout."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from tracker.core.errors import Unprintable
from tracker.core.text import N_, message
from tracker.documents.parts import frozen

FONTS = Path(__file__).parents[1] / "static" / "fonts"
MAX_CHARACTERS = 100_000  # about 40 pages
MAX_LINES = 1_500
UNPRINTABLE = N_("The paper cannot print these characters: %(detail)s. Take them out or write them in words.")


class RenderFailed(Unprintable):
    """The paper could not be made; nothing was stored."""


class PaperTooLong(RenderFailed):
    """More text than one paper may hold."""


@cache
def letters() -> frozenset[int]:
    """The characters every one of our fonts can print."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415, a process that prints nothing does not pay for it

    return frozenset.intersection(*(frozenset(TTFont(file, lazy=True).getBestCmap()) for file in FONTS.glob("*.ttf")))


def strange(text: str) -> str:
    """The characters in a text that have no shape in our fonts, at most ten, with their numbers; "" for none."""
    found = sorted(letter for letter in set(text) if not letter.isspace() and ord(letter) not in letters())
    return ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in found[:10])


def check_text(text: str) -> None:
    """Raise ``RenderFailed`` with the reason for a text that no paper can hold, typed as it was."""
    check_length([text])
    check_letters(str(frozen(text)))


def check_letters(text: str) -> None:
    """Raise ``RenderFailed`` that names the characters without a shape in our fonts."""
    if found := strange(text):
        raise RenderFailed(message(UNPRINTABLE, detail=found))


def check_length(texts: Collection[str]) -> None:
    """Raise ``PaperTooLong`` for more text than one paper holds."""
    if sum(map(len, texts)) > MAX_CHARACTERS or sum(text.count("\n") for text in texts) + len(texts) > MAX_LINES:
        raise PaperTooLong(
            message(
                "The text is too long for one paper: at most %(characters)s characters on %(lines)s lines.",
                characters=MAX_CHARACTERS,
                lines=MAX_LINES,
            )
        )
