"""The fixed words of papers: type signs and the states of an issued paper."""

from enum import StrEnum

from tracker.core.text import N_


class PaperType(StrEnum):
    """Types of papers, each with the sign that stands in its number."""

    DECISION = "decision"
    PLAN = "plan"
    NOTICE = "notice"
    REPORT = "report"
    MINUTES = "minutes"
    PROGRAMME = "programme"
    RESOLUTION = "resolution"


TYPE_SIGNS = {
    PaperType.DECISION: "QĐ",
    PaperType.PLAN: "KH",
    PaperType.NOTICE: "TB",
    PaperType.REPORT: "BC",
    PaperType.MINUTES: "BB",
    PaperType.PROGRAMME: "CTr",
    PaperType.RESOLUTION: "NQ",
}

TYPE_LABELS = {
    PaperType.DECISION: N_("Decision"),
    PaperType.PLAN: N_("Plan"),
    PaperType.NOTICE: N_("Notice"),
    PaperType.REPORT: N_("Report"),
    PaperType.MINUTES: N_("Minutes"),
    PaperType.PROGRAMME: N_("Programme"),
    PaperType.RESOLUTION: N_("Resolution"),
}


class Ending(StrEnum):
    """How a paper stopped being valid. It keeps its number and its bytes."""

    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


ENDING_LABELS = {
    Ending.REPLACED: N_("Replaced"),
    Ending.WITHDRAWN: N_("Withdrawn"),
}


class PaperState(StrEnum):
    """``registered``: a number was given to a paper made elsewhere; ``issued``: made here, its bytes are kept."""

    REGISTERED = "registered"
    ISSUED = "issued"


PAPER_STATE_LABELS = {
    PaperState.REGISTERED: N_("Registered"),
    PaperState.ISSUED: N_("Issued"),
}
