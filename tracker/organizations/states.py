"""The fixed words of the tree: levels, kinds of organization, kinds of deciding body, events."""

from enum import StrEnum

from tracker.core.text import N_


class Level(StrEnum):
    """Levels from the top; an organization's parent always stands on an earlier one."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"  # until 30/6/2025
    GRASSROOTS = "grassroots"
    SECTION = "section"  # đảng bộ bộ phận
    CELL = "cell"


LEVEL_ORDER = tuple(Level)

LEVEL_LABELS = {
    Level.CENTRAL: N_("Centre"),
    Level.PROVINCE: N_("Province and equivalent"),
    Level.DISTRICT: N_("District and equivalent"),
    Level.GRASSROOTS: N_("Grassroots committee"),
    Level.SECTION: N_("Section committee"),
    Level.CELL: N_("Cell"),
}


class BodyKind(StrEnum):
    """What kind of collective decides."""

    COMMITTEE = "committee"
    STANDING_COMMITTEE = "standing_committee"
    COMMISSION = "commission"
    CELL_MEETING = "cell_meeting"


BODY_KIND_LABELS = {
    BodyKind.COMMITTEE: N_("Party committee"),
    BodyKind.STANDING_COMMITTEE: N_("Standing committee"),
    BodyKind.COMMISSION: N_("Inspection commission"),
    BodyKind.CELL_MEETING: N_("Cell meeting"),
}

COMMITTEE_KINDS = frozenset({BodyKind.COMMITTEE, BodyKind.STANDING_COMMITTEE, BodyKind.CELL_MEETING})


class EventKind(StrEnum):
    """What happens to an organization in its life."""

    FOUNDED = "founded"
    RENAMED = "renamed"
    TRANSFERRED = "transferred"
    MERGED = "merged"
    SPLIT = "split"
    ENDED = "ended"


EVENT_LABELS = {
    EventKind.FOUNDED: N_("Founded"),
    EventKind.RENAMED: N_("Renamed"),
    EventKind.TRANSFERRED: N_("Transferred"),
    EventKind.MERGED: N_("Merged"),
    EventKind.SPLIT: N_("Split"),
    EventKind.ENDED: N_("Ended"),
}
