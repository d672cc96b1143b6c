"""Reads of the registers: which statement lists each, and how its rows become cells."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from tracker.access import Actor
from tracker.extensions import db
from tracker.registers.queries.cases import case_lines, opened_cases
from tracker.registers.queries.discipline import decided_disciplines, discipline_lines
from tracker.registers.queries.follow_up import asked_for, follow_up_lines
from tracker.registers.queries.incoming import incoming_lines, incoming_papers
from tracker.registers.queries.outgoing import outgoing_lines, outgoing_papers
from tracker.registers.queries.period import Cell, Lines, Period, count_of
from tracker.registers.queries.petitions import petition_lines, received_petitions
from tracker.registers.states import Book

__all__ = ["Cell", "Lines", "Period", "Reading", "read_register"]

_Statement = Callable[[Actor, Period], Select]
_ToLines = Callable[[Actor, list[Any]], Lines]

_SOURCES: dict[Book, tuple[_Statement, _ToLines]] = {
    Book.OUTGOING: (outgoing_papers, outgoing_lines),
    Book.INCOMING: (incoming_papers, incoming_lines),
    Book.CASES: (opened_cases, case_lines),
    Book.FOLLOW_UP: (asked_for, follow_up_lines),
    Book.PETITIONS: (received_petitions, petition_lines),
    Book.DISCIPLINE: (decided_disciplines, discipline_lines),
}


@dataclass(frozen=True)
class Reading:
    """The first lines of a register, and how many there are in all."""

    lines: Lines
    total: int


def read_register(book: Book, actor: Actor, period: Period, most: int) -> Reading:
    """At most ``most`` lines of a register, of what the actor may see; the number of questions is fixed."""
    listed, to_lines = _SOURCES[book]
    statement = listed(actor, period)
    rows = list(db.session.execute(statement.limit(most)))
    return Reading(to_lines(actor, rows), count_of(statement))
