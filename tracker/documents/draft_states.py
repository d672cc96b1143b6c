"""The life of a paper before its number: the states of a draft, and which step leads from one to the next."""

from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_
from tracker.workflow import Transition, TransitionTable


class DraftState(StrEnum):
    """Where a version of a draft stands.

    ``void``: it was approved, and another text has taken its place since; ``superseded``: it was not approved yet.
    """

    SUBMITTED = "submitted"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    VOID = "void"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    ISSUED = "issued"


class DraftAction(StrEnum):
    """What is done with a version. The last three follow from what is done with its paper."""

    REVIEW = "review"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"
    INVALIDATE = "invalidate"
    ISSUE = "issue"


class Deed(StrEnum):
    """What a remark on a draft tells."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


STATE_LABELS = {
    DraftState.SUBMITTED: N_("Waits for review or approval"),
    DraftState.RETURNED: N_("Returned with comments"),
    DraftState.REVIEWED: N_("Reviewed, waits for approval"),
    DraftState.APPROVED: N_("Approved, not issued yet"),
    DraftState.VOID: N_("Approval void: the text has changed"),
    DraftState.SUPERSEDED: N_("A later version was sent"),
    DraftState.WITHDRAWN: N_("Taken back by who sent it"),
    DraftState.ISSUED: N_("Numbered and issued"),
}
STATE_TONES = {
    DraftState.SUBMITTED: "active",
    DraftState.RETURNED: "warn",
    DraftState.REVIEWED: "active",
    DraftState.APPROVED: "good",
    DraftState.VOID: "danger",
    DraftState.SUPERSEDED: "neutral",
    DraftState.WITHDRAWN: "neutral",
    DraftState.ISSUED: "good",
}
ACTION_LABELS = {
    DraftAction.REVIEW: N_("Confirm the review"),
    DraftAction.APPROVE: N_("Approve"),
    DraftAction.RETURN: N_("Return with comments"),
    DraftAction.WITHDRAW: N_("Take back"),
}
DEED_LABELS = {
    Deed.SUBMITTED: N_("Sent for approval"),
    Deed.RETURNED: N_("Returned with comments"),
    Deed.REVIEWED: N_("Reviewed"),
    Deed.APPROVED: N_("Approved"),
    Deed.WITHDRAWN: N_("Taken back"),
}
DEEDS = {
    DraftAction.REVIEW: Deed.REVIEWED,
    DraftAction.APPROVE: Deed.APPROVED,
    DraftAction.RETURN: Deed.RETURNED,
    DraftAction.WITHDRAW: Deed.WITHDRAWN,
}

WAITING = frozenset({DraftState.SUBMITTED, DraftState.REVIEWED})
LIVE = WAITING | {DraftState.RETURNED, DraftState.APPROVED}
# States that nobody reaches without an approval.
APPROVED_ONCE = frozenset({DraftState.APPROVED, DraftState.VOID, DraftState.ISSUED})

TRANSITIONS: TransitionTable[DraftState, DraftAction, Permission] = TransitionTable(
    (
        Transition(DraftAction.REVIEW, frozenset({DraftState.SUBMITTED}), DraftState.REVIEWED, Permission.REVIEW_PAPER),
        Transition(DraftAction.APPROVE, WAITING, DraftState.APPROVED, Permission.APPROVE_PAPER),
        Transition(DraftAction.RETURN, WAITING, DraftState.RETURNED, Permission.REVIEW_PAPER),
        Transition(DraftAction.WITHDRAW, WAITING | {DraftState.RETURNED}, DraftState.WITHDRAWN, Permission.DRAFT_PAPER),
        Transition(
            DraftAction.SUPERSEDE, WAITING | {DraftState.RETURNED}, DraftState.SUPERSEDED, Permission.DRAFT_PAPER
        ),
        Transition(DraftAction.INVALIDATE, frozenset({DraftState.APPROVED}), DraftState.VOID, Permission.DRAFT_PAPER),
        Transition(DraftAction.ISSUE, frozenset({DraftState.APPROVED}), DraftState.ISSUED, Permission.DRAFT_PAPER),
    ),
    STATE_LABELS,
)
