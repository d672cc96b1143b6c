"""The small rules of wording on official papers: numbers, dates, tone marks, paragraphs, endings. Pure functions."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from markupsafe import Markup, escape

NBSP = "\u00a0"
BLANK = NBSP * 5  # room to write by hand
RUN = 200  # letters without a space after which the layout may break the line
_RUN = re.compile(rf"\S{{{RUN}}}")
_SPACE = re.compile(r"\s")
_SIGN = re.compile(r"(?<![^\W_])(\d{1,5}-[A-ZĐ]\w{0,11}(?:[/-][A-ZĐ]\w{0,15}){0,3})(?!\w)")  # 11-QĐ/UBKTĐU
_TONE = "[\u0300\u0301\u0303\u0309\u0323]"  # huyền, sắc, ngã, hỏi, nặng
_OPEN = r"(?![\w\u0302\u0306])"  # no letter follows, nor the roof of â, ê or ă
_OLD_PLACE = re.compile(rf"(?<![qQ])((?:[oO](?=[aAeE]))|(?:[uU](?=[yY])))([aAeEyY])({_TONE}){_OPEN}")
_NEW_PLACE = re.compile(rf"(?<![qQ])((?:[oO](?={_TONE}[aAeE]))|(?:[uU](?={_TONE}[yY])))({_TONE})([aAeEyY]){_OPEN}")
_ENDINGS = ".,; \t\n"


def official_number(number: int | None, sign: str) -> str:
    """``official_number(1, "TB/UBKTĐU")`` → "Số 01-TB/UBKTĐU"; a number not yet given leaves room to write it."""
    return f"Số {BLANK if number is None else f'{number:02d}'}-{sign}"


def edition(number: int) -> str:
    """Which draft it is: "Dự thảo lần 2"; "Dự thảo" where they are not counted."""
    return f"Dự thảo lần {number}" if number else "Dự thảo"


def date_words(day: date | None) -> str:
    """A date in words: "ngày 05 tháng 9 năm 2026". Days have two digits, months only 1 and 2. None: room to write."""
    if day is None:
        return f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    return f"ngày{NBSP}{day.day:02d} tháng{NBSP}{_month(day)} năm{NBSP}{day.year}"


def date_figures(day: date) -> str:
    """A date in running text: "05/9/2026", "29/02/2028"."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def hour_words(hour: str) -> str:
    """An hour as papers write it: "08:00" is "08 giờ 00"."""
    return hour.replace(":", " giờ ")


def dated(name: str, day: date | None) -> str:
    """A session or a paper by its name and, where known, its day: "kỳ họp thứ 6, ngày 28/01/2026"."""
    return f"{name}, ngày {date_figures(day)}" if day else name


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def toned(label: str, style: str) -> str:
    """A fixed label with its tone marks in the "old" (uỷ, hoá) or "new" (ủy, hóa) place. Never for what people typed.

    Only open syllables in oa, oe, uy differ between the two: "quý", "hoàn", "huỳnh" stay as they are.
    """
    pattern = {"old": _NEW_PLACE, "new": _OLD_PLACE}[style]
    moved = pattern.sub(r"\1\3\2", unicodedata.normalize("NFD", label))
    return unicodedata.normalize("NFC", moved)


def breakable(text: str) -> Markup:
    """Escaped text that fits between the margins: an endless run would stall the layout, or leave the sheet.

    A run without spaces may be broken every ``RUN`` letters, the number and sign of a paper never. Pasted spaces that
    forbid a break become plain ones. Markup that a template made of such text stays as it is.
    """
    if isinstance(text, Markup):
        return text
    plain_and_signs = enumerate(_SIGN.split(_SPACE.sub(" ", text)))
    return Markup().join(_whole(part) if at % 2 else _cut(part) for at, part in plain_and_signs)


def _whole(sign: str) -> Markup:
    return Markup('<span class="whole">{}</span>').format(sign)


def _cut(text: str) -> Markup:
    ends = [_clear_of_marks(text, found.end()) for found in _RUN.finditer(text)]
    cuts = [0, *ends, len(text)]
    return Markup("<wbr>").join(escape(text[start:end]) for start, end in pairwise(cuts))


def _clear_of_marks(text: str, cut: int) -> int:
    """The cut, moved past combining marks (some, not endlessly many) that belong to the letter before it."""
    limit = min(cut + 20, len(text))
    while cut < limit and unicodedata.combining(text[cut]):
        cut += 1
    return cut


def paragraphs(text: str) -> list[str]:
    """The lines of a plain text that hold something, without space around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def open_ended(text: str) -> str:
    """Text without its closing full stop, comma or semicolon, so that the sentence can go on."""
    return text.rstrip(_ENDINGS)


def ended(text: str, mark: str) -> str:
    """Text closed by exactly this mark; what asks, exclaims or trails off keeps its own."""
    bare = open_ended(text)
    return text.rstrip() if text.rstrip().endswith(("?", "!", "…", "...", ":")) else bare + mark


def closed(text: str) -> str:
    """A sentence of its own: closed by a full stop."""
    return ended(text, ".")


def capital(text: str) -> str:
    """Text as a sentence begins: its first letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def dashed(text: str) -> str:
    """An item of a list: "- " before it unless it was typed with a dash or a bullet of its own."""
    return text if re.match(r"[-–—+•*]\s", text) else f"- {text}"


def listed(items: Sequence[str], separator: str, last: str) -> list[str]:
    """Items of a list, each closed by the separator, the last by its own mark."""
    return [dashed(ended(item, last if at == len(items) else separator)) for at, item in enumerate(items, 1)]


def grouped(code: str) -> str:
    """A code as it is printed: ``0123-4567-89ab``."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
