"""Founding an organization, and its place in the tree."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import PLACE_COLUMNS, Placed, db
from tracker.organizations.models import Organization, OrganizationEvent, OrganizationName, OrganizationParent
from tracker.organizations.queries import get_organization, search_key
from tracker.organizations.rules import check_day, check_level_under, place_values
from tracker.organizations.states import LEVEL_ORDER, EventKind, Level

LONGEST_KEY = 2000


@dataclass(frozen=True)
class NewOrganization:
    """What an organization is founded with. ``decision`` names the paper; ``parent_id`` None: the top of the tree."""

    code: str
    name: str
    level: Level
    parent_id: int | None
    founded_on: date
    decision: str = ""


def found_organization(actor: Actor | None, new: NewOrganization, today: date) -> Organization:
    """Found an organization under one in the actor's scope. ``actor`` None: the program's first organizations.

    An organization older than its parent of today stands under it from the parent's founding.
    """
    parent = _parent(actor, new)
    check_day(new.founded_on, today, "founded_on")
    check_code(new.code)
    organization = Organization(
        code=new.code,
        name=new.name,
        level=new.level,
        parent_id=new.parent_id,
        search_key=search_key(new.name, new.code, most=LONGEST_KEY),
        founded_on=new.founded_on,
        names=[OrganizationName(name=new.name, level=new.level, since=new.founded_on, decision=new.decision)],
    )
    if parent is not None:
        since = max(new.founded_on, parent.founded_on)
        organization.parents = [OrganizationParent(parent_id=parent.id, since=since, decision=new.decision)]
    db.session.add(organization)
    db.session.flush()
    place_organization(organization, parent)
    note_event(organization.id, EventKind.FOUNDED, new.founded_on, new.decision)
    record(actor, "organization.founded", about={"organization": organization.id, "parent": new.parent_id})
    db.session.flush()
    return organization


def place_organization(organization: Organization, parent: Organization | None) -> None:
    """Set the place columns of a stored organization: its parent's ancestors, and its own id on its own level."""
    values = place_values(organization.id, LEVEL_ORDER[-1], organization.level, place_of(parent))
    for column, ancestor in values.items():
        setattr(organization, column, ancestor)
    db.session.flush()


def place_of(placed: Placed | None) -> dict[str, int | None]:
    """The place columns by name; empty for nothing."""
    return {column: getattr(placed, column) for column in PLACE_COLUMNS} if placed is not None else {}


def check_code(code: str, own_id: int | None = None) -> None:
    """Refuse a code that another organization has."""
    holder = db.session.execute(select(Organization.id).where(Organization.code == code)).scalar_one_or_none()
    if holder not in (None, own_id):
        reason = message(
            "Another organization already has the code %(code)s. Codes are unique so that papers and statistics can be"
            " told apart; choose another.",
            code=code,
        )
        raise RuleViolation(reason, field="code")


def note_event(organization_id: int, kind: EventKind, on: date, decision: str, other_id: int | None = None) -> None:
    """Add an event to an organization's life."""
    db.session.add(
        OrganizationEvent(
            organization_id=organization_id, kind=kind, happened_on=on, decision=decision, other_id=other_id
        )
    )


def require_edit(actor: Actor | None, organization: Organization) -> None:
    """Raise unless the actor may edit the tree and sees the organization. ``actor`` None is the program itself."""
    if actor is not None:
        require(actor, Permission.EDIT_TREE)
        get_organization(actor, organization.id)


def visible_parent(actor: Actor | None, parent_id: int) -> Organization:
    """A living organization that others may be put under; raises ``NotVisible`` or ``RuleViolation``."""
    parent = get_organization(actor, parent_id) if actor is not None else db.session.get_one(Organization, parent_id)
    if parent.ended_on is not None:
        raise RuleViolation(
            message("This organization has ended. Nothing new is entered under it; choose its successor."),
            field="parent",
        )
    return parent


def _parent(actor: Actor | None, new: NewOrganization) -> Organization | None:
    if actor is not None:
        require(actor, Permission.EDIT_TREE)
    if new.parent_id is None:
        if actor is not None:
            raise RuleViolation(message("Choose the parent organization."), field="parent")
        return None
    parent = visible_parent(actor, new.parent_id)
    check_level_under(parent.level, new.level, "level")
    return parent
