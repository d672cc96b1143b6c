"""States and transitions of a discipline record (process.md 1.10)."""

from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_
from tracker.regulations.procedure import PROCEDURE
from tracker.workflow import Transition, TransitionTable


class State(StrEnum):
    """Where a discipline record stands."""

    PROPOSED = "proposed"
    POSTPONED = "postponed"
    REVIEWING = "reviewing"
    VOTED = "voted"
    NOT_DISCIPLINED = "not_disciplined"
    DECIDED = "decided"
    IN_FORCE = "in_force"
    REFERRED = "referred"
    DECIDED_ELSEWHERE = "decided_elsewhere"
    EXPIRED = "expired"
    AMENDED = "amended"
    ANNULLED = "annulled"


class Action(StrEnum):
    """What can be done to a discipline record."""

    REVIEW = "review"
    POSTPONE = "postpone"
    RESUME_PROPOSED = "resume_proposed"
    RESUME_REVIEWING = "resume_reviewing"
    VOTE = "vote"
    REVOTE = "revote"
    ANNUL_BALLOT = "annul_ballot"
    REFRAIN = "refrain"
    BAR = "bar"
    EXEMPT = "exempt"
    LAPSE = "lapse"
    DECIDE = "decide"
    ANNOUNCE = "announce"
    REFER = "refer"
    REFER_UNVOTED = "refer_unvoted"
    ANSWER = "answer"
    TAKE_BACK = "take_back"
    EXPIRE = "expire"
    AMEND = "amend"
    ANNUL = "annul"


# A decision that was announced and has effect, as it was taken or with another form.
STANDING_STATES = frozenset({State.IN_FORCE, State.AMENDED})

STATE_LABELS = {
    State.PROPOSED: N_("Discipline proposed"),
    State.POSTPONED: N_("Not considered yet"),
    State.REVIEWING: N_("Under review"),
    State.VOTED: N_("Voted"),
    State.NOT_DISCIPLINED: N_("Not disciplined"),
    State.DECIDED: N_("Decision issued, not announced"),
    State.IN_FORCE: N_("In force"),
    State.REFERRED: N_("Referred to the competent body"),
    State.DECIDED_ELSEWHERE: N_("Decided by the competent body"),
    State.EXPIRED: N_("Ended by itself"),
    State.AMENDED: N_("Form changed on complaint"),
    State.ANNULLED: N_("Annulled on complaint"),
}

TRANSITIONS: TransitionTable[State, Action, Permission] = TransitionTable(
    [
        Transition(Action.REVIEW, frozenset({State.PROPOSED}), State.REVIEWING, Permission.REVIEW_DISCIPLINE),
        # a record of the combined procedure begins under review: what the subject says comes afterwards
        Transition(Action.REVIEW, frozenset({State.REVIEWING}), State.REVIEWING, Permission.REVIEW_DISCIPLINE),
        # preparing may go on while the subject is not considered yet (inference, rules.md 6); voting may not
        Transition(Action.REVIEW, frozenset({State.POSTPONED}), State.POSTPONED, Permission.REVIEW_DISCIPLINE),
        Transition(
            Action.POSTPONE,
            frozenset({State.PROPOSED, State.REVIEWING}),
            State.POSTPONED,
            Permission.REVIEW_DISCIPLINE,
        ),
        Transition(Action.RESUME_PROPOSED, frozenset({State.POSTPONED}), State.PROPOSED, Permission.REVIEW_DISCIPLINE),
        Transition(
            Action.RESUME_REVIEWING, frozenset({State.POSTPONED}), State.REVIEWING, Permission.REVIEW_DISCIPLINE
        ),
        Transition(Action.VOTE, frozenset({State.REVIEWING}), State.VOTED, Permission.RECORD_VOTE),
        # the proposal or what weighs on it changed after the vote: the vote is void
        Transition(Action.REVOTE, frozenset({State.VOTED}), State.REVIEWING, Permission.RECORD_VOTE),
        # the figures were mistyped: the ballot is void, and is taken or recorded again
        Transition(Action.ANNUL_BALLOT, frozenset({State.VOTED}), State.REVIEWING, Permission.RECORD_VOTE),
        # the vote gave "no discipline", or no form reached its majority
        Transition(Action.REFRAIN, frozenset({State.VOTED}), State.NOT_DISCIPLINED, Permission.ISSUE_DECISION),
        # every violation is barred by time for the form that was voted (HD 06-HD/UBKTTW 2018, HD 08-HD/TW 2025)
        Transition(Action.BAR, frozenset({State.VOTED}), State.NOT_DISCIPLINED, Permission.ISSUE_DECISION),
        # an exempting circumstance is recorded: the vote stands in the file, no discipline follows
        Transition(Action.EXEMPT, frozenset({State.VOTED}), State.NOT_DISCIPLINED, Permission.ISSUE_DECISION),
        # opened before the conclusion, which then does not call for discipline
        Transition(
            Action.LAPSE,
            frozenset({State.REVIEWING, State.POSTPONED, State.VOTED}),
            State.NOT_DISCIPLINED,
            Permission.ISSUE_DECISION,
        ),
        Transition(Action.DECIDE, frozenset({State.VOTED}), State.DECIDED, Permission.ISSUE_DECISION),
        Transition(Action.ANNOUNCE, frozenset({State.DECIDED}), State.IN_FORCE, Permission.ISSUE_DECISION),
        # the form voted is above the power of the body: the competent body decides
        Transition(Action.REFER, frozenset({State.VOTED}), State.REFERRED, Permission.ISSUE_DECISION),
        # the body may not decide on the form proposed: the competent body considers it, nothing is voted on here
        Transition(
            Action.REFER_UNVOTED,
            frozenset({State.PROPOSED, State.REVIEWING}),
            State.REFERRED,
            Permission.ISSUE_DECISION,
        ),
        # the competent body took its decision: the record ends with what that body decided
        Transition(Action.ANSWER, frozenset({State.REFERRED}), State.DECIDED_ELSEWHERE, Permission.ISSUE_DECISION),
        # the competent body sent it back: it is considered here, anew where there was a vote
        Transition(Action.TAKE_BACK, frozenset({State.REFERRED}), State.REVIEWING, Permission.ISSUE_DECISION),
        # twelve months after the announcement, by the program itself
        Transition(Action.EXPIRE, STANDING_STATES, State.EXPIRED, Permission.ISSUE_DECISION),
        # a decision on a complaint gives another form, or takes the discipline away
        Transition(Action.AMEND, STANDING_STATES, State.AMENDED, Permission.RECORD_VOTE),
        Transition(Action.ANNUL, STANDING_STATES, State.ANNULLED, Permission.RECORD_VOTE),
    ],
    STATE_LABELS,
    (PROCEDURE,),
)
# Nobody fires these on the record itself: the calendar does, or a decision on a complaint.
AUTOMATIC = frozenset({Action.EXPIRE, Action.AMEND, Action.ANNUL})

# A referred record waits for the answer of the competent body.
OPEN_STATES = frozenset({State.PROPOSED, State.POSTPONED, State.REVIEWING, State.VOTED, State.DECIDED, State.REFERRED})
FINISHED_STATES = frozenset(State) - OPEN_STATES
# An annulled discipline counts as none.
DECIDED_STATES = frozenset({State.DECIDED, State.EXPIRED}) | STANDING_STATES
# Circumstances are weighed until the decision.
WEIGHING_STATES = frozenset({State.PROPOSED, State.POSTPONED, State.REVIEWING, State.VOTED})

STATE_TONES = {
    State.PROPOSED: "warn",
    State.POSTPONED: "neutral",
    State.REVIEWING: "active",
    State.VOTED: "active",
    State.NOT_DISCIPLINED: "neutral",
    State.DECIDED: "warn",
    State.IN_FORCE: "good",
    State.REFERRED: "warn",
    State.DECIDED_ELSEWHERE: "neutral",
    State.EXPIRED: "neutral",
    State.AMENDED: "active",
    State.ANNULLED: "neutral",
}

ACTION_LABELS = {
    Action.REVIEW: N_("Record the self-criticism and the hearing"),
    Action.POSTPONE: N_("Put off the consideration"),
    Action.RESUME_PROPOSED: N_("Consider again"),
    Action.RESUME_REVIEWING: N_("Consider again"),
    Action.VOTE: N_("Record the vote"),
    Action.REVOTE: N_("Vote again: the text has changed"),
    Action.ANNUL_BALLOT: N_("Declare the vote void"),
    Action.REFRAIN: N_("Close without discipline"),
    Action.BAR: N_("Close as barred by time"),
    Action.EXEMPT: N_("Close as exempted"),
    Action.LAPSE: N_("Close: the conclusion does not call for discipline"),
    Action.DECIDE: N_("Issue the decision"),
    Action.ANNOUNCE: N_("Record the announcement"),
    Action.REFER: N_("Refer it to the competent body"),
    Action.REFER_UNVOTED: N_("Refer it without a vote"),
    Action.ANSWER: N_("Record what the competent body decided"),
    Action.TAKE_BACK: N_("Record that it was sent back"),
    Action.EXPIRE: N_("End by itself"),
    Action.AMEND: N_("Change the form on complaint"),
    Action.ANNUL: N_("Annul on complaint"),
}


class Answer(StrEnum):
    """What the competent body answered to a referral."""

    DECIDED = "decided"
    NOT_DISCIPLINED = "not_disciplined"
    RETURNED = "returned"


ANSWER_LABELS = {
    Answer.DECIDED: N_("The competent body decided on discipline"),
    Answer.NOT_DISCIPLINED: N_("The competent body decided that there is no discipline"),
    Answer.RETURNED: N_("Sent back to be considered here"),
}


class Step(StrEnum):
    """The steps at which the authority of the body is asked about."""

    PROPOSE = "propose"
    VOTE = "vote"
    DECIDE = "decide"
    REFER = "refer"


STEP_LABELS = {
    Step.PROPOSE: N_("At the proposal"),
    Step.VOTE: N_("At the vote"),
    Step.DECIDE: N_("At the decision"),
    Step.REFER: N_("At the referral"),
}


class Paused(StrEnum):
    """What a suspension (đình chỉ) stops."""

    PARTY_ACTIVITY = "party_activity"
    COMMITTEE_ACTIVITY = "committee_activity"
    ORGANIZATION = "organization"


PAUSED_LABELS = {
    Paused.PARTY_ACTIVITY: N_("Party activity of the member"),
    Paused.COMMITTEE_ACTIVITY: N_("Activity on the committee"),
    Paused.ORGANIZATION: N_("Activity of the organization"),
}


class Reminder(StrEnum):
    """Of what a suspension that runs reminds those who may extend or lift it."""

    ENDING = "ending"
    OVERDUE = "overdue"


class Ground(StrEnum):
    """Why somebody is suspended (22-QĐ/TW Điều 28)."""

    OBSTRUCTION = "obstruction"
    WORSENING = "worsening"
    INDICTED = "indicted"
    PROSECUTED = "prosecuted"


GROUND_LABELS = {
    Ground.OBSTRUCTION: N_("Serious signs of violation and obstruction"),
    Ground.WORSENING: N_("The violation goes on or grows worse"),
    Ground.INDICTED: N_("Indicted or detained"),
    Ground.PROSECUTED: N_("Prosecuted, and sits on a committee"),
}


class Duty(StrEnum):
    """What is to be done after a decision on discipline."""

    ANNOUNCED = "announced"
    HANDED_OVER = "handed_over"
    INFORMED = "informed"
    FILED = "filed"
    POST_CHANGED = "post_changed"
    STATE_DISCIPLINE = "state_discipline"
    MONEY = "money"


# The record of the announcement and the money book say when these are done; nobody ticks them.
KNOWN_ELSEWHERE = frozenset({Duty.ANNOUNCED, Duty.MONEY})

DUTY_LABELS = {
    Duty.ANNOUNCED: N_("Announce the decision"),
    Duty.HANDED_OVER: N_("Hand over the written decision"),
    Duty.INFORMED: N_("Inform the bodies concerned"),
    Duty.FILED: N_("Put it into the file of the member or the organization"),
    Duty.POST_CHANGED: N_("Record the end of the post"),
    Duty.STATE_DISCIPLINE: N_("Discipline by the State body or mass organization"),
    Duty.MONEY: N_("Recover the money"),
}
