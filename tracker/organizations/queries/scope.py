"""What an actor sees of the tree: the own organization and everything below it, never sideways or upwards.

What went into one of these is read under its old name, and changed only from above. Only who hands the work of his own
organization on is offered the names of those directly above and beside it.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.core.errors import NotVisible
from tracker.extensions import Placed, db
from tracker.organizations.models import Organization

_Own = aliased(Organization)
LARGEST_ID = 2**31 - 1  # above it the databases raise an error instead of finding nothing


def in_scope(actor: Actor, placed: Any) -> ColumnElement[bool]:
    """The condition "the record stands at or under the actor's organization", for any class with place columns."""
    return _place(placed, actor.organization_level) == actor.organization_id


def in_view(actor: Actor) -> ColumnElement[bool]:
    """The condition "the actor may read the page of the organization": in scope, or it went into one that is."""
    heir, before = aliased(Organization), aliased(Organization)
    first = select(Organization.id).join(heir, heir.id == Organization.successor_id).where(in_scope(actor, heir))
    gone = first.cte(recursive=True)
    gone = gone.union(select(before.id).join(gone, before.successor_id == gone.c.id))
    return or_(in_scope(actor, Organization), Organization.id.in_(select(gone.c.id)))


def beside(actor: Actor) -> ColumnElement[bool]:
    """The condition "the organization lives directly above the actor's, or beside it under the same one"."""
    above = select(_Own.parent_id).where(_Own.id == actor.organization_id).scalar_subquery()
    near = or_(Organization.id == above, Organization.parent_id == above)
    return and_(near, Organization.id != actor.organization_id, Organization.ended_on.is_(None))


def is_beside(actor: Actor, organization_id: int) -> bool:
    """The same question about one organization."""
    found = select(Organization.id).where(Organization.id == organization_id, beside(actor))
    return db.session.execute(found).first() is not None


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


def get_organization_to_read(actor: Actor, organization_id: int) -> Organization:
    """An organization in the actor's view; raises ``NotVisible``, whether it exists or not."""
    wanted = select(Organization).where(Organization.id == min(organization_id, LARGEST_ID), in_view(actor))
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotVisible
    return found


def visible_names(actor: Actor, ids: Collection[int | None]) -> dict[int, str]:
    """The present names of those of the organizations that the actor may see."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    found = db.session.execute(
        select(Organization.id, Organization.name).where(Organization.id.in_(wanted), in_view(actor))
    )
    return {row.id: row.name for row in found}


def _place(placed: Any, level: str) -> Any:
    return getattr(placed, f"{level}_id")
