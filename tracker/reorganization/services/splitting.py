"""An organization is divided: a new one is founded beside it and takes over some cells and members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.audit.services import record
from tracker.core.errors import NotVisible, RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.members.models import Member
from tracker.members.services import Transfer, transfer_member
from tracker.organizations.models import Organization
from tracker.organizations.queries import get_organization
from tracker.organizations.services import (
    Move,
    NewOrganization,
    found_organization,
    move_organization,
    note_event,
    require_edit,
)
from tracker.organizations.states import EventKind


@dataclass(frozen=True)
class Division:
    """What the new organization is, from which day, and what goes over to it."""

    code: str
    name: str
    since: date
    decision: str
    organizations: Sequence[int] = ()
    members: Sequence[int] = ()


def split_organization(actor: Actor, organization: Organization, division: Division, today: date) -> Organization:
    """Found the new organization under the same parent and level, and move what was named. The old one goes on."""
    require_edit(actor, organization)
    if not division.organizations and not division.members:
        raise RuleViolation(message("Name at least one organization or member that goes over."), (), "organizations")
    new = NewOrganization(
        division.code, division.name, organization.level, organization.parent_id, division.since, division.decision
    )
    try:
        founded = found_organization(actor, new, today)
    except RuleViolation as refusal:  # the form calls the day by another name
        field = "since" if refusal.field == "founded_on" else refusal.field
        raise RuleViolation(refusal.message, refusal.citations, field) from refusal
    for child_id in division.organizations:
        child = get_organization(actor, child_id)
        if child.parent_id != organization.id:
            raise RuleViolation(
                message(
                    "“%(name)s” does not stand directly below. Only those directly below go over with the"
                    " division; leave it out.",
                    name=child.name,
                ),
                (),
                "organizations",
            )
        move_organization(actor, child, Move(founded.id, division.since, division.decision), today)
    for member_id in division.members:
        transfer_member(actor, _member_of(organization, member_id), Transfer(founded.id, division.since), today)
    note_event(organization.id, EventKind.SPLIT, division.since, division.decision, founded.id)
    about = {"organization": organization.id, "founded": founded.id}
    record(actor, "organization.split", about=about)
    db.session.flush()
    return founded


def _member_of(organization: Organization, member_id: int) -> Member:
    member = db.session.get(Member, member_id)
    if member is None:
        raise NotVisible
    if member.organization_id != organization.id:
        raise RuleViolation(
            message(
                "“%(name)s” does not belong to this organization. Only its own members go over with the"
                " division; leave the name out.",
                name=member.full_name,
            ),
            (),
            "members",
        )
    return member
