"""The kinds of open work that an organization leaves to others."""

from enum import StrEnum

from tracker.core.text import N_


class WorkKind(StrEnum):
    """What somebody must take over, piece by piece."""

    CASE = "case"
    PETITION = "petition"
    OBSERVATION = "observation"
    PROGRAMME = "programme"
    COMPLAINT = "complaint"
    RECOMMENDATION = "recommendation"


WORK_LABELS = {
    WorkKind.CASE: N_("Open cases"),
    WorkKind.PETITION: N_("Petitions not decided"),
    WorkKind.OBSERVATION: N_("Observations not decided"),
    WorkKind.PROGRAMME: N_("Running programmes"),
    WorkKind.COMPLAINT: N_("Complaints not decided"),
    WorkKind.RECOMMENDATION: N_("Open recommendations to the organization"),
}

Key = tuple[WorkKind, int]  # one piece of work
UNSEEN = 0  # in place of a piece: all work of the kind that who hands it on may not know of, if there is any
# What is asked of an organization itself stands in the files of others and is never handed on unseen.
UNSEEN_KINDS = tuple(kind for kind in WorkKind if kind is not WorkKind.RECOMMENDATION)
