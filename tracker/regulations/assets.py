"""Which commissions check declarations of assets and income."""

from dataclasses import dataclass
from datetime import date

from tracker.core.text import N_, message
from tracker.regulations.sources import Citation, Grade, rows_on
from tracker.regulations.terms import Level
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class AssetRow:
    """Whose work the checks are, for a time; ``not_of`` are the levels whose commissions they are not given to."""

    key: str
    text: str
    not_of: frozenset[Level]
    since: date
    until: date | None
    citation: Citation
    note: str = ""


ASSET_ROWS: tuple[AssetRow, ...] = (
    AssetRow(
        key="asset-declarations",
        text=N_("Declarations are checked by commissions from the level directly above the grassroots up."),
        not_of=frozenset({Level.GRASSROOTS, Level.SECTION, Level.CELL}),
        since=date(2026, 4, 11),
        until=None,
        citation=Citation("21-QĐ/TW", "", Grade.B),
    ),
)


def check_asset_checks(level: Level, on: date) -> Verdict:
    """Whether a commission of that level is named for these checks on a day; informs, the office may know better."""
    row = next(iter(rows_on(ASSET_ROWS, on)), None)
    if row is None or level not in row.not_of:
        return Verdict(True, message("Allowed."), (row.citation,) if row else ())
    return Verdict(False, message(row.text), (row.citation,), field="kind")
