"""The periodic report of a body: figures taken at one moment, beside those of another period, and its own words."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.documents.parts import Paper, Part


@dataclass(frozen=True, kw_only=True)
class FigureLine(Part):
    """A row of a table: subjects of the period and of the one compared with, organizations and members apart.

    ``total`` sums the rows above it.
    """

    label: str
    organizations: int
    organizations_before: int
    members: int
    members_before: int
    total: bool = False


@dataclass(frozen=True, kw_only=True)
class PeriodicReportPaper(Paper):
    """Báo cáo định kỳ on inspection, supervision and discipline. ``period`` is "quý III năm 2026".

    ``compared`` names the period compared with, ``taken`` is the moment of the figures in words. ``work`` and ``under``
    say what is counted: whose work, and in which organization ("" for all that is known). ``results`` are those of
    inspections. A section of which nothing is written is left out.
    """

    key: ClassVar[str] = "periodic_report"

    period: str
    since: date
    until: date
    compared: str
    compared_since: date
    compared_until: date
    taken: str
    work: str
    inspected: tuple[FigureLine, ...]
    supervised: tuple[FigureLine, ...]
    results: tuple[FigureLine, ...]
    disciplined: tuple[FigureLine, ...]
    supervision_results: tuple[FigureLine, ...] = ()
    under: str = ""
    situation: str = ""
    leadership: str = ""
    regular: str = ""
    petitions: str = ""
    remedy: str = ""
    assessment: str = ""
    shortcomings: str = ""
    causes: str = ""
    tasks: str = ""
