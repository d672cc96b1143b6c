"""What can be done with a recommendation after the conclusion, and the ladder that an overdue one climbs."""

from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_
from tracker.findings.states import OPEN_RECOMMENDATIONS, OWED_RECOMMENDATIONS, RECOMMENDATION_LABELS
from tracker.findings.states import RecommendationState as State
from tracker.regulations.procedure import PROCEDURE
from tracker.workflow import Transition, TransitionTable


class Act(StrEnum):
    """What an update of a recommendation records. Nothing of it is changed later: a mistake is corrected by another."""

    PROGRESS = "progress"
    REPORT = "report"
    VERIFY = "verify"
    SEND_BACK = "send_back"
    TRANSFER = "transfer"
    WAIVE = "waive"
    ASK_WAIVER = "ask_waiver"  # proposes to give it up; the state stays until a leader has approved
    KEEP = "keep"  # the leader does not approve; the state stays
    CORRECT = "correct"  # says what was wrong in an earlier update; the state stays
    NOTE = "note"  # written by the program itself; the state stays


_FOLLOW_UP = Permission.FOLLOW_UP
TRANSITIONS: TransitionTable[State, Act, Permission] = TransitionTable(
    [
        Transition(Act.PROGRESS, OWED_RECOMMENDATIONS, State.PARTIAL, _FOLLOW_UP),
        Transition(Act.REPORT, OWED_RECOMMENDATIONS, State.REPORTED, _FOLLOW_UP),
        # by somebody else than who reported it
        Transition(Act.VERIFY, frozenset({State.REPORTED}), State.DONE, _FOLLOW_UP),
        Transition(Act.SEND_BACK, frozenset({State.REPORTED}), State.SENT_BACK, _FOLLOW_UP),
        Transition(Act.TRANSFER, OPEN_RECOMMENDATIONS, State.TRANSFERRED, _FOLLOW_UP),
        # proposed by somebody else than who approves
        Transition(Act.WAIVE, OPEN_RECOMMENDATIONS, State.WAIVED, Permission.WAIVE_RECOMMENDATION),
    ],
    RECOMMENDATION_LABELS,
    (PROCEDURE,),
)

ACT_LABELS = {
    Act.PROGRESS: N_("Progress"),
    Act.REPORT: N_("Reported as carried out"),
    Act.VERIFY: N_("Verified"),
    Act.SEND_BACK: N_("Sent back"),
    Act.TRANSFER: N_("Transferred"),
    Act.WAIVE: N_("Given up"),
    Act.ASK_WAIVER: N_("Proposed to give it up"),
    Act.KEEP: N_("Not given up"),
    Act.CORRECT: N_("Correction"),
    Act.NOTE: N_("Note"),
}


class Step(StrEnum):
    """The steps of the ladder, in their order (process.md 1.4, step 11: non-compliance leads to a new observation)."""

    REMINDER = "reminder"
    LEADER = "leader"
    OBSERVATION = "observation"


LADDER = tuple(Step)

STEP_LABELS = {
    Step.REMINDER: N_("Reminder in writing"),
    Step.LEADER: N_("Report to the leader"),
    Step.OBSERVATION: N_("Proposal of a new observation"),
}


class Way(StrEnum):
    """How an amount came back (process.md 4.4)."""

    PAID_BACK = "paid_back"
    DISALLOWED = "disallowed"
    DUES_COLLECTED = "dues_collected"


WAY_LABELS = {
    Way.PAID_BACK: N_("Paid back"),
    Way.DISALLOWED: N_("Struck from the accounts"),
    Way.DUES_COLLECTED: N_("Party dues collected afterwards"),
}


class Entry(StrEnum):
    """What an entry of the money book says."""

    RECEIPT = "receipt"
    REVERSAL = "reversal"  # takes a receipt back that was entered by mistake
    EXPLANATION = "explanation"  # why the remainder does not come back


ENTRY_LABELS = {
    Entry.RECEIPT: N_("Recovered"),
    Entry.REVERSAL: N_("Entered by mistake"),
    Entry.EXPLANATION: N_("Remainder explained"),
}


class Timing(StrEnum):
    """What a list of recommendations is narrowed to by time and by whose turn it is."""

    OVERDUE = "overdue"
    NEAR = "near"
    MINE = "mine"


TIMING_LABELS = {
    Timing.OVERDUE: N_("Overdue"),
    Timing.NEAR: N_("Due within 5 working days"),
    Timing.MINE: N_("To verify by me"),
}

NEAR_DAYS = 5  # working days; only what the list calls near
