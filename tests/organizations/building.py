"""A small tree to test with, and people of its bodies who are signed in."""

import secrets
from dataclasses import dataclass
from datetime import date

from flask.testing import FlaskClient

from tracker.access import Actor, Role
from tracker.accounts.models import Account, AccountRole, SignIn
from tracker.accounts.queries import get_actor, token_hash
from tracker.core import clock
from tracker.core.text import fold
from tracker.extensions import db
from tracker.organizations import queries, services
from tracker.organizations.models import Organization
from tracker.organizations.states import BodyKind, Level

FOUNDED = date(1990, 1, 1)
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Tree:
    """Province › city › two wards, the first with two cells; another district beside the city."""

    province: Organization
    city: Organization
    ward: Organization
    other_ward: Organization
    cell: Organization
    other_cell: Organization
    district: Organization


def build_tree() -> Tree:
    """Store the tree as the program itself would at its start."""
    province = found("T", "Đảng bộ tỉnh Điện Biên", Level.PROVINCE, None)
    city = found("T-DBP", "Đảng bộ thành phố Điện Biên Phủ", Level.DISTRICT, province)
    ward = found("T-DBP-HL", "Đảng bộ phường Him Lam", Level.GRASSROOTS, city)
    other_ward = found("T-DBP-MT", "Đảng bộ phường Mường Thanh", Level.GRASSROOTS, city)
    return Tree(
        province,
        city,
        ward,
        other_ward,
        found("T-DBP-HL-01", "Chi bộ 1", Level.CELL, ward),
        found("T-DBP-HL-02", "Chi bộ Đức Dương", Level.CELL, ward),
        found("T-MA", "Đảng bộ huyện Mường Ảng", Level.DISTRICT, province),
    )


def found(code: str, name: str, level: Level, parent: Organization | None, on: date = FOUNDED) -> Organization:
    """Found an organization as the program itself."""
    new = services.NewOrganization(code, name, level, parent.id if parent else None, on)
    return services.found_organization(None, new, TODAY)


def make_actor(organization: Organization, *roles: Role) -> Actor:
    """Somebody with an account at the organization's committee."""
    kind = BodyKind.CELL_MEETING if organization.level is Level.CELL else BodyKind.COMMITTEE
    body = services.set_up_body(None, organization, kind, body_facts()) if not _body(organization) else None
    login_name = f"nguoi-{secrets.token_hex(4)}"
    account = Account(
        login_name=login_name,
        login_key=fold(login_name),
        password_hash="",
        full_name="Lò Văn Kiểm",
        name_key="lo van kiem",
        body_id=body.id if body else _body(organization),
        created_at=clock.now(),
        roles=[AccountRole(role=role) for role in roles or (Role.OFFICER,)],
    )
    db.session.add(account)
    db.session.flush()
    return get_actor(account.id)


def body_facts(seats: int = 15) -> services.BodyFacts:
    """How a body writes."""
    return services.BodyFacts(
        name="Thành uỷ",
        letterhead_parent="ĐẢNG BỘ TỈNH ĐIỆN BIÊN",
        letterhead_name="THÀNH UỶ ĐIỆN BIÊN PHỦ",
        sign="TU",
        place="Điện Biên Phủ",
        authority="T/M BAN CHẤP HÀNH",
        seats=seats,
    )


def sign_in(client: FlaskClient, actor: Actor) -> None:
    """Give the client the session of the actor. Call inside an application context; commits."""
    token = secrets.token_urlsafe(16)
    now = clock.now()
    db.session.add(
        SignIn(token_hash=token_hash(token), account_id=actor.user_id, started_at=now, seen_at=now, address="")
    )
    db.session.commit()
    with client.session_transaction() as session:
        session["token"] = token


def _body(organization: Organization) -> int | None:
    return next((body.id for body in queries.bodies_of(organization.id)), None)
