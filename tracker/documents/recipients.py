"""The lines under "Nơi nhận": those of one paper, and the standing ones whose words an office may set.

A paper holds every line as text, and of a standing one the phrase beside it: so it is composed with the words as
delivered, ``settled`` puts the office's own in their place, and what they lack is red where a draft is printed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from tracker.documents.parts import Paper
from tracker.documents.phrases import ABOVE, Printer, Wording, phrases_of
from tracker.documents.wording import dated


@dataclass(frozen=True)
class Standing:
    """A line that the paper itself has: the key of its phrase."""

    key: str


TO_ABOVE = Standing(ABOVE)
TO_STANDING_COMMITTEE = Standing("to_standing")
TO_MANAGING_BODY = Standing("to_manager")
TO_TEAM = Standing("to_team")
KEPT_WITH_CASE = Standing("kept_case")


def recipients(paper: type[Paper], issuer: str, *lines: str | Standing) -> dict[str, Any]:
    """The lines of a paper in their order, as the fields that hold them. ``issuer`` is that of the paper."""
    keys = tuple(line.key if isinstance(line, Standing) else "" for line in lines)
    texts = (_delivered(paper.key, line.key, issuer) if isinstance(line, Standing) else line for line in lines)
    return {"recipients": tuple(texts), "recipient_phrases": keys}


def worded(paper: Paper, wordings: Mapping[str, Wording]) -> tuple[str, ...]:
    """The lines in a wording; one that lacks what its wording names stays as it is, and is red when it is printed."""
    printer = Printer(paper.key, wordings, "")
    found = []
    for text, line in zip(paper.recipients, printed_lines(paper, printer), strict=True):
        found.append(text if printer.missing else line)
        printer.missing.clear()
    return tuple(found)


def printed_lines(paper: Paper, printer: Printer) -> Iterator[str]:
    """The lines one after the other as they are printed."""
    values = {"issuer": paper.issuer, "meeting": dated(paper.meeting_name, paper.meeting_on)}
    for text, key in zip(paper.recipients, chain(paper.recipient_phrases, repeat("")), strict=False):
        yield printer.line(key, text, values) if key else text


def _delivered(paper: str, key: str, issuer: str) -> str:
    text = phrases_of(paper)[key].text
    return Printer(paper, {key: Wording(text)}, "").line(key, text, {"issuer": issuer})
