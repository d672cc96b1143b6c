"""States and transitions of a case, the same for all kinds: prepare, conduct, conclude, follow up, archive."""

from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_
from tracker.members.states import SubjectType  # noqa: F401  (a word of cases, too)
from tracker.regulations.procedure import PROCEDURE
from tracker.workflow import Transition, TransitionTable


class State(StrEnum):
    """Where a case stands. Anything finer is a dated step of its checklist."""

    DRAFT = "draft"
    ISSUED = "issued"
    CONDUCTING = "conducting"
    REPORTED = "reported"
    CONCLUDED = "concluded"
    FOLLOW_UP = "follow_up"
    ARCHIVED = "archived"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What can be done to a case as a whole."""

    ISSUE = "issue"
    LAUNCH = "launch"
    REPORT = "report"
    RETURN = "return"
    CONCLUDE = "conclude"
    FOLLOW_UP = "follow_up"
    ARCHIVE = "archive"
    REOPEN = "reopen"
    SUSPEND = "suspend"
    RESUME_ISSUED = "resume_issued"
    RESUME_CONDUCTING = "resume_conducting"
    CANCEL = "cancel"


def _row(
    action: Action, sources: set[State], target: State, permission: Permission
) -> Transition[State, Action, Permission]:
    return Transition(action, frozenset(sources), target, permission)


STATE_LABELS = {
    State.DRAFT: N_("In preparation"),
    State.ISSUED: N_("Decision issued"),
    State.CONDUCTING: N_("Under way"),
    State.REPORTED: N_("Reported, awaiting conclusion"),
    State.CONCLUDED: N_("Concluded"),
    State.FOLLOW_UP: N_("Follow-up"),
    State.ARCHIVED: N_("Archived"),
    State.SUSPENDED: N_("Suspended"),
    State.CANCELLED: N_("Cancelled"),
}

TRANSITIONS: TransitionTable[State, Action, Permission] = TransitionTable(
    [
        _row(Action.ISSUE, {State.DRAFT}, State.ISSUED, Permission.ISSUE_CASE),
        _row(Action.LAUNCH, {State.ISSUED}, State.CONDUCTING, Permission.CONDUCT_CASE),
        _row(Action.REPORT, {State.CONDUCTING}, State.REPORTED, Permission.SUBMIT_REPORT),
        # the session asks for more work
        _row(Action.RETURN, {State.REPORTED}, State.CONDUCTING, Permission.RETURN_CASE),
        _row(Action.CONCLUDE, {State.REPORTED}, State.CONCLUDED, Permission.ISSUE_NOTICE),
        # something is still to be done after the conclusion: recommendations, open violations, discipline
        _row(Action.FOLLOW_UP, {State.CONCLUDED}, State.FOLLOW_UP, Permission.FOLLOW_UP),
        _row(Action.ARCHIVE, {State.CONCLUDED, State.FOLLOW_UP}, State.ARCHIVED, Permission.CLOSE_CASE),
        # by a recorded decision of the leader
        _row(Action.REOPEN, {State.ARCHIVED}, State.FOLLOW_UP, Permission.OVERRULE_ARCHIVE),
        _row(Action.SUSPEND, {State.ISSUED, State.CONDUCTING}, State.SUSPENDED, Permission.AMEND_CASE),
        # a suspended case goes back to where it came from; the guard compares with suspended_from
        _row(Action.RESUME_ISSUED, {State.SUSPENDED}, State.ISSUED, Permission.AMEND_CASE),
        _row(Action.RESUME_CONDUCTING, {State.SUSPENDED}, State.CONDUCTING, Permission.AMEND_CASE),
        _row(
            Action.CANCEL,
            {State.DRAFT, State.ISSUED, State.CONDUCTING, State.REPORTED, State.SUSPENDED},
            State.CANCELLED,
            Permission.AMEND_CASE,
        ),
    ],
    STATE_LABELS,
    (PROCEDURE,),
)

OPEN_STATES = frozenset(State) - {State.ARCHIVED, State.CANCELLED}
UNDER_WAY_STATES = frozenset({State.ISSUED, State.CONDUCTING, State.REPORTED, State.SUSPENDED})
EXTENSIBLE_STATES = frozenset({State.ISSUED, State.CONDUCTING, State.REPORTED})
ESTABLISHED_STATES = frozenset({State.CONCLUDED, State.FOLLOW_UP, State.ARCHIVED})

STATE_TONES = {
    State.DRAFT: "neutral",
    State.ISSUED: "active",
    State.CONDUCTING: "active",
    State.REPORTED: "warn",
    State.CONCLUDED: "good",
    State.FOLLOW_UP: "active",
    State.ARCHIVED: "neutral",
    State.SUSPENDED: "warn",
    State.CANCELLED: "neutral",
}

ACTION_LABELS = {
    Action.ISSUE: N_("Issue the decision and plan"),
    Action.LAUNCH: N_("Record the launch"),
    Action.REPORT: N_("Submit the result report"),
    Action.RETURN: N_("Return to the team"),
    Action.CONCLUDE: N_("Issue the conclusion notice"),
    Action.FOLLOW_UP: N_("Move to follow-up"),
    Action.ARCHIVE: N_("Close and archive"),
    Action.REOPEN: N_("Open the archived file again"),
    Action.SUSPEND: N_("Suspend"),
    Action.RESUME_ISSUED: N_("Resume"),
    Action.RESUME_CONDUCTING: N_("Resume"),
    Action.CANCEL: N_("Cancel the case"),
}


class Outcome(StrEnum):
    """Second axis of a subject's conclusion: what is to be done (process.md 4.2, axis B)."""

    NO_VIOLATION = "no_violation"
    SHORTCOMINGS = "shortcomings"  # not at the level that must be disciplined
    MUST_DISCIPLINE = "must_discipline"
    REFERRED = "referred"  # to a higher or other competent body


OUTCOME_LABELS = {
    Outcome.NO_VIOLATION: N_("No violation"),
    Outcome.SHORTCOMINGS: N_("Shortcomings or violations, discipline not required"),
    Outcome.MUST_DISCIPLINE: N_("Must be disciplined"),
    Outcome.REFERRED: N_("Referred to the competent body"),
}


class Severity(StrEnum):
    """First axis: how serious a violation's consequence is (process.md 4.2, axis A)."""

    LESS_SERIOUS = "less_serious"
    SERIOUS = "serious"
    VERY_SERIOUS = "very_serious"
    EXTREMELY_SERIOUS = "extremely_serious"


SEVERITY_LABELS = {
    Severity.LESS_SERIOUS: N_("Less serious"),
    Severity.SERIOUS: N_("Serious"),
    Severity.VERY_SERIOUS: N_("Very serious"),
    Severity.EXTREMELY_SERIOUS: N_("Extremely serious"),
}


class Ruling(StrEnum):
    """What becomes of a decision on discipline that was complained of."""

    UPHOLD = "uphold"
    CHANGE = "change"
    ANNUL = "annul"


RULING_LABELS = {
    Ruling.UPHOLD: N_("The decision is upheld"),
    Ruling.CHANGE: N_("The decision is changed"),
    Ruling.ANNUL: N_("The decision is annulled"),
}


class TeamRole(StrEnum):
    """Roles in the team; exactly one head."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARY = "secretary"


TEAM_ROLE_LABELS = {
    TeamRole.HEAD: N_("Head of team"),
    TeamRole.DEPUTY: N_("Deputy head"),
    TeamRole.MEMBER: N_("Team member"),
    TeamRole.SECRETARY: N_("Team secretary"),
}


class Basis(StrEnum):
    """Why a case is opened."""

    PROGRAMME = "programme"
    ORDER = "order"
    OBSERVATION = "observation"
    PETITION = "petition"
    CASE = "case"


BASIS_LABELS = {
    Basis.PROGRAMME: N_("Inspection programme"),
    Basis.ORDER: N_("Order of a higher body"),
    Basis.OBSERVATION: N_("Regular supervision"),
    Basis.PETITION: N_("Petition"),
    Basis.CASE: N_("Result of another case"),
}
