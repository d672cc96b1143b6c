"""Pure decisions about dispatch: which entries stand, how far a paper is on its way, what may be recorded."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, repeat

from tracker.core.text import fold, message
from tracker.dispatch.states import WITHOUT_RECEIPT, EntryKind, Way
from tracker.documents.phrases import ABOVE, KEPT
from tracker.regulations.verdict import Verdict

OK = Verdict(True, message("Allowed."))
ASKED_DAYS = 90  # so long after its day "My work" asks for a paper that was not sent; the register shows older ones
RECEIPT_DAYS = 10  # after so many days a missing receipt is asked for; no rule sets the number
_KEPT, _ABOVE, _BY_ARTICLE = "luu", "nhu tren", "nhu dieu"  # as lines under "Nơi nhận" begin
# The executors of a decision are one sentence: it is parted where a person or a Party body certainly begins.
_NEXT = re.compile(r"\s*[;\n]\s*|(?:,| và) (?=(?:đồng chí|Chi bộ|Đảng bộ|Đảng [uủ][yỷ]|Ban Thường vụ|[UỦ][yỷ] ban) )")


@dataclass(frozen=True)
class Entry:
    """One entry as it was recorded."""

    id: int
    kind: EntryKind
    of_id: int | None
    happened_on: date
    recipient: str
    way: Way | None
    copies: int | None
    person: str
    reason: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True)
class Line:
    """A recipient: the entry that says it was sent, and the one that says it was received, as far as there are any."""

    recipient: str
    sent: Entry | None = None
    received: Entry | None = None

    @property
    def lacks_receipt(self) -> bool:
        """Whether somebody still has to sign for it."""
        return self.sent is not None and self.received is None and self.sent.way not in WITHOUT_RECEIPT


@dataclass(frozen=True)
class Tally:
    """To how many it goes, to how many it went, how many signed for it; ``kept``: it is not to be sent."""

    total: int = 0
    sent: int = 0
    received: int = 0
    kept: bool = False


def recipients_of(
    printed: Sequence[str], phrases: Sequence[str] = (), addressees: Sequence[str] = (), executors: str = ""
) -> list[str]:
    """To whom a paper goes: the ``addressees`` above its text, then what is printed under "Nơi nhận", without the copy
    that stays in the house.

    "Như trên" is the addressees, "Như Điều 3" the ``executors`` whom that article names. ``phrases`` names the phrase
    of each line that an office may word: what it says is known whatever its words.
    """
    lines = list(zip(printed, chain(phrases, repeat("")), strict=False))
    named = [*addressees, *(name for text, key in lines for name in _meant(text, key, addressees, executors))]
    found: dict[str, str] = {}
    for text in named:
        bare = text.strip().strip("-–;,. ").strip()
        found.setdefault(bare.casefold(), bare)
    found.pop("", None)
    return list(found.values())


def _meant(text: str, key: str, addressees: Sequence[str], executors: str) -> Iterator[str]:
    """Whom one line names. A reference that leads nowhere stays as printed: it is sent to somebody all the same."""
    start = fold(text.strip("-– "))
    if key.startswith(KEPT) or start.startswith(_KEPT):
        return
    if key == ABOVE or start.startswith(_ABOVE):
        yield from addressees or (text,)
    elif start.startswith(_BY_ARTICLE) and executors:
        yield from _NEXT.split(executors)
    else:
        yield text


def standing(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that were not revoked; with a sending falls its receipt."""
    revoked = {entry.of_id for entry in entries if entry.kind is EntryKind.REVOKED}
    left = [entry for entry in entries if entry.kind is not EntryKind.REVOKED and entry.id not in revoked]
    return [entry for entry in left if entry.of_id not in revoked]


def lines_of(planned: Sequence[str], entries: Sequence[Entry]) -> list[Line]:
    """Every recipient, those printed on the paper first."""
    left = standing(entries)
    sent = {entry.recipient: entry for entry in left if entry.kind is EntryKind.SENT}
    received = {entry.of_id: entry for entry in left if entry.kind is EntryKind.RECEIVED}
    names = dict.fromkeys([*planned, *sent])
    found = [(name, sent.get(name)) for name in names]
    return [Line(name, entry, received.get(entry.id) if entry else None) for name, entry in found]


def tally(planned: Sequence[str], entries: Sequence[Entry]) -> Tally:
    """How far a paper is on its way."""
    lines = lines_of(planned, entries)
    return Tally(
        total=len(lines),
        sent=sum(line.sent is not None for line in lines),
        received=sum(line.received is not None for line in lines),
        kept=any(entry.kind is EntryKind.KEPT for entry in standing(entries)),
    )


def check_valid(ended_on: date | None, on: date) -> Verdict:
    """A paper that was withdrawn or replaced, or whose number is void, is not sent from that day on."""
    if ended_on is not None and on >= ended_on:
        return Verdict(
            False, message("This paper is not valid since %(day)s: only a valid paper is sent.", day=ended_on)
        )
    return OK


def check_recipients(lines: Sequence[Line], wanted: Collection[str]) -> Verdict:
    """Somebody is named, and nobody who has it already."""
    if not wanted:
        return Verdict(False, message("Choose or type at least one recipient."), (), {}, "recipients")
    twice = [line.recipient for line in lines if line.sent is not None and line.recipient in wanted]
    if twice:
        reason = message("It was sent to %(name)s already; revoke that entry if it is wrong.", name=twice[0])
        return Verdict(False, reason, (), {}, "recipients")
    return OK


def check_receipt(sent: Sequence[Entry], received_on: date) -> Verdict:
    """A receipt is for something that was sent, and not before that."""
    if not sent:
        return Verdict(False, message("Choose at least one recipient."), (), {}, "recipients")
    first = max(entry.happened_on for entry in sent)
    if received_on < first:
        return Verdict(
            False,
            message("It was sent only on %(day)s. Nothing is received before it is sent; correct the day.", day=first),
            (),
            {},
            "received_on",
        )
    return OK


def check_kept(entries: Sequence[Entry]) -> Verdict:
    """What was sent is not said to stay in the house."""
    left = standing(entries)
    if any(entry.kind in (EntryKind.SENT, EntryKind.KEPT) for entry in left):
        return Verdict(
            False,
            message(
                "It is recorded already where this paper went. Nothing is recorded twice; open the dispatch register."
            ),
        )
    return OK
