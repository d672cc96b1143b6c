"""Where members belonged and which posts they held, today and on any day."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from tracker.access import Actor
from tracker.core.errors import NotVisible
from tracker.core.text import fold
from tracker.extensions import db
from tracker.members.models import Member, Membership, Post
from tracker.members.rules import describe, held_on
from tracker.organizations.queries import visible_names
from tracker.organizations.states import Level

_SECRETARY, _CELL_COMMITTEE = fold("Bí thư"), fold("Chi uỷ")


@dataclass(frozen=True)
class MembershipRow:
    """Activity in an organization; ``organization_name`` is None where the actor does not see it."""

    organization_id: int
    organization_name: str | None
    since: date
    until: date | None
    temporary: bool


def memberships_of(actor: Actor, member_id: int) -> list[MembershipRow]:
    """Where a member belonged, the newest first."""
    found = db.session.execute(
        select(Membership.organization_id, Membership.since, Membership.until, Membership.temporary)
        .where(Membership.member_id == member_id)
        .order_by(Membership.since.desc(), Membership.id.desc())
    ).all()
    names = visible_names(actor, [row.organization_id for row in found])
    return [
        MembershipRow(row.organization_id, names.get(row.organization_id), row.since, row.until, row.temporary)
        for row in found
    ]


@dataclass(frozen=True)
class PostRow:
    """A post in a member's history; ``committee_level`` is the level of the committee sat on, if any."""

    id: int
    member_id: int
    organization_id: int
    title: str
    committee_level: Level | None
    since: date
    until: date | None


def posts_of(member_ids: Collection[int]) -> dict[int, list[PostRow]]:
    """All posts of members, past and present, the newest first."""
    found = db.session.execute(
        select(
            Post.id,
            Post.member_id,
            Post.organization_id,
            Post.title,
            Post.committee_level,
            Post.since,
            Post.until,
        )
        .where(Post.member_id.in_(member_ids))
        .order_by(Post.since.desc(), Post.id.desc())
    )
    posts: dict[int, list[PostRow]] = defaultdict(list)
    for row in found:
        posts[row.member_id].append(PostRow(*row))
    return dict(posts)


def posts_on(member_id: int, on: date) -> list[PostRow]:
    """The posts a member held on a day, the longest held first."""
    return held_on(posts_of([member_id]).get(member_id, []), on)


def secretaries_of(organization_id: int, on: date) -> set[int]:
    """The members who are secretary – not deputy – of an organization on a day, by the title of their post."""
    statement = select(Post.member_id, Post.title).where(
        Post.organization_id == organization_id, Post.since <= on, or_(Post.until.is_(None), Post.until >= on)
    )
    return {row.member_id for row in db.session.execute(statement) if fold(row.title).startswith(_SECRETARY)}


def has_cell_committee(organization_id: int, on: date) -> bool:
    """Whether somebody sits on the committee of a cell on a day, by the titles of the posts."""
    statement = select(Post.title).where(
        Post.organization_id == organization_id, Post.since <= on, or_(Post.until.is_(None), Post.until >= on)
    )
    return any(_CELL_COMMITTEE in fold(title) for title in db.session.execute(statement).scalars())


def describe_on(member_id: int, on: date) -> str:
    """A member's posts on a day as papers write them; see ``rules.describe``."""
    return describe(posts_of([member_id]).get(member_id, []), on)


def descriptions_on(member_ids: Collection[int], on: date) -> dict[int, str]:
    """``describe_on`` of many members at once."""
    posts = posts_of(member_ids)
    return {member_id: describe(posts.get(member_id, []), on) for member_id in member_ids}


def get_post(member: Member, post_id: int) -> Post:
    """A post of a member; raises ``NotVisible``."""
    statement = select(Post).where(Post.id == post_id, Post.member_id == member.id)
    post = db.session.execute(statement).scalar_one_or_none() if post_id < 2**31 else None
    if post is None:
        raise NotVisible
    return post
