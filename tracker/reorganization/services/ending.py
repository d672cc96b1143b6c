"""An organization ends: its successor takes over what stands below, its members, its people and all open work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import or_, select

from tracker.access import Actor
from tracker.accounts.models import AccountRole, FormerBody
from tracker.audit.services import record
from tracker.extensions import db
from tracker.follow_up.services import note_successor
from tracker.members.services import Transfer, transfer_member
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import name_on
from tracker.organizations.services import Ending, require_edit
from tracker.organizations.services import end_organization as end_in_tree
from tracker.reorganization import queries, rules
from tracker.reorganization.services.passing import HandingOn, Passed, Passing, pass_work, plan_passing, taker_of
from tracker.reorganization.states import Key, WorkKind


@dataclass(frozen=True)
class Succession:
    """The last day, the paper that orders it, and who takes over (None only where nothing is left to take over).

    ``named`` are the organizations that take over single pieces of the open work instead.
    """

    ended_on: date
    decision: str
    successor_id: int | None = None
    named: Mapping[Key, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Moved(Passed):
    """What passed on, with members, accounts and sessions, which go to the one successor."""

    members: int = 0
    accounts: int = 0
    sessions: int = 0


def end_organization(actor: Actor | None, organization: Organization, how: Succession, today: date) -> Moved:
    """End an organization on a day; from the next day its successor, or those named for single pieces, carry on.

    Closed cases, issued papers and past names stay as they are. Raises ``RuleViolation`` naming the field.
    """
    require_edit(actor, organization)
    members = queries.present_members(organization.id)
    rules.check_successor(how.successor_id is not None, queries.bodies_of(organization.id), len(members))
    moved = Moved()
    if how.successor_id is not None:
        successor = taker_of(actor, how.successor_id, organization, "successor")
        named = {key: one for key, one in how.named.items() if one != successor.id}
        passing = plan_passing(
            actor, organization, successor, HandingOn(how.ended_on + timedelta(days=1), how.decision, named)
        )
        heirs = passing.usual or {}
        moved = Moved(
            members=_pass_members(actor, organization, successor, how, today),
            accounts=_pass_accounts(actor, heirs, how.ended_on),
            sessions=_pass_sessions(heirs),
            **vars(pass_work(actor, passing)),
        )
        _name_heirs(heirs)
        _note_successor(organization, successor, passing)
    end_in_tree(actor, organization, Ending(how.ended_on, how.decision, how.successor_id), today)
    return moved


def _pass_members(
    actor: Actor | None, organization: Organization, successor: Organization, how: Succession, today: date
) -> int:
    """Members belong to the successor from the next day, and their posts in the ended organization end."""
    first_day = how.ended_on + timedelta(days=1)
    for post in queries.open_posts(organization.id):
        post.until = max(how.ended_on, post.since)
    members = queries.present_members(organization.id)
    for member in members:
        transfer_member(actor, member, Transfer(successor.id, first_day), max(today, first_day))
    return len(members)


def _pass_accounts(actor: Actor | None, heirs: Mapping[int, Body], until: date) -> int:
    """Where an account came from stays known: who belonged to an inspected organization never sees that case."""
    accounts, led = queries.accounts_of(heirs), queries.roles_in(heirs.values())
    for account in accounts:
        db.session.merge(FormerBody(account_id=account.id, body_id=account.body_id, until=until))
        account.body = heirs[account.body_id]
        before = {row.role for row in account.roles}
        kept = rules.roles_kept(before, led)
        account.roles = [AccountRole(role=role) for role in sorted(kept)]
        about = {"account": account.id, "body": account.body.id, "roles_ended": sorted(before - kept)}
        record(actor, "account.moved", about=about)
    return len(accounts)


def _pass_sessions(heirs: Mapping[int, Body]) -> int:
    sessions = queries.planned_sessions(heirs)
    for meeting in sessions:
        meeting.body = heirs[meeting.body_id]
        meeting.seats = meeting.body.seats
    return len(sessions)


def _name_heirs(heirs: Mapping[int, Body]) -> None:
    """Who reads and answers for what the body leaves closed, and what bodies before it had left to it."""
    for ended, heir in heirs.items():
        for body in db.session.scalars(select(Body).where(or_(Body.id == ended, Body.heir_id == ended))).all():
            body.heir = heir
    db.session.flush()


def _note_successor(organization: Organization, successor: Organization, passing: Passing) -> None:
    """Whoever opens what is still asked of the ended organization reads who answers for it now."""
    last = passing.last_day
    ended = name_on(organization.id, last)
    for recommendation in queries.open_recommendations(organization.id):
        heir = passing.named.get((WorkKind.RECOMMENDATION, recommendation.id), successor)
        note = f"{ended} kết thúc hoạt động từ sau ngày {last:%d/%m/%Y}; {heir.name} kế thừa."
        note_successor(recommendation, last, note)
