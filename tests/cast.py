"""A small world that tests share: a province, a ward with its bodies and cells, who works and who is inspected.

Names and dates are invented. Times are relative to today, so that a term and the rules in force always cover them.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.access import Role
from tracker.accounts.services import NewAccount, create_account
from tracker.core import clock
from tracker.extensions import db
from tracker.members.models import Member
from tracker.members.services import MemberFacts, NewPost, admit_member, appoint_to_post
from tracker.members.states import Sex
from tracker.organizations.models import Body, Organization
from tracker.organizations.services import (
    BodyFacts,
    NewOrganization,
    NewTerm,
    found_organization,
    open_term,
    set_up_body,
)
from tracker.organizations.states import BodyKind, Level

PASSWORD = "mat khau thu nghiem"
TODAY = clock.today()


def ago(days: int) -> date:
    """The day so many days before today."""
    return TODAY - timedelta(days=days)


def typed(on: date) -> str:
    """A date as people type it."""
    return f"{on:%d/%m/%Y}"


@dataclass
class Cast:
    """Ids by short name: organizations, bodies, members, and accounts by role (``officer`` … ``stranger``)."""

    organizations: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, int] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)


# name: (code, name, level, parent)
_ORGANIZATIONS = {
    "centre": ("TW", "Ban Chấp hành Trung ương", Level.CENTRAL, None),
    "province": ("T", "Đảng bộ tỉnh Điện Biên", Level.PROVINCE, "centre"),
    "ward": ("P1", "Đảng bộ phường Điện Biên Phủ", Level.GRASSROOTS, "province"),
    "other_ward": ("P2", "Đảng bộ phường Mường Thanh", Level.GRASSROOTS, "province"),
    "cell": ("P1.1", "Chi bộ tổ dân phố 1", Level.CELL, "ward"),
    "cell_two": ("P1.2", "Chi bộ tổ dân phố 2", Level.CELL, "ward"),
    "other_cell": ("P2.1", "Chi bộ bản Đức Lập", Level.CELL, "other_ward"),
}

# name: (organization, kind, name, sign, authority, seats)
_BODIES = {
    "province_commission": (
        "province",
        BodyKind.COMMISSION,
        "Uỷ ban Kiểm tra Tỉnh uỷ Điện Biên",
        "UBKTTU",
        "T/M Uỷ ban Kiểm tra",
        11,
    ),
    "committee": ("ward", BodyKind.COMMITTEE, "Đảng uỷ phường Điện Biên Phủ", "ĐU", "T/M Đảng uỷ", 27),
    "commission": (
        "ward",
        BodyKind.COMMISSION,
        "Uỷ ban Kiểm tra Đảng uỷ phường Điện Biên Phủ",
        "UBKTĐU",
        "T/M Uỷ ban Kiểm tra",
        5,
    ),
    "other_commission": (
        "other_ward",
        BodyKind.COMMISSION,
        "Uỷ ban Kiểm tra Đảng uỷ phường Mường Thanh",
        "UBKTĐU",
        "T/M Uỷ ban Kiểm tra",
        5,
    ),
}

# name: (full name, organization, post, on probation)
_MEMBERS = {
    "secretary": ("Lò Văn Phượng", "cell", "Bí thư Chi bộ", False),
    "full_member": ("Nguyễn Thị Đức Hạnh", "cell", "", False),
    "probationer": ("Quàng Thị Ngọc Ánh", "cell_two", "", True),
    "officer": ("Trần Quốc Khánh", "cell_two", "", False),
    "chair": ("Vũ Minh Nguyệt", "cell_two", "", False),
    "outsider": ("Đỗ Đình Chiểu", "other_cell", "", False),
}

# login: (full name, position, body, roles, member)
_ACCOUNTS = {
    "officer": ("Trần Quốc Khánh", "", "commission", [Role.OFFICER], "officer"),
    "head": ("Lường Thị Thoả", "", "commission", [Role.OFFICER], None),
    "bystander": ("Bùi Văn Hưởng", "", "commission", [Role.OFFICER], None),
    "member": ("Phạm Đăng Ninh", "Uỷ viên", "commission", [Role.COMMISSION_MEMBER], None),
    "vice_chair": ("Hoàng Thế Vinh", "Phó Chủ nhiệm", "commission", [Role.VICE_CHAIR], None),
    "chair": ("Vũ Minh Nguyệt", "Chủ nhiệm", "commission", [Role.CHAIR], "chair"),
    "clerk": ("Cà Thị Hoà", "", "commission", [Role.CLERK], None),
    "receiver": ("Quàng Thị Xuân", "", "commission", [Role.PETITION_RECEIVER], None),
    "leader": ("Giàng A Páo", "Bí thư", "committee", [Role.COMMITTEE_LEADER], None),
    "administrator": ("Ngô Kỹ Thuật", "", "commission", [Role.ADMINISTRATOR], None),
    "upper_chair": ("Sùng A Dơ", "Chủ nhiệm", "province_commission", [Role.CHAIR], None),
    "upper_officer": ("Tòng Văn Ích", "", "province_commission", [Role.OFFICER], None),
    "viewer": ("Mào Thị Yến", "", "province_commission", [Role.REPORT_VIEWER], None),
    "stranger": ("Đinh Công Sự", "", "other_commission", [Role.OFFICER, Role.CLERK], None),
    "subject": ("Lò Văn Phượng", "", "commission", [Role.OFFICER, Role.CHAIR], "secretary"),
}


def build_cast() -> Cast:
    """Build the world through the services, with the program itself as actor; the caller commits."""
    cast = Cast()
    founded = ago(4000)
    for name, (code, full_name, level, parent) in _ORGANIZATIONS.items():
        parent_id = cast.organizations[parent] if parent else None
        new = NewOrganization(code, full_name, level, parent_id, founded)
        cast.organizations[name] = found_organization(None, new, TODAY).id
    for name, facts in _BODIES.items():
        cast.bodies[name] = _set_up(cast, *facts).id
    for name in ("province", "ward", "other_ward"):
        organization = db.session.get_one(Organization, cast.organizations[name])
        open_term(None, organization, NewTerm("2020–2030", ago(2500)))
    for number, (name, facts) in enumerate(_MEMBERS.items(), start=1):
        cast.members[name] = _admit(cast, number, *facts).id
    for login, (full_name, position, body, roles, member) in _ACCOUNTS.items():
        member_id = cast.members[member] if member else None
        new = NewAccount(login, full_name, position, cast.bodies[body], roles, PASSWORD, member_id)
        cast.accounts[login] = create_account(None, new, clock.now()).id
    return cast


def _set_up(cast: Cast, organization: str, kind: BodyKind, *names: object) -> Body:
    name, sign, authority, seats = names
    facts = BodyFacts(
        name=str(name),
        letterhead_parent="Đảng uỷ phường Điện Biên Phủ",
        letterhead_name="Uỷ ban Kiểm tra",
        sign=str(sign),
        place="Điện Biên Phủ",
        authority=str(authority),
        seats=int(str(seats)),
        working_rules="Quy chế làm việc số 02-QC/UBKTĐU, ngày 15/8/2025",
    )
    body = set_up_body(None, db.session.get_one(Organization, cast.organizations[organization]), kind, facts)
    body.approves_papers = False  # the stories of most tests go straight to the number; tests/approvals turn it on
    db.session.flush()
    return body


def _admit(cast: Cast, number: int, full_name: str, organization: str, post: str, probation: bool) -> Member:
    facts = MemberFacts(
        code=f"0110{number:08d}",
        full_name=full_name,
        sex=Sex.MALE,
        born_on=date(1980, 1, number),
        admitted_on=ago(200) if probation else date(2005, 5, 19),
        official_on=None if probation else date(2006, 5, 19),
        home_town="xã Thanh Minh, tỉnh Điện Biên",
    )
    member = admit_member(None, facts, cast.organizations[organization], TODAY)
    if post:
        place = cast.organizations[organization]
        appoint_to_post(None, member, NewPost(post, place, ago(900)), TODAY)
    return member
