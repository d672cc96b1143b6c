"""The text of a paper as lines in the order of print, and what differs between two versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html.parser import HTMLParser
from itertools import zip_longest

from tracker.documents import layout
from tracker.documents.contexts import from_json
from tracker.documents.render import html_of

_INLINE = frozenset({"b", "strong", "i", "em", "span", "u", "sup", "sub", "wbr", "a"})
_CELLS = frozenset({"td", "th"})  # a row of a table is one line
_UNPRINTED = frozenset({"head", "title", "style"})
_INVISIBLE = str.maketrans("", "", "\u200b")  # where a long word may break


class Change(StrEnum):
    """What became of a line."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Compared:
    """A line of the older and of the newer text side by side; None where there is none."""

    change: Change
    old: str | None
    new: str | None


def lines_of(context: str) -> list[str]:
    """The paragraphs of a paper kept as JSON, as they are printed."""
    reader = _Reader()
    reader.feed(html_of(from_json(context), layout.PROFILES[layout.DEFAULT]))
    reader.close()
    reader.end_line()
    return reader.lines


def compare(old: Sequence[str], new: Sequence[str]) -> list[Compared]:
    """Two texts line by line."""
    found: list[Compared] = []
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pairs = zip_longest(old[from_old:to_old], new[from_new:to_new])
        found += [Compared(_change(kind, before, after), before, after) for before, after in pairs]
    return found


def near_changes(lines: Sequence[Compared], reach: int = 2) -> list[Compared | int]:
    """The lines that differ with some around them; a number stands for so many lines that are the same."""
    changed = [at for at, line in enumerate(lines) if line.change is not Change.SAME]
    shown = {at + step for at in changed for step in range(-reach, reach + 1)}
    found: list[Compared | int] = []
    for at, line in enumerate(lines):
        if at in shown:
            found.append(line)
        elif found and isinstance(found[-1], int):
            found[-1] += 1
        else:
            found.append(1)
    return found


def _change(kind: str, before: str | None, after: str | None) -> Change:
    if kind == "equal":
        return Change.SAME
    if before is None:
        return Change.ADDED
    return Change.REMOVED if after is None else Change.CHANGED


class _Reader(HTMLParser):
    """Takes the text of every block; what only dresses words does not end a line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._words: list[str] = []
        self._unprinted = 0
        self._in_row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unprinted += tag in _UNPRINTED
        if tag in _CELLS and "".join(self._words).strip():
            self._words.append(" | ")
        elif tag == "tr" or not (tag in _INLINE or self._in_row):
            self.end_line()
        self._in_row = self._in_row or tag == "tr"

    def handle_endtag(self, tag: str) -> None:
        self._unprinted -= tag in _UNPRINTED
        self._in_row = self._in_row and tag != "tr"
        if self._in_row:
            self._words.append(" ")
        elif tag not in _INLINE:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._unprinted:
            self._words.append(data.translate(_INVISIBLE))

    def end_line(self) -> None:
        """Keep the line that was read, without the spaces of the template."""
        line = " ".join("".join(self._words).split())
        self._words = []
        if line:
            self.lines.append(line)
