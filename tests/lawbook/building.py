"""What administrators enter in these tests, and who they are."""

from tests.cast import PASSWORD, TODAY, Cast, ago
from tracker.access import Actor, Role
from tracker.accounts.queries import get_actor
from tracker.accounts.services import NewAccount, create_account
from tracker.core import clock
from tracker.lawbook.models import LimitOverride
from tracker.office.services import Document, Entry, Number, confirm_limit, override_limit
from tracker.regulations.limits import Unit
from tracker.regulations.terms import Level

KEY = "violation-inspection"
PAPER = Document("Quyết định số 12-QĐ/TU", ago(400), "Ban Thường vụ Tỉnh uỷ Điện Biên")


def administrator(cast: Cast, body: str = "commission") -> Actor:
    """The administrator of a ward, or of the province with ``province_commission``."""
    if body == "commission":
        return get_actor(cast.accounts["administrator"])
    if "upper_administrator" not in cast.accounts:
        roles = [Role.ADMINISTRATOR]
        new = NewAccount("upper.admin", "Lý A Sử", "", cast.bodies[body], roles, PASSWORD, None)
        cast.accounts["upper_administrator"] = create_account(None, new, clock.now()).id
    return get_actor(cast.accounts["upper_administrator"])


def entry(cast: Cast, organization: str = "ward", **changed: object) -> Entry:
    values: dict = {
        "key": KEY,
        "level": Level.GRASSROOTS,
        "organization_id": cast.organizations[organization],
        "since": ago(300),
        "until": None,
        "document": PAPER,
        "reason": "Theo quy trình của tỉnh.",
    }
    return Entry(**values | changed)


def set_limit(cast: Cast, number: int, organization: str = "ward", **changed: object) -> None:
    """The administrator of the organization's own level sets a number of calendar days."""
    actor = administrator(cast, "province_commission" if organization == "province" else "commission")
    override_limit(actor, entry(cast, organization, **changed), Number(number, Unit.CALENDAR_DAYS), TODAY)


def confirm(cast: Cast, **changed: object) -> None:
    """The ward's administrator confirms the national number."""
    confirm_limit(administrator(cast), entry(cast, **changed), TODAY)


def only_override(session: object, organization_id: int) -> LimitOverride:
    return session.query(LimitOverride).filter_by(organization_id=organization_id).one()
