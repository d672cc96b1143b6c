"""The fixed words of what an office enters beside the national rules."""

from enum import StrEnum

from tracker.core.text import N_


class OverrideKind(StrEnum):
    """What a document of the office does to the national number of a time limit."""

    CONFIRMED = "confirmed"  # says the same number
    OVERRIDE = "override"  # sets another one


OVERRIDE_LABELS = {
    OverrideKind.CONFIRMED: N_("national number confirmed"),
    OverrideKind.OVERRIDE: N_("own number"),
}
