"""Paging by key: where a page starts, and the SQL that finds it in the same time at any depth."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from tracker.core.errors import NotVisible

Statement = TypeVar("Statement", bound=Select)
PAGE_SIZE = 50
_LARGEST = 2**31 - 1  # what a whole number of a table can be


@dataclass(frozen=True)
class Cursor:
    """Where a page starts: after (or, going back, before) the row with this sort key and id."""

    key: str
    id: int
    back: bool = False

    def day(self) -> date:
        """The sort key of a list by day; raises ``NotVisible`` for a cursor that cannot be of such a list."""
        try:
            return date.fromisoformat(self.key)
        except ValueError:
            raise NotVisible from None


def keyset(
    statement: Statement,
    key: ColumnElement | InstrumentedAttribute,
    row_id: ColumnElement | InstrumentedAttribute,
    cursor: Cursor | None,
    *,
    newest_first: bool = False,
) -> Statement:
    """Order by (key, id) and take one row more than a page, starting at the cursor.

    The extra row tells whether there is a further page. Going back, rows come in reverse order. Raises ``NotVisible``
    for a cursor that cannot be of this list.
    """
    descending = newest_first
    if cursor is not None:
        descending = newest_first != cursor.back
        start = tuple_(literal(_parsed(key, cursor.key), key.type), cursor.id)
        pair = tuple_(key, row_id)
        statement = statement.where(pair < start if descending else pair > start)
    order = (key.desc(), row_id.desc()) if descending else (key, row_id)
    return statement.order_by(*order).limit(PAGE_SIZE + 1)


def _parsed(column: ColumnElement | InstrumentedAttribute, text: str) -> Any:
    kind = column.type.python_type
    try:
        if kind is datetime:
            return datetime.fromisoformat(text).astimezone(UTC)
        if kind is int and not -_LARGEST <= int(text) <= _LARGEST:
            raise NotVisible
        return date.fromisoformat(text) if kind is date else kind(text)
    except (ValueError, OverflowError):
        raise NotVisible from None
