"""The two questions every route and service asks of the map."""

from collections.abc import Collection

from tracker.access.actor import HELD_BACK, Actor, Relation
from tracker.access.permissions import BEFORE_DECLARING, CASE_GRANTS, ROLE_GRANTS, TEAM, Permission
from tracker.core.errors import Forbidden, HeldBack
from tracker.core.text import message
from tracker.regulations.procedure import CONFLICT


def may(actor: Actor, permission: Permission, relations: Collection[Relation] = ()) -> bool:
    """Whether the actor holds the permission, by role or – for a permission on a case – by relation to that case.

    Who is in the team and has not declared to be free of a conflict of interest does none of its work.
    """
    if permission not in CASE_GRANTS:
        return not ROLE_GRANTS[permission].isdisjoint(actor.roles)
    waits = permission not in BEFORE_DECLARING and not HELD_BACK.isdisjoint(relations)
    return not CASE_GRANTS[permission].isdisjoint(set(relations) - TEAM if waits else relations)


def require(actor: Actor, permission: Permission, relations: Collection[Relation] = ()) -> None:
    """Raise ``Forbidden`` unless the actor holds the permission; ``HeldBack`` where only a declaration is missing."""
    if may(actor, permission, relations):
        return
    refuse_held_back(actor, permission, relations)
    raise Forbidden(
        message("Your role does not allow this step. Steps are open by duty, as the table of permissions says.")
    )


def refuse_held_back(actor: Actor, permission: Permission, relations: Collection[Relation]) -> None:
    """Raise ``HeldBack`` where the actor's part in the team would allow the step, once he had declared."""
    if HELD_BACK.isdisjoint(relations) or not may(actor, permission, set(relations) - HELD_BACK):
        return
    if Relation.IN_CONFLICT in relations:
        raise HeldBack(
            message("You have declared a conflict of interest; somebody else takes your place."), (CONFLICT,)
        )
    raise HeldBack(
        message(
            "You are in the team and have not declared yet whether there is a conflict of interest: declare first."
        ),
        (CONFLICT,),
    )
