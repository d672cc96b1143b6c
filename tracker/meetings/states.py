"""The fixed words of sessions."""

from enum import StrEnum

from tracker.core.text import N_


class SessionState(StrEnum):
    """``planned``: the agenda may change; ``held``: results are recorded and stand."""

    PLANNED = "planned"
    HELD = "held"


SESSION_STATE_LABELS = {SessionState.PLANNED: N_("Planned"), SessionState.HELD: N_("Held")}


class Purpose(StrEnum):
    """What an agenda item decides."""

    CONCLUDE = "conclude"
    DISCIPLINE = "discipline"


PURPOSE_LABELS = {Purpose.CONCLUDE: N_("Conclude the case"), Purpose.DISCIPLINE: N_("Vote on discipline")}


class Result(StrEnum):
    """What became of an agenda item."""

    ADOPTED = "adopted"
    RETURNED = "returned"  # more work is asked of the team
    REJECTED = "rejected"


RESULT_LABELS = {Result.ADOPTED: N_("Adopted"), Result.RETURNED: N_("Returned"), Result.REJECTED: N_("Rejected")}
