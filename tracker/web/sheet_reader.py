"""The program that reads one spreadsheet in a process of its own, with limits on memory and time.

A workbook of a few kilobytes can ask for gigabytes: packed far too tightly, or with one cell in the last corner of a
sheet. Here it meets a limit instead of the web server. Reads the file from standard input and writes JSON: either
``{"rows": [[text, …], …]}`` or ``{"refused": word}`` with one of the words of ``spreadsheets.REFUSALS``.
"""

import json
import resource
import sys
import zipfile
from datetime import date, datetime
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

MOST_BYTES = 1024**3  # of address space
MOST_SECONDS = 15
MOST_UNPACKED = 60 * 1024**2
MOST_ROWS = 20_000
MOST_COLUMNS = 60


class Refused(Exception):
    """The workbook is not read; the argument is the word for why."""


def read_workbook(content: bytes) -> list[list[str]]:
    """The rows of the first sheet as texts, dates as ``05/09/2026``."""
    _check_archive(content)
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    if sheet.total_height > MOST_ROWS + 1:
        raise Refused("rows")
    if sheet.total_width > MOST_COLUMNS:
        raise Refused("columns")
    return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _check_archive(content: bytes) -> None:
    """What the archive says of its sizes, and – by unpacking and check sums – that it says the truth."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise Refused("unpacked")
        if archive.testzip() is not None:
            raise Refused("damaged")


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def main() -> None:
    """Answer for the file on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        answer: dict[str, object] = {"rows": read_workbook(sys.stdin.buffer.read())}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (CalamineError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, IndexError):
        answer = {"refused": "damaged"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
