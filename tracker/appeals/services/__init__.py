"""The verbs of a complaint against discipline; the announcement of its decision changes the discipline with it."""

from tracker.appeals.services.deciding import (
    Announcement,
    AppealDecision,
    announce_appeal,
    decide_appeal,
    draft_decision,
    is_issued_by,
    restore_part,
)
from tracker.appeals.services.linking import Link, check_unlinking, link_below, unlink
from tracker.appeals.services.moving import law_of
from tracker.appeals.services.receiving import (
    CHANNELS,
    Acceptance,
    Hearing,
    NewAppeal,
    Reopen,
    accept_appeal,
    check_opening,
    hear_appeal,
    receive_appeal,
    refuse_appeal,
    take_over,
    withdraw_appeal,
)

__all__ = [
    "CHANNELS",
    "Acceptance",
    "Announcement",
    "AppealDecision",
    "Hearing",
    "Link",
    "NewAppeal",
    "Reopen",
    "accept_appeal",
    "announce_appeal",
    "check_opening",
    "check_unlinking",
    "decide_appeal",
    "draft_decision",
    "hear_appeal",
    "is_issued_by",
    "law_of",
    "link_below",
    "receive_appeal",
    "refuse_appeal",
    "restore_part",
    "take_over",
    "unlink",
    "withdraw_appeal",
]
