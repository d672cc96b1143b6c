"""Reorganization in the demo: a company's Party organization merges into the ward's and its open case goes on there;
one cell takes another name, one is divided."""

from tracker.cases.kinds import Kind
from tracker.demo import places
from tracker.demo.desk import Desk
from tracker.demo.stories import FUNDS, Stage, Story, weak
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.services import Naming, rename_organization
from tracker.reorganization.services import Division, Succession, end_organization, split_organization

ABSORBED = Story(
    key="absorbed",
    kind=Kind.VIOLATION_INSPECTION,
    title=FUNDS,
    subjects=(f"{places.COMPANY}-02",),
    day=52,
    stage=Stage.CONDUCTING,
    findings=(weak("Thu, chi quỹ chưa công khai hằng quý; sổ theo dõi ghi thiếu ngày."),),
    place=places.COMPANY,
)
_AGO = 21  # the last day of the company's organization
_PAPER = "Quyết định số 87-QĐ/TU (giả định)"
_BY_WARD = "Quyết định số 49-QĐ/ĐU (giả định)"


def rearrange(desk: Desk) -> None:
    """What the committees decided some weeks ago."""
    company, ward, renamed, divided = (_present(desk, code) for code in (places.COMPANY, places.WARD, "TB-04", "MT-04"))
    end_organization(None, company, Succession(desk.day(_AGO), _PAPER, ward.id), desk.today)
    clerk = desk.actors["vanthu"]
    name = f"{renamed.name} Kim Đồng"
    rename_organization(clerk, renamed, Naming(name, renamed.level, desk.day(18), _BY_WARD), desk.today)
    gone = desk.members["MT-04"][2]
    nursery = Division("MT-05", divided.name.replace("Tiểu học", "Mầm non"), desk.day(16), _BY_WARD, (), (gone.id,))
    split_organization(clerk, divided, nursery, desk.today)


def _present(desk: Desk, code: str) -> Organization:
    """As it stands now, to be changed."""
    return db.session.get_one(Organization, desk.land.organizations[code].id)
