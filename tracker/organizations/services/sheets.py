"""Reading a table of texts into typed lines, and saying of every bad cell where it stands and why.

Used by the imports of organizations and of members. A problem never stops the reading: the reader of the report mends
everything at once.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from tracker.core.text import Message, clean, fold, has_control_character, longest_run, message

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
LONGEST_WORD = 300
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")


class Unreadable(Exception):
    """A cell that cannot be read; ``reason`` says why."""

    def __init__(self, reason: Message):
        super().__init__(str(reason))
        self.reason = reason


Reader = Callable[[str], object]
Ready = TypeVar("Ready")


@dataclass(frozen=True)
class Column:
    """A column of a table. ``known_as`` are further folded heads, beside the label in both languages.

    ``example`` is the second line of the template.
    """

    key: str
    label: str
    known_as: tuple[str, ...]
    read: Reader
    required: bool = True
    example: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row; ``column`` is the label of the column, empty when it is the row as a whole."""

    row: int
    column: str
    reason: Message


@dataclass(frozen=True)
class Line:
    """A row with its number in the file, 1 being the head. ``values`` has every column; what could not be read is None.

    ``sound`` tells whether every cell could be read.
    """

    row: int
    values: Mapping[str, object]
    sound: bool


@dataclass(frozen=True)
class Checked(Generic[Ready]):
    """The outcome of a dry run: what would be stored, and everything that keeps it from being stored."""

    ready: Sequence[Ready]
    problems: Sequence[Problem]


def read_lines(columns: Sequence[Column], table: Sequence[Sequence[str]]) -> tuple[list[Line], list[Problem]]:
    """The lines of a table whose first row holds the heads. Empty rows are skipped."""
    heads, problems = _heads(columns, table[0] if table else ())
    if problems:
        return [], problems
    lines = []
    for number, cells in enumerate(table[1:], start=2):
        if any(cell.strip() for cell in cells):
            line, found = _line(number, cells, heads, columns)
            lines.append(line)
            problems += found
    if not lines:
        problems.append(Problem(1, "", message("The table has no row below its head.")))
    return lines, problems


def duplicates(lines: Iterable[Line], column: Column) -> list[Problem]:
    """A problem for every line whose value in the column stands in another line too."""
    lines = list(lines)
    counts = Counter(line.values[column.key] for line in lines)
    return [
        Problem(line.row, column.label, message("“%(cell)s” stands more than once in the file.", cell=text))
        for line in lines
        if (text := line.values[column.key]) is not None and counts[text] > 1
    ]


def text_of(most: int) -> Reader:
    """A reader of one line of text of at most ``most`` characters."""

    def read(cell: str) -> str:
        text = " ".join(clean(cell).split("\n"))
        if has_control_character(text):
            raise Unreadable(message("The text holds an invisible control character."))
        if len(text) > most:
            raise Unreadable(message("At most %(most)s characters; there are %(count)s.", most=most, count=len(text)))
        if longest_run(text) > LONGEST_WORD:
            raise Unreadable(message("A stretch of more than %(most)s characters has no space.", most=LONGEST_WORD))
        return text

    return read


def day_of(cell: str) -> date:
    """A date from ``05/9/2026`` or ``2026-09-05``."""
    found = _DAY.fullmatch(cell.strip())
    if not found:
        raise Unreadable(message("“%(cell)s” is not a date; write it as 05/9/2026.", cell=_short(cell)))
    day, month, year = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable(message("“%(cell)s” is not in the calendar.", cell=_short(cell))) from None
    if not EARLIEST <= on <= LATEST:
        raise Unreadable(message("The year of “%(cell)s” is not between 1900 and 2199.", cell=_short(cell)))
    return on


def one_of(words: Mapping[StrEnum, Sequence[str]]) -> Reader:
    """A reader of one of a few codes, written as the code itself or as one of its folded words."""
    codes = {fold(word): code for code, known in words.items() for word in (code.value, *known)}

    def read(cell: str) -> StrEnum:
        code = codes.get(fold(cell))
        if code is None:
            raise Unreadable(message("“%(cell)s” is not one of the known words.", cell=_short(cell)))
        return code

    return read


def _heads(columns: Sequence[Column], cells: Sequence[str]) -> tuple[dict[str, int], list[Problem]]:
    names = {name: column for column in columns for name in (column.key, *column.known_as)}
    heads: dict[str, int] = {}
    problems = []
    for at, cell in enumerate(cells):
        column = names.get(fold(cell).rstrip(" *"))
        if column is not None and column.key not in heads:
            heads[column.key] = at
        elif cell.strip():
            reason = message("The column “%(cell)s” is unknown or stands twice.", cell=_short(cell))
            problems.append(Problem(1, "", reason))
    missing = [column for column in columns if column.required and column.key not in heads]
    return heads, problems + [Problem(1, column.label, message("This column is missing.")) for column in missing]


def _line(
    number: int, cells: Sequence[str], heads: Mapping[str, int], columns: Sequence[Column]
) -> tuple[Line, list[Problem]]:
    values: dict[str, object] = {}
    problems = []
    for column in columns:
        at = heads.get(column.key, len(cells))
        cell = cells[at] if at < len(cells) else ""
        values[column.key] = None
        try:
            if cell.strip():
                values[column.key] = column.read(cell)
            elif column.required:
                raise Unreadable(message("Fill this in."))
        except Unreadable as unreadable:
            problems.append(Problem(number, column.label, unreadable.reason))
    return Line(number, values, not problems), problems


def _short(text: str) -> str:
    text = "".join(letter for letter in clean(text) if not has_control_character(letter))
    return text if len(text) <= 40 else f"{text[:39]}…"
