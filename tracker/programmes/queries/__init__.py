"""Reads of programmes: who sees which version, the items with what became of them, and what gets in the way."""

from tracker.programmes.queries.items import (
    ChangeRow,
    ItemRow,
    acknowledgements_of,
    change_rows,
    entries_of,
    facts_of,
    get_entry,
    item_rows,
)
from tracker.programmes.queries.others import (
    ExternalRow,
    about,
    external_engagements,
    external_rows,
    find_external,
    planned_engagements,
    subjects_of,
)
from tracker.programmes.queries.programmes import (
    ProgrammeFile,
    ProgrammeFilter,
    ProgrammeRow,
    count_programmes,
    find_place,
    find_running,
    get_programme,
    programme_rows,
    same_period,
)

__all__ = [
    "ChangeRow",
    "ExternalRow",
    "ItemRow",
    "ProgrammeFile",
    "ProgrammeFilter",
    "ProgrammeRow",
    "about",
    "acknowledgements_of",
    "change_rows",
    "count_programmes",
    "entries_of",
    "external_engagements",
    "external_rows",
    "facts_of",
    "find_external",
    "find_place",
    "find_running",
    "get_entry",
    "get_programme",
    "item_rows",
    "planned_engagements",
    "programme_rows",
    "same_period",
    "subjects_of",
]
