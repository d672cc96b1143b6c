"""A PDF taken apart: each piece of text with its place, size and font, and each rule."""

import io
import math
from dataclasses import dataclass
from functools import partial

from pypdf import PdfReader

MM = 72 / 25.4  # points


@dataclass(frozen=True)
class Run:
    """A piece of text: page from 1; ``x`` of its start, ``y`` of its baseline in mm from the top left; size in pt."""

    page: int
    text: str
    x: float
    y: float
    size: float
    font: str


@dataclass(frozen=True)
class Sheets:
    """A PDF taken apart. ``rules`` are borders of one side, ``frames`` of all four, ``strokes`` drawn lines: page,
    left, right, top, bottom in mm."""

    reader: PdfReader
    runs: list[Run]
    rules: list[tuple[int, float, float, float, float]]
    strokes: list[tuple[int, float, float, float, float]]
    frames: list[tuple[int, float, float, float, float]]

    @property
    def text(self) -> str:
        """All text, the lines of each paragraph and the pages joined by a space."""
        return " ".join(" ".join(page.extract_text().split("\n")) for page in self.reader.pages)

    def run(self, beginning: str) -> Run:
        """The one piece of text that begins so."""
        [found] = [run for run in self.runs if run.text.startswith(beginning)]
        return found


def taken_apart(pdf: bytes) -> Sheets:
    """Reads a PDF. Watermarks are text too; a turned run has the size it is drawn in."""
    sheets = Sheets(PdfReader(io.BytesIO(pdf)), [], [], [], [])
    for number, page in enumerate(sheets.reader.pages, 1):
        height = float(page.mediabox.height)
        page.extract_text(
            visitor_text=partial(_text_found, sheets.runs, number, height),
            visitor_operand_before=partial(_path_found, sheets, [], [], number, height),
        )
    return sheets


def _place(matrix: list[float], x: float, y: float, height: float) -> tuple[float, float]:
    across = matrix[0] * x + matrix[2] * y + matrix[4]
    up = matrix[1] * x + matrix[3] * y + matrix[5]
    return across / MM, (height - up) / MM


def _text_found(runs, number, height, text, cm, tm, font, size) -> None:
    if text.strip():
        x, y = _place(cm, tm[4], tm[5], height)
        drawn = size * math.hypot(cm[0], cm[1])
        runs.append(Run(number, text.rstrip("\n"), x, y, drawn, font["/BaseFont"].split("+")[1]))


def _path_found(sheets, corners, frames, number, height, operator, operands, cm, tm) -> None:
    """Collects the corners of a path until it is filled (borders are filled polygons) or stroked."""
    if operator in (b"m", b"l"):
        corners.append(_place(cm, *map(float, operands), height))
    elif operator == b"re" and not corners:  # a frame of four equal sides; within the path of one side it is not drawn
        x, y, wide, high = map(float, operands)
        frames.append((_place(cm, x, y, height), _place(cm, x + wide, y + high, height)))
    elif operator == b"f*" and frames and not corners:
        across, down = zip(*(corner for frame in frames for corner in frame), strict=True)
        sheets.frames.append((number, min(across), max(across), min(down), max(down)))
    elif operator in (b"f", b"f*", b"S") and corners:
        across, down = zip(*corners, strict=True)
        found = sheets.strokes if operator == b"S" else sheets.rules
        found.append((number, min(across), max(across), min(down), max(down)))
        corners.clear()
    if operator in (b"f", b"f*", b"S", b"n"):
        frames.clear()
