"""What stands on an issued paper, as a machine reads it: ``facts.json`` within its file. Pure functions.

Every value is one that is printed: what the page does not show is left out when the paper is made, and whoever checks
the file compares each value with the page again. So it holds nothing that a reader of the paper would not read.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date

from tracker.documents import wording
from tracker.documents.parts import Paper

NAME = "facts.json"
FORMAT = "tracker-facts/1"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ENDINGS = ".,;:-–…"  # a sentence or a list may close a value in another way
_PART = 8  # letters: a cell leaves two lines or more on each page
_LABELS = ("format", "paper")  # say what kind of record this is, not what stands on the paper


def facts_of(paper: Paper, title: str, printed: str) -> bytes:
    """The facts of a paper as JSON: title (a letter has none), number, date, issuer, code, and its values.

    ``printed`` is the paper's text.
    """
    head = paper.letterhead
    number = wording.official_number(head.number, head.sign).removeprefix("Số ") if head.number else None
    about = {"title": title or None, "number": number, "issued_on": head.issued_on, "issuer": head.issuer_name}
    facts: dict[str, object] = {"format": FORMAT, "paper": paper.key, "code": paper.code}
    facts |= {name: value for name, value in about.items() if value is not None}
    facts["values"] = _printed_of(asdict(paper) | {"code": ""}, Print([printed])) or {}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=1, default=date.isoformat).encode()


def not_printed(facts: object, pages: Sequence[str], feet: Sequence[str]) -> list[str]:
    """What the facts say and the paper does not, as ``place: value``. ``feet`` is what the bottom margins hold."""
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        return ["format"]
    printed, foot = Print(pages), _solid("".join(feet)).replace("-", "")
    stated = [(at, value) for at, value in _leaves(facts) if at not in (*_LABELS, "code")]
    lacking = [f"{at}: {value}" for at, value in stated if _as_shown(at, value) not in printed]
    code = str(facts.get("code"))
    return lacking if code and _solid(code) in foot else [*lacking, f"code: {code}"]


def _as_shown(at: str, value: object) -> object:
    """The number and the day of the paper as its head shows them: another paper's may be cited in the text."""
    if at == "number":
        return f"Số {value}"
    if at == "issued_on" and isinstance(value, str) and _DAY.fullmatch(value):
        return wording.date_words(date.fromisoformat(value))
    return value


class Print:
    """What pages show. ``value in Print(pages)``: a text, number or day that somebody reads there."""

    def __init__(self, pages: Sequence[str]):
        self._pages = [_solid(page) for page in pages]
        self._words = " ".join(" ".join(pages).split())

    def __contains__(self, value: object) -> bool:
        if isinstance(value, date):
            return self._shows(wording.date_figures(value)) or self._shows(wording.date_words(value))
        if isinstance(value, str):
            return self._shows(value) or (bool(_DAY.fullmatch(value)) and date.fromisoformat(value) in self)
        if isinstance(value, int) and not isinstance(value, bool):
            return re.search(rf"(?<!\d)0?{value}(?!\d)", self._words) is not None
        return False

    def _shows(self, text: str) -> bool:
        lines = [_solid(line).strip(_ENDINGS) for line in text.splitlines()]
        return any(lines) and all(self._holds(line) for line in lines)

    def _holds(self, line: str) -> bool:
        """Whether the line stands on a page, or begins on one and goes on on the next, as a cell of a table may."""
        for at, page in enumerate(self._pages):
            if line in page:
                return True
            begun = _longest_beginning(line, page)
            if min(begun, len(line) - begun) >= _PART and line[begun:] in "".join(self._pages[at + 1 : at + 2]):
                return True
        return line in "".join(self._pages)


def _longest_beginning(line: str, page: str) -> int:
    """How many letters of the line's beginning the page holds."""
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if line[:middle] in page else (low, middle - 1)
    return low


def _solid(text: str) -> str:
    """Text as it is compared: without spaces and break opportunities, which the layout moves, and in small letters."""
    composed = unicodedata.normalize("NFC", text).replace("\u200b", "").casefold()
    return "".join(composed.split())


def _printed_of(value: object, printed: Print) -> object:
    """The value without what is not printed; None when nothing is left."""
    if isinstance(value, dict):
        kept = {name: _printed_of(inner, printed) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner is not None} or None
    if isinstance(value, list | tuple):
        return [inner for item in value if (inner := _printed_of(item, printed)) is not None] or None
    return value if value in printed else None


def _leaves(value: object, at: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(inner, f"{at}.{name}" if at else str(name))
    else:
        yield at, value
