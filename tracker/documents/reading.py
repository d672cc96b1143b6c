"""An issued paper read back from its file: what its pages show, what its bottom margins hold, and its facts.

For the command line only: the web process opens no PDF of a stranger.
"""

import io
import json
from dataclasses import dataclass, field
from functools import partial

from pypdf import PdfReader

from tracker.documents import facts

_MM = 72 / 25.4
_TOP, _BOTTOM = 20 * _MM, 277.5 * _MM  # points from the top edge, between which the text stands


@dataclass
class Pages:
    """The text of each page without its margins, the text of each bottom margin, the facts (None: none there)."""

    bodies: list[str] = field(default_factory=list)
    feet: list[str] = field(default_factory=list)
    facts: object = None


def read_pages(content: bytes) -> Pages:
    """A paper taken apart. Raises what the reader of PDFs raises when the file is none, and ``ValueError``."""
    reader, pages = PdfReader(io.BytesIO(content)), Pages()
    for page in reader.pages:
        body: list[str] = []
        foot: list[str] = []
        page.extract_text(visitor_text=partial(_sort, body, foot, float(page.mediabox.height)))
        pages.bodies.append("".join(body))
        pages.feet.append("".join(foot))
    attached = reader.attachments.get(facts.NAME, [])
    if len(attached) > 1:
        raise ValueError(f"{len(attached)} files named {facts.NAME}")
    pages.facts = json.loads(attached[0]) if attached else None
    return pages


def _sort(body, foot, height, text, cm, tm, _font, _size) -> None:
    down = height - (cm[1] * tm[4] + cm[3] * tm[5] + cm[5])
    if down > _BOTTOM:
        foot.append(text)
    elif down > _TOP or not text.strip():
        body.append(text)
