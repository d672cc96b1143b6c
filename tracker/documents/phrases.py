"""The fixed phrases of papers, which an office may word otherwise: a text with named places, and how they are filled.

A phrase is plain text. ``{đối tượng}`` is a place; nothing else in it means anything: no attributes, no formats, no
code. Places are filled by putting texts one after the other.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from tracker.core.text import message
from tracker.documents.wording import breakable, toned
from tracker.regulations.verdict import Verdict

_FOLDER = Path(__file__).parents[2] / "templates" / "documents"
_PLACE = re.compile(r"\{([^{}]*)\}")
MOST = 1_000  # characters of a phrase
# Signs for "red from here", "until here" and a space in between, put into a draft where a value is missing. They are
# no characters, so no text of anybody holds them; ``render`` refuses a paper that does.
RED, BLACK, GAP = "\ufdd0", "\ufdd1", "\ufdd2"

KEPT = "kept_"  # the line that says where the copy of the house is kept
ABOVE = "to_above"  # the line that names the addressees
LINES = ("to_", KEPT)  # what the keys of the lines under "Nơi nhận" begin with

# Every place there is: what templates call it, and what it is called where an office words a phrase.
PLACES = {
    "absences": "người vắng mặt",
    "against": "quyết định bị khiếu nại",
    "annulled_by": "quyết định giải quyết khiếu nại",
    "appeal_term": "thời hạn khiếu nại",
    "by": "thời hạn",
    "chair": "người chủ trì",
    "complaint_day": "ngày nhận đơn",
    "considered": "căn cứ xét",
    "copies": "số bản",
    "day": "ngày",
    "days": "số ngày",
    "decision": "quyết định thành lập",
    "directing": "người chỉ đạo",
    "effective_from": "thời điểm có hiệu lực",
    "executors": "nơi thi hành",
    "first": "quyết định ban đầu",
    "form": "hình thức kỷ luật",
    "from": "từ ngày",
    "issuer": "cơ quan ban hành",
    "matter": "nội dung",
    "meeting": "kỳ họp",
    "mission": "đoàn công tác",
    "outcome": "tên kết luận",
    "outcome_word": "kết quả hoặc kết luận",
    "pause": "việc bị đình chỉ",
    "period": "mốc thời gian",
    "person": "người thực hiện",
    "place": "địa điểm",
    "proposer": "nơi đề nghị",
    "purpose": "việc bỏ phiếu",
    "report": "báo cáo của đối tượng",
    "report_to": "nơi nhận báo cáo",
    "restored": "quyền lợi được phục hồi",
    "ruling": "cách giải quyết",
    "sender": "người gửi đơn",
    "source": "số biên bản",
    "subject": "đối tượng",
    "time": "thời gian",
    "task": "đoàn hoặc nhiệm vụ",
    "total": "tổng số",
    "until": "đến ngày",
    "vote": "kết quả phiếu",
    "votes_for": "số phiếu tán thành",
    "what": "phần điều chỉnh",
    "work": "loại việc",
}


@dataclass(frozen=True)
class Place:
    """A place of one phrase. An ``optional`` one may stay empty; a ``needed`` one stands in every wording."""

    key: str
    optional: bool = False
    needed: bool = False

    @property
    def name(self) -> str:
        """As it stands between the braces."""
        return PLACES[self.key]


@dataclass(frozen=True)
class Phrase:
    """A phrase of a paper: what it is for, its wording as delivered, and the places that may stand in it."""

    key: str
    name: str
    text: str
    places: tuple[Place, ...] = ()

    @property
    def is_line(self) -> bool:
        """Whether it words a line under "Nơi nhận"."""
        return self.key.startswith(LINES)

    def place(self, name: str) -> Place | None:
        """The place that a text names between its braces."""
        wanted = " ".join(name.split()).lower()
        return next((place for place in self.places if place.name == wanted), None)


@dataclass(frozen=True)
class Wording:
    """A wording in force: ``own`` of an office, or as delivered."""

    text: str
    own: bool = False


@cache
def phrases_of(paper: str) -> Mapping[str, Phrase]:
    """The phrases of a paper by their keys, in the order in which they stand on it; a paper may have none."""
    file = _FOLDER / paper / "phrases.json"
    if not file.exists():
        return {}
    own = json.loads(file.read_text(encoding="utf-8"))
    shared = json.loads((_FOLDER / "_base" / "phrases.json").read_text(encoding="utf-8"))
    rows = {key: row for name in own.get("with", ()) for key, row in shared[name].items()} | own["phrases"]
    below = sorted(rows, key=lambda key: (key.startswith(LINES), key.startswith(KEPT)))  # where they stand on a paper
    return {key: _phrase(key, rows[key]) for key in below}


def _phrase(key: str, row: Mapping[str, str]) -> Phrase:
    marks = [(name.rstrip("?!"), name[-1]) for name in row.get("places", "").split()]
    places = tuple(Place(name, mark == "?", mark == "!") for name, mark in marks)
    return Phrase(key, row["name"], row["text"], places)


def check_text(phrase: Phrase, text: str) -> Verdict:
    """Whether a text may word a phrase: plain, not empty, with no place but those of the phrase."""
    literals, names = _PLACE.split(text)[::2], _PLACE.findall(text)
    strange = [name for name in names if phrase.place(name) is None]
    standing = {place.key for name in names if (place := phrase.place(name))}
    lacking = [place.name for place in phrase.places if place.needed and place.key not in standing]
    if not text.strip() or len(text) > MOST:
        reason = message(
            "The wording has between 1 and %(most)s characters, so that it fits the paper; shorten it"
            " or write something.",
            most=MOST,
        )
    elif any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Cn", "Co") for letter in text):
        reason = message("The wording holds characters that cannot be seen. Type it again.")
    elif any("{" in literal or "}" in literal for literal in literals):
        reason = message("Braces stand only around the name of a field, one pair for each.")
    elif strange:
        reason = message("This phrase has no field {%(name)s}. Choose from the list.", name=strange[0])
    elif lacking:
        reason = message(
            "The field {%(name)s} must stand in this phrase. Without it the paper would lack what it has to say.",
            name=lacking[0],
        )
    else:
        return Verdict(True, message("Allowed."))
    return Verdict(False, reason, field="text")


class Printer:
    """What a template calls as ``phrase(…)``: it fills the places, and notes what was missing.

    ``printed`` holds what each phrase became, by key.
    """

    def __init__(self, paper: str, wordings: Mapping[str, Wording], tone_style: str):
        self._phrases = phrases_of(paper)
        self._wordings = wordings
        self._tone_style = tone_style
        self.missing: list[str] = []
        self.printed: dict[str, str] = {}

    def __call__(self, key: str, **values: object) -> str:
        """The phrase with its places filled; markup only where a value is markup of the template."""
        phrase = self._phrases[key]
        if set(values) != {place.key for place in phrase.places}:
            raise ValueError(f"the phrase {key} has other places than {sorted(values)}")
        texts = {name: value if isinstance(value, Markup) else str(value or "") for name, value in values.items()}
        pieces = self._filled(phrase, self._text_of(phrase), texts)
        text: str = "".join(pieces)
        if any(isinstance(piece, Markup) for piece in pieces):
            text = Markup().join(breakable(piece) for piece in pieces)
        self.printed[key] = text
        return text

    def line(self, key: str, composed: str, values: Mapping[str, str]) -> str:
        """A line under "Nơi nhận" as the paper's wording has it, else as it was composed; its tone marks stay."""
        phrase, wording = self._phrases.get(key), self._wordings.get(key)
        text = "".join(self._filled(phrase, wording.text, values)) if phrase and wording else composed
        self.printed[key] = text
        return text

    def _filled(self, phrase: Phrase, text: str, values: Mapping[str, str]) -> list[str]:
        pieces: list[str] = []
        for at, part in enumerate(_PLACE.split(text)):
            if at % 2 == 0:
                pieces.append(part)
                continue
            place = phrase.place(part)
            value = values[place.key] if place else ""
            is_there = bool((value.striptags() if isinstance(value, Markup) else value).strip())
            if not is_there and place and place.optional:
                pieces[-1] = pieces[-1].removesuffix(" ")
            else:
                pieces.append(value if is_there else self._note(part))
        return pieces

    def _text_of(self, phrase: Phrase) -> str:
        """The wording; as delivered its tone marks stand as the guidance says, an office's own is never touched."""
        wording = self._wordings.get(phrase.key)
        if wording is not None and wording.own:
            return wording.text
        return toned(wording.text if wording else phrase.text, self._tone_style)

    def _note(self, name: str) -> str:
        self.missing.append(name)
        return f"{RED}[thiếu:{GAP}{name.replace(' ', GAP)}]{BLACK}"


def segments(text: str) -> list[tuple[str, bool]]:
    """A printed phrase for a page: its pieces in order, and of each whether it says that something is missing."""
    plain = (text.striptags() if isinstance(text, Markup) else text).replace(GAP, " ")
    pieces = [piece for half in plain.split(RED) for piece in half.split(BLACK)]
    return [(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece]
