"""What organizations and their committees of each level are called, as dated names: districts ended, communes rose.

Names are Vietnamese, as in the regulations, and are the same in every language of the interface.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.text import N_
from tracker.regulations.sources import Citation, Grade, cite, in_force
from tracker.regulations.terms import Level, term


class Named(StrEnum):
    """What has the name."""

    ORGANIZATION = "organization"
    COMMITTEE = "committee"


NAMED_LABELS = {Named.ORGANIZATION: N_("organization"), Named.COMMITTEE: N_("committee")}


@dataclass(frozen=True)
class NameRow:
    """How organizations of a level, or their committees, are called in a period."""

    named: Named
    level: Level
    name: str
    since: date
    until: date | None
    citation: Citation
    note: str = ""


_STATUTE, _END_DISTRICTS = date(2011, 1, 19), date(2025, 6, 30)
_COMMUNES, _BEFORE_208, _208 = date(2025, 7, 1), date(2026, 7, 25), date(2026, 7, 26)
_ORG, _COM = Named.ORGANIZATION, Named.COMMITTEE
_ENDED = N_("That the district level ended on 30/6/2025 is general knowledge.")
_TAUGHT = N_("Teaching of August and September 2026 still names grassroots cells beside grassroots organizations.")
_PILOT = N_("In pilot places; elsewhere the older name lives on.")

_THROUGHOUT = (
    (_ORG, Level.CENTRAL, "Trung ương"),
    (_ORG, Level.PROVINCE, "đảng bộ tỉnh, thành phố và đảng bộ trực thuộc Trung ương"),
    (_COM, Level.CENTRAL, "Ban Chấp hành Trung ương"),
    (_COM, Level.PROVINCE, "tỉnh uỷ, thành uỷ và đảng uỷ trực thuộc Trung ương"),
    (_COM, Level.CELL, "chi uỷ"),
)
_WITH_DISTRICTS = (
    (_ORG, Level.DISTRICT, "đảng bộ huyện, quận và tương đương", _ENDED),
    (_ORG, Level.GRASSROOTS, "đảng bộ cơ sở, chi bộ cơ sở", ""),
    (_ORG, Level.SECTION, "đảng bộ bộ phận", ""),
    (_ORG, Level.CELL, "chi bộ trực thuộc", ""),
    (_COM, Level.DISTRICT, "huyện uỷ, quận uỷ và tương đương", _ENDED),
    (_COM, Level.GRASSROOTS, "đảng uỷ cơ sở", ""),
    (_COM, Level.SECTION, "đảng uỷ bộ phận", ""),
)
_WITH_COMMUNES = (
    (_ORG, Level.GRASSROOTS, "đảng bộ xã, phường, đặc khu; đảng bộ cơ sở, chi bộ cơ sở khác", ""),
    (_ORG, Level.SECTION, "đảng bộ bộ phận", ""),
    (_ORG, Level.CELL, "chi bộ trực thuộc", ""),
    (_COM, Level.GRASSROOTS, "đảng uỷ xã, phường, đặc khu; đảng uỷ cơ sở khác", ""),
    (_COM, Level.SECTION, "đảng uỷ bộ phận", ""),
)
_WITH_THREE_LEVELS = (
    (_ORG, Level.GRASSROOTS, "đảng bộ cơ sở (xã, phường, đặc khu)", _TAUGHT),
    (_ORG, Level.SECTION, "đảng bộ trực thuộc cơ sở", _PILOT),
    (_ORG, Level.CELL, "chi bộ", ""),
    (_COM, Level.GRASSROOTS, "đảng uỷ xã, phường, đặc khu", ""),
)
# The wording of the first period was read; the second is inferred; the third is told by sources that name 208-QĐ/TW.
_PERIODS = (
    (_WITH_DISTRICTS, cite("Điều lệ Đảng", "", Grade.A), _STATUTE, _END_DISTRICTS),
    (_WITH_COMMUNES, cite("Điều lệ Đảng", "", Grade.C), _COMMUNES, _BEFORE_208),
    (_WITH_THREE_LEVELS, cite("208-QĐ/TW", "", Grade.B), _208, None),
)
NAME_ROWS: tuple[NameRow, ...] = (
    *(NameRow(*row, _STATUTE, None, cite("Điều lệ Đảng", "", Grade.A)) for row in _THROUGHOUT),
    *(
        NameRow(named, level, name, since, until, law, note)
        for rows, law, since, until in _PERIODS
        for named, level, name, note in rows
    ),
)


def find_name(named: Named | str, level: Level | str, on: date) -> NameRow | None:
    """The name in force on the date; None where the level has none, as districts since 1/7/2025.

    Raises ``RuleViolation`` for an unknown word.
    """
    named, level = term(Named, named, "named"), term(Level, level, "level")
    rows = (row for row in NAME_ROWS if row.named is named and row.level is level)
    return next((row for row in rows if in_force(row, on)), None)
