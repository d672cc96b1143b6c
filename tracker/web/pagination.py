"""Keyset pages: a list costs the same at the first page and at the thousandth."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from flask import request, url_for

from tracker.core.text import has_control_character
from tracker.keyset import PAGE_SIZE, Cursor

Row = TypeVar("Row")
# id of the row, a(fter) or b(efore), its sort key: 17a2025-08-15
_CURSOR = re.compile(r"([0-9]{1,18})([ab])(.*)", re.DOTALL)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows with the addresses of its neighbours (None at either end)."""

    rows: Sequence[Row]
    previous_url: str | None
    next_url: str | None


def cursor_of_request() -> Cursor | None:
    """The cursor in the address, or None for the first page (also when it is malformed)."""
    found = _CURSOR.fullmatch(request.args.get("at", ""))
    if found is None or has_control_character(found[3]):
        return None
    return Cursor(found[3], int(found[1]), found[2] == "b")


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
    here = f"{at[1]}{'b' if back else 'a'}{key}"
    arguments = {**(request.view_args or {}), **request.args.to_dict(flat=False), "at": here}
    return url_for(str(request.endpoint), **arguments)
