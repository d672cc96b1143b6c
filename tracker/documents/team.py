"""The papers of a team: its decision and plan, which are numbered, and what it takes along to be filled in by hand."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.documents.parts import Paper, Part


@dataclass(frozen=True, kw_only=True)
class Seat(Part):
    """A member of the team: name, position if any, and part in it ("Trưởng đoàn")."""

    name: str
    role: str
    position: str = ""


@dataclass(frozen=True, kw_only=True)
class TeamPaper(Paper):
    """What the papers of a team share.

    ``work`` is what the team does ("kiểm tra", "giám sát"), ``matter`` follows it and ``subject`` follows "đối với".
    ``decision`` is number and date of the decision that set the team up. ``period_from`` and ``period_until`` bound the
    time looked back on, ``work_from`` and ``work_until`` the work.
    """

    subject: str
    work: str
    matter: str
    members: tuple[Seat, ...] = ()
    contents: tuple[str, ...] = ()
    period_from: date | None = None
    period_until: date | None = None
    work_from: date | None = None
    work_until: date | None = None
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class TeamDecisionPaper(TeamPaper):
    """Quyết định thành lập đoàn. ``executors`` carry it out, ``directing`` is who directs the team.

    ``alone``: a cell without a committee sets up no team; the one of ``members`` does the work.
    """

    key: ClassVar[str] = "team_decision"

    executors: str
    directing: str = ""
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class AmendmentDecisionPaper(TeamPaper):
    """Quyết định gia hạn, tạm đình chỉ. ``act`` begins its name, ``order`` is what Điều 1 orders.

    It holds from ``from_on``. ``decision`` is the first decision, which stays as it is in everything else.
    """

    key: ClassVar[str] = "amendment_decision"

    act: str
    order: str
    reason: str
    executors: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class TeamPlanPaper(TeamPaper):
    """Kế hoạch kiểm tra, giám sát. ``report_name`` is what the subject writes ("báo cáo tự kiểm tra").

    ``alone``: a cell without a committee sets up no team; the one of ``members`` does the work.
    ``decision``: number and day of the decision that it carries out.
    """

    key: ClassVar[str] = "team_plan"
    given_later: ClassVar[tuple[str, ...]] = ("decision",)

    report_name: str
    alone: bool = False
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportOutlinePaper(TeamPaper):
    """Đề cương gợi ý: what the subject's own report should hold. ``is_member``: the subject is a person."""

    key: ClassVar[str] = "report_outline"
    numbered: ClassVar[bool] = False

    report_name: str
    is_member: bool = False


@dataclass(frozen=True, kw_only=True)
class ScheduledWork(Part):
    """A line of the schedule: what is done, when and by whom; an empty one is written in by hand."""

    text: str
    when: str = ""
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkSchedulePaper(TeamPaper):
    """Lịch làm việc của đoàn: the work in its order, with room for days and places that are not known."""

    key: ClassVar[str] = "work_schedule"
    numbered: ClassVar[bool] = False

    steps: tuple[ScheduledWork, ...]


@dataclass(frozen=True, kw_only=True)
class MinutesPaper(TeamPaper):
    """Minutes with room to write in. The chair signs as ``signature``, ``secretary`` writes; the subject signs too."""

    numbered: ClassVar[bool] = False
    dated: ClassVar[bool] = False

    secretary: str = ""


@dataclass(frozen=True, kw_only=True)
class LaunchMinutesPaper(MinutesPaper):
    """Biên bản triển khai quyết định, kế hoạch."""

    key: ClassVar[str] = "launch_minutes"


@dataclass(frozen=True, kw_only=True)
class WorkingMinutesPaper(MinutesPaper):
    """Biên bản làm việc với đối tượng."""

    key: ClassVar[str] = "working_minutes"


@dataclass(frozen=True, kw_only=True)
class VerificationMinutesPaper(MinutesPaper):
    """Biên bản thẩm tra, xác minh với tổ chức, cá nhân liên quan."""

    key: ClassVar[str] = "verification_minutes"


@dataclass(frozen=True, kw_only=True)
class AnnouncementMinutesPaper(MinutesPaper):
    """Biên bản công bố kết luận hoặc quyết định."""

    key: ClassVar[str] = "announcement_minutes"


@dataclass(frozen=True, kw_only=True)
class SenderMinutesPaper(MinutesPaper):
    """Biên bản làm việc với người tố cáo, người khiếu nại. Who that is, is never printed: it is written by hand."""

    key: ClassVar[str] = "sender_minutes"


@dataclass(frozen=True, kw_only=True)
class CellMinutesPaper(MinutesPaper):
    """Biên bản hội nghị chi bộ on the case: a cell keeps no sessions here, its secretary fills them in by hand.

    ``issuer`` is the cell that meets, ``decided_by`` the body whose decision began the work.
    """

    key: ClassVar[str] = "cell_minutes"

    decided_by: str = ""


@dataclass(frozen=True, kw_only=True)
class HandoverMinutesPaper(MinutesPaper):
    """Biên bản giao nhận hồ sơ, tài liệu."""

    key: ClassVar[str] = "handover_minutes"
