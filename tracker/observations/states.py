"""States and transitions of an observation (process.md 1.5), and its fixed words."""

from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_
from tracker.regulations.procedure import PROCEDURE
from tracker.workflow import Transition, TransitionTable


class State(StrEnum):
    """Where an observation stands."""

    NOTED = "noted"
    REPORTED = "reported"
    REMINDED = "reminded"
    WATCHED = "watched"
    ESCALATED = "escalated"


class Action(StrEnum):
    """What can be done with an observation."""

    REPORT = "report"
    REMIND = "remind"
    WATCH = "watch"
    ESCALATE = "escalate"
    RELEASE = "release"
    RELEASE_WATCHED = "release_watched"


# What is watched further is settled later, when there is more to say.
_UNSETTLED = frozenset({State.REPORTED, State.WATCHED})

STATE_LABELS = {
    State.NOTED: N_("Noted"),
    State.REPORTED: N_("Reported to the leader"),
    State.REMINDED: N_("Reminded"),
    State.WATCHED: N_("Watched further"),
    State.ESCALATED: N_("Led to a case"),
}

TRANSITIONS: TransitionTable[State, Action, Permission] = TransitionTable(
    [
        Transition(Action.REPORT, frozenset({State.NOTED}), State.REPORTED, Permission.NOTE_OBSERVATION),
        Transition(Action.REMIND, _UNSETTLED, State.REMINDED, Permission.DECIDE_OBSERVATION),
        Transition(Action.WATCH, frozenset({State.REPORTED}), State.WATCHED, Permission.DECIDE_OBSERVATION),
        # it becomes the basis of a case, which is opened in the same act
        Transition(Action.ESCALATE, _UNSETTLED, State.ESCALATED, Permission.DECIDE_OBSERVATION),
        # the case was cancelled, by whoever may: the observation stands where it stood; see escalated_from
        Transition(Action.RELEASE, frozenset({State.ESCALATED}), State.REPORTED, Permission.AMEND_CASE),
        Transition(Action.RELEASE_WATCHED, frozenset({State.ESCALATED}), State.WATCHED, Permission.AMEND_CASE),
    ],
    STATE_LABELS,
    (PROCEDURE,),
)

# What follows from an act elsewhere; nobody is offered it.
AUTOMATIC = frozenset({Action.RELEASE, Action.RELEASE_WATCHED})

# What the officer or the leader still has to do something about.
OPEN_STATES = frozenset({State.NOTED, State.REPORTED})

STATE_TONES = {
    State.NOTED: "neutral",
    State.REPORTED: "warn",
    State.REMINDED: "good",
    State.WATCHED: "active",
    State.ESCALATED: "danger",
}

ACTION_LABELS = {
    Action.REPORT: N_("Report to the leader"),
    Action.REMIND: N_("Remind and correct"),
    Action.WATCH: N_("Watch further"),
    Action.ESCALATE: N_("Open a case on it"),
    Action.RELEASE: N_("Comes back from a cancelled case"),
    Action.RELEASE_WATCHED: N_("Comes back from a cancelled case to be watched further"),
}


class Source(StrEnum):
    """Where the officer has it from."""

    MEETING = "meeting"
    DOCUMENT = "document"
    PETITION = "petition"
    PRESS = "press"
    RECORDS = "records"
    OTHER = "other"


SOURCE_LABELS = {
    Source.MEETING: N_("Meeting attended"),
    Source.DOCUMENT: N_("Documents and reports"),
    Source.PETITION: N_("Petition"),
    Source.PRESS: N_("Press and public opinion"),
    Source.RECORDS: N_("Databases"),
    Source.OTHER: N_("Other source"),
}


class Assessment(StrEnum):
    """The officer's assessment."""

    GOOD = "good"
    SHORTCOMING = "shortcoming"
    SIGNS = "signs"


ASSESSMENT_LABELS = {
    Assessment.GOOD: N_("Well done"),
    Assessment.SHORTCOMING: N_("Limits and shortcomings"),
    Assessment.SIGNS: N_("Signs of violation"),
}

ASSESSMENT_TONES = {Assessment.GOOD: "good", Assessment.SHORTCOMING: "warn", Assessment.SIGNS: "danger"}
