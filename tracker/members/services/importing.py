"""Many members at once from a table: checked row by row, stored all or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core.errors import RuleViolation
from tracker.core.text import N_, message
from tracker.extensions import PLACE_COLUMNS, db
from tracker.members.models import Member, Membership, Post
from tracker.members.rules import check_dates, check_post
from tracker.members.services.membership import LONGEST_KEY
from tracker.members.states import Sex
from tracker.organizations.models import Organization
from tracker.organizations.queries import in_scope, search_key
from tracker.organizations.services import (
    LEVEL_WORDS,
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

PIECE = 500
SEX_WORDS = {Sex.FEMALE: ("nu", "n", "f"), Sex.MALE: ("nam", "m")}
COLUMNS = (
    Column(
        "code",
        N_("Member code"),
        ("ma", "ma dang vien", "so the", "so ly lich", "member code"),
        text_of(20),
        example="050123456",
    ),
    Column("full_name", N_("Full name"), ("ho va ten", "ho ten", "full name"), text_of(120), example="Lò Văn Bình"),
    Column("sex", N_("Sex"), ("gioi tinh",), one_of(SEX_WORDS), example="nam"),
    Column("born_on", N_("Born on"), ("ngay sinh", "sinh ngay", "born on"), day_of, example="05/9/1980"),
    Column(
        "admitted_on",
        N_("Admitted on"),
        ("ngay ket nap", "ngay vao dang", "admitted on"),
        day_of,
        example="19/5/2005",
    ),
    Column(
        "official_on",
        N_("Official on"),
        ("ngay chinh thuc", "chinh thuc tu ngay", "official on"),
        day_of,
        required=False,
        example="19/5/2006",
    ),
    Column(
        "organization_code",
        N_("Code of the organization"),
        ("ma to chuc", "ma chi bo", "code of the organization"),
        text_of(40),
        example="DBP-HL-03",
    ),
    Column(
        "since",
        N_("Belongs there since"),
        ("sinh hoat o do tu ngay", "sinh hoat tu ngay", "ngay chuyen den", "belongs there since"),
        day_of,
        required=False,
        example="01/10/2015",
    ),
    Column("ethnicity", N_("Ethnic group"), ("dan toc", "ethnic group"), text_of(60), required=False, example="Thái"),
    Column("home_town", N_("Home town"), ("que quan", "home town"), text_of(200), required=False, example="Điện Biên"),
    Column(
        "managing_level",
        N_("Managing level"),
        ("cap quan ly", "dien quan ly", "managing level"),
        one_of(LEVEL_WORDS),
        required=False,
        example="cơ sở",
    ),
    Column("post", N_("Post"), ("chuc vu",), text_of(200), required=False, example="Bí thư Chi bộ 3"),
    Column(
        "post_since",
        N_("Post held since"),
        ("giu chuc vu tu ngay", "post held since"),
        day_of,
        required=False,
        example="20/6/2018",
    ),
)
_LABELS = {column.key: column.label for column in COLUMNS}
_FACTS = ("code", "full_name", "sex", "born_on", "admitted_on", "official_on", "managing_level")


@dataclass(frozen=True)
class _Home:
    """An organization in scope that a row may name."""

    id: int
    ended: bool
    place: Mapping[str, int | None]


def check_members(actor: Actor, table: Sequence[Sequence[str]], today: date) -> Checked[Line]:
    """The dry run: reads the table and finds everything that is wrong with it; stores nothing."""
    require(actor, Permission.EDIT_MEMBERS)
    lines, problems = read_lines(COLUMNS, table)
    homes = _homes(actor)
    taken = _taken([str(line.values["code"]) for line in lines])
    problems += duplicates(lines, COLUMNS[0])
    for line in lines:
        problems += _home_faults(line, homes, taken)
        if line.sound:
            problems += _date_faults(line, today)
    return Checked(lines, sorted(problems, key=lambda problem: problem.row))


def import_members(actor: Actor, checked: Checked[Line]) -> int:
    """Store what a dry run without problems found; returns how many. One entry in the audit log."""
    require(actor, Permission.EDIT_MEMBERS)
    if checked.problems:
        raise RuleViolation(
            message("The table still has faults, so nothing was stored; correct the rows that are named.")
        )
    homes = _homes(actor)
    for piece in _pieces(checked.ready):
        _store(piece, homes)
    record(actor, "member.imported", about={"count": len(checked.ready)})
    db.session.flush()
    return len(checked.ready)


def _home_faults(line: Line, homes: Mapping[str, _Home], taken: set[str]) -> Iterator[Problem]:
    code, home_code = line.values["code"], line.values["organization_code"]
    if code in taken:
        yield Problem(line.row, _LABELS["code"], message("This code is taken."))
    if home_code is None:
        return
    home = homes.get(str(home_code))
    if home is None:
        reason = message(
            "No organization with the code “%(code)s” is known. Compare the code with the list of organizations.",
            code=home_code,
        )
        yield Problem(line.row, _LABELS["organization_code"], reason)
    elif home.ended:
        yield Problem(
            line.row,
            _LABELS["organization_code"],
            message("This organization has ended. Nothing new is entered under it; choose its successor."),
        )


def _date_faults(line: Line, today: date) -> Iterator[Problem]:
    values = line.values
    try:
        check_dates(values["born_on"], values["admitted_on"], values["official_on"], today)
    except RuleViolation as refusal:
        yield Problem(line.row, _LABELS[refusal.field], refusal.message)
    since = values["since"]
    if since is not None and not values["admitted_on"] <= since <= today:
        yield Problem(
            line.row,
            _LABELS["since"],
            message(
                "The day must lie between the admission and today. A membership begins with the admission"
                " or later; correct the day."
            ),
        )
    held = values["post_since"]
    if (values["post"] is None) != (held is None):
        yield Problem(line.row, _LABELS["post"], message("A post and the day it is held since go together."))
    elif held is not None:
        try:
            check_post(held, None, values["admitted_on"], None)
        except RuleViolation as refusal:
            yield Problem(line.row, _LABELS["post_since"], refusal.message)
        if held > today:
            yield Problem(
                line.row,
                _LABELS["post_since"],
                message("This day is still to come. Only what has happened is recorded; give that day."),
            )


def _homes(actor: Actor) -> dict[str, _Home]:
    places = [getattr(Organization, column) for column in PLACE_COLUMNS]
    found = db.session.execute(
        select(Organization.code, Organization.id, Organization.ended_on, *places).where(in_scope(actor, Organization))
    )
    return {
        code: _Home(own_id, ended_on is not None, dict(zip(PLACE_COLUMNS, place, strict=True)))
        for code, own_id, ended_on, *place in found
    }


def _taken(codes: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for piece in _pieces(codes):
        found |= set(db.session.execute(select(Member.code).where(Member.code.in_(piece))).scalars())
    return found


def _store(lines: Sequence[Line], homes: Mapping[str, _Home]) -> None:
    rows = [_row(line.values, homes[str(line.values["organization_code"])]) for line in lines]
    ids = db.session.execute(insert(Member).returning(Member.id, sort_by_parameter_order=True), rows).scalars()
    both = list(zip(lines, ids, rows, strict=True))
    db.session.execute(
        insert(Membership),
        [
            {
                "member_id": member_id,
                "organization_id": row["organization_id"],
                "since": line.values["since"] or line.values["admitted_on"],
            }
            for line, member_id, row in both
        ],
    )
    posts = [
        {
            "member_id": member_id,
            "organization_id": row["organization_id"],
            "title": line.values["post"],
            "since": line.values["post_since"],
        }
        for line, member_id, row in both
        if line.values["post"] is not None
    ]
    if posts:
        db.session.execute(insert(Post), posts)


def _row(values: Mapping[str, object], home: _Home) -> dict[str, object]:
    return {
        **{key: values[key] for key in _FACTS},
        "ethnicity": values["ethnicity"] or "",
        "home_town": values["home_town"] or "",
        "organization_id": home.id,
        "search_key": search_key(str(values["full_name"]), str(values["code"]), most=LONGEST_KEY),
        **home.place,
    }


def _pieces(things: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(things), PIECE):
        yield things[start : start + PIECE]
