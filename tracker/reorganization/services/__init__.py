"""The verbs of reorganization: end or merge an organization, divide one, carry out a table of successions."""

from tracker.reorganization.services.ending import Moved, Succession, end_organization, pass_reopened
from tracker.reorganization.services.splitting import Division, split_organization
from tracker.reorganization.services.succession_table import COLUMNS, Outcome, carry_out_table, try_table

__all__ = [
    "COLUMNS",
    "Division",
    "Moved",
    "Outcome",
    "Succession",
    "carry_out_table",
    "end_organization",
    "pass_reopened",
    "split_organization",
    "try_table",
]
