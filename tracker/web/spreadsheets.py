"""Tables that come and go as files: an upload of XLSX or CSV into rows of texts, and a template to fill in."""

import codecs
import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from flask_babel import gettext
from wtforms import FileField, Form
from wtforms.validators import StopValidation

from tracker.core.text import N_, Message, message
from tracker.web.translate import say
from tracker.web.uploads import sent_file

MOST_BYTES = 5 * 1024**2
MOST_ROWS = 20_000
SECONDS = 20
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFUSALS = {
    "rows": N_("The table has more than 20,000 rows; divide it."),
    "columns": N_("The table has too many columns."),
    "unpacked": N_("The file becomes too large when it is unpacked."),
    "damaged": N_("The file cannot be read as a spreadsheet; save it again as .xlsx."),
}
_TONED = "".join(
    unicodedata.normalize("NFC", f"{one}{tone}") for one in "aăâeêioôơuưy" for tone in "\u0300\u0301\u0303\u0309\u0323"
)
_VIETNAMESE = re.compile(f"[\t\n\r -\\>@-~ăâêôơưđ{_TONED}–—‘’“”…]*", re.IGNORECASE)
_AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_ROOT = Path(__file__).parents[2]
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)  # the same template is the same file on every day


class UnreadableSheet(Exception):
    """The file is not a table that can be read; ``reason`` says why."""

    def __init__(self, reason: Message):
        super().__init__(str(reason))
        self.reason = reason


class SheetField(FileField):
    """An uploaded table; ``data`` are its rows of texts, None when it could not be read."""

    def __init__(self, label: Any = None, **options: Any):
        super().__init__(label, render_kw={"accept": ".xlsx,.csv", **options.pop("render_kw", {})}, **options)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = None
        upload = sent_file(valuelist)
        if upload is None:
            return
        try:
            self.data = read_table(upload.filename or "", upload.read(MOST_BYTES + 1))
        except UnreadableSheet as unreadable:
            raise ValueError(say(unreadable.reason)) from None

    def pre_validate(self, form: Form) -> None:
        if self.data is None and not self.process_errors:
            raise StopValidation(gettext("Choose a file."))


def read_table(name: str, content: bytes) -> list[list[str]]:
    """The rows of a file, its first sheet if it is a workbook. Raises ``UnreadableSheet``."""
    if not content:
        raise UnreadableSheet(message("The file is empty. Choose the file that holds the document."))
    if len(content) > MOST_BYTES:
        raise UnreadableSheet(message("The file is larger than 5 MB."))
    if name.lower().endswith(".csv"):
        return _read_csv(content)
    if name.lower().endswith(".xlsx"):
        return _read_workbook(content)
    raise UnreadableSheet(message("Only .xlsx and .csv files are read."))


def make_template(heads: Sequence[str], examples: Sequence[str], sheets: tuple[str, str]) -> bytes:
    """A workbook with the heads on its first sheet and an example on the second; every cell is text."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _AS_TEXT)
    workbook.set_properties({"created": _CREATED})
    bold = workbook.add_format({"bold": True, "num_format": "@", "bottom": 1})
    text = workbook.add_format({"num_format": "@"})
    for title, rows in zip(sheets, ((), (examples,)), strict=True):
        sheet = workbook.add_worksheet(title)
        sheet.set_column(0, len(heads) - 1, 24, text)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, heads, bold)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row, text)
    workbook.close()
    return stream.getvalue()


def make_book(title: str, note: str, heads: Sequence[str], rows: Iterable[Sequence[str | int | date | None]]) -> bytes:
    """A workbook of one table under its title. A text stays a text, whatever it begins with; a day is a day."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _AS_TEXT)
    workbook.set_properties({"created": _CREATED})
    bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    day = workbook.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
    sheet = workbook.add_worksheet()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(3)
    sheet.freeze_panes(4, 0)
    sheet.set_column(0, len(heads) - 1, 22)
    sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, note)
    for column, head in enumerate(heads):
        sheet.write_string(3, column, head, bold)
    for number, row in enumerate(rows, start=4):
        for column, value in enumerate(row):
            _write_cell(sheet, number, column, value, text, day)
    workbook.close()
    return stream.getvalue()


def _write_cell(sheet: Any, row: int, column: int, value: object, text: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001, a sheet has no zones
    elif isinstance(value, int):
        sheet.write_number(row, column, value, text)
    else:
        sheet.write_string(row, column, str(value or ""), text)


def _text_of(content: bytes) -> str:
    """UTF-8, what a spreadsheet calls Unicode text, or the Windows code page for Vietnamese where nothing is lost."""
    encodings = (
        ("utf-16",) if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8-sig", "cp1258")
    )
    for encoding in encodings:
        try:
            text = unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
        # letters that this code page lacks were saved as "?"; those of an older encoding look like other signs
        if encoding != "cp1258" or _VIETNAMESE.fullmatch(text):
            return text
    raise UnreadableSheet(message("The text is not in UTF-8; save the file as “CSV UTF-8”."))


def _read_csv(content: bytes) -> list[list[str]]:
    text = _text_of(content)
    first = text.partition("\n")[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count)))
    except csv.Error:
        raise UnreadableSheet(message("The file cannot be read as CSV.")) from None
    if len(rows) > MOST_ROWS + 1:
        raise UnreadableSheet(message(REFUSALS["rows"]))
    return rows


def _read_workbook(content: bytes) -> list[list[str]]:
    command = [sys.executable, "-m", "tracker.web.sheet_reader"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, cwd=_ROOT, timeout=SECONDS, check=True)  # noqa: S603
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise UnreadableSheet(message(REFUSALS["unpacked"])) from None
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise UnreadableSheet(message(REFUSALS[answer["refused"]]))
    return answer["rows"]
