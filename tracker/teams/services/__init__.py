"""The verbs about teams: declare, replace, amend contents, subjects and days; open a mission, add a case to it."""

from tracker.teams.services.changes import (
    Replacement,
    amend_contents,
    amend_period,
    amend_schedule,
    amend_subjects,
    amend_title,
    check_scope,
    check_subjects,
    check_team,
    declare,
    replace_directing,
    replace_member,
)
from tracker.teams.services.missions import NewMission, add_case, change_team, open_mission

__all__ = [
    "NewMission",
    "Replacement",
    "add_case",
    "amend_contents",
    "amend_period",
    "amend_schedule",
    "amend_subjects",
    "amend_title",
    "change_team",
    "check_scope",
    "check_subjects",
    "check_team",
    "declare",
    "open_mission",
    "replace_directing",
    "replace_member",
]
