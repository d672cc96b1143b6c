"""Keyset pages: a list costs the same at the first page and at the thousandth."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from flask import request, url_for

from tracker.keyset import PAGE_SIZE, Cursor

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows with the addresses of its neighbours (None at either end)."""

    rows: Sequence[Row]
    previous_url: str | None
    next_url: str | None


def cursor_of_request() -> Cursor | None:
    """The cursor in the address, or None for the first page (also when it is malformed)."""
    text = request.args.get("at", "")
    try:
        key, row_id, back = json.loads(base64.urlsafe_b64decode(text.encode() + b"==="))
        return Cursor(str(key), int(row_id), bool(back))
    except (ValueError, binascii.Error, TypeError):
        return None


def page_of(found: Sequence[Row], cursor: Cursor | None, key: Callable[[Row], tuple[object, int]]) -> Page[Row]:
    """A page from up to ``PAGE_SIZE + 1`` rows found from ``cursor`` on (in reverse order when going back)."""
    more = len(found) > PAGE_SIZE
    rows = list(found[:PAGE_SIZE])
    back = cursor is not None and cursor.back
    if back:
        rows.reverse()
    has_previous = more if back else cursor is not None
    has_next = back or more
    return Page(
        rows,
        _url(key(rows[0]), back=True) if rows and has_previous else None,
        _url(key(rows[-1]), back=False) if rows and has_next else None,
    )


def _url(at: tuple[object, int], *, back: bool) -> str:
    key = at[0].isoformat() if isinstance(at[0], date | datetime) else str(at[0])
    text = base64.urlsafe_b64encode(json.dumps([key, at[1], back]).encode()).decode().rstrip("=")
    arguments = {**(request.view_args or {}), **request.args.to_dict(flat=False), "at": text}
    return url_for(str(request.endpoint), **arguments)
