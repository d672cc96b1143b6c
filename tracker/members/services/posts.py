"""Posts held in the Party, the state, the Front and its organizations."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from tracker.access import Actor
from tracker.audit.services import record
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.members.models import Member, Post
from tracker.members.rules import check_post
from tracker.members.services.membership import living_organization, require_edit
from tracker.organizations.states import Level


@dataclass(frozen=True)
class NewPost:
    """A post at an organization from a day on; ``until`` for one that is over."""

    title: str
    organization_id: int
    since: date
    committee_level: Level | None = None
    until: date | None = None


def appoint_to_post(actor: Actor | None, member: Member, new: NewPost, today: date) -> Post:
    """Record a post a member holds or held."""
    require_edit(actor, member)
    organization = living_organization(actor, new.organization_id)
    if new.since > today:
        raise RuleViolation(
            message("This day is still to come. Only what has happened is recorded; give that day."), field="since"
        )
    check_post(new.since, new.until, member.admitted_on, member.left_on)
    post = Post(
        member_id=member.id,
        organization_id=organization.id,
        title=new.title,
        committee_level=new.committee_level,
        since=new.since,
        until=new.until,
    )
    db.session.add(post)
    flag_modified(member, "full_name")  # raises the version: the page of the member changes
    db.session.flush()
    record(actor, "member.appointed", about={"member": member.id, "post": post.id})
    return post


def end_post(actor: Actor | None, member: Member, post: Post, until: date) -> None:
    """Set the last day of a post."""
    require_edit(actor, member)
    check_post(post.since, until, member.admitted_on, member.left_on)
    post.until = until
    flag_modified(member, "full_name")
    record(actor, "member.post_ended", about={"member": member.id, "post": post.id, "until": until})
    db.session.flush()
