"""What happens to an organization after its founding: renamed, moved, ended – each from a day on, with its paper."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update

from tracker.access import Actor
from tracker.audit.services import record
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.extensions import Placed, db
from tracker.organizations.models import Organization, OrganizationName, OrganizationParent, Term
from tracker.organizations.queries import search_key, under
from tracker.organizations.rules import check_day, check_level_under, day_before, is_above, place_values
from tracker.organizations.services.founding import (
    LONGEST_KEY,
    check_code,
    note_event,
    place_of,
    require_edit,
    visible_parent,
)
from tracker.organizations.states import EventKind, Level


@dataclass(frozen=True)
class Naming:
    """A name and level from a day on."""

    name: str
    level: Level
    since: date
    decision: str = ""


@dataclass(frozen=True)
class Move:
    """A parent from a day on."""

    parent_id: int
    since: date
    decision: str = ""


@dataclass(frozen=True)
class Ending:
    """The last day, and the organization that takes over what was below, if one does."""

    on: date
    decision: str = ""
    successor_id: int | None = None


def rename_organization(actor: Actor | None, organization: Organization, new: Naming, today: date) -> None:
    """Give an organization another name or level; the present version ends the day before."""
    _require_living(actor, organization)
    present = _present_name(organization)
    if (new.name, new.level) == (present.name, present.level):
        raise RuleViolation(
            message(
                "The organization has this name and this level already. A change changes something; type another one."
            ),
            field="name",
        )
    check_day(new.since, today, "since", after=present.since)
    if new.level != organization.level:
        _check_new_level(organization, new.level)
    present.until = day_before(new.since)
    db.session.add(
        OrganizationName(
            organization_id=organization.id,
            name=new.name,
            level=new.level,
            since=new.since,
            decision=new.decision,
        )
    )
    old_level = organization.level
    organization.name, organization.level = new.name, new.level
    _renew_search_key(organization)
    if new.level != old_level:
        parent = db.session.get(Organization, organization.parent_id) if organization.parent_id else None
        _replace(organization, old_level, parent)
    note_event(organization.id, EventKind.RENAMED, new.since, new.decision)
    record(actor, "organization.renamed", about={"organization": organization.id, "level": new.level})
    db.session.flush()


def move_organization(actor: Actor | None, organization: Organization, move: Move, today: date) -> None:
    """Put an organization, with all below it, under another parent; the present one ends the day before."""
    _require_living(actor, organization)
    parent = visible_parent(actor, move.parent_id)
    if parent.id == organization.parent_id:
        raise RuleViolation(message("The organization stands there already. Choose another parent."), field="parent")
    _move(organization, parent, move, today)
    record(actor, "organization.moved", about={"organization": organization.id, "parent": parent.id})
    db.session.flush()


def end_organization(actor: Actor | None, organization: Organization, ending: Ending, today: date) -> None:
    """End an organization; those directly below pass to the successor the day after.

    Refused while members belong to it, and – without a successor – while organizations stand below it.
    """
    _require_living(actor, organization)
    name, parent = _present_name(organization), _present_parent(organization)
    begun = max(name.since, parent.since if parent else name.since)
    check_day(ending.on, today, "ended_on", after=day_before(begun))
    successor = _successor(actor, organization, ending.successor_id)
    _check_empty(organization, successor)
    if successor is not None:
        for child in _living_children(organization):
            _move(child, successor, Move(successor.id, ending.on + timedelta(days=1), ending.decision), None)
    organization.ended_on = name.until = ending.on
    if parent is not None:
        parent.until = ending.on
    running = update(Term).where(Term.organization_id == organization.id, Term.since <= ending.on, Term.until.is_(None))
    db.session.execute(running.values(until=ending.on))
    organization.successor_id = successor.id if successor else None
    note_event(organization.id, EventKind.ENDED, ending.on, ending.decision, organization.successor_id)
    if successor is not None:
        note_event(successor.id, EventKind.MERGED, ending.on, ending.decision, organization.id)
    about = {"organization": organization.id, "successor": organization.successor_id}
    record(actor, "organization.ended", about=about)
    db.session.flush()


def correct_organization(actor: Actor, organization: Organization, code: str, name: str) -> None:
    """Mend a mistyped code or present name; no legal act, so no new version."""
    require_edit(actor, organization)
    check_code(code, organization.id)
    _latest_name(organization).name = name
    organization.code, organization.name = code, name
    _renew_search_key(organization)
    record(actor, "organization.corrected", about={"organization": organization.id})
    db.session.flush()


def _require_living(actor: Actor | None, organization: Organization) -> None:
    require_edit(actor, organization)
    if organization.ended_on is not None:
        raise Conflict(message("This organization has ended. Nothing new is entered under it; choose its successor."))


def _move(organization: Organization, parent: Organization, move: Move, today: date | None) -> None:
    """Move without asking who; ``today`` None: the day was checked before."""
    if parent.id == organization.id or _stands_under(parent, organization):
        raise RuleViolation(
            message(
                "An organization cannot stand under itself. Choose another parent, which is not one of"
                " those below either."
            ),
            field="parent",
        )
    check_level_under(parent.level, organization.level, "parent")
    present = _present_parent(organization)
    after = present.since if present else day_before(organization.founded_on)
    check_day(move.since, today or move.since, "since", after=after)
    if move.since < parent.founded_on:
        raise RuleViolation(
            message("The parent did not exist yet on this day. Give a later day, or choose another parent."),
            field="since",
        )
    if present is not None:
        present.until = day_before(move.since)
    db.session.add(
        OrganizationParent(
            organization_id=organization.id, parent_id=parent.id, since=move.since, decision=move.decision
        )
    )
    organization.parent_id = parent.id
    _replace(organization, organization.level, parent)
    note_event(organization.id, EventKind.TRANSFERRED, move.since, move.decision, parent.id)


def _replace(organization: Organization, old_level: Level, parent: Organization | None) -> None:
    """Write the new place into everything that stands at or under the organization: bodies' cases, members, all."""
    values = place_values(organization.id, old_level, organization.level, place_of(parent))
    db.session.flush()
    for placed in Placed.__subclasses__():
        condition = getattr(placed, f"{old_level.value}_id") == organization.id
        db.session.execute(update(placed).where(condition).values(values))


def _check_new_level(organization: Organization, level: Level) -> None:
    if organization.parent_id is not None:
        check_level_under(db.session.get_one(Organization, organization.parent_id).level, level, "level")
    for child in _living_children(organization):
        if not is_above(level, child.level):
            raise RuleViolation(
                message(
                    "“%(name)s” stands below and would not be on a lower level. Those below stand on a lower"
                    " level; choose another level.",
                    name=child.name,
                ),
                field="level",
            )


def _successor(actor: Actor | None, organization: Organization, successor_id: int | None) -> Organization | None:
    if successor_id is None:
        return None
    successor = visible_parent(actor, successor_id)
    if successor.id == organization.id or _stands_under(successor, organization):
        raise RuleViolation(
            message(
                "The successor cannot be the organization itself or one below it. It has to live on to"
                " take over; choose another one."
            ),
            field="successor",
        )
    return successor


def _check_empty(organization: Organization, successor: Organization | None) -> None:
    has_members = select(Organization.id).where(Organization.id == organization.id, Organization.present_members.any())
    if db.session.execute(has_members).first():
        raise RuleViolation(message("Members still belong to this organization; transfer them first."))
    for child in _living_children(organization):
        if successor is None:
            raise RuleViolation(
                message("Organizations still stand below this one; name the successor that takes them over."),
                field="successor",
            )
        if not is_above(successor.level, child.level):
            raise RuleViolation(
                message(
                    "“%(name)s” cannot stand under the successor: it is not on a lower level; name another successor.",
                    name=child.name,
                ),
                field="successor",
            )


def _living_children(organization: Organization) -> list[Organization]:
    return list(
        db.session.execute(
            select(Organization)
            .where(Organization.parent_id == organization.id, Organization.ended_on.is_(None))
            .order_by(Organization.id)
        ).scalars()
    )


def _stands_under(organization: Organization, top: Organization) -> bool:
    statement = select(Organization.id).where(Organization.id == organization.id, under(top, Organization))
    return db.session.execute(statement).first() is not None


def _present_name(organization: Organization) -> OrganizationName:
    statement = select(OrganizationName).where(
        OrganizationName.organization_id == organization.id, OrganizationName.until.is_(None)
    )
    return db.session.execute(statement).scalar_one()


def _latest_name(organization: Organization) -> OrganizationName:
    statement = select(OrganizationName).where(OrganizationName.organization_id == organization.id)
    return db.session.execute(statement.order_by(OrganizationName.since.desc()).limit(1)).scalar_one()


def _present_parent(organization: Organization) -> OrganizationParent | None:
    statement = select(OrganizationParent).where(
        OrganizationParent.organization_id == organization.id, OrganizationParent.until.is_(None)
    )
    return db.session.execute(statement).scalar_one_or_none()


def _renew_search_key(organization: Organization) -> None:
    """The present name stands first, so that lists by search key are lists by name."""
    db.session.flush()
    past = db.session.execute(
        select(OrganizationName.name)
        .where(OrganizationName.organization_id == organization.id, OrganizationName.name != organization.name)
        .order_by(OrganizationName.since.desc())
    ).scalars()
    organization.search_key = search_key(organization.name, organization.code, *past, most=LONGEST_KEY)
