"""What papers are made of: pieces that hold only frozen plain values, the head, the signature, what every paper has."""

import json
import unicodedata
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import ClassVar

from tracker.core.text import clean


def frozen(value: object) -> object:
    """A value as it may stand on a paper; raises ``TypeError`` for anything that is not text, a number, a date …

    Lists become tuples. Text is normalized (NFC), and what cannot be seen is dropped: control characters, and format
    characters, which come with pasted text and can turn the reading direction round.
    """
    if isinstance(value, str):
        return "".join(x for x in clean(value) if x in "\n\t" or unicodedata.category(x) not in ("Cc", "Cf"))
    if isinstance(value, list | tuple):
        return tuple(frozen(item) for item in value)
    if not isinstance(value, int | date | Part | None) or isinstance(value, datetime):
        raise TypeError(f"a paper cannot hold {type(value).__name__}")
    return value


@dataclass(frozen=True)
class Part:
    """A piece of a paper. Its values are checked and frozen when it is made."""

    def __post_init__(self):
        for field in fields(self):
            object.__setattr__(self, field.name, frozen(getattr(self, field.name)))


@dataclass(frozen=True, kw_only=True)
class Letterhead(Part):
    """The head of the first page. ``sign`` is type and body ("TB/UBKTĐU"); number and date are None until issued."""

    parent_name: str
    issuer_name: str
    sign: str
    place: str
    number: int | None = None
    issued_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SignatureBlock(Part):
    """Who signs: authority ("T/M UỶ BAN KIỂM TRA"), position ("CHỦ NHIỆM") and name, without academic titles."""

    authority: str
    position: str
    name: str


@dataclass(frozen=True, kw_only=True)
class FixedPhrase(Part):
    """The wording of a fixed phrase, kept with the paper: ``own`` of an office, or as delivered."""

    key: str
    text: str
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet(Part):
    """How the paper is laid out: the guidance by its key, with what the office chose of it."""

    guidance: str
    tone_style: str
    end_mark: str


@dataclass(frozen=True, kw_only=True)
class PrintedMarks(Part):
    """Degree of secrecy and of urgency as printed ("MẬT", "KHẨN"), and what else is seldom there; "" for none.

    ``circulation`` says who may hold it ("XONG HỘI NGHỊ TRẢ LẠI"), ``typist`` who typed how many copies ("ABC-268").
    """

    secrecy: str = ""
    urgency: str = ""
    circulation: str = ""
    typist: str = ""
    contact: str = ""


_FIRST = ("secrecy", "urgency")  # the marks that papers were approved with before the others existed


@dataclass(frozen=True, kw_only=True)
class Paper(Part):
    """What every paper has. ``issuer`` names the deciding body in running text, ``key`` is the template folder.

    A paper that is not ``numbered`` stands in no register: it is made on demand, and complete without a number; one
    that is not ``dated`` leaves its date to be written by hand.
    ``code`` is the reference that the file of an issued paper carries. ``phrases`` and ``sheet`` are the wording and
    the layout of its day; without them it is printed as delivered, by the guidance asked for. ``marks`` are there
    only where one was chosen. ``recipient_phrases`` names, beside each of the ``recipients``, the phrase that words it,
    "" for a line of this paper alone. ``given_later`` are fields that tell the number of a paper issued in the same
    act: who approves a text does not approve them.
    """

    key: ClassVar[str]
    numbered: ClassVar[bool] = True
    dated: ClassVar[bool] = True
    given_later: ClassVar[tuple[str, ...]] = ()

    letterhead: Letterhead
    issuer: str
    legal_bases: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: SignatureBlock
    meeting_name: str = ""
    meeting_on: date | None = None
    code: str = ""
    phrases: tuple[FixedPhrase, ...] = ()
    sheet: Sheet | None = None
    marks: PrintedMarks | None = None
    recipient_phrases: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, ISO dates, with the paper's key.

        What came later and is not there is left out, so that a text approved before it existed is still the same text.
        """
        values = {"paper": self.key} | asdict(self)
        for name in ("marks", "recipient_phrases"):
            if not values[name]:
                del values[name]
        if self.marks is not None:
            values["marks"] = {name: words for name, words in asdict(self.marks).items() if words or name in _FIRST}
        return json.dumps(values, ensure_ascii=False, sort_keys=True, indent=1, default=date.isoformat)
