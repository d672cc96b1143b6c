"""Decisions of few articles that change, end or restore something recorded: of a case, of a suspension, of rights."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.documents.parts import Paper
from tracker.documents.team import Seat, TeamPaper


@dataclass(frozen=True, kw_only=True)
class TeamChangeDecisionPaper(TeamPaper):
    """Quyết định thay đổi, bổ sung thành viên đoàn. ``leaving`` and ``coming``: who goes and who comes.

    ``members`` is the team after the change. ``alone``: there is no team; the one of ``members`` does the work.
    ``directing``: not the team changes, but who directs it.
    """

    key: ClassVar[str] = "team_change_decision"

    reason: str
    executors: str
    from_on: date
    leaving: Seat | None = None
    coming: Seat | None = None
    alone: bool = False
    directing: bool = False


@dataclass(frozen=True, kw_only=True)
class MissionTeamChangePaper(Paper):
    """Quyết định thay đổi, bổ sung thành viên đoàn công tác: one for all cases of a mission.

    ``mission`` is what the team is called. No case is named: who may read the paper of one need not know of another.
    """

    key: ClassVar[str] = "mission_team_change"

    mission: str
    members: tuple[Seat, ...]
    reason: str
    executors: str
    from_on: date
    leaving: Seat | None = None
    coming: Seat | None = None


@dataclass(frozen=True, kw_only=True)
class ScopeChangeDecisionPaper(TeamPaper):
    """Quyết định điều chỉnh nội dung, mốc thời gian, thời gian. ``what`` names which ("mốc thời gian").

    ``before`` may be empty, where nothing was decided of it; ``after`` is what holds from ``from_on``.
    """

    key: ClassVar[str] = "scope_change_decision"

    what: str
    after: tuple[str, ...]
    reason: str
    executors: str
    from_on: date
    before: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CancellationDecisionPaper(TeamPaper):
    """Quyết định huỷ bỏ cuộc kiểm tra, giám sát. ``alone``: there is no team that ends with it."""

    key: ClassVar[str] = "cancellation_decision"

    reason: str
    executors: str
    from_on: date
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class PausingPaper(Paper):
    """What the decisions on a suspension share. ``pause`` is what stops ("sinh hoạt đảng"), ``subject`` whose.

    ``decision`` is number and date of the decision that suspended, as recorded, in those that follow it.
    """

    subject: str
    pause: str
    reason: str
    executors: str
    from_on: date
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class ActivitySuspensionPaper(PausingPaper):
    """Quyết định đình chỉ. ``until`` is its last day; None where the time limits of criminal proceedings set it."""

    key: ClassVar[str] = "activity_suspension"

    ground: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class SuspensionExtensionPaper(PausingPaper):
    """Quyết định gia hạn đình chỉ, by so many ``days``, to ``until``."""

    key: ClassVar[str] = "suspension_extension"

    days: int
    until: date


@dataclass(frozen=True, kw_only=True)
class SuspensionLiftingPaper(PausingPaper):
    """Quyết định chấm dứt việc đình chỉ."""

    key: ClassVar[str] = "suspension_lifting"


@dataclass(frozen=True, kw_only=True)
class RestorationDecisionPaper(Paper):
    """Quyết định xin lỗi, phục hồi quyền lợi. ``act`` begins its name ("xin lỗi"), ``order`` is what Điều 1 orders.

    ``against`` is the discipline that was wrong, ``annulled_by`` the decision that annulled it, with numbers and dates.
    """

    key: ClassVar[str] = "restoration_decision"

    subject: str
    act: str
    order: str
    against: str
    annulled_by: str
    executors: str
    from_on: date
