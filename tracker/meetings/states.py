"""The fixed words of sessions."""

from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_
from tracker.regulations.procedure import COLLECTIVE
from tracker.workflow import Transition, TransitionTable


class SessionState(StrEnum):
    """``planned``: the agenda may change; ``held``: its results stand; ``cancelled``: it never took place."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


SESSION_STATE_LABELS = {
    SessionState.PLANNED: N_("Planned"),
    SessionState.HELD: N_("Held"),
    SessionState.CANCELLED: N_("Cancelled"),
}
SESSION_STATE_TONES = {
    SessionState.PLANNED: "active",
    SessionState.HELD: "good",
    SessionState.CANCELLED: "neutral",
}


class Purpose(StrEnum):
    """What an agenda item decides."""

    CONCLUDE = "conclude"
    DISCIPLINE = "discipline"
    OTHER = "other"  # a matter that belongs to no case


PURPOSE_LABELS = {
    Purpose.CONCLUDE: N_("Conclude the case"),
    Purpose.DISCIPLINE: N_("Vote on discipline"),
    Purpose.OTHER: N_("Other matter"),
}


class Result(StrEnum):
    """What became of an agenda item."""

    ADOPTED = "adopted"
    RETURNED = "returned"  # more work is asked of the team
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # taken off the agenda before any vote: it waits for another session


RESULT_LABELS = {
    Result.ADOPTED: N_("Adopted"),
    Result.RETURNED: N_("Returned"),
    Result.REJECTED: N_("Rejected"),
    Result.WITHDRAWN: N_("Taken off the agenda"),
}
# What a session said of an item.
DECISIONS = (Result.ADOPTED, Result.RETURNED, Result.REJECTED)


class Part(StrEnum):
    """As what somebody takes part in a session. Only a member votes."""

    MEMBER = "member"
    GUEST = "guest"
    SECRETARY = "secretary"


PART_LABELS = {
    Part.MEMBER: N_("Member of the body"),
    Part.GUEST: N_("Guest, without a vote"),
    Part.SECRETARY: N_("Secretary, without a vote"),
}


class Method(StrEnum):
    """How an item is voted on."""

    HANDS = "hands"
    BALLOT = "ballot"


METHOD_LABELS = {Method.HANDS: N_("Show of hands"), Method.BALLOT: N_("Secret ballot")}


class VoteState(StrEnum):
    """``open``: the text is frozen, the vote goes on; ``closed``: its result is recorded; ``void``: it counts no more.

    A vote is void when the text changed after it was frozen, or when it was broken off.
    """

    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


VOTE_STATE_LABELS = {
    VoteState.OPEN: N_("The vote goes on"),
    VoteState.CLOSED: N_("Result recorded"),
    VoteState.VOID: N_("Void"),
}


class VoteAction(StrEnum):
    """What is done with a vote."""

    CLOSE = "close"
    ANNUL = "annul"


VOTE_TRANSITIONS: TransitionTable[VoteState, VoteAction, Permission] = TransitionTable(
    [
        Transition(VoteAction.CLOSE, frozenset({VoteState.OPEN}), VoteState.CLOSED, Permission.HOLD_SESSION),
        # the text changed after it was frozen, or the vote was broken off: it stays in the history
        Transition(
            VoteAction.ANNUL, frozenset({VoteState.OPEN, VoteState.CLOSED}), VoteState.VOID, Permission.HOLD_SESSION
        ),
    ],
    VOTE_STATE_LABELS,
    (COLLECTIVE,),
)
