"""Who sees a case: the one place that decides it, as SQL conditions that every query of every area uses.

*Content* – the file – is for the team, the directing member, the chair of the body, its clerk (papers only, by
permission), the members of a session that has the case on its agenda, and the opener of a draft. Who was replaced in
the team is not of the team any more. *Existence* – that
there is such a case, of what kind, about whom – is also for the own organization's bodies and for the leaders above;
for a restricted case it is for nobody else. A subject of the case, an account tied to one – also one that came out of
it when it ended, and one whose member holds a post in it – and an account whose member is listed as a relative of one,
never sees it, whatever the office. Nor does whom the petition behind a case names and a decision took out of it.
The heir of an ended body stands in its place for what that one left.
"""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    column,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    table,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tracker.access import BEFORE_DECLARING, CASE_GRANTS, Actor, Permission, Relation, Role
from tracker.cases.models import Case, CaseSubject, TeamMember
from tracker.cases.states import State, TeamRole
from tracker.extensions import db
from tracker.members.models import Post
from tracker.members.queries import related_to
from tracker.organizations.models import Body
from tracker.organizations.queries import bodies_in_hand, bodies_of_house
from tracker.organizations.states import BodyKind
from tracker.petitions.models import PetitionRelease, PetitionSubject

# Sessions are a later room; their tables are named as models name each other, by text.
AGENDA_ITEMS = table("agenda_items", column("meeting_id"), column("case_id"), column("result"))
_ATTENDEES = table("attendees", column("meeting_id"), column("account_id"))
# What was taken off an agenda, or stood on that of a cancelled session, is nothing to its members any more.
ON_AGENDA = or_(AGENDA_ITEMS.c.result.is_(None), AGENDA_ITEMS.c.result != "withdrawn")

# Names of their own, so that a query which lists subjects or teams itself does not get mixed up with these.
_Subject, _Person, _Other = aliased(CaseSubject), aliased(TeamMember), aliased(TeamMember)
_Named, _Release = aliased(PetitionSubject), aliased(PetitionRelease)

LEADERS = (Role.CHAIR, Role.COMMITTEE_LEADER)
# A report viewer above sees figures only: no page of cases is open to that role.
UPPER_LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER, Role.REPORT_VIEWER)

# A condition says nothing but what the actor is, so that one built stands for as long as the actor does: building it
# anew for each of the questions of a page took a third of the page's time.
_once_per_actor = lru_cache(maxsize=512)


@_once_per_actor
def content(actor: Actor) -> ColumnElement[bool]:
    """The actor may open the file (what of it, the permissions say)."""
    return and_(not_(_is_subject(actor)), or_(*_content_relations(actor)))


@_once_per_actor
def existence(actor: Actor) -> ColumnElement[bool]:
    """The actor may know that the case exists."""
    open_to_house = and_(not_(Case.restricted), or_(*_house_relations(actor)))
    return and_(not_(_is_subject(actor)), or_(open_to_house, *_content_relations(actor)))


def hinted(actor: Actor) -> ColumnElement[bool]:
    """The actor may be told that *something* is under way, and nothing of it: not restricted, and he is no subject.

    A restricted case is never hinted at, so that its existence changes nothing for anybody outside it.
    """
    known = or_(*_house_relations(actor), *_content_relations(actor))
    # a case without a directing member compares with nobody: neither true nor false
    return and_(not_(Case.restricted), not_(_is_subject(actor)), not_(func.coalesce(known, false())))


def nameable(actor: Actor) -> ColumnElement[bool]:
    """A complaint may be linked to a decision of the case by who was told the decision's number: the case is not
    restricted and not about the actor. It makes nothing of the case visible."""
    return and_(not_(Case.restricted), not_(_is_subject(actor)))


def attends(actor: Actor) -> ColumnElement[bool]:
    """The actor is invited to a session that has the case on its agenda."""
    return Case.id.in_(_agenda_of(actor))


def led(actor: Actor) -> ColumnElement[bool]:
    """The actor leads the body whose case it is."""
    return Case.body_id.in_(bodies_in_hand(actor)) if actor.has(*LEADERS) else false()


def filed(actor: Actor) -> ColumnElement[bool]:
    """The actor keeps the papers of the body whose case it is."""
    return _of_own_organization(actor) if actor.has(Role.CLERK) else false()


def worked_on(actor: Actor, *roles: TeamRole) -> ColumnElement[bool]:
    """The actor is in the team now, in one of the roles if any are named."""
    own = select(_Person.case_id).where(_Person.account_id == actor.user_id, _Person.until.is_(None))
    return Case.id.in_(own.where(_Person.role.in_(roles)) if roles else own)


def at_work(actor: Actor, *roles: TeamRole) -> ColumnElement[bool]:
    """The same, and the actor has declared to be free of a conflict of interest where the decision asks for it."""
    free = exists().where(
        _Person.case_id == Case.id,
        _Person.account_id == actor.user_id,
        _Person.until.is_(None),
        _Person.conflict.is_(False),
    )
    return and_(worked_on(actor, *roles), or_(free, Case.state == State.DRAFT, not_(has_team())))


def holds(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The actor's part in the case gives the permission: what ``CaseFile.allows`` says of one that is loaded."""
    works = worked_on if permission in BEFORE_DECLARING else at_work
    ways = {
        Relation.OPENER: and_(Case.opened_by == actor.user_id, Case.state == State.DRAFT),
        Relation.TEAM_HEAD: works(actor, TeamRole.HEAD),
        Relation.TEAM_MEMBER: works(actor, *(role for role in TeamRole if role is not TeamRole.HEAD)),
        Relation.DIRECTING: func.coalesce(Case.directing_id == actor.user_id, false()),
        Relation.CHAIR: led(actor),
        Relation.CLERK: filed(actor),
        Relation.SESSION_MEMBER: attends(actor),
    }
    return and_(content(actor), or_(*(ways[one] for one in CASE_GRANTS[permission])))


def has_team() -> ColumnElement[bool]:
    """``Case.has_team`` as a condition."""
    cells = select(Body.id).where(Body.kind == BodyKind.CELL_MEETING)
    others = exists().where(_Other.case_id == Case.id, _Other.until.is_(None), _Other.role != TeamRole.HEAD)
    return or_(Case.body_id.not_in(cells), others)


def what_holds_back(case: Case, person: TeamMember) -> set[Relation]:
    """What keeps somebody of the team from the work of a decided case."""
    if case.state is State.DRAFT or not case.has_team or person.conflict is False:
        return set()
    return {Relation.IN_CONFLICT if person.conflict else Relation.UNDECLARED}


def _agenda_of(actor: Actor) -> Select:
    return (
        select(AGENDA_ITEMS.c.case_id)
        .join(_ATTENDEES, _ATTENDEES.c.meeting_id == AGENDA_ITEMS.c.meeting_id)
        .where(_ATTENDEES.c.account_id == actor.user_id, ON_AGENDA)
    )


def _content_relations(actor: Actor) -> list[ColumnElement[bool]]:
    relations = [
        worked_on(actor),
        Case.directing_id == actor.user_id,
        Case.id.in_(_agenda_of(actor)),
        and_(Case.opened_by == actor.user_id, Case.state == State.DRAFT),
    ]
    if actor.has(*LEADERS):
        relations.append(Case.body_id.in_(bodies_in_hand(actor)))
    if actor.has(Role.CLERK):
        relations.append(_of_own_organization(actor))
    return relations


def _house_relations(actor: Actor) -> list[ColumnElement[bool]]:
    if actor.has(*UPPER_LEADERS):
        below = getattr(Case, f"{actor.organization_level}_id") == actor.organization_id
        return [below, _of_own_organization(actor)]
    return [_of_own_organization(actor)]


def _of_own_organization(actor: Actor) -> ColumnElement[bool]:
    return Case.body_id.in_(bodies_of_house(actor))


def _is_subject(actor: Actor) -> ColumnElement[bool]:
    about = concerns(actor, _Subject.organization_id, _Subject.member_id)
    return or_(exists().where(_Subject.case_id == Case.id, about), _is_named(actor))


def _is_named(actor: Actor) -> ColumnElement[bool]:
    """By the petition that the case handles, or handled until it was cancelled."""
    named = select(_Named.petition_id).where(concerns(actor, _Named.organization_id, _Named.member_id))
    handled = and_(Case.petition_id.is_not(None), Case.petition_id.in_(named))
    return or_(handled, Case.id.in_(select(_Release.case_id).where(_Release.petition_id.in_(named))))


def concerns(
    actor: Actor,
    organization_id: ColumnElement[int] | InstrumentedAttribute[int],
    member_id: ColumnElement[int | None] | InstrumentedAttribute[int | None],
) -> ColumnElement[bool]:
    """A subject – a member, or with ``member_id`` NULL an organization – is what keeps the actor out of its case.

    The one rule of who is too near: asked of stored subjects by every sight, and of proposed ones before a case is
    opened or a team is changed, so that nobody opens or joins what he then may not see.
    """
    near = organization_id.in_(actor.homes)
    if actor.member_id is None:
        return and_(member_id.is_(None), near)
    own_posts = select(Post.organization_id).where(Post.member_id == actor.member_id, Post.until.is_(None))
    return or_(
        member_id == actor.member_id,
        member_id.in_(related_to(actor.member_id)),
        and_(member_id.is_(None), or_(near, organization_id.in_(own_posts))),
    )


def is_too_near(actor: Actor, subjects: Iterable[tuple[int, int | None]]) -> bool:
    """Whether one of the subjects, (organization, member or None), keeps the actor out of their case."""
    asked = [
        concerns(actor, literal(organization, Integer), literal(member, Integer)) for organization, member in subjects
    ]
    return bool(asked) and bool(db.session.execute(select(or_(*asked))).scalar_one())
