"""The fixed words of programmes: types, states and transitions of a version, what becomes of an item."""

from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_
from tracker.regulations.procedure import PROCEDURE
from tracker.workflow import Transition, TransitionTable


class ProgrammeType(StrEnum):
    """For how long a programme plans."""

    YEARLY = "yearly"
    TERM = "term"


TYPE_LABELS = {ProgrammeType.YEARLY: N_("Yearly programme"), ProgrammeType.TERM: N_("Programme of the term")}


class State(StrEnum):
    """Where a version of a programme stands; one version at a time is approved, and so in force."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ADJUSTED = "adjusted"  # a later version took its place
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"  # an adjustment that was given up


class Action(StrEnum):
    """What can be done to a version as a whole."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    CLOSE = "close"


def _row(
    action: Action, sources: set[State], target: State, permission: Permission
) -> Transition[State, Action, Permission]:
    return Transition(action, frozenset(sources), target, permission)


STATE_LABELS = {
    State.DRAFT: N_("Being drafted"),
    State.SUBMITTED: N_("Submitted for approval"),
    State.APPROVED: N_("Approved"),
    State.ADJUSTED: N_("Replaced by an adjustment"),
    State.CLOSED: N_("Programme closed"),
    State.WITHDRAWN: N_("Adjustment withdrawn"),
}

TRANSITIONS: TransitionTable[State, Action, Permission] = TransitionTable(
    [
        _row(Action.SUBMIT, {State.DRAFT}, State.SUBMITTED, Permission.DRAFT_PROGRAMME),
        _row(Action.RETURN, {State.SUBMITTED}, State.DRAFT, Permission.APPROVE_PROGRAMME),
        _row(Action.APPROVE, {State.SUBMITTED}, State.APPROVED, Permission.APPROVE_PROGRAMME),
        # fired by the approval of the next version, never alone
        _row(Action.REPLACE, {State.APPROVED}, State.ADJUSTED, Permission.APPROVE_PROGRAMME),
        # the guard lets only an adjustment go; a first version is corrected instead
        _row(Action.WITHDRAW, {State.DRAFT}, State.WITHDRAWN, Permission.DRAFT_PROGRAMME),
        _row(Action.CLOSE, {State.APPROVED}, State.CLOSED, Permission.APPROVE_PROGRAMME),
    ],
    STATE_LABELS,
    (PROCEDURE,),
)

OPEN_STATES = frozenset({State.DRAFT, State.SUBMITTED})
RUNNING_STATES = OPEN_STATES | {State.APPROVED}
PUBLISHED_STATES = frozenset({State.APPROVED, State.ADJUSTED, State.CLOSED})
# The version that counts: the one in force, or the last one of a closed programme.
STANDING_STATES = frozenset({State.APPROVED, State.CLOSED})

STATE_TONES = {
    State.DRAFT: "neutral",
    State.SUBMITTED: "warn",
    State.APPROVED: "good",
    State.ADJUSTED: "neutral",
    State.CLOSED: "neutral",
    State.WITHDRAWN: "neutral",
}

ACTION_LABELS = {
    Action.SUBMIT: N_("Submit for approval"),
    Action.RETURN: N_("Return to the drafters"),
    Action.APPROVE: N_("Record the approval"),
    Action.WITHDRAW: N_("Withdraw the adjustment"),
    Action.CLOSE: N_("Close the programme"),
}


class Progress(StrEnum):
    """What has become of an item, derived from its cases and its versions. Each item stands in exactly one."""

    NOT_STARTED = "not_started"
    ADJUSTED = "adjusted"  # changed or added by an adjustment, and not started
    RUNNING = "running"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


PROGRESS_LABELS = {
    Progress.NOT_STARTED: N_("Not started"),
    Progress.ADJUSTED: N_("Adjusted, not started"),
    Progress.RUNNING: N_("Being carried out"),
    Progress.CONCLUDED: N_("Carried out and concluded"),
    Progress.CANCELLED: N_("Taken out of the programme"),
}

PROGRESS_TONES = {
    Progress.NOT_STARTED: "neutral",
    Progress.ADJUSTED: "warn",
    Progress.RUNNING: "active",
    Progress.CONCLUDED: "good",
    Progress.CANCELLED: "neutral",
}


class Change(StrEnum):
    """What a version does to an item of the version before it."""

    ADDED = "added"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    SAME = "same"


CHANGE_LABELS = {
    Change.ADDED: N_("Added"),
    Change.CHANGED: N_("Changed"),
    Change.CANCELLED: N_("Taken out"),
    Change.SAME: N_("Unchanged"),
}

QUARTER_LABELS = {1: N_("Quarter I"), 2: N_("Quarter II"), 3: N_("Quarter III"), 4: N_("Quarter IV")}


class Source(StrEnum):
    """Where the other work is recorded."""

    CASE = "case"
    PLAN = "plan"
    EXTERNAL = "external"
    OFFICER = "officer"


class Rule(StrEnum):
    """Which rule found it."""

    SAME_DATES = "same_dates"
    IN_PREPARATION = "in_preparation"
    SAME_CONTENT = "same_content"
    CONTAINED = "contained"
    SAME_QUARTER = "same_quarter"
    EXTERNAL = "external"
    OFFICER_LOAD = "officer_load"
    HIDDEN = "hidden"  # something is under way that the reader may not know more of
