"""Reads of accounts: the actor of a session, signers, people to pick for a team."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CompoundSelect, Integer, Select, String, and_, bindparam, cast, null, or_, select, union_all
from sqlalchemy.orm import selectinload

from tracker.access import Actor, Role
from tracker.accounts.models import Account, AccountRole, FormerBody, SignIn
from tracker.core.errors import NotVisible
from tracker.core.text import fold
from tracker.extensions import db
from tracker.members.models import Membership, Post
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import best_first, under
from tracker.organizations.states import Level

# Roles that come near cases and petitions, and are therefore kept out of those about themselves.
WORK_ROLES = frozenset(set(Role) - {Role.ADMINISTRATOR, Role.REPORT_VIEWER})


@dataclass(frozen=True)
class AccountRow:
    """An account in a list."""

    id: int
    login_name: str
    full_name: str
    position: str
    body_name: str
    roles: tuple[Role, ...]
    active: bool
    is_tied: bool

    @property
    def lacks_member(self) -> bool:
        """Whether it works on cases, and nobody knows which member it is: it cannot be kept out of his own."""
        return self.active and not self.is_tied and not WORK_ROLES.isdisjoint(self.roles)


@dataclass(frozen=True)
class Visit:
    """A live session: whose it is, in which language, and when it was last seen."""

    sign_in_id: int
    actor: Actor
    body_name: str
    language: str
    seen_at: datetime


def token_hash(token: str) -> str:
    """What the database keeps of a session token."""
    return hashlib.sha256(token.encode()).hexdigest()


# Asked at every request, so built once.
_VISIT = (
    select(SignIn, Account, Body.name, Body.organization_id, Organization.level)
    .join(Account, Account.id == SignIn.account_id)
    .join(Body, Body.id == Account.body_id)
    .join(Organization, Organization.id == Body.organization_id)
    .where(
        SignIn.token_hash == bindparam("hash"),
        SignIn.ended_at.is_(None),
        SignIn.started_at > bindparam("started"),
        SignIn.seen_at > bindparam("seen"),
        Account.active,
    )
)


def find_visit(token: str, now: datetime, *, hours: int, idle_minutes: int) -> Visit | None:
    """The live session of a token; None when it ended, is too old or was idle too long."""
    since = {"started": now - timedelta(hours=hours), "seen": now - timedelta(minutes=idle_minutes)}
    row = db.session.execute(_VISIT, {"hash": token_hash(token), **since}).one_or_none()
    if row is None:
        return None
    sign_in, account, body_name, organization_id, level = row
    return Visit(sign_in.id, _actor(account, organization_id, level), body_name, account.language, sign_in.seen_at)


def owner_of(token: str) -> int | None:
    """Whose session a token is or was, ended or not; None when there is no such session any more."""
    found = select(SignIn.account_id).where(SignIn.token_hash == token_hash(token))
    return db.session.execute(found).scalar_one_or_none()


def get_actor(account_id: int) -> Actor:
    """The actor of an account, for commands and tests; raises ``NotVisible``."""
    row = db.session.execute(
        select(Account, Body.organization_id, Organization.level)
        .join(Body, Body.id == Account.body_id)
        .join(Organization, Organization.id == Body.organization_id)
        .where(Account.id == account_id)
    ).one_or_none()
    if row is None:
        raise NotVisible
    return _actor(*row)


def find_by_login(login_name: str) -> Account | None:
    """The account with a login name, in any case and without regard to marks."""
    return db.session.execute(select(Account).where(Account.login_key == fold(login_name))).scalar_one_or_none()


def signers(body_id: int) -> list[Account]:
    """The active accounts that may sign for a body, by name."""
    leading = (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER)
    return list(
        db.session.execute(
            select(Account)
            .where(
                Account.body_id == body_id,
                Account.active,
                Account.id.in_(select(AccountRole.account_id).where(AccountRole.role.in_(leading))),
            )
            .order_by(Account.id)
        ).scalars()
    )


def people_of_organization(organization_id: int, *roles: Role) -> list[Account]:
    """The active accounts of all bodies of an organization that hold one of the roles, by name."""
    return list(
        db.session.execute(
            select(Account)
            .join(Body, Body.id == Account.body_id)
            .where(
                Body.organization_id == organization_id,
                Account.active,
                Account.id.in_(select(AccountRole.account_id).where(AccountRole.role.in_(roles))),
            )
            .order_by(Account.name_key, Account.id)
        ).scalars()
    )


def tied_members(ids: Collection[int], organization_id: int) -> dict[int, int | None]:
    """The Party member each account is tied to, for those of the accounts that are active in the organization."""
    found = db.session.execute(
        select(Account.id, Account.member_id)
        .join(Body, Body.id == Account.body_id)
        .where(Account.id.in_(ids), Account.active, Body.organization_id == organization_id)
    )
    return {row.id: row.member_id for row in found}


def names_of(ids: Collection[int]) -> dict[int, str]:
    """The full names of accounts."""
    if not ids:
        return {}
    found = db.session.execute(select(Account.id, Account.full_name).where(Account.id.in_(ids)))
    return {row.id: row.full_name for row in found}


def houses_kept(actor: Actor) -> Select[int]:
    """The ids of the organizations whose accounts an administrator keeps: the own one and the cells under it."""
    own = db.session.get_one(Organization, actor.organization_id)
    is_cell = and_(Organization.level == Level.CELL, under(own, Organization))
    return select(Organization.id).where(or_(Organization.id == own.id, is_cell))


def bodies_kept(actor: Actor) -> list[tuple[int, str]]:
    """(id, name) of the bodies whose accounts an administrator keeps, those of the own organization first."""
    is_own = Body.organization_id == actor.organization_id
    found = db.session.execute(
        select(Body.id, Body.name, Organization.name, is_own)
        .join(Organization, Organization.id == Body.organization_id)
        .where(Body.organization_id.in_(houses_kept(actor)), or_(is_own, Organization.ended_on.is_(None)))
        .order_by(is_own.desc(), Organization.name, Body.id)
    )
    return [(row[0], row[1] if row[3] or row[1] == row[2] else f"{row[1]} · {row[2]}") for row in found]


def find_bodies(actor: Actor, text: str, limit: int = 20) -> list[tuple[str, str]]:
    """(key, name) of those of these bodies in whose name each typed word begins a word, whatever its marks."""
    asked = fold(text).split()
    found = [(str(key), name) for key, name in bodies_kept(actor)] if asked else []
    fits = [(key, name) for key, name in found if all(f" {word}" in f" {fold(name)}" for word in asked)]
    return best_first(fits, text, lambda one: one[1])[:limit]


def accounts_under(actor: Actor) -> list[AccountRow]:
    """The accounts an administrator keeps: those of the own organization and the cells under it, by name."""
    found = db.session.execute(
        select(Account, Body.name)
        .join(Body, Body.id == Account.body_id)
        .where(Body.organization_id.in_(houses_kept(actor)))
        .options(selectinload(Account.roles))
        .order_by(Account.name_key, Account.id)
    )
    return [
        AccountRow(
            account.id,
            account.login_name,
            account.full_name,
            account.position,
            body_name,
            tuple(sorted(row.role for row in account.roles)),
            account.active,
            account.member_id is not None,
        )
        for account, body_name in found
    ]


def _held_to_the_end(held: type[Post] | type[Membership]) -> Select[int]:
    return (
        select(held.organization_id)
        .join(Organization, Organization.id == held.organization_id)
        .where(held.member_id == _MEMBER, Organization.ended_on.is_not(None))
        .where(or_(held.until.is_(None), held.until >= Organization.ended_on))
    )


def _organizations_left() -> CompoundSelect[int]:
    """The ended organizations in which the account belonged to a body, or the person held a post to the last day; and
    those to which he belonged to the last day, where he works now for the one that took over."""
    moved = (
        select(Body.organization_id.label("id"))
        .join(FormerBody, FormerBody.body_id == Body.id)
        .where(FormerBody.account_id == _ACCOUNT)
    )
    here = bindparam("organization", type_=Integer)
    taken_over = or_(Organization.successor_id == here, Organization.successor_id.in_(moved))
    return union_all(moved, _held_to_the_end(Post), _held_to_the_end(Membership).where(taken_over))


def _known() -> CompoundSelect[tuple[Role | None, int | None]]:
    """The roles of an account, and what its person left."""
    roles = select(AccountRole.role, cast(null(), Integer)).where(AccountRole.account_id == _ACCOUNT)
    return union_all(roles, select(cast(null(), String), _organizations_left().subquery().c.id))


_ACCOUNT, _MEMBER = bindparam("account", type_=Integer), bindparam("member", type_=Integer)
_KNOWN = _known()  # asked at every request, so built once


def _actor(account: Account, organization_id: int, level: Level) -> Actor:
    asked = {"account": account.id, "member": account.member_id, "organization": organization_id}
    known = db.session.execute(_KNOWN, asked).all()
    return Actor(
        user_id=account.id,
        full_name=account.full_name,
        roles=frozenset(role for role, _ in known if role is not None),
        body_id=account.body_id,
        organization_id=organization_id,
        organization_level=level.value,
        member_id=account.member_id,
        left=frozenset(ended for _, ended in known if ended is not None),
    )
