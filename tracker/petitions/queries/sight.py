"""Who sees a petition, and who its sender: the conditions that every query of petitions uses.

Never a subject of the petition or of a case opened on it, a listed relative of one, nor who came out of an organization
that it is about.
"""

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, column, exists, false, not_, or_, select, table
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tracker.access import Actor, Role
from tracker.members.queries import related_to
from tracker.organizations.models import Body
from tracker.organizations.queries import bodies_in_hand, bodies_of_house
from tracker.petitions.models import IdentityGrant, Petition, PetitionRelease, PetitionSubject

LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER)
_Subject, _OwnBody, _Grant = aliased(PetitionSubject), aliased(Body), aliased(IdentityGrant)
_Release = aliased(PetitionRelease)
# Cases are a later room; their tables are named as models name each other, by text.
_CASE = table("cases", column("id"), column("petition_id")).alias("handling")
_HANDLED = table("case_subjects", column("case_id"), column("organization_id"), column("member_id")).alias("handled")

# A condition on the organization and the member, None of an organization, of a subject.
About = Callable[[ColumnElement | InstrumentedAttribute, ColumnElement | InstrumentedAttribute], ColumnElement[bool]]


def visible(actor: Actor) -> ColumnElement[bool]:
    """The receivers of the organization and the leaders of the body, also for what an ended body left to them; never a
    subject of the petition or a listed relative of one.

    A petition about the actor's own organization stays with the receivers, who forward it to the level above.
    """
    ways: list[ColumnElement[bool]] = []
    if actor.has(Role.PETITION_RECEIVER):
        ways.append(Petition.body_id.in_(bodies_of_house(actor)))
    if actor.has(*LEADERS):
        at_home = _has_subject(_is_one_of(actor.homes))
        ways.append(and_(Petition.body_id.in_(bodies_in_hand(actor)), not_(at_home)))
    return and_(not_(_is_about(actor)), or_(false(), *ways))


def _is_about(actor: Actor) -> ColumnElement[bool]:
    """About the actor or a listed relative, or about an ended organization that the actor came out of; what stands in
    that one's own register its receivers go on with."""
    ways: list[About] = []
    if actor.member_id is not None:
        own, related = actor.member_id, related_to(actor.member_id)
        ways.append(lambda _organization, member: or_(member == own, member.in_(related)))
    if actor.left:
        register = select(_OwnBody.organization_id).where(_OwnBody.id == Petition.register_body_id).scalar_subquery()
        is_left = _is_one_of(actor.left)
        ways.append(lambda organization, member: and_(is_left(organization, member), organization != register))
    return or_(false(), *(_has_subject(way) for way in ways))


def _has_subject(about: About) -> ColumnElement[bool]:
    """The petition names such a subject, or a decision made one a subject of a case opened on it."""
    handled = about(_HANDLED.c.organization_id, _HANDLED.c.member_id)
    return or_(
        exists().where(_Subject.petition_id == Petition.id, about(_Subject.organization_id, _Subject.member_id)),
        exists().where(_CASE.c.petition_id == Petition.id, _HANDLED.c.case_id == _CASE.c.id, handled),
        exists().where(_Release.petition_id == Petition.id, _HANDLED.c.case_id == _Release.case_id, handled),
    )


def _is_one_of(organizations: Collection[int]) -> About:
    return lambda organization, member: and_(member.is_(None), organization.in_(organizations))


def revealable(actor: Actor, today: date) -> ColumnElement[bool]:
    """The actor may see who sent it: as a receiver of the organization, or by a grant that still runs.

    An administrator never may, whatever other roles the account has; nor a subject or a listed relative of one.
    """
    if actor.has(Role.ADMINISTRATOR):
        return false()
    by_another = _Grant.granted_by != actor.user_id  # there are old ones by which somebody let himself look
    granted = select(_Grant.petition_id).where(_Grant.account_id == actor.user_id, _Grant.until >= today, by_another)
    ways: list[ColumnElement[bool]] = [Petition.id.in_(granted)]
    if actor.has(Role.PETITION_RECEIVER):
        ways.append(visible(actor))
    return and_(or_(*ways), not_(_is_about(actor)))
