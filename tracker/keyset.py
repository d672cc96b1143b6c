"""Paging by key: where a page starts, and the SQL that finds it in the same time at any depth."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

Statement = TypeVar("Statement", bound=Select)
PAGE_SIZE = 50


@dataclass(frozen=True)
class Cursor:
    """Where a page starts: after (or, going back, before) the row with this sort key and id."""

    key: str
    id: int
    back: bool = False


def keyset(
    statement: Statement,
    key: InstrumentedAttribute,
    row_id: InstrumentedAttribute,
    cursor: Cursor | None,
    *,
    newest_first: bool = False,
) -> Statement:
    """Order by (key, id) and take one row more than a page, starting at the cursor.

    The extra row tells whether there is a further page. Going back, rows come in reverse order.
    """
    descending = newest_first
    if cursor is not None:
        descending = newest_first != cursor.back
        start = tuple_(_parse(key)(cursor.key), cursor.id)
        pair = tuple_(key, row_id)
        statement = statement.where(pair < start if descending else pair > start)
    order = (key.desc(), row_id.desc()) if descending else (key, row_id)
    return statement.order_by(*order).limit(PAGE_SIZE + 1)


def _parse(column: InstrumentedAttribute) -> Callable[[str], Any]:
    kind = column.type.python_type
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    return kind
