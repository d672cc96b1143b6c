"""The verbs of the tree: found, rename, move, end, correct; bodies and terms; import."""

from tracker.organizations.services.bodies import (
    BodyFacts,
    NewTerm,
    change_body,
    close_term,
    open_term,
    set_up_body,
)
from tracker.organizations.services.changes import (
    Ending,
    Move,
    Naming,
    correct_organization,
    end_organization,
    move_organization,
    rename_organization,
)
from tracker.organizations.services.founding import NewOrganization, found_organization, place_organization
from tracker.organizations.services.importing import (
    COLUMNS,
    LEVEL_WORDS,
    check_organizations,
    import_organizations,
)
from tracker.organizations.services.sheets import (
    Checked,
    Column,
    Line,
    Problem,
    Reader,
    Unreadable,
    day_of,
    duplicates,
    one_of,
    read_lines,
    text_of,
)

__all__ = [
    "COLUMNS",
    "LEVEL_WORDS",
    "BodyFacts",
    "Checked",
    "Column",
    "Ending",
    "Line",
    "Move",
    "Naming",
    "NewOrganization",
    "NewTerm",
    "Problem",
    "Reader",
    "Unreadable",
    "change_body",
    "check_organizations",
    "close_term",
    "correct_organization",
    "day_of",
    "duplicates",
    "end_organization",
    "found_organization",
    "import_organizations",
    "move_organization",
    "one_of",
    "open_term",
    "place_organization",
    "read_lines",
    "rename_organization",
    "set_up_body",
    "text_of",
]
