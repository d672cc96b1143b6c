"""An issued paper read back from its file: what its pages show, what its bottom margins hold, and its facts.

For the command line only: the web process opens no PDF of a stranger.
"""

import io
import json
from dataclasses import dataclass, field

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
        sorted_page = _SortedPage(float(page.mediabox.height))
        page.extract_text(visitor_text=sorted_page.take)
        pages.bodies.append("".join(sorted_page.body))
        pages.feet.append("".join(sorted_page.foot))
    attached = reader.attachments.get(facts.NAME, [])
    if len(attached) > 1:
        raise ValueError(f"{len(attached)} files named {facts.NAME}")
    pages.facts = json.loads(attached[0]) if attached else None
    return pages


class _SortedPage:
    """The pieces of text of a page, by whether they stand in its text or in its bottom margin."""

    def __init__(self, height: float):
        self._height = height
        self.body: list[str] = []
        self.foot: list[str] = []

    def take(self, text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        """One piece, as the reader finds it, with the two matrices that place it."""
        down = self._height - (cm[1] * tm[4] + cm[3] * tm[5] + cm[5])
        if down > _BOTTOM:
            self.foot.append(text)
        elif down > _TOP or not text.strip():
            self.body.append(text)
