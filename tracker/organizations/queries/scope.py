"""What an actor sees of the tree: the own organization and everything below it, never sideways or upwards."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, select

from tracker.access import Actor
from tracker.core.errors import NotVisible
from tracker.extensions import Placed, db
from tracker.organizations.models import Organization

LARGEST_ID = 2**31 - 1  # above it the databases raise an error instead of finding nothing


def in_scope(actor: Actor, placed: Any) -> ColumnElement[bool]:
    """The condition "the record stands at or under the actor's organization", for any class with place columns."""
    return _place(placed, actor.organization_level) == actor.organization_id


def is_in_scope(actor: Actor, record: Placed) -> bool:
    """The same question about a record at hand."""
    return _place(record, actor.organization_level) == actor.organization_id


def under(organization: Organization, placed: Any) -> ColumnElement[bool]:
    """The condition "the record stands at or under the organization"."""
    return _place(placed, organization.level) == organization.id


def get_organization(actor: Actor, organization_id: int) -> Organization:
    """An organization in the actor's scope; raises ``NotVisible``, whether it exists or not."""
    found = db.session.get(Organization, organization_id) if 0 < organization_id <= LARGEST_ID else None
    if found is None or not is_in_scope(actor, found):
        raise NotVisible
    return found


def visible_names(actor: Actor, ids: Collection[int | None]) -> dict[int, str]:
    """The present names of those of the organizations that the actor may see."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    found = db.session.execute(
        select(Organization.id, Organization.name).where(Organization.id.in_(wanted), in_scope(actor, Organization))
    )
    return {row.id: row.name for row in found}


def _place(placed: Any, level: str) -> Any:
    return getattr(placed, f"{level}_id")
