"""Organizations that end, as tests make them."""

from sqlalchemy import select

from tests.cast import PASSWORD, TODAY, ago
from tracker.access import Role
from tracker.accounts.services import NewAccount, create_account
from tracker.core import clock
from tracker.extensions import db
from tracker.organizations.models import Body, Organization
from tracker.organizations.services import BodyFacts, set_up_body
from tracker.organizations.states import BodyKind
from tracker.reorganization.services import Succession, end_organization

NQ = "Nghị quyết số 1661/NQ-UBTVQH15, ngày 16/6/2025"


def organization(world, name: str) -> Organization:
    return db.session.get_one(Organization, world.organizations[name])


def bodies(world, name: str) -> dict[BodyKind, int]:
    found = select(Body).where(Body.organization_id == world.organizations[name])
    return {body.kind: body.id for body in db.session.scalars(found)}


def give_bodies(world, name: str, *kinds: BodyKind) -> None:
    """Set up the bodies that the organization has not yet."""
    for kind in kinds:
        if kind not in bodies(world, name):
            facts = BodyFacts("Đảng uỷ", "Đảng bộ tỉnh", "Đảng uỷ", "ĐU", "Mường Thanh", "T/M ĐẢNG UỶ", 9, "")
            set_up_body(None, organization(world, name), kind, facts)


def merge(world, heir, *, days: int = 1, actor=None):
    how = Succession(ago(days), NQ, heir.id)
    return end_organization(actor, organization(world, "ward"), how, TODAY)


def end(world, name: str, successor: str, days: int = 1) -> None:
    """One of the world's organizations goes into another."""
    how = Succession(ago(days), NQ, world.organizations[successor])
    end_organization(None, organization(world, name), how, TODAY)


def account(body_id: int, login: str, *roles: Role, member: int | None = None) -> int:
    """Somebody new in a body."""
    new = NewAccount(login, login, "", body_id, list(roles), PASSWORD, member)
    return create_account(None, new, clock.now()).id
