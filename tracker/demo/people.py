"""Invented people. No name, date or post belongs to anybody real; the same run of the program gives the same people."""

import random
from datetime import date, timedelta

from tracker.demo.tree import Territory
from tracker.members.models import Member
from tracker.members.services import MemberFacts, NewPost, admit_member, appoint_to_post
from tracker.members.states import Sex
from tracker.organizations.states import Level

# (family name, middle names and given names by sex, ethnic group)
_FAMILIES = (
    (("Lò", "Quàng", "Cà", "Lường", "Tòng", "Bạc", "Điêu"), "Thái"),
    (("Nguyễn", "Trần", "Phạm", "Vũ", "Đặng", "Bùi", "Hoàng"), "Kinh"),
    (("Giàng", "Vàng", "Sùng", "Hạng", "Mùa"), "Mông"),
)
_MIDDLE = {
    Sex.MALE: ("Văn", "Đức", "Minh", "Quốc", "Ngọc"),
    Sex.FEMALE: ("Thị", "Thị Thu", "Thị Mai", "Thị Ngọc"),
}
_GIVEN = {
    Sex.MALE: ("An", "Bình", "Chung", "Dũng", "Đại", "Hải", "Hùng", "Khánh", "Long", "Nam", "Phong", "Sơn", "Tuấn"),
    Sex.FEMALE: ("Anh", "Chi", "Dung", "Giang", "Hà", "Hoa", "Hương", "Lan", "Liên", "Nga", "Thảo", "Trang", "Yến"),
}
_HOMES = ("phường Him Lam", "xã Thanh Minh", "xã Nà Tấu", "xã Thanh Luông", "xã Noong Hẹt")
_PLACE = "thành phố Điện Biên Phủ, tỉnh Điện Biên"

MEMBERS_OF_A_CELL = 3
SECRETARIES_SINCE = date(2015, 5, 15)


class People:
    """Makes members one after another, always the same ones."""

    def __init__(self, land: Territory):
        self.today = land.today
        self._land = land
        self._random = random.Random(1954)
        self._taken: set[str] = set()
        self._number = 0

    def admit(self, organization_id: int, *, named: str = "", probation: bool = False) -> Member:
        """A new member of an organization; ``probation``: admitted this year and not official yet."""
        sex = self._random.choice((Sex.FEMALE, Sex.MALE))
        families, ethnicity = self._random.choice(_FAMILIES)
        if named:
            sex = Sex.FEMALE if " Thị " in named else Sex.MALE
            ethnicity = next(group for names, group in _FAMILIES if named.split(maxsplit=1)[0] in names)
        self._number += 1
        born = date(1962, 1, 1) + timedelta(days=self._random.randrange(25 * 365))
        admitted = born.replace(day=1) + timedelta(days=22 * 365 + self._random.randrange(1500))
        if probation:
            born, admitted = date(2000, 3, 1) + timedelta(days=self._number), self.today - timedelta(days=150)
        facts = MemberFacts(
            code=f"05{self._number:07d}",
            full_name=named or self._name(sex, families),
            sex=sex,
            born_on=born,
            admitted_on=admitted,
            official_on=None if probation else admitted + timedelta(days=366),
            managing_level=None,
            ethnicity=ethnicity,
            home_town=f"{self._random.choice(_HOMES)}, {_PLACE}",
        )
        since = max(admitted, self._founded_on(organization_id))
        return admit_member(None, facts, organization_id, self.today, since=since)

    def appoint(self, member: Member, title: str, organization_id: int, since: date) -> None:
        """Give a member a post in the committee of a cell."""
        new = NewPost(title, organization_id, max(since, member.admitted_on), Level.CELL)
        appoint_to_post(None, member, new, self.today)

    def _founded_on(self, organization_id: int) -> date:
        found = next(one for one in self._land.organizations.values() if one.id == organization_id)
        return found.founded_on

    def _name(self, sex: Sex, families: tuple[str, ...]) -> str:
        while True:
            name = " ".join(self._random.choice(part) for part in (families, _MIDDLE[sex], _GIVEN[sex]))
            if name not in self._taken:
                self._taken.add(name)
                return name


def fill_cells(land: Territory, people: People, units: tuple[str, ...]) -> dict[str, list[Member]]:
    """Three members in every cell of the units, the first of them secretary, the second deputy; by code of the cell."""
    found: dict[str, list[Member]] = {}
    for code in (code for unit in units for code in land.cells[unit]):
        cell = land.organizations[code]
        found[code] = [people.admit(cell.id) for _ in range(MEMBERS_OF_A_CELL)]
        since = max(SECRETARIES_SINCE, cell.founded_on)
        people.appoint(found[code][0], f"Bí thư {cell.name}", cell.id, since)
        people.appoint(found[code][1], f"Phó Bí thư {cell.name}", cell.id, since)
    return found
