"""The fixed words of reviewed decisions."""

from enum import StrEnum

from tracker.core.text import N_


class Request(StrEnum):
    """What is asked of the lower body about its decision."""

    CHANGE = "change"
    ANNUL = "annul"


REQUEST_LABELS = {Request.CHANGE: N_("To be changed"), Request.ANNUL: N_("To be annulled")}
