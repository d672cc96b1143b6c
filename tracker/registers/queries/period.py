"""What a register is narrowed to, and what a cell of it may hold."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from tracker.core.text import Message, message
from tracker.documents.states import PaperType
from tracker.extensions import db

# A label waits for its translation as a ``Message``; a text stands as somebody typed it; a tuple holds several.
One = str | int | date | Message
Cell = One | tuple[One, ...] | None
Lines = list[tuple[Cell, ...]]


@dataclass(frozen=True)
class Period:
    """From a day until another, both inclusive; of outgoing papers also one body, one term and one type."""

    since: date
    until: date
    body_id: int | None = None
    term_id: int | None = None
    type: PaperType | None = None


def dated(what: str | Message | None, on: date | None) -> One:
    """A number or a result with its day, as far as there is either."""
    if not what or on is None:
        return what or on or ""
    return message("%(number)s, %(day)s", number=what, day=on)


def within(day: Any, period: Period) -> ColumnElement[bool]:
    """The day lies in the period."""
    return and_(day >= period.since, day <= period.until)


def count_of(statement: Select) -> int:
    """How many rows a statement gives."""
    return db.session.execute(select(func.count()).select_from(statement.order_by(None).subquery())).scalar_one()
