"""The fixed words of incoming papers."""

from enum import StrEnum

from tracker.core.text import N_


class RunUnit(StrEnum):
    """Through what the numbers of arrival run before they begin at 01 again."""

    YEAR = "year"
    TERM = "term"


UNIT_LABELS = {
    RunUnit.YEAR: N_("from 01 in each calendar year"),
    RunUnit.TERM: N_("from 01 in each term"),
}


class Standing(StrEnum):
    """How far an incoming paper is."""

    OPEN = "open"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    NOTED = "noted"  # nobody was asked to handle it


STANDING_LABELS = {
    Standing.OPEN: N_("Being handled"),
    Standing.OVERDUE: N_("Past due"),
    Standing.ANSWERED: N_("Answered"),
    Standing.NOTED: N_("For information"),
}

STANDING_TONES = {
    Standing.OPEN: "active",
    Standing.OVERDUE: "danger",
    Standing.ANSWERED: "good",
    Standing.NOTED: "neutral",
}
