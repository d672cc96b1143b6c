"""Sổ nhật ký Đoàn: the book of a team, with its covers."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.documents.parts import Paper, Part
from tracker.documents.team import Seat


@dataclass(frozen=True, kw_only=True)
class DiaryDay(Part):
    """What was done on a day. ``signed`` says who wrote and who signed it.

    ``from_history``: nobody wrote it; the day was taken from the history of the case and is marked so.
    """

    on: date
    text: str
    signed: str = ""
    from_history: bool = False


@dataclass(frozen=True, kw_only=True)
class TeamDiaryPaper(Paper):
    """Nhật ký Đoàn (Quy định 02-QĐ/UBKTTW, 11/5/2018): red cover, white inner cover, first page, ruled pages.

    ``team`` is what the team is called ("Đoàn kiểm tra"), ``period`` the days of its work in words.
    """

    key: ClassVar[str] = "team_diary"
    numbered: ClassVar[bool] = False
    dated: ClassVar[bool] = False

    team: str
    decision: str
    subject: str
    period: str = ""
    directing: str = ""
    members: tuple[Seat, ...] = ()
    days: tuple[DiaryDay, ...] = ()
