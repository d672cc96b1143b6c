"""A subject as the rules on authority see it: from its own record, and as the discipline record says."""

from datetime import date

from sqlalchemy import or_, select

from tracker.cases.models import CaseSubject
from tracker.discipline.models import Discipline
from tracker.extensions import db
from tracker.members.models import Member, Post
from tracker.organizations.models import Body, Organization
from tracker.regulations.authority import Standing
from tracker.regulations.terms import Level, Subject


def standing_of(subject: CaseSubject, holds_post: bool, on: date) -> Standing:
    """A subject as its own record has it on a day: what it is, who manages it, the highest committee it sits on."""
    if subject.member_id is None:
        return Standing(Subject.ORGANIZATION)
    member = db.session.get_one(Member, subject.member_id)
    seats = [
        Level(level.value)
        for level in db.session.execute(_posts(member.id, on, Post.committee_level)).scalars()
        if level is not None
    ]
    return Standing(
        subject_type_of(subject, on),
        holds_post=holds_post,
        managed_by=Level(member.managing_level.value) if member.managing_level else None,
        committee_member=max(seats, key=lambda level: level.rank, default=None),
    )


def standing_of_record(discipline: Discipline, on: date) -> Standing:
    """The subject of a discipline record, with the facts that were given with the proposal."""
    return Standing(
        subject_type_of(discipline.subject, on),
        holds_post=discipline.holds_post,
        managed_by=discipline.managing_level,
        committee_member=discipline.committee_level,
        superior_task=discipline.superior_task,
    )


def subject_type_of(subject: CaseSubject, on: date) -> Subject:
    """An organization, a full or a probationary member, on a day."""
    if subject.member_id is None:
        return Subject.ORGANIZATION
    member = db.session.get_one(Member, subject.member_id)
    official = member.official_on is not None and member.official_on <= on
    return Subject.FULL_MEMBER if official else Subject.PROBATIONARY_MEMBER


def posts_held(subject: CaseSubject, on: date) -> list[str]:
    """The titles of the posts that a member holds on a day."""
    if subject.member_id is None:
        return []
    return list(db.session.execute(_posts(subject.member_id, on, Post.title).order_by(Post.since)).scalars())


def known_facts(subject: CaseSubject, on: date) -> dict[str, object]:
    """What the record of a member tells of the facts that a proposal asks about."""
    known = standing_of(subject, True, on)
    return {
        "holds_post": bool(posts_held(subject, on)),
        "managing_level": known.managed_by,
        "committee_level": known.committee_member,
    }


def level_of(body: Body) -> str:
    """The level at which a body stands."""
    return db.session.get_one(Organization, body.organization_id).level.value


def _posts(member_id: int, on: date, column: object):
    return select(column).where(  # type: ignore[call-overload]
        Post.member_id == member_id, Post.since <= on, or_(Post.until.is_(None), Post.until >= on)
    )
