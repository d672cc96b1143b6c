"""Reads of the tree."""

from sqlalchemy import select

from tracker.extensions import db
from tracker.organizations.models import Body


def bodies_of(organization_id: int) -> list[Body]:
    """The deciding bodies of an organization."""
    return list(
        db.session.execute(select(Body).where(Body.organization_id == organization_id).order_by(Body.id)).scalars()
    )
