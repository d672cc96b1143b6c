"""Where a complaint goes: the body whose decision stands, and the bodies that may hear a complaint against it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.appeals.models import Appeal
from tracker.appeals.queries.records import is_handled, last_announced
from tracker.appeals.rules import Filed
from tracker.cases.queries import CaseFile
from tracker.core.errors import NotVisible
from tracker.discipline.models import Discipline
from tracker.extensions import db
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import carrier_of
from tracker.organizations.states import Level as OrganizationLevel
from tracker.regulations.appeals import Instance, Place
from tracker.regulations.terms import Level

_HEARING_LEVELS = frozenset(OrganizationLevel) - {OrganizationLevel.CELL, OrganizationLevel.SECTION}


@dataclass(frozen=True)
class HearingBody:
    """A body to which a complaint may go, and where it stands."""

    body: Body
    place: Place


def deciding_body(discipline: Discipline) -> Body:
    """The body whose decision stands now: that of the discipline, or of the last complaint."""
    last = last_announced(discipline.id)
    return db.session.get_one(Body, last.hearing_body_id if last else discipline.body_id)


def decided_last(discipline: Discipline) -> date | None:
    """The day of the decision that stands now."""
    last = last_announced(discipline.id)
    return last.decided_on if last else discipline.decided_on


def hearing_bodies(discipline: Discipline) -> list[HearingBody]:
    """The bodies of the deciding body's organization and of those above it, each with its place on the ladder.

    Those of an ended organization hear nothing more: its heir stands in its place, unless it stood above it already.
    """
    decided = deciding_body(discipline)
    decider = carrier_of(decided)
    own = db.session.get_one(Organization, decider.organization_id)
    ladder = _above(db.session.get_one(Organization, decided.organization_id))
    if own not in ladder:
        found, ladder = _bodies(own, Place.SAME, decider.id), _above(own)
    else:
        found = []
    for place, above in zip([Place.NEXT, *[Place.ELSEWHERE] * len(ladder)], ladder, strict=False):
        found += _bodies(above, place, decided.id)
    return found


def _above(organization: Organization) -> list[Organization]:
    """The living organizations above one that hear complaints, the nearest first."""
    found = []
    while organization.parent_id is not None:
        organization = db.session.get_one(Organization, organization.parent_id)
        if organization.level in _HEARING_LEVELS and organization.ended_on is None:
            found.append(organization)
    return found


def _bodies(organization: Organization, place: Place, beside: int) -> list[HearingBody]:
    found = select(Body).where(Body.organization_id == organization.id, Body.id != beside).order_by(Body.id)
    return [HearingBody(body, place) for body in db.session.execute(found).scalars()]


def is_issued_here(file: CaseFile, appeal: Appeal) -> bool:
    """Whether the register of the body that hears the complaint is kept here: it is of the organization of the case."""
    body = db.session.get_one(Body, appeal.hearing_body_id)
    return carrier_of(body).organization_id == carrier_of(file.case.body).organization_id


def filed_of(appeal: Appeal) -> Filed:
    """A complaint as the rules look at it now. The ladder moves on with each decision, so its body may be off it."""
    discipline = appeal.discipline
    decider = deciding_body(discipline)
    places = {row.body.id: row.place for row in hearing_bodies(discipline)}
    if discipline.decided_form is None:
        raise NotVisible
    return Filed(
        appeal.by_subject,
        appeal.received_on,
        appeal.decision_received_on,
        _instance(decider),
        _instance(db.session.get_one(Body, appeal.hearing_body_id)),
        places.get(appeal.hearing_body_id, Place.ELSEWHERE),
        discipline.decided_form,
        is_handled(discipline.id, appeal.id),
    )


def _instance(body: Body) -> Instance:
    return Instance(body.kind.value, Level(db.session.get_one(Organization, body.organization_id).level.value))
