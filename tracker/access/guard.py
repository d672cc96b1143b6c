"""The two questions every route and service asks of the map."""

from collections.abc import Collection

from tracker.access.actor import Actor, Relation
from tracker.access.permissions import CASE_GRANTS, ROLE_GRANTS, Permission
from tracker.core.errors import Forbidden
from tracker.core.text import message


def may(actor: Actor, permission: Permission, relations: Collection[Relation] = ()) -> bool:
    """Whether the actor holds the permission, by role or – for a permission on a case – by relation to that case."""
    if permission in CASE_GRANTS:
        return not CASE_GRANTS[permission].isdisjoint(relations)
    return not ROLE_GRANTS[permission].isdisjoint(actor.roles)


def require(actor: Actor, permission: Permission, relations: Collection[Relation] = ()) -> None:
    """Raise ``Forbidden`` unless the actor holds the permission."""
    if not may(actor, permission, relations):
        raise Forbidden(message("Your role does not allow this step."))
