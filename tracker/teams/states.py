"""The fixed words of changes to a case that is decided."""

from enum import StrEnum

from tracker.cases.states import State
from tracker.core.text import N_


class AmendmentKind(StrEnum):
    """What a decision changes. An extension of the time limit has its own record."""

    TEAM = "team"
    DIRECTING = "directing"
    CONTENT = "content"
    PERIOD = "period"
    SCHEDULE = "schedule"
    SUBJECTS = "subjects"
    TITLE = "title"


AMENDMENT_LABELS = {
    AmendmentKind.TEAM: N_("Change of the team"),
    AmendmentKind.DIRECTING: N_("Change of the directing commission member"),
    AmendmentKind.CONTENT: N_("Change of the contents"),
    AmendmentKind.PERIOD: N_("Change of the period examined"),
    AmendmentKind.SCHEDULE: N_("Change of the working dates"),
    AmendmentKind.SUBJECTS: N_("Change of the subjects"),
    AmendmentKind.TITLE: N_("Change of the subject matter"),
}

# Those that say who leaves and who comes.
PEOPLE_KINDS = frozenset({AmendmentKind.TEAM, AmendmentKind.DIRECTING})
TEAM_STATES = frozenset({State.ISSUED, State.CONDUCTING, State.SUSPENDED, State.REPORTED})
SCOPE_STATES = frozenset({State.ISSUED, State.CONDUCTING, State.SUSPENDED})
