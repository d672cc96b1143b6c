"""The words of printing: where a job stands, what became of each paper in it, what file comes out."""

from enum import StrEnum

from tracker.core.text import N_


class JobState(StrEnum):
    """``running``: a worker holds it, as long as its lease lasts."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


JOB_LABELS = {
    JobState.WAITING: N_("Waiting for its turn"),
    JobState.RUNNING: N_("Being made"),
    JobState.DONE: N_("Ready"),
    JobState.CANCELLED: N_("Cancelled"),
    JobState.FAILED: N_("Failed"),
}
JOB_TONES = {
    JobState.WAITING: "neutral",
    JobState.RUNNING: "warn",
    JobState.DONE: "good",
    JobState.CANCELLED: "neutral",
    JobState.FAILED: "danger",
}
UNFINISHED = (JobState.WAITING, JobState.RUNNING)
STOPPED = (JobState.CANCELLED, JobState.FAILED)


class ItemState(StrEnum):
    """``ready``: its pages are there; ``left_out``: they will not be, and why."""

    WAITING = "waiting"
    READY = "ready"
    LEFT_OUT = "left_out"


class Reason(StrEnum):
    """Why a paper was left out."""

    HIDDEN = "hidden"
    BROKEN = "broken"
    ALTERED = "altered"
    NOT_A_PDF = "not_a_pdf"
    UNPRINTABLE = "unprintable"


REASON_TEXTS = {
    Reason.HIDDEN: N_("You may not open this paper."),
    Reason.BROKEN: N_("The file is broken or locked with a password; print it on its own."),
    Reason.ALTERED: N_("The stored file is not what was uploaded. Tell the administrator."),
    Reason.NOT_A_PDF: N_("It is no PDF; the ZIP holds it."),
    Reason.UNPRINTABLE: N_("The paper could not be laid out."),
}


class Output(StrEnum):
    """What comes out: one PDF for the printer, or the files as they are, with the list of their hashes."""

    PDF = "pdf"
    ZIP = "zip"


OUTPUT_LABELS = {
    Output.PDF: N_("One PDF with bookmarks"),
    Output.ZIP: N_("The files as they are, as a ZIP with the list of their hashes"),
}
