"""The people who sign in: one account for every role of the new ward's commission, and some of the province's."""

from dataclasses import dataclass

from tracker.access import Actor, Role
from tracker.accounts.queries import get_actor
from tracker.accounts.services import NewAccount, create_account
from tracker.core import clock
from tracker.demo import places
from tracker.demo.people import People
from tracker.demo.tree import Territory
from tracker.organizations.states import BodyKind

# Known to everybody and printed at every start: for trying out only.
PASSWORD = "dien-bien-phu"  # noqa: S105


@dataclass(frozen=True)
class Person:
    """An account of the demo: its login name, whose it is, and its place."""

    login: str
    full_name: str
    position: str
    place: str
    body: BodyKind
    role: Role


_WARD, _PROVINCE, _COMPANY = places.WARD, places.PROVINCE, places.COMPANY
_COMMISSION, _COMMITTEE = BodyKind.COMMISSION, BodyKind.STANDING_COMMITTEE
PEOPLE = (
    Person("canbo", "Lò Thị Minh Châu", "CÁN BỘ KIỂM TRA", _WARD, _COMMISSION, Role.OFFICER),
    Person("canbo2", "Nguyễn Hữu Thành", "CÁN BỘ KIỂM TRA", _WARD, _COMMISSION, Role.OFFICER),
    Person("truongdoan", "Quàng Văn Hiếu", "CÁN BỘ KIỂM TRA", _WARD, _COMMISSION, Role.OFFICER),
    Person("uyvien", "Trần Thị Bích Ngọc", "UỶ VIÊN", _WARD, _COMMISSION, Role.COMMISSION_MEMBER),
    Person("phochunhiem", "Phạm Đức Trọng", "PHÓ CHỦ NHIỆM", _WARD, _COMMISSION, Role.VICE_CHAIR),
    Person("chunhiem", "Lường Văn Quyết", "CHỦ NHIỆM", _WARD, _COMMISSION, Role.CHAIR),
    Person("vanthu", "Vũ Thị Thanh Vân", "VĂN THƯ", _WARD, _COMMISSION, Role.CLERK),
    Person("tiepnhan", "Lường Thị Hồng Nhạn", "TIẾP NHẬN ĐƠN", _WARD, _COMMISSION, Role.PETITION_RECEIVER),
    Person("bithu", "Hoàng Minh Tâm", "BÍ THƯ", _WARD, _COMMITTEE, Role.COMMITTEE_LEADER),
    Person("canbo.danguy", "Cà Thị Hồng Nhung", "CÁN BỘ", _WARD, _COMMITTEE, Role.OFFICER),
    Person("quantri", "Đặng Tiến Lực", "QUẢN TRỊ HỆ THỐNG", _WARD, _COMMISSION, Role.ADMINISTRATOR),
    Person("tinh.chunhiem", "Giàng A Sếnh", "CHỦ NHIỆM", _PROVINCE, _COMMISSION, Role.CHAIR),
    Person("tinh.canbo", "Bùi Thị Kim Oanh", "CÁN BỘ KIỂM TRA", _PROVINCE, _COMMISSION, Role.OFFICER),
    Person("tinh.vanthu", "Tòng Thị Xuân", "VĂN THƯ", _PROVINCE, _COMMISSION, Role.CLERK),
    Person("tinh.tiepnhan", "Mùa Thị Chía", "TIẾP NHẬN ĐƠN", _PROVINCE, _COMMISSION, Role.PETITION_RECEIVER),
    Person("tinh.quantri", "Lò Văn Tuấn", "QUẢN TRỊ HỆ THỐNG", _PROVINCE, _COMMISSION, Role.ADMINISTRATOR),
    Person("congty.chunhiem", "Bạc Văn Thịnh", "CHỦ NHIỆM", _COMPANY, _COMMISSION, Role.CHAIR),
    Person("congty.canbo", "Vũ Thị Hải Yến", "CÁN BỘ KIỂM TRA", _COMPANY, _COMMISSION, Role.OFFICER),
    Person("tinh.baocao", "Vàng Thị Dở", "CHUYÊN VIÊN TỔNG HỢP", _PROVINCE, _COMMITTEE, Role.REPORT_VIEWER),
)
_CELLS = {place: f"{place}-01" for place in (_WARD, _PROVINCE, _COMPANY)}


def create_accounts(land: Territory, people: People) -> dict[str, Actor]:
    """All accounts, each tied to a member of the office's own cell; as actors by login name."""
    actors = {}
    for person in PEOPLE:
        member = people.admit(land.organizations[_CELLS[person.place]].id, named=person.full_name)
        new = NewAccount(
            login_name=person.login,
            full_name=person.full_name,
            position=person.position,
            body_id=land.bodies[person.place, person.body].id,
            roles=[person.role],
            password=PASSWORD,
            member_id=member.id,
        )
        actors[person.login] = get_actor(create_account(None, new, clock.now()).id)
    return actors
