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
    SUBMISSION = "submission"
    LETTER = "letter"


TYPE_SIGNS = {
    PaperType.DECISION: "QĐ",
    PaperType.PLAN: "KH",
    PaperType.NOTICE: "TB",
    PaperType.REPORT: "BC",
    PaperType.MINUTES: "BB",
    PaperType.PROGRAMME: "CTr",
    PaperType.RESOLUTION: "NQ",
    PaperType.SUBMISSION: "TTr",
    PaperType.LETTER: "CV",
}

TYPE_LABELS = {
    PaperType.DECISION: N_("Decision"),
    PaperType.PLAN: N_("Plan"),
    PaperType.NOTICE: N_("Notice"),
    PaperType.REPORT: N_("Report"),
    PaperType.MINUTES: N_("Minutes"),
    PaperType.PROGRAMME: N_("Programme"),
    PaperType.RESOLUTION: N_("Resolution"),
    PaperType.SUBMISSION: N_("Submission"),
    PaperType.LETTER: N_("Official letter"),
}


class Ending(StrEnum):
    """How a paper stopped being valid. It keeps its number and its bytes."""

    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"  # a number was given, and no paper was ever signed under it


ENDING_LABELS = {
    Ending.REPLACED: N_("Replaced"),
    Ending.WITHDRAWN: N_("Withdrawn"),
    Ending.VOIDED: N_("Void number"),
}


class Secrecy(StrEnum):
    """The degree of secrecy that the law on state secrets gives a paper; ``ordinary`` has none."""

    ORDINARY = "ordinary"
    CONFIDENTIAL = "confidential"
    HIGHLY_CONFIDENTIAL = "highly_confidential"
    STRICTLY_CONFIDENTIAL = "strictly_confidential"


SECRECY_LABELS = {
    Secrecy.ORDINARY: N_("Ordinary"),
    Secrecy.CONFIDENTIAL: N_("Secret (Mật)"),
    Secrecy.HIGHLY_CONFIDENTIAL: N_("Top secret (Tối mật)"),
    Secrecy.STRICTLY_CONFIDENTIAL: N_("Most secret (Tuyệt mật)"),
}


class Urgency(StrEnum):
    """How fast a paper travels."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    EXPRESS = "express"


URGENCY_LABELS = {
    Urgency.ORDINARY: N_("Not urgent"),
    Urgency.URGENT: N_("Urgent (Khẩn)"),
    Urgency.VERY_URGENT: N_("Very urgent (Thượng khẩn)"),
    Urgency.EXPRESS: N_("Express (Hoả tốc)"),
}


class Answer(StrEnum):
    """What a check of a paper says.

    ``altered``: it bears the code of a paper of ours, and its bytes are not those that were issued. ``replaced`` and
    ``withdrawn``: it is what was issued, and no longer valid.
    """

    AUTHENTIC = "authentic"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    ALTERED = "altered"
    UNKNOWN = "unknown"


ANSWER_TEXTS = {
    Answer.AUTHENTIC: N_("The paper was issued and is valid."),
    Answer.REPLACED: N_("The paper was issued, and another one has taken its place. It is no longer valid."),
    Answer.WITHDRAWN: N_("The paper was issued and then withdrawn. It is no longer valid."),
    Answer.ALTERED: N_("The file is not what was issued: it was altered. Do not use it."),
    Answer.UNKNOWN: N_("No paper is known by this code or this file."),
}


# Papers of no case that everybody of the organization who may see them in its register may read.
HOUSE_PAPERS = frozenset({"programme", "periodic_report"})


class PaperState(StrEnum):
    """``registered``: a number was given to a paper made elsewhere; ``issued``: made here, its bytes are kept."""

    REGISTERED = "registered"
    ISSUED = "issued"


PAPER_STATE_LABELS = {
    PaperState.REGISTERED: N_("Registered"),
    PaperState.ISSUED: N_("Issued"),
}
