"""What an organization was called, where it stood and what happened to it; its bodies and terms."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from tracker.access import Actor
from tracker.core.errors import NotVisible
from tracker.extensions import db
from tracker.organizations.models import Body, OrganizationEvent, OrganizationName, OrganizationParent, Term
from tracker.organizations.queries.scope import LARGEST_ID, get_organization, visible_names
from tracker.organizations.states import EventKind


def name_on(organization_id: int, on: date) -> str:
    """The name of an organization on a day. Raises ``NotVisible`` for an organization that does not exist."""
    found = names_on([organization_id], on)
    if not found:
        raise NotVisible
    return found[organization_id]


def names_on(ids: Collection[int], on: date) -> dict[int, str]:
    """The names of organizations on a day; before the first recorded name the first, after the end the last."""
    found = db.session.execute(
        select(OrganizationName.organization_id, OrganizationName.name, OrganizationName.since)
        .where(OrganizationName.organization_id.in_(ids))
        .order_by(OrganizationName.since)
    )
    names: dict[int, str] = {}
    for row in found:
        if row.since <= on or row.organization_id not in names:
            names[row.organization_id] = row.name
    return names


def names_of(organization_id: int) -> list[OrganizationName]:
    """All names and levels of an organization, the newest first."""
    return list(
        db.session.execute(
            select(OrganizationName)
            .where(OrganizationName.organization_id == organization_id)
            .order_by(OrganizationName.since.desc())
        ).scalars()
    )


@dataclass(frozen=True)
class ParentRow:
    """Where an organization stood; ``name`` is the parent's present name, None if the actor does not see the parent."""

    parent_id: int
    name: str | None
    since: date
    until: date | None
    decision: str


def parents_of(actor: Actor, organization_id: int) -> list[ParentRow]:
    """All parents of an organization, the newest first."""
    rows = list(
        db.session.execute(
            select(OrganizationParent)
            .where(OrganizationParent.organization_id == organization_id)
            .order_by(OrganizationParent.since.desc())
        ).scalars()
    )
    names = visible_names(actor, [row.parent_id for row in rows])
    return [ParentRow(row.parent_id, names.get(row.parent_id), row.since, row.until, row.decision) for row in rows]


@dataclass(frozen=True)
class EventRow:
    """An event; ``other_name`` is None when no other organization is concerned or the actor does not see it."""

    kind: EventKind
    happened_on: date
    other_id: int | None
    other_name: str | None
    decision: str


def events_of(actor: Actor, organization_id: int) -> list[EventRow]:
    """What happened to an organization, the newest first."""
    rows = list(
        db.session.execute(
            select(OrganizationEvent)
            .where(OrganizationEvent.organization_id == organization_id)
            .order_by(OrganizationEvent.happened_on.desc(), OrganizationEvent.id.desc())
        ).scalars()
    )
    names = visible_names(actor, [row.other_id for row in rows])
    return [
        EventRow(row.kind, row.happened_on, row.other_id, names.get(row.other_id or 0), row.decision) for row in rows
    ]


def bodies_of(organization_id: int, first: int | None = None) -> list[Body]:
    """The deciding bodies of an organization; ``first`` stands before the others, where a form presets it."""
    own = select(Body).where(Body.organization_id == organization_id)
    return list(db.session.execute(own.order_by(Body.id != (first or 0), Body.id)).scalars())


def get_body(actor: Actor, body_id: int) -> Body:
    """A body of an organization in scope; raises ``NotVisible``."""
    body = db.session.get(Body, body_id) if body_id <= LARGEST_ID else None
    if body is None:
        raise NotVisible
    get_organization(actor, body.organization_id)
    return body


def terms_of(organization_id: int) -> list[Term]:
    """The terms of an organization, the newest first."""
    return list(
        db.session.execute(
            select(Term).where(Term.organization_id == organization_id).order_by(Term.since.desc())
        ).scalars()
    )


def get_term(actor: Actor, term_id: int) -> Term:
    """A term of an organization in scope; raises ``NotVisible``."""
    term = db.session.get(Term, term_id) if term_id <= LARGEST_ID else None
    if term is None:
        raise NotVisible
    get_organization(actor, term.organization_id)
    return term


def term_on(organization_id: int, on: date) -> Term | None:
    """The term that runs on a day, if one does."""
    return db.session.execute(
        select(Term).where(
            Term.organization_id == organization_id, Term.since <= on, or_(Term.until.is_(None), Term.until >= on)
        )
    ).scalar_one_or_none()
