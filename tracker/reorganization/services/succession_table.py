"""Many successions at once from a table of old → successor.

The dry run carries everything out inside a savepoint and takes it back: what it says is what will happen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core.errors import Refusal, RuleViolation
from tracker.core.text import N_, Message, message
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.queries import in_scope
from tracker.organizations.services.sheets import (
    Checked,
    Column,
    Line,
    Problem,
    Unreadable,
    day_of,
    duplicates,
    read_lines,
    text_of,
)
from tracker.organizations.states import LEVEL_ORDER
from tracker.reorganization.queries import WorkRow, open_work
from tracker.reorganization.services.ending import Moved, Succession, end_organization

MOST_ROWS = 500
Pairs = Sequence[tuple[str, str]]
_OTHER = re.compile(r"\s*([^=]+?)\s*=\s*([^=\s]+)\s*")


def _others_of(cell: str) -> tuple[tuple[str, str], ...]:
    """``12-QĐ/UBKTĐU = P3; 5/2026 = P4``: which piece of work goes to which organization instead."""
    parts = [part for part in re.split(r"[;\n]", str(text_of(2000)(cell.replace("\n", ";")))) if part.strip()]
    found = [_OTHER.fullmatch(part) for part in parts]
    if not all(found):
        raise Unreadable(message("Write number = code for each piece of work, with a semicolon between two."))
    return tuple((pair[1], pair[2]) for pair in found if pair)


COLUMNS = (
    Column("code", N_("Code of the organization that ends"), ("ma", "ma to chuc ket thuc", "ma cu"), text_of(40),
           example="DBP-HL"),
    Column("successor", N_("Code of the successor"), ("ma ke thua", "ma to chuc ke thua", "ma moi"), text_of(40),
           example="DBP"),
    Column("ended_on", N_("Last day"), ("ngay cuoi", "ket thuc ngay", "ngay ket thuc"), day_of, example="30/6/2025"),
    Column("decision", N_("Decision"), ("quyet dinh", "nghi quyet"), text_of(200),
           example="Nghị quyết số 1661/NQ-UBTVQH15, ngày 16/6/2025"),
    Column("others", N_("Work that others take over"), ("ngoai le", "viec giao to chuc khac"),
           _others_of, required=False, example="12-QĐ/UBKTĐU = DBP-MT; 5/2026 = DBP-MT"),
)  # fmt: skip
_CODE, _SUCCESSOR, _, _, _OTHERS = COLUMNS


@dataclass(frozen=True)
class Outcome:
    """One row of the table and what it moves, and to whom."""

    row: int
    name: str
    successor: str
    moved: Moved
    others: tuple[tuple[str, str], ...] = ()  # piece of work, who takes it over instead


def try_table(actor: Actor, table: Sequence[Sequence[str]], today: date) -> Checked[Outcome]:
    """What the table would do, row by row, and everything that is wrong with it. Stores nothing."""
    require(actor, Permission.EDIT_TREE)
    lines, problems = read_lines(COLUMNS, table)
    problems += duplicates(lines, _CODE)
    if len(lines) > MOST_ROWS:
        problems.append(Problem(1, "", message("At most %(most)s rows at once.", most=MOST_ROWS)))
    if problems:
        return Checked([], sorted(problems, key=lambda problem: problem.row))
    trial = db.session.begin_nested()
    try:
        return _carry_out(actor, lines, today)
    finally:
        trial.rollback()
        db.session.expire_all()


def carry_out_table(actor: Actor, table: Sequence[Sequence[str]], today: date) -> Checked[Outcome]:
    """Carry out a table that a dry run found right; with a problem nothing is stored."""
    require(actor, Permission.EDIT_TREE)
    lines, problems = read_lines(COLUMNS, table)
    if problems:
        return Checked([], problems)
    savepoint = db.session.begin_nested()
    done = _carry_out(actor, lines, today)
    if done.problems:
        savepoint.rollback()
        db.session.expire_all()
        return done
    savepoint.commit()
    record(actor, "organization.successions_carried_out", about={"count": len(done.ready)})
    db.session.flush()
    return done


def _carry_out(actor: Actor, lines: Sequence[Line], today: date) -> Checked[Outcome]:
    """Every row, the deepest organizations first (a cell ends before the committee above it), then by the day."""
    known = _known(actor, lines)
    done, problems = [], []
    for line in sorted(lines, key=lambda line: (-_depth(known, line), line.values["ended_on"])):
        try:
            done.append(_end(actor, line, known, today))
        except RuleViolation as refusal:
            problems.append(Problem(line.row, _column_of(refusal), refusal.message))
        except Refusal as refusal:
            problems.append(Problem(line.row, "", refusal.message))
    by_row = sorted(problems, key=lambda problem: problem.row)
    return Checked(sorted(done, key=lambda outcome: outcome.row), by_row)


def _end(actor: Actor, line: Line, known: dict[str, Organization], today: date) -> Outcome:
    ending, successor = (_get(known, str(line.values[column.key]), column) for column in (_CODE, _SUCCESSOR))
    named = _named(actor, line, known, ending)
    how = Succession(
        line.values["ended_on"],  # type: ignore[arg-type]
        str(line.values["decision"]),
        successor.id,
        {row.key: taker.id for row, taker in named},
    )
    with db.session.begin_nested():
        moved = end_organization(actor, ending, how, today)
    return Outcome(line.row, ending.name, successor.name, moved, tuple((row.name, taker.name) for row, taker in named))


def _named(
    actor: Actor, line: Line, known: dict[str, Organization], ending: Organization
) -> list[tuple[WorkRow, Organization]]:
    """The pieces of work in a row by their numbers, each with the organization that takes it over."""
    pairs: Pairs = line.values[_OTHERS.key] or ()  # type: ignore[assignment]
    rows = open_work(actor, ending.id) if pairs else []
    found = []
    for number, code in pairs:
        of_number = [row for row in rows if number in (row.number, row.ref)]
        if len(of_number) != 1:
            reason = message(
                "“%(number)s” names no open work of the organization, or several; type the number as the "
                "list shows it.",
                number=number,
            )
            raise RuleViolation(reason, (), _OTHERS.key)
        found.append((of_number[0], _get(known, code, _OTHERS)))
    return found


def _get(known: dict[str, Organization], code: str, column: Column) -> Organization:
    if code not in known:
        raise RuleViolation(
            message(
                "No organization with the code “%(code)s” is known. Compare the code with the list of organizations.",
                code=code,
            ),
            (),
            column.key,
        )
    return known[code]


def _known(actor: Actor, lines: Sequence[Line]) -> dict[str, Organization]:
    """The organizations of the table that the actor may change, by code."""
    codes = {str(line.values[column.key]) for line in lines for column in (_CODE, _SUCCESSOR)}
    codes |= {code for line in lines for _, code in line.values[_OTHERS.key] or ()}  # type: ignore[attr-defined]
    found = select(Organization).where(Organization.code.in_(codes), in_scope(actor, Organization))
    return {organization.code: organization for organization in db.session.scalars(found)}


def _depth(known: dict[str, Organization], line: Line) -> int:
    organization = known.get(str(line.values["code"]))
    return LEVEL_ORDER.index(organization.level) if organization else 0


def _column_of(refusal: RuleViolation) -> str:
    labels: dict[str, str | Message] = {column.key: column.label for column in COLUMNS}
    return str(labels.get({"heirs": _OTHERS.key}.get(refusal.field or "", refusal.field or ""), ""))
