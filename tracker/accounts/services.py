"""The verbs of accounts: sign in and out, throttle, create, change, reset."""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from tracker.access import Actor, Permission, Role, require
from tracker.accounts import passwords
from tracker.accounts.models import Account, AccountRole, LoginAttempt, SignIn
from tracker.accounts.queries import find_by_login, houses_kept, token_hash
from tracker.audit.services import record
from tracker.core.errors import NotVisible, RuleViolation
from tracker.core.text import fold, message
from tracker.extensions import db
from tracker.members.models import Member
from tracker.members.queries import get_member
from tracker.organizations.models import Body

WINDOW = timedelta(minutes=15)
MOST_FAILURES_BY_NAME = 8
MOST_FAILURES_BY_ADDRESS = 40
_LOGIN_KEY = re.compile(r"[a-z0-9][a-z0-9._@-]{0,59}")


class SignInRefused(RuleViolation):
    """Wrong name or password, or too many failures; the text never says which name exists."""


def throttled(login_name: str, address: str, now: datetime) -> bool:
    """Whether there were too many failures lately for this name or from this address."""
    since = now - WINDOW
    by_name = select(func.count()).where(LoginAttempt.login_key == fold(login_name)[:60], LoginAttempt.at > since)
    by_address = select(func.count()).where(LoginAttempt.address == address, LoginAttempt.at > since)
    return (
        db.session.execute(by_name).scalar_one() >= MOST_FAILURES_BY_NAME
        or db.session.execute(by_address).scalar_one() >= MOST_FAILURES_BY_ADDRESS
    )


def sign_in(login_name: str, password: str, address: str, now: datetime) -> str | None:
    """Start a session and return its token; None when name and password do not fit (the failure is counted).

    Raises ``SignInRefused`` when there were too many failures lately, for a name that exists or not.
    """
    if throttled(login_name, address, now):
        raise SignInRefused(message("Too many failed attempts. Wait 15 minutes, or ask your administrator."))
    account = find_by_login(login_name)
    if not passwords.fits(account.password_hash if account else None, password) or not account or not account.active:
        db.session.add(LoginAttempt(login_key=fold(login_name)[:60], address=address, at=now))
        db.session.flush()
        return None
    token = secrets.token_urlsafe(32)
    db.session.execute(delete(LoginAttempt).where(LoginAttempt.login_key == account.login_key))
    db.session.add(
        SignIn(token_hash=token_hash(token), account_id=account.id, started_at=now, seen_at=now, address=address)
    )
    record(None, "account.signed_in", about={"account": account.id})
    db.session.flush()
    return token


def touch(sign_in_id: int, now: datetime) -> None:
    """Note that a session was seen."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))


def sign_out(actor: Actor, token: str, now: datetime) -> None:
    """End one session."""
    db.session.execute(update(SignIn).where(SignIn.token_hash == token_hash(token)).values(ended_at=now))
    record(actor, "account.signed_out")


def end_all_sessions(account_id: int, now: datetime) -> None:
    """End every session of an account."""
    db.session.execute(
        update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None)).values(ended_at=now)
    )


@dataclass(frozen=True)
class NewAccount:
    """What an account is created from."""

    login_name: str
    full_name: str
    position: str
    body_id: int
    roles: Collection[Role]
    password: str
    member_id: int | None = None


def create_account(actor: Actor | None, new: NewAccount, now: datetime) -> Account:
    """Create an account in a body of the actor's own organization. ``actor`` None: the program's first accounts."""
    _check_body(actor, new.body_id)
    _check_login_name(new.login_name)
    _check_password(new.password)
    if find_by_login(new.login_name) is not None:
        raise RuleViolation(
            message(
                "This login name is taken. Each account has a name of its own, so that what is done stays"
                " tied to one person; choose another."
            ),
            field="login_name",
        )
    _check_member(actor, new.member_id)
    account = Account(
        login_name=new.login_name,
        login_key=fold(new.login_name),
        password_hash=passwords.hash_password(new.password),
        full_name=new.full_name,
        name_key=fold(new.full_name)[:120],
        position=new.position,
        body_id=new.body_id,
        member_id=new.member_id,
        created_at=now,
        roles=[AccountRole(role=role) for role in sorted(new.roles)],
    )
    db.session.add(account)
    db.session.flush()
    about = {"account": account.id, "roles": new.roles, "member": new.member_id}
    record(actor, "account.created", about=about)
    return account


def get_account(actor: Actor, account_id: int) -> Account:
    """An account of the administrator's organization, or of a cell under it, with its roles; raises ``NotVisible``."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    account = db.session.get(Account, account_id, options=[selectinload(Account.roles)])
    if account is None or not _keeps(actor, account.body_id):
        raise NotVisible
    return account


def change_account(actor: Actor, account: Account, changed: NewAccount, *, active: bool, now: datetime) -> None:
    """Change name, position, body, roles and whether the account is active; a new password only if one is given."""
    _check_body(actor, changed.body_id)
    if account.id == actor.user_id and not active:
        raise RuleViolation(
            message(
                "You cannot switch off your own account. Another administrator does it, so that somebody"
                " can still sign in."
            ),
            field="active",
        )
    if active:
        _check_member(actor, changed.member_id, besides=account.id)
    account.member_id = changed.member_id
    account.full_name, account.name_key = changed.full_name, fold(changed.full_name)[:120]
    account.position, account.body_id = changed.position, changed.body_id
    account.active = active
    flag_modified(account, "active")  # a change of roles alone must raise the version too
    account.roles = [AccountRole(role=role) for role in sorted(changed.roles)]
    if changed.password:
        _check_password(changed.password)
        account.password_hash = passwords.hash_password(changed.password)
    if changed.password or not active:
        end_all_sessions(account.id, now)
    about = {"account": account.id, "roles": changed.roles, "active": active, "member": changed.member_id}
    record(actor, "account.changed", about=about)
    db.session.flush()


def tie_member(account: Account, member: Member | None) -> None:
    """Tie an account to the Party member who signs in with it, or to none: from the command line, on record."""
    if member is not None and account.active:
        _check_single(member.id, account.id)
    account.member_id = member.id if member else None
    record(None, "account.tied", about={"account": account.id, "member": account.member_id})
    db.session.flush()


def _check_member(actor: Actor | None, member_id: int | None, *, besides: int | None = None) -> None:
    if member_id is None or actor is None:
        return
    get_member(actor, member_id)
    _check_single(member_id, besides)


def _check_single(member_id: int, besides: int | None) -> None:
    others = select(Account.id).where(Account.member_id == member_id, Account.active)
    if db.session.execute(others.where(Account.id != (besides or 0)).limit(1)).first():
        raise RuleViolation(
            message(
                "Another active account is tied to this member. A person works under one account, so that"
                " each act has one author; switch the other one off first."
            ),
            field="member",
        )


def change_own_password(actor: Actor, old: str, new: str, now: datetime) -> None:
    """Replace the actor's own password; every session ends."""
    account = db.session.get_one(Account, actor.user_id)
    if not passwords.fits(account.password_hash, old):
        raise RuleViolation(
            message("The present password is not right. It proves that it is you who changes it; type it again."),
            field="old",
        )
    _check_password(new)
    account.password_hash = passwords.hash_password(new)
    end_all_sessions(account.id, now)
    record(actor, "account.password_changed")
    db.session.flush()


def set_language(actor: Actor, language: str) -> None:
    """Remember the actor's language."""
    db.session.execute(update(Account).where(Account.id == actor.user_id).values(language=language))


def _keeps(actor: Actor, body_id: int) -> bool:
    kept = select(Body.id).where(Body.id == body_id, Body.organization_id.in_(houses_kept(actor)))
    return db.session.execute(kept).first() is not None


def _check_body(actor: Actor | None, body_id: int) -> None:
    if actor is None:
        return
    require(actor, Permission.MANAGE_ACCOUNTS)
    if not _keeps(actor, body_id):
        raise RuleViolation(
            message(
                "This body does not belong to your organization. Each works for the bodies of the own"
                " organization; choose one of them."
            ),
            field="body",
        )


def _check_login_name(login_name: str) -> None:
    if not _LOGIN_KEY.fullmatch(fold(login_name)):
        raise RuleViolation(
            message("A login name has up to 60 letters, digits, dots, dashes and underscores, and no space."),
            field="login_name",
        )


def _check_password(password: str) -> None:
    if len(password) < passwords.SHORTEST:
        raise RuleViolation(
            message(
                "A password has at least %(least)s characters. A short one is soon guessed; add some.",
                least=passwords.SHORTEST,
            ),
            field="password",
        )
    if len(password) > 200:
        raise RuleViolation(message("A password has at most 200 characters. Shorten it."), field="password")
