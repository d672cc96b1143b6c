"""States and transitions of a complaint against discipline (process.md 1.9 h)."""

from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_
from tracker.regulations.procedure import PROCEDURE
from tracker.workflow import Transition, TransitionTable


class State(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    HEARD = "heard"
    DECIDED = "decided"
    ANNOUNCED = "announced"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What can be done to a complaint."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    HEAR = "hear"
    DECIDE = "decide"
    ANNOUNCE = "announce"
    WITHDRAW = "withdraw"


# A decision that nobody was told of has not ended the complaint.
OPEN_STATES = frozenset({State.RECEIVED, State.ACCEPTED, State.HEARD, State.DECIDED})
HANDLED_STATES = frozenset({State.ACCEPTED, State.HEARD, State.DECIDED})
RULED_STATES = frozenset({State.DECIDED, State.ANNOUNCED})

STATE_LABELS = {
    State.RECEIVED: N_("Complaint received"),
    State.ACCEPTED: N_("Complaint accepted"),
    State.HEARD: N_("Complainant heard"),
    State.DECIDED: N_("Complaint decided, not announced"),
    State.ANNOUNCED: N_("Complaint settled"),
    State.REFUSED: N_("Complaint not handled"),
    State.WITHDRAWN: N_("Complaint withdrawn"),
}

TRANSITIONS: TransitionTable[State, Action, Permission] = TransitionTable(
    [
        Transition(Action.ACCEPT, frozenset({State.RECEIVED}), State.ACCEPTED, Permission.RECORD_VOTE),
        Transition(Action.REFUSE, frozenset({State.RECEIVED}), State.REFUSED, Permission.RECORD_VOTE),
        Transition(Action.HEAR, frozenset({State.ACCEPTED}), State.HEARD, Permission.REVIEW_DISCIPLINE),
        Transition(Action.DECIDE, frozenset({State.HEARD}), State.DECIDED, Permission.RECORD_VOTE),
        # only now the discipline changes, and its months run from here
        Transition(Action.ANNOUNCE, frozenset({State.DECIDED}), State.ANNOUNCED, Permission.ISSUE_DECISION),
        # what is decided can be taken back no more
        Transition(Action.WITHDRAW, OPEN_STATES - RULED_STATES, State.WITHDRAWN, Permission.ISSUE_DECISION),
    ],
    STATE_LABELS,
    (PROCEDURE,),
)

STATE_TONES = {
    State.RECEIVED: "warn",
    State.ACCEPTED: "active",
    State.HEARD: "active",
    State.DECIDED: "warn",
    State.ANNOUNCED: "good",
    State.REFUSED: "neutral",
    State.WITHDRAWN: "neutral",
}

ACTION_LABELS = {
    Action.ACCEPT: N_("Accept the complaint"),
    Action.REFUSE: N_("Do not handle the complaint"),
    Action.HEAR: N_("Record the meetings on the complaint"),
    Action.DECIDE: N_("Record the decision on the complaint"),
    Action.ANNOUNCE: N_("Record the announcement of the decision on the complaint"),
    Action.WITHDRAW: N_("Record the withdrawal of the complaint"),
}


class Channel(StrEnum):
    """How a complaint came in."""

    DIRECT = "direct"
    POST = "post"
    FORWARDED = "forwarded"


CHANNEL_LABELS = {
    Channel.DIRECT: N_("Handed in"),
    Channel.POST: N_("By post"),
    Channel.FORWARDED: N_("Forwarded by another body"),
}
