"""How long files are kept, as rows. The years of inspection commissions were not readable, so every row is unconfirmed.

Governing: Quy định 270-QĐ/TW; tables: Hướng dẫn 35-HD/VPTW (below the centre). Nothing is ever deleted by the program.
"""

from dataclasses import dataclass
from datetime import date

from tracker.regulations.sources import Citation, Grade, row_on

_TABLE = Citation("270-QĐ/TW; 35-HD/VPTW", "", Grade.UNCONFIRMED)
_SINCE = date(2014, 12, 6)


@dataclass(frozen=True)
class RetentionRow:
    """For ever, or for a number of years that an archivist has to say. ``kinds`` are kinds of work by their codes."""

    kinds: frozenset[str]
    for_ever: bool
    since: date
    until: date | None
    citation: Citation


RETENTION: tuple[RetentionRow, ...] = (
    RetentionRow(
        frozenset({"violation_inspection", "discipline_complaint", "denunciation"}), True, _SINCE, None, _TABLE
    ),
    RetentionRow(
        frozenset(
            {
                *("compliance_inspection", "inspection_work_inspection", "finance_inspection"),
                *("thematic_supervision", "regular_supervision", "asset_declaration_inspection"),
            }
        ),
        False,
        _SINCE,
        None,
        _TABLE,
    ),
)


def retention_of(kind: str, on: date, *, disciplined: bool = False) -> RetentionRow:
    """What is suggested for the file of such work; a file with discipline in it is kept for ever."""
    rows = [row for row in RETENTION if (row.for_ever if disciplined else kind in row.kinds)]
    return row_on(rows, on, "retention")
