"""Deciding bodies with their letterheads and working regulations, and the terms of the committee."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select

from tracker.access import Actor
from tracker.audit.services import record
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.organizations.models import Body, Organization, Term
from tracker.organizations.queries import terms_of
from tracker.organizations.rules import check_body, check_term
from tracker.organizations.services.founding import require_edit
from tracker.organizations.states import BodyKind


@dataclass(frozen=True)
class BodyFacts:
    """The letterhead, signature and size of a body, under the names of the columns of ``Body``."""

    name: str
    letterhead_parent: str
    letterhead_name: str
    sign: str
    place: str
    authority: str
    seats: int
    working_rules: str = ""


@dataclass(frozen=True)
class NewTerm:
    """A term of the committee: ``2025–2030`` from its congress on."""

    name: str
    since: date
    until: date | None = None


def set_up_body(actor: Actor | None, organization: Organization, kind: BodyKind, facts: BodyFacts) -> Body:
    """Set up a body of an organization. ``actor`` None: the program's first bodies."""
    require_edit(actor, organization)
    check_body(kind, organization.level)
    same = select(Body.id).where(Body.organization_id == organization.id, Body.kind == kind)
    if db.session.execute(same).first():
        raise RuleViolation(
            message("The organization has this body already. Each body stands once; its terms are recorded there."),
            field="kind",
        )
    body = Body(organization_id=organization.id, kind=kind, **_columns(facts))
    db.session.add(body)
    db.session.flush()
    record(actor, "body.set_up", about={"organization": organization.id, "body": body.id, "kind": kind})
    return body


def change_body(actor: Actor, body: Body, facts: BodyFacts) -> None:
    """Change how a body writes and signs, its seats or its working regulations; issued papers keep what they had."""
    require_edit(actor, db.session.get_one(Organization, body.organization_id))
    for column, value in _columns(facts).items():
        setattr(body, column, value)
    record(actor, "body.changed", about={"body": body.id})
    db.session.flush()


def open_term(actor: Actor | None, organization: Organization, new: NewTerm) -> Term:
    """Open a term; refused when it overlaps another or starts before the organization was founded."""
    require_edit(actor, organization)
    if new.since < organization.founded_on:
        raise RuleViolation(
            message(
                "The organization was founded on %(day)s. Nothing of it is older; correct the day.",
                day=organization.founded_on,
            ),
            field="since",
        )
    check_term(new.since, new.until, terms_of(organization.id))
    term = Term(organization_id=organization.id, name=new.name, since=new.since, until=new.until)
    db.session.add(term)
    db.session.flush()
    record(actor, "term.opened", about={"organization": organization.id, "term": term.id})
    return term


def close_term(actor: Actor, term: Term, until: date) -> None:
    """Set the last day of a term; a term that was closed may be closed on another day."""
    organization = db.session.get_one(Organization, term.organization_id)
    require_edit(actor, organization)
    check_term(term.since, until, [other for other in terms_of(organization.id) if other.id != term.id])
    term.until = until
    record(actor, "term.closed", about={"organization": organization.id, "term": term.id})
    db.session.flush()


def _columns(facts: BodyFacts) -> dict[str, object]:
    return {field.name: getattr(facts, field.name) for field in fields(facts)}
