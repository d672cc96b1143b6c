"""Reads about the vault: whether it holds a sender, who may look and who did. None of them opens it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.core.errors import NotVisible
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.petitions.models import FormerIdentity, IdentityGrant, IdentityReveal, Petition, PetitionIdentity
from tracker.petitions.queries.sight import visible

REVEAL_DAYS = 30


@dataclass(frozen=True)
class GrantRow:
    """Who may see a sender, until when, why, and by whom allowed."""

    full_name: str
    until: date
    reason: str
    granted_by: str


@dataclass(frozen=True)
class RevealRow:
    """Who looked at which sender, when and why; nothing of the sender."""

    id: int
    at: datetime
    full_name: str
    petition_ref: str
    year: int
    number: int
    reason: str


def has_identity(petition_id: int) -> bool:
    """Whether the vault holds the sender."""
    return db.session.execute(select(exists().where(PetitionIdentity.petition_id == petition_id))).scalar_one()


def get_identity(petition_id: int) -> PetitionIdentity:
    """The sealed row of the vault; raises ``NotVisible`` where there is none."""
    found = db.session.get(PetitionIdentity, petition_id)
    if found is None:
        raise NotVisible
    return found


def former_of(petition_id: int) -> list[FormerIdentity]:
    """The sealed rows that were replaced, the latest first."""
    found = select(FormerIdentity).where(FormerIdentity.petition_id == petition_id).order_by(FormerIdentity.id.desc())
    return list(db.session.execute(found).scalars())


def sealed_otherwise(key: str) -> list[PetitionIdentity | FormerIdentity]:
    """The rows of the vault that are sealed under another key, those that were replaced, too."""
    present = select(PetitionIdentity).where(PetitionIdentity.key != key).order_by(PetitionIdentity.petition_id)
    replaced = select(FormerIdentity).where(FormerIdentity.key != key).order_by(FormerIdentity.id)
    return [*db.session.execute(present).scalars(), *db.session.execute(replaced).scalars()]


def grants_of(petition_id: int) -> list[GrantRow]:
    """Who was allowed to see the sender of a petition, the newest first."""
    granter = aliased(Account)
    found = db.session.execute(
        select(Account.full_name, IdentityGrant.until, IdentityGrant.reason, granter.full_name)
        .join(Account, Account.id == IdentityGrant.account_id)
        .join(granter, granter.id == IdentityGrant.granted_by)
        .where(IdentityGrant.petition_id == petition_id)
        .order_by(IdentityGrant.id.desc())
    )
    return [GrantRow(*row) for row in found]


def reveal_rows(actor: Actor, cursor: Cursor | None) -> list[RevealRow]:
    """One page of the looks into the vault for the petitions the actor sees, newest first, and one row more."""
    statement = (
        select(
            IdentityReveal.id,
            IdentityReveal.at,
            Account.full_name,
            Petition.ref,
            Petition.year,
            Petition.number,
            IdentityReveal.reason,
        )
        .join(Account, Account.id == IdentityReveal.account_id)
        .join(Petition, Petition.id == IdentityReveal.petition_id)
        .where(visible(actor))
    )
    found = keyset(statement, IdentityReveal.at, IdentityReveal.id, cursor, newest_first=True)
    return [RevealRow(*row) for row in db.session.execute(found)]


def reveals_by_person(actor: Actor, now: datetime) -> list[tuple[str, int]]:
    """How often each person looked within the last days, the most frequent first."""
    times = func.count(IdentityReveal.id)
    found = db.session.execute(
        select(Account.full_name, times)
        .join(IdentityReveal, IdentityReveal.account_id == Account.id)
        .join(Petition, Petition.id == IdentityReveal.petition_id)
        .where(visible(actor), IdentityReveal.at >= now - timedelta(days=REVEAL_DAYS))
        .group_by(Account.id, Account.full_name)
        .order_by(times.desc(), Account.full_name)
    )
    return [(name, count) for name, count in found]
