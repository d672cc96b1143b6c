"""The paper of a complaint against discipline: the decision on it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.documents.parts import Paper


@dataclass(frozen=True, kw_only=True)
class ComplaintDecisionPaper(Paper):
    """Quyết định giải quyết khiếu nại kỷ luật đảng.

    ``round`` and ``received_on`` are known where the complaint was followed here from its receipt, else 0 and None.

    ``subject`` is who was disciplined ("đồng chí …"), ``against`` the decision complained about with number, date and
    body, ``ruling`` what happens to the form ("Giữ nguyên hình thức kỷ luật cảnh cáo"), ``replaces`` whether the old
    decision gives way. ``effective_from`` is the day in words, ``restored`` what an annulment restores until
    ``restore_by``. The vote is printed when its day and both its numbers are given.
    """

    key: ClassVar[str] = "complaint_decision"

    subject: str
    against: str
    ruling: str
    reason: str
    executors: str
    round: int = 0
    received_on: date | None = None
    effective_from: str = "ngày ký"
    replaces: bool = False
    restored: tuple[str, ...] = ()
    restore_by: date | None = None
    session_on: date | None = None
    votes_for: int | None = None
    members: int | None = None
