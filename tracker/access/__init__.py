"""Who may do what: roles, relations to a case, permissions, and the one map between them. Pure.

The map is deny-by-default and cannot be switched off; what an actor may *see* is decided in SQL by each area's sight.
"""

from tracker.access.actor import HELD_BACK, Actor, Relation, Role
from tracker.access.guard import may, refuse_held_back, require
from tracker.access.permissions import BEFORE_DECLARING, CASE_GRANTS, Permission

__all__ = [
    "BEFORE_DECLARING",
    "CASE_GRANTS",
    "HELD_BACK",
    "Actor",
    "Permission",
    "Relation",
    "Role",
    "may",
    "refuse_held_back",
    "require",
]
