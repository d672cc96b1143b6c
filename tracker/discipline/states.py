"""States and transitions of a discipline record (process.md 1.10)."""

from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_
from tracker.workflow import Transition, TransitionTable


class State(StrEnum):
    """Where a discipline record stands."""

    PROPOSED = "proposed"
    REVIEWING = "reviewing"
    VOTED = "voted"
    NOT_DISCIPLINED = "not_disciplined"
    DECIDED = "decided"
    IN_FORCE = "in_force"
    REFERRED = "referred"


class Action(StrEnum):
    """What can be done to a discipline record."""

    REVIEW = "review"
    VOTE = "vote"
    REFRAIN = "refrain"
    BAR = "bar"
    DECIDE = "decide"
    ANNOUNCE = "announce"
    REFER = "refer"


TRANSITIONS: TransitionTable[State, Action, Permission] = TransitionTable(
    [
        Transition(Action.REVIEW, frozenset({State.PROPOSED}), State.REVIEWING, Permission.REVIEW_DISCIPLINE),
        Transition(Action.VOTE, frozenset({State.REVIEWING}), State.VOTED, Permission.RECORD_VOTE),
        # the vote gave "no discipline", or no form reached its majority
        Transition(Action.REFRAIN, frozenset({State.VOTED}), State.NOT_DISCIPLINED, Permission.ISSUE_DECISION),
        # every violation is barred by time for the form that was voted (HD 06-HD/UBKTTW 2018, HD 08-HD/TW 2025)
        Transition(Action.BAR, frozenset({State.VOTED}), State.NOT_DISCIPLINED, Permission.ISSUE_DECISION),
        Transition(Action.DECIDE, frozenset({State.VOTED}), State.DECIDED, Permission.ISSUE_DECISION),
        Transition(Action.ANNOUNCE, frozenset({State.DECIDED}), State.IN_FORCE, Permission.ISSUE_DECISION),
        # the form voted is above the power of the body: the competent body decides
        Transition(Action.REFER, frozenset({State.VOTED}), State.REFERRED, Permission.ISSUE_DECISION),
    ]
)

OPEN_STATES = frozenset({State.PROPOSED, State.REVIEWING, State.VOTED, State.DECIDED})
FINISHED_STATES = frozenset(State) - OPEN_STATES

STATE_LABELS = {
    State.PROPOSED: N_("Discipline proposed"),
    State.REVIEWING: N_("Under review"),
    State.VOTED: N_("Voted"),
    State.NOT_DISCIPLINED: N_("Not disciplined"),
    State.DECIDED: N_("Decision issued, not announced"),
    State.IN_FORCE: N_("In force"),
    State.REFERRED: N_("Referred to the competent body"),
}

STATE_TONES = {
    State.PROPOSED: "warn",
    State.REVIEWING: "active",
    State.VOTED: "active",
    State.NOT_DISCIPLINED: "neutral",
    State.DECIDED: "warn",
    State.IN_FORCE: "good",
    State.REFERRED: "neutral",
}

ACTION_LABELS = {
    Action.REVIEW: N_("Record the self-criticism and the hearing"),
    Action.VOTE: N_("Record the vote"),
    Action.REFRAIN: N_("Close without discipline"),
    Action.BAR: N_("Close as barred by time"),
    Action.DECIDE: N_("Issue the decision"),
    Action.ANNOUNCE: N_("Record the announcement"),
    Action.REFER: N_("Refer it to the competent body"),
}
