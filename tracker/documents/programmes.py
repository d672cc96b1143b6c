"""The paper of a programme of inspection and supervision, and of its adjustment."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.documents.parts import Paper, Part


@dataclass(frozen=True, kw_only=True)
class ProgrammeGroup(Part):
    """How many items of one kind of work the programme has ("Giám sát chuyên đề", 3)."""

    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ProgrammeLine(Part):
    """An item in the annex. ``number`` is its place in the programme, ``leader`` who leads the work, "" where open."""

    number: int
    work: str
    subjects: tuple[str, ...]
    contents: tuple[str, ...]
    period: str
    when: str
    body: str
    leader: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgrammeChange(Part):
    """What an adjustment does to an item: ``what`` ("Bổ sung", "Thay đổi", "Đưa ra khỏi chương trình"), to which."""

    number: int
    what: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ProgrammePaper(Paper):
    """Chương trình kiểm tra, giám sát. ``period`` is "năm 2026" or "nhiệm kỳ 2025 - 2030".

    ``adjusts`` is empty, or names the programme that this one takes the place of; then ``changes`` says what differs
    and ``ordered_by`` by which document.
    """

    key: ClassVar[str] = "programme"

    period: str
    groups: tuple[ProgrammeGroup, ...]
    lines: tuple[ProgrammeLine, ...]
    adjusts: str = ""
    ordered_by: str = ""
    reason: str = ""
    changes: tuple[ProgrammeChange, ...] = ()
