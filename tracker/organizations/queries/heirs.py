"""Which bodies somebody answers for: his own, and those of ended organizations whose work his own carry on."""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.extensions import db
from tracker.organizations.models import Body


def bodies_in_hand(actor: Actor) -> Select[int]:
    """The ids of the actor's body and of those it carries on: a statement for the conditions of other queries."""
    body = aliased(Body)
    return select(body.id).where(or_(body.id == actor.body_id, body.heir_id == actor.body_id))


def bodies_of_house(actor: Actor) -> Select[int]:
    """The ids of all bodies of the actor's organization and of those they carry on."""
    body, heir = aliased(Body), aliased(Body)
    found = select(body.id).outerjoin(heir, heir.id == body.heir_id)
    return found.where(
        or_(body.organization_id == actor.organization_id, heir.organization_id == actor.organization_id)
    )


def carrier_of(body: Body) -> Body:
    """The body that carries on its work now: itself, or its heir where its organization has ended."""
    return db.session.get_one(Body, body.heir_id) if body.heir_id else body
