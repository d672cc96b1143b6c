"""Text as the whole product handles it: normal form, search form, and sentences that wait for translation."""

import unicodedata
from dataclasses import dataclass, field

# Letters that look like đ but have no decomposition: U+0111, U+0110, U+00F0, U+00D0, U+0256, U+0189.
_D_LETTERS = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ɖ": "d", "Ɖ": "d"})
_KEPT_CONTROLS = "\n\t"
_MARK = "\ufffd"


def fold(text: str) -> str:
    """The search form: lower case, no marks, đ as d, no control characters, single spaces. ``"Đức "`` → ``"duc"``."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D_LETTERS).casefold())
    kinds = ((letter, unicodedata.category(letter)) for letter in decomposed)
    bare = "".join(" " if kind in ("Cc", "Cs") else letter for letter, kind in kinds if kind != "Mn")
    return " ".join(bare.split())


def clean(text: str) -> str:
    """The stored form: NFC, Unix line ends, no space at either end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def has_control_character(text: str) -> bool:
    """Whether the text holds a control character other than a line end or a tab (PostgreSQL refuses NUL).

    The mark that stands for one on the screen counts too.
    """
    return visible(text) != text or _MARK in text


def visible(text: str) -> str:
    """The text with a visible mark in place of each control character: what may be shown on a page."""
    return "".join(_MARK if _is_control(letter) else letter for letter in text)


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs") and letter not in _KEPT_CONTROLS


def longest_run(text: str) -> int:
    """Length of the longest stretch without white space: what stalls a page layout."""
    return max((len(word) for word in text.split()), default=0)


@dataclass(frozen=True)
class Message:
    """A sentence in English with ``%(name)s`` places, translated where it is shown. Parameters may be messages."""

    text: str
    params: dict[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text


def message(text: str, **params: object) -> Message:
    """A ``Message``; the function's name marks the text for the translation catalogue."""
    return Message(text, params)


def N_(text: str) -> str:
    """Mark a label for the translation catalogue and return it unchanged."""
    return text
