"""States and transitions of a petition (process.md 1.9), and its fixed words."""

from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_
from tracker.regulations.procedure import PROCEDURE
from tracker.workflow import Transition, TransitionTable


class State(StrEnum):
    """Where a petition stands."""

    RECEIVED = "received"
    SCREENED = "screened"
    ACCEPTED = "accepted"
    FORWARDED = "forwarded"
    GUIDED = "guided"
    FILED = "filed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What can be done with a petition."""

    SCREEN = "screen"
    ACCEPT = "accept"
    FORWARD = "forward"
    GUIDE = "guide"
    FILE = "file"
    WITHDRAW = "withdraw"
    RELEASE = "release"


_SCREENED = frozenset({State.SCREENED})
_HANDLED = frozenset({State.RECEIVED, State.SCREENED, State.ACCEPTED})

STATE_LABELS = {
    State.RECEIVED: N_("Received, to be screened"),
    State.SCREENED: N_("Screened, to be decided"),
    State.ACCEPTED: N_("Accepted for handling"),
    State.FORWARDED: N_("Forwarded to the competent body"),
    State.GUIDED: N_("Sender guided"),
    State.FILED: N_("Not handled, filed"),
    State.WITHDRAWN: N_("Withdrawn by the sender"),
}

TRANSITIONS: TransitionTable[State, Action, Permission] = TransitionTable(
    [
        Transition(Action.SCREEN, frozenset({State.RECEIVED}), State.SCREENED, Permission.RECEIVE_PETITION),
        # the case that handles it is opened in the same act
        Transition(Action.ACCEPT, _SCREENED, State.ACCEPTED, Permission.DECIDE_PETITION),
        Transition(Action.FORWARD, _SCREENED, State.FORWARDED, Permission.DECIDE_PETITION),
        Transition(Action.GUIDE, _SCREENED, State.GUIDED, Permission.DECIDE_PETITION),
        Transition(Action.FILE, _SCREENED, State.FILED, Permission.DECIDE_PETITION),
        # the sender takes it back; of an accepted one the case is then cancelled on its own page
        Transition(Action.WITHDRAW, _HANDLED, State.WITHDRAWN, Permission.RECEIVE_PETITION),
        # the case opened on it was cancelled, by whoever may: it is decided anew
        Transition(Action.RELEASE, frozenset({State.ACCEPTED}), State.SCREENED, Permission.AMEND_CASE),
    ],
    STATE_LABELS,
    (PROCEDURE,),
)

# What follows from an act elsewhere; nobody is offered it.
AUTOMATIC = frozenset({Action.RELEASE})

# What is not decided yet.
OPEN_STATES = frozenset({State.RECEIVED, State.SCREENED})
# What nobody here handles any more.
ENDED_STATES = frozenset({State.FORWARDED, State.GUIDED, State.FILED, State.WITHDRAWN})

STATE_TONES = {
    State.RECEIVED: "warn",
    State.SCREENED: "active",
    State.ACCEPTED: "good",
    State.FORWARDED: "neutral",
    State.GUIDED: "neutral",
    State.FILED: "neutral",
    State.WITHDRAWN: "neutral",
}

ACTION_LABELS = {
    Action.SCREEN: N_("Record the screening"),
    Action.ACCEPT: N_("Accept and open the case"),
    Action.FORWARD: N_("Forward to the competent body"),
    Action.GUIDE: N_("Guide the sender"),
    Action.FILE: N_("File without handling"),
    Action.WITHDRAW: N_("Record the withdrawal"),
    Action.RELEASE: N_("Comes back from a cancelled case"),
}
PROPOSALS = (Action.ACCEPT, Action.FORWARD, Action.GUIDE, Action.FILE)


class LetterKind(StrEnum):
    """What a letter about a petition is for."""

    FORWARDING = "forwarding"
    GUIDANCE = "guidance"
    FILING = "filing"
    ACCEPTANCE = "acceptance"
    OUTCOME = "outcome"


LETTER_LABELS = {
    LetterKind.FORWARDING: N_("Letter that forwards the petition"),
    LetterKind.GUIDANCE: N_("Letter that guides the sender"),
    LetterKind.FILING: N_("Letter that the petition is not handled"),
    LetterKind.ACCEPTANCE: N_("Letter that the petition is accepted"),
    LetterKind.OUTCOME: N_("Notice of the result to the denouncer"),
}


class PetitionKind(StrEnum):
    """What was sent."""

    DENUNCIATION = "denunciation"
    COMPLAINT = "complaint"
    MIXED = "mixed"
    OTHER = "other"


KIND_LABELS = {
    PetitionKind.DENUNCIATION: N_("Letter of denunciation"),
    PetitionKind.COMPLAINT: N_("Letter of complaint against discipline"),
    PetitionKind.MIXED: N_("Complaint and denunciation in one letter"),
    PetitionKind.OTHER: N_("Suggestion or reflection"),
}


class Channel(StrEnum):
    """How it came in."""

    POST = "post"
    DELIVERED = "delivered"
    ORAL = "oral"


CHANNEL_LABELS = {
    Channel.POST: N_("By post"),
    Channel.DELIVERED: N_("Handed in"),
    Channel.ORAL: N_("Told orally, written down and signed"),
}


class Sender(StrEnum):
    """Whether the sender gives a name."""

    NAMED = "named"
    ANONYMOUS = "anonymous"


SENDER_LABELS = {Sender.NAMED: N_("Gives name and address"), Sender.ANONYMOUS: N_("Anonymous or name hidden")}
