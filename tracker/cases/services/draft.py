"""What a case is opened from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.kinds import Kind
from tracker.cases.states import Basis, SubjectType
from tracker.regulations.cells import CellGround


@dataclass(frozen=True)
class Draft:
    """What a case is opened from. ``subjects`` are (type, id of the organization or member) in the order typed.

    ``asset_noted``: that the rules name other commissions for checks of declarations was read, and the work goes on.
    """

    kind: Kind
    body_id: int
    title: str
    subjects: Sequence[tuple[SubjectType, int]]
    contents: Sequence[str]
    period_from: date
    period_until: date
    basis: Basis
    basis_text: str
    head: int | None
    team: Sequence[int]
    directing_id: int | None = None
    work_from: date | None = None
    work_until: date | None = None
    restricted: bool = False
    overlap_reason: str = ""
    plan_item_id: int | None = None
    cell_ground: CellGround | None = None
    asset_noted: bool = False
