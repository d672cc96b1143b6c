"""How somebody enters, moves within and leaves the Party's organizations."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from sqlalchemy import select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.members.models import Member, Membership, Post
from tracker.members.queries import get_member
from tracker.members.rules import check_dates
from tracker.members.states import Sex
from tracker.organizations.models import Organization
from tracker.organizations.queries import get_organization, search_key
from tracker.organizations.states import Level

LONGEST_KEY = 200

_STILL_TO_COME = message("This day is still to come. Only what has happened is recorded; give that day.")


@dataclass(frozen=True)
class MemberFacts:
    """What the member record says, under the names of the columns of ``Member``. ``official_on`` None: on probation."""

    code: str
    full_name: str
    sex: Sex
    born_on: date
    admitted_on: date
    official_on: date | None = None
    managing_level: Level | None = None
    ethnicity: str = ""
    home_town: str = ""


@dataclass(frozen=True)
class Transfer:
    """The organization a member goes to, from a day on. ``until`` is given for temporary activity only."""

    organization_id: int
    since: date
    until: date | None = None


def admit_member(
    actor: Actor | None, facts: MemberFacts, organization_id: int, today: date, *, since: date | None = None
) -> Member:
    """Enter a member of an organization: just admitted there, or – with ``since`` – come there later from elsewhere.

    ``actor`` None: the program's first members.
    """
    organization = living_organization(actor, organization_id)
    check_dates(facts.born_on, facts.admitted_on, facts.official_on, today)
    begun = since or facts.admitted_on
    if not facts.admitted_on <= begun <= today:
        raise RuleViolation(
            message(
                "The day must lie between the admission and today. A membership begins with the admission"
                " or later; correct the day."
            ),
            field="since",
        )
    _check_code(facts.code)
    member = Member(
        organization_id=organization.id,
        search_key=member_key(facts),
        memberships=[Membership(organization_id=organization.id, since=begun)],
        **_columns(facts),
    )
    member.place_like(organization)
    db.session.add(member)
    db.session.flush()
    record(actor, "member.admitted", about={"member": member.id, "organization": organization.id})
    return member


def correct_member(actor: Actor, member: Member, facts: MemberFacts, today: date) -> None:
    """Replace the facts of the member record; where the member belongs and which posts were held stay as they are."""
    require_edit(actor, member)
    check_dates(facts.born_on, facts.admitted_on, facts.official_on, today)
    _check_code(facts.code, member.id)
    first = select(Membership.since).where(Membership.member_id == member.id).order_by(Membership.since).limit(1)
    begun = db.session.execute(first).scalar_one()
    if facts.admitted_on > begun:
        raise RuleViolation(
            message("A membership from %(day)s is recorded; the admission cannot be later.", day=begun),
            field="admitted_on",
        )
    for column, value in _columns(facts).items():
        setattr(member, column, value)
    member.search_key = member_key(facts)
    record(actor, "member.corrected", about={"member": member.id})
    db.session.flush()


def make_official(actor: Actor | None, member: Member, on: date, today: date) -> None:
    """Record that a probationary member becomes official."""
    require_present(actor, member)
    if member.official_on is not None:
        raise Conflict(message("The member is official already. That happens once."))
    check_dates(member.born_on, member.admitted_on, on, today)
    member.official_on = on
    record(actor, "member.made_official", about={"member": member.id, "on": on})
    db.session.flush()


def transfer_member(actor: Actor | None, member: Member, transfer: Transfer, today: date) -> None:
    """Move a member to another organization in scope; the present membership ends the day before.

    With ``until`` it is temporary activity: the home organization stays.
    """
    require_present(actor, member)
    organization = living_organization(actor, transfer.organization_id)
    home = _home(member)
    if organization.id == member.organization_id:
        raise RuleViolation(
            message("The member belongs to this organization already. A transfer leads elsewhere; choose another one."),
            field="organization",
        )
    if transfer.since > today:
        raise RuleViolation(_STILL_TO_COME, field="since")
    if transfer.since <= home.since:
        raise RuleViolation(
            message(
                "The day must be later than %(day)s, the start of what is recorded now; correct it.", day=home.since
            ),
            field="since",
        )
    if transfer.until is not None and transfer.until < transfer.since:
        raise RuleViolation(message("The last day lies before the first. Correct one of the two days."), field="until")
    db.session.add(
        Membership(
            member_id=member.id,
            organization_id=organization.id,
            since=transfer.since,
            until=transfer.until,
            temporary=transfer.until is not None,
        )
    )
    if transfer.until is None:
        home.until = transfer.since - timedelta(days=1)
        member.organization_id = organization.id
        member.place_like(organization)
    about = {"member": member.id, "organization": organization.id, "temporary": transfer.until is not None}
    record(actor, "member.transferred", about=about)
    db.session.flush()


def record_leaving(actor: Actor | None, member: Member, on: date, today: date) -> None:
    """Record the last day in the organizations one sees: expelled, struck off, dead or gone elsewhere.

    Ends the membership and the posts; the record stays.
    """
    require_present(actor, member)
    if on > today:
        raise RuleViolation(_STILL_TO_COME, field="left_on")
    home = _home(member)
    posts = db.session.execute(select(Post).where(Post.member_id == member.id)).scalars().all()
    begun = max([home.since, *(post.since for post in posts)])
    if on < begun:
        raise RuleViolation(
            message("Something later is recorded, from %(day)s; give a later day, or correct that first.", day=begun),
            field="left_on",
        )
    member.left_on = home.until = on
    for post in posts:
        if post.until is None or post.until > on:
            post.until = on
    record(actor, "member.left", about={"member": member.id, "on": on})
    db.session.flush()


def member_key(facts: MemberFacts) -> str:
    """The search key of a member: the name stands first, so that lists by it are lists by name."""
    return search_key(facts.full_name, facts.code, most=LONGEST_KEY)


def require_edit(actor: Actor | None, member: Member) -> None:
    """Raise unless the actor may edit members and sees this one. ``actor`` None is the program itself."""
    if actor is not None:
        require(actor, Permission.EDIT_MEMBERS)
        get_member(actor, member.id)


def require_present(actor: Actor | None, member: Member) -> None:
    """The same, and the member has not left."""
    require_edit(actor, member)
    if member.left_on is not None:
        raise Conflict(message("The member has left. The record of who has left stands; nothing is added to it."))


def living_organization(actor: Actor | None, organization_id: int) -> Organization:
    """An organization in scope that members may belong to; raises ``NotVisible`` or ``RuleViolation``."""
    if actor is None:
        organization = db.session.get_one(Organization, organization_id)
    else:
        require(actor, Permission.EDIT_MEMBERS)
        organization = get_organization(actor, organization_id)
    if organization.ended_on is not None:
        raise RuleViolation(
            message("This organization has ended. Nothing new is entered under it; choose its successor."),
            field="organization",
        )
    return organization


def _check_code(code: str, own_id: int | None = None) -> None:
    holder = db.session.execute(select(Member.id).where(Member.code == code)).scalar_one_or_none()
    if holder not in (None, own_id):
        reason = message(
            "Another member already has the code %(code)s. Codes are unique so that papers and lists tell people apart;"
            " choose another.",
            code=code,
        )
        raise RuleViolation(reason, field="code")


def _home(member: Member) -> Membership:
    statement = select(Membership).where(
        Membership.member_id == member.id, Membership.until.is_(None), Membership.temporary.is_(False)
    )
    return db.session.execute(statement).scalar_one()


def _columns(facts: MemberFacts) -> dict[str, object]:
    return {field.name: getattr(facts, field.name) for field in fields(facts)}
