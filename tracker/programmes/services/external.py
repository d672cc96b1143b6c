"""The list of other bodies' work: what officers learn of inspectorates and audits in their area."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.organizations.queries import get_organization
from tracker.programmes.models import ExternalWork


@dataclass(frozen=True)
class ExternalFacts:
    """Who works with which organization, on what, from when to when."""

    organization_id: int
    agency: str
    matter: str
    since: date
    until: date


def record_external_work(actor: Actor, facts: ExternalFacts) -> ExternalWork:
    """Note the work of another body with an organization in scope."""
    require(actor, Permission.RECORD_EXTERNAL_WORK)
    _check(actor, facts)
    work = ExternalWork(**vars(facts), recorded_by=actor.user_id, recorded_at=clock.now())
    db.session.add(work)
    db.session.flush()
    record(actor, "external_work.recorded", about={"work": work.id, "organization": work.organization_id})
    return work


def change_external_work(actor: Actor, work: ExternalWork, facts: ExternalFacts) -> None:
    """Correct a note, for instance when the work lasts longer."""
    require(actor, Permission.RECORD_EXTERNAL_WORK)
    _check(actor, facts)
    for name, value in vars(facts).items():
        setattr(work, name, value)
    work.recorded_by, work.recorded_at = actor.user_id, clock.now()
    record(actor, "external_work.changed", about={"work": work.id, "organization": work.organization_id})
    db.session.flush()


def _check(actor: Actor, facts: ExternalFacts) -> None:
    get_organization(actor, facts.organization_id)
    if facts.until < facts.since:
        raise RuleViolation(message("The work ends before it starts. Correct one of the two days."), field="until")
