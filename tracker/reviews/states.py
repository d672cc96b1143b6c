"""The fixed words of reviewed decisions."""

from enum import StrEnum

from tracker.core.text import N_


class Fault(StrEnum):
    """What a lower body did wrong in its discipline work (process.md 1.7).

    Of what it ``MISSED`` – a violation that should have been handled and was not – there may be no decision at all.
    """

    TOO_LIGHT = "too_light"
    TOO_HEAVY = "too_heavy"
    MISSED = "missed"
    PROCEDURE = "procedure"


FAULT_LABELS = {
    Fault.TOO_LIGHT: N_("Wrong form: too light"),
    Fault.TOO_HEAVY: N_("Wrong form: too heavy"),
    Fault.MISSED: N_("A violation missed"),
    Fault.PROCEDURE: N_("Wrong procedure"),
}


class Request(StrEnum):
    """What is asked of the lower body: about its decision, or about what it missed."""

    CHANGE = "change"
    ANNUL = "annul"
    HANDLE = "handle"


REQUEST_LABELS = {
    Request.CHANGE: N_("To be changed"),
    Request.ANNUL: N_("To be annulled"),
    Request.HANDLE: N_("To be considered and handled (a violation missed)"),
}
