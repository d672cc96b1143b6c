"""The verbs of reorganization: end, merge or divide an organization, hand on work, carry out a table."""

from tracker.reorganization.services.ending import Moved, Succession, end_organization
from tracker.reorganization.services.handing_on import hand_on_work
from tracker.reorganization.services.passing import HandingOn, pass_reopened
from tracker.reorganization.services.splitting import Division, split_organization
from tracker.reorganization.services.succession_table import COLUMNS, Outcome, carry_out_table, try_table

__all__ = [
    "COLUMNS",
    "Division",
    "HandingOn",
    "Moved",
    "Outcome",
    "Succession",
    "carry_out_table",
    "end_organization",
    "hand_on_work",
    "pass_reopened",
    "split_organization",
    "try_table",
]
