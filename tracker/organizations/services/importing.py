"""Many organizations at once from a table: checked row by row, stored all or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, update

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core.errors import RuleViolation
from tracker.core.text import N_, message
from tracker.extensions import PLACE_COLUMNS, db
from tracker.organizations.models import Organization, OrganizationEvent, OrganizationName, OrganizationParent
from tracker.organizations.queries import in_scope, search_key
from tracker.organizations.rules import is_above, place_values
from tracker.organizations.services.founding import LONGEST_KEY
from tracker.organizations.services.sheets import (
    Checked,
    Column,
    Line,
    Problem,
    day_of,
    duplicates,
    one_of,
    read_lines,
    text_of,
)
from tracker.organizations.states import LEVEL_ORDER, EventKind, Level

PIECE = 500
LEVEL_WORDS = {
    Level.CENTRAL: ("trung uong", "centre"),
    Level.PROVINCE: ("tinh", "tinh va tuong duong", "thanh pho truc thuoc trung uong", "province and equivalent"),
    Level.DISTRICT: ("huyen", "huyen va tuong duong", "cap tren truc tiep co so", "district and equivalent"),
    Level.GRASSROOTS: ("co so", "to chuc co so dang", "dang bo co so", "chi bo co so", "grassroots committee"),
    Level.SECTION: ("bo phan", "dang bo bo phan", "section committee"),
    Level.CELL: ("chi bo", "chi bo truc thuoc"),
}
COLUMNS = (
    Column("code", N_("Code"), ("ma", "ma to chuc"), text_of(40), example="DBP-HL-03"),
    Column("name", N_("Name"), ("ten", "ten to chuc"), text_of(200), example="Chi bộ 3"),
    Column("level", N_("Level"), ("cap",), one_of(LEVEL_WORDS), example="chi bộ"),
    Column(
        "parent_code",
        N_("Code of the parent"),
        ("ma cap tren", "ma to chuc cap tren", "code of the parent"),
        text_of(40),
        example="DBP-HL",
    ),
    Column(
        "founded_on", N_("Founded on"), ("ngay thanh lap", "thanh lap ngay", "founded on"), day_of, example="03/02/1998"
    ),
    Column(
        "decision",
        N_("Decision"),
        ("quyet dinh", "quyet dinh thanh lap"),
        text_of(200),
        required=False,
        example="Quyết định số 12-QĐ/ĐU, ngày 03/02/1998",
    ),
)
_CODE, _NAME, _LEVEL, _PARENT, _FOUNDED, _DECISION = COLUMNS


@dataclass(frozen=True)
class _Above:
    """What a row needs to know of its parent, stored already or standing in the same file."""

    level: Level
    founded_on: date
    id: int | None = None
    place: Mapping[str, int | None] | None = None
    ended: bool = False


def check_organizations(actor: Actor, table: Sequence[Sequence[str]], today: date) -> Checked[Line]:
    """The dry run: reads the table and finds everything that is wrong with it; stores nothing."""
    require(actor, Permission.EDIT_TREE)
    lines, problems = read_lines(COLUMNS, table)
    taken = _taken([str(line.values["code"]) for line in lines])
    above = _stored(actor) | {
        str(line.values["code"]): _Above(line.values["level"], line.values["founded_on"])
        for line in lines
        if line.sound and line.values["code"] not in taken
    }
    problems += duplicates(lines, _CODE)
    for line in lines:
        problems += _faults(line, above, taken, today)
    return Checked(lines, sorted(problems, key=lambda problem: problem.row))


def import_organizations(actor: Actor, checked: Checked[Line]) -> int:
    """Store what a dry run without problems found, parents first; returns how many. One entry in the audit log."""
    require(actor, Permission.EDIT_TREE)
    if checked.problems:
        raise RuleViolation(
            message("The table still has faults, so nothing was stored; correct the rows that are named.")
        )
    above = _stored(actor)
    for level in LEVEL_ORDER:
        lines = [line for line in checked.ready if line.values["level"] == level]
        for piece in _pieces(lines):
            above |= _store(piece, level, above)
    record(actor, "organization.imported", about={"count": len(checked.ready)})
    db.session.flush()
    return len(checked.ready)


def _faults(line: Line, above: Mapping[str, _Above], taken: set[str], today: date) -> Iterator[Problem]:
    values = line.values
    if values["code"] in taken:
        yield Problem(line.row, _CODE.label, message("This code is taken."))
    if isinstance(values["founded_on"], date) and values["founded_on"] > today:
        yield Problem(
            line.row,
            _FOUNDED.label,
            message("This day is still to come. Only what has happened is recorded; give that day."),
        )
    if values["parent_code"] is None:
        return
    parent = above.get(str(values["parent_code"]))
    if parent is None:
        reason = message(
            "No organization with the code “%(code)s” is known. Compare the code with the list of organizations.",
            code=values["parent_code"],
        )
        yield Problem(line.row, _PARENT.label, reason)
    elif parent.ended:
        yield Problem(
            line.row,
            _PARENT.label,
            message("This organization has ended. Nothing new is entered under it; choose its successor."),
        )
    elif isinstance(values["level"], Level) and not is_above(parent.level, values["level"]):
        reason = message(
            "The level must be below the level of the parent organization. Each organization stands"
            " under a higher one; choose another level or parent."
        )
        yield Problem(line.row, _LEVEL.label, reason)


def _taken(codes: list[str]) -> set[str]:
    found: set[str] = set()
    for piece in _pieces(codes):
        found |= set(db.session.execute(select(Organization.code).where(Organization.code.in_(piece))).scalars())
    return found


def _stored(actor: Actor) -> dict[str, _Above]:
    """The organizations in scope by code."""
    places = [getattr(Organization, column) for column in PLACE_COLUMNS]
    found = db.session.execute(
        select(
            Organization.code,
            Organization.level,
            Organization.founded_on,
            Organization.id,
            Organization.ended_on,
            *places,
        ).where(in_scope(actor, Organization))
    )
    return {
        code: _Above(level, founded_on, own_id, dict(zip(PLACE_COLUMNS, place, strict=True)), ended_on is not None)
        for code, level, founded_on, own_id, ended_on, *place in found
    }


def _store(lines: Sequence[Line], level: Level, above: Mapping[str, _Above]) -> dict[str, _Above]:
    """Store lines of one level whose parents are stored; returns them by code."""
    parents = [above[str(line.values["parent_code"])] for line in lines]
    rows = [_row(line, parent) for line, parent in zip(lines, parents, strict=True)]
    ids = db.session.execute(insert(Organization).returning(Organization.id, sort_by_parameter_order=True), rows)
    own_ids = list(ids.scalars())
    own_place = f"{level.value}_id"
    for piece in _pieces(own_ids):
        db.session.execute(
            update(Organization).where(Organization.id.in_(piece)).values({own_place: Organization.id}),
            execution_options={"synchronize_session": False},
        )
    both = list(zip(lines, own_ids, parents, strict=True))
    _insert(OrganizationName, both, lambda line, _: {"name": line.values["name"], "level": level})
    _insert(
        OrganizationParent,
        both,
        lambda line, parent: {
            "parent_id": parent.id,
            "since": max(line.values["founded_on"], parent.founded_on),
        },
    )
    _insert(OrganizationEvent, both, lambda line, _: {"kind": EventKind.FOUNDED})
    return {
        row["code"]: _Above(level, row["founded_on"], own_id, {**_places(row), own_place: own_id})
        for row, own_id in zip(rows, own_ids, strict=True)
    }


def _row(line: Line, parent: _Above) -> dict[str, object]:
    values = line.values
    level = values["level"]
    return {
        "code": values["code"],
        "name": values["name"],
        "level": level,
        "parent_id": parent.id,
        "founded_on": values["founded_on"],
        "search_key": search_key(str(values["name"]), str(values["code"]), most=LONGEST_KEY),
        **place_values(None, LEVEL_ORDER[-1], level, parent.place),
    }


def _places(row: Mapping[str, object]) -> dict[str, object]:
    return {column: row[column] for column in PLACE_COLUMNS}


def _insert(
    table: type, lines: Sequence[tuple[Line, int, _Above]], own: Callable[[Line, _Above], dict[str, object]]
) -> None:
    begun = "happened_on" if table is OrganizationEvent else "since"
    rows = [
        {
            "organization_id": own_id,
            begun: line.values["founded_on"],
            "decision": line.values["decision"] or "",
            **own(line, parent),
        }
        for line, own_id, parent in lines
    ]
    db.session.execute(insert(table), rows)


def _pieces(things: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(things), PIECE):
        yield things[start : start + PIECE]
