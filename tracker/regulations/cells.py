"""When a cell may hold thematic supervision: on one of three grounds, which the officer names."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.text import N_, message
from tracker.regulations.sources import Citation, Grade, rows_on
from tracker.regulations.verdict import Verdict


class CellGround(StrEnum):
    """What the supervision of a cell rests on."""

    COMMITTEE = "committee"
    DISPERSED = "dispersed"
    GROUPS = "groups"


CELL_GROUND_LABELS = {
    CellGround.COMMITTEE: N_("The cell has a cell committee"),
    CellGround.DISPERSED: N_("The cell has more than 30 members, who work dispersed"),
    CellGround.GROUPS: N_("The cell has several Party groups"),
}


@dataclass(frozen=True)
class CellRow:
    """The condition in words, for a time."""

    key: str
    text: str
    since: date
    until: date | None
    citation: Citation
    note: str = ""


_CONDITION = N_(
    "A cell holds thematic supervision only if it has a cell committee, more than 30 members who work dispersed, or "
    "several Party groups."
)

CELL_ROWS: tuple[CellRow, ...] = (
    CellRow(
        key="cell-thematic-supervision",
        text=_CONDITION,
        since=date(2025, 6, 10),
        until=date(2026, 4, 10),
        citation=Citation("08-HD/TW", "mục II.3.2", Grade.B),
    ),
    CellRow(
        key="cell-thematic-supervision",
        text=_CONDITION,
        since=date(2026, 4, 11),
        until=None,
        citation=Citation("08-HD/TW", "mục II.3.2", Grade.UNCONFIRMED),
        note=N_("Carried over: the guidance was written for 296-QĐ/TW, and none for 21-QĐ/TW was found."),
    ),
)


def check_cell_ground(ground: CellGround | None, on: date) -> Verdict:
    """Whether a cell about which the records show no committee may hold thematic supervision: a ground is named."""
    row = next(iter(rows_on(CELL_ROWS, on)), None)
    if row is None or ground is not None:
        return Verdict(True, message("Allowed."), (row.citation,) if row else ())
    rule = message(row.text)
    told = message("%(rule)s Say which of these holds here.", rule=rule)
    if row.note:
        told = message("%(rule)s (%(note)s) Say which of these holds here.", rule=rule, note=message(row.note))
    return Verdict(False, told, (row.citation,), field="cell_ground")
