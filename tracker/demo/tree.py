"""Building the tree through the events it lived: founded, transferred, merged, a level ended; bodies and terms."""

from datetime import date, timedelta

from tracker.demo import places
from tracker.demo.places import Place
from tracker.organizations.models import Body, Organization
from tracker.organizations.services import (
    BodyFacts,
    Ending,
    Move,
    NewOrganization,
    NewTerm,
    end_organization,
    found_organization,
    move_organization,
    open_term,
    set_up_body,
)
from tracker.organizations.states import BodyKind, Level

Tree = dict[str, Organization]
BODY_TITLES = {
    BodyKind.COMMITTEE: "",
    BodyKind.STANDING_COMMITTEE: "Ban Thường vụ ",
    BodyKind.COMMISSION: "Uỷ ban Kiểm tra ",
}


class Territory:
    """The organizations by code, their bodies by (code, kind), the codes of the cells by unit."""

    def __init__(self, today: date):
        self.today = today
        self.organizations: Tree = {}
        self.bodies: dict[tuple[str, BodyKind], Body] = {}
        self.cells: dict[str, list[str]] = {}

    def found(self, place: Place, decision: str = places.ASSUMED) -> Organization:
        """Found an organization under the one its row names."""
        parent = self.organizations.get(place.parent)
        new = NewOrganization(
            place.code, place.name, place.level, parent.id if parent else None, place.founded_on, decision
        )
        return self._keep(new)

    def found_cells(self, unit: Place, names: tuple[str, ...], *, bodies: bool = False) -> None:
        """Found the cells of a unit; their numbering is invented."""
        for number, name in enumerate(names, start=1):
            code = f"{unit.code}-{number:02d}"
            above = self.organizations[unit.code]
            new = NewOrganization(code, name.format(unit.short), Level.CELL, above.id, unit.founded_on, places.ASSUMED)
            self._keep(new)
            self.cells.setdefault(unit.code, []).append(code)
            if bodies:
                self._cell_meeting(code, unit)

    def set_up(self, place: Place, committee: str, seats: tuple[int, int, int]) -> None:
        """The committee, its standing committee and its commission; ``committee`` is the name: “Thành uỷ …”."""
        signs = {"Tỉnh": "TU", "Thành": "ThU"}
        short = signs.get(committee.split(maxsplit=1)[0], "ĐU")
        above = self.organizations[place.parent].name.upper() if place.parent in self.organizations else ""
        papers = {
            BodyKind.COMMITTEE: (above, committee.upper(), short, "T/M BAN CHẤP HÀNH"),
            BodyKind.STANDING_COMMITTEE: (above, committee.upper(), short, "T/M BAN THƯỜNG VỤ"),
            BodyKind.COMMISSION: (committee.upper(), "UỶ BAN KIỂM TRA", f"UBKT{short}", "T/M UỶ BAN KIỂM TRA"),
        }
        for (kind, (parent, name, sign, authority)), size in zip(papers.items(), seats, strict=True):
            facts = BodyFacts(
                name=f"{BODY_TITLES[kind]}{committee}",
                letterhead_parent=parent,
                letterhead_name=name,
                sign=sign,
                place=place.seat.removeprefix("tỉnh "),
                authority=authority,
                seats=size,
                working_rules=f"Quy chế làm việc số 01-QC/{sign}, ngày 15/8/2025 của {BODY_TITLES[kind]}{committee}",
            )
            body = self.bodies[place.code, kind] = set_up_body(None, self.organizations[place.code], kind, facts)
            body.approves_papers = False  # until the day of the demo

    def open_terms(self, code: str, *spans: tuple[str, date, date | None]) -> None:
        """Terms of a committee, oldest first."""
        for name, since, until in spans:
            open_term(None, self.organizations[code], NewTerm(name, since, until))

    def move(self, code: str, parent: str, since: date, decision: str) -> None:
        """Put an organization under another from a day on."""
        move = Move(self.organizations[parent].id, since, decision)
        move_organization(None, self.organizations[code], move, self.today)

    def end(self, code: str, on: date, decision: str, successor: str | None = None) -> None:
        """End an organization; what stands below it passes to the successor."""
        heir = self.organizations[successor].id if successor else None
        end_organization(None, self.organizations[code], Ending(on, decision, heir), self.today)
        if successor:
            self.cells[successor] = [*self.cells.get(successor, []), *self.cells.get(code, [])]

    def _keep(self, new: NewOrganization) -> Organization:
        organization = found_organization(None, new, self.today)
        self.organizations[new.code] = organization
        return organization

    def _cell_meeting(self, code: str, unit: Place) -> None:
        organization = self.organizations[code]
        facts = BodyFacts(
            name=organization.name,
            letterhead_parent=unit.name.upper(),
            letterhead_name=organization.name.upper(),
            sign="CB",
            place=unit.seat,
            authority="T/M CHI BỘ",
            seats=9,
        )
        body = self.bodies[code, BodyKind.CELL_MEETING] = set_up_body(None, organization, BodyKind.CELL_MEETING, facts)
        body.approves_papers = False  # a cell has nobody beside its secretary who signs


def build_past(today: date) -> Territory:
    """The tree as it was in 2015, with bodies and terms; then the rearrangement of 2019–2020."""
    land = Territory(today)
    centre = NewOrganization(places.CENTRE, "Đảng bộ Trung ương", Level.CENTRAL, None, date(1930, 2, 3))
    land.organizations[places.CENTRE] = found_organization(None, centre, today)
    for place in (*places.UPPER, *places.UNITS, *places.TRANSFERRED):
        land.found(place)
    province, city, _district = places.UPPER
    land.set_up(province, "Tỉnh uỷ Điện Biên", (49, 15, 11))
    land.set_up(city, "Thành uỷ Điện Biên Phủ", (39, 11, 9))
    land.found_cells(province, places.PROVINCE_CELLS)
    for unit in places.UNITS:
        land.set_up(unit, f"Đảng uỷ {unit.short}", (15, 5, 3))
        land.found_cells(unit, _cell_names(unit), bodies=True)
    for unit in places.TRANSFERRED:
        land.found_cells(unit, _cell_names(unit))
    _open_terms(land)
    return land


def rearrange_2020(land: Territory) -> None:
    """Tà Lèng merges into Thanh Minh; four communes come over from the district."""
    land.end(places.TA_LENG, places.LAST_DAY_OF_TA_LENG, places.REARRANGED, places.THANH_MINH)
    for unit in places.TRANSFERRED:
        land.move(unit.code, places.CITY, places.NEW_YEAR_2020, places.REARRANGED)


def rearrange_2025(land: Territory) -> None:
    """Resolution 1661: the new wards take over from the old units, and the district level ends."""
    for place in places.NEW_WARDS:
        known = place.code == places.WARD
        land.found(place, places.RESOLUTION if known else places.RESOLUTION_ASSUMED)
    for code in places.INTO_WARD:
        land.end(code, places.LAST_DAY_OF_DISTRICTS, places.RESOLUTION, places.WARD)
    for code in places.MOVED_TO_PROVINCE:
        land.move(code, places.PROVINCE, places.FIRST_DAY_OF_WARDS, places.RESOLUTION_ASSUMED)
    for code, successor in places.INTO_OTHERS:
        land.end(code, places.LAST_DAY_OF_DISTRICTS, places.RESOLUTION_ASSUMED, successor)
    for code in (places.CITY, places.DISTRICT):
        land.end(code, places.LAST_DAY_OF_DISTRICTS, places.RESOLUTION)
    ward = places.NEW_WARDS[0]
    old = land.cells.pop(ward.code)
    land.found_cells(ward, places.WARD_CELLS)
    land.cells[ward.code] += old
    land.set_up(ward, "Đảng uỷ phường Điện Biên Phủ", (27, 9, 5))
    land.open_terms(places.WARD, ("2025–2030", places.FIRST_DAY_OF_WARDS, None))
    company = land.found(places.OF_COMPANY)
    land.found_cells(places.OF_COMPANY, places.COMPANY_CELLS)
    land.set_up(places.OF_COMPANY, f"Đảng uỷ {places.OF_COMPANY.short}", (7, 3, 3))
    land.open_terms(company.code, ("2025–2030", places.FIRST_DAY_OF_WARDS, None))


def _cell_names(unit: Place) -> tuple[str, ...]:
    return places.COMMUNE_CELLS if unit.short.startswith("xã") else places.CELLS


def _open_terms(land: Territory) -> None:
    day = timedelta(days=1)
    congress = date(2020, 10, 14)
    land.open_terms(
        places.PROVINCE,
        ("2015–2020", date(2015, 10, 15), congress - day),
        ("2020–2025", congress, date(2025, 9, 30)),
        ("2025–2030", date(2025, 10, 1), None),
    )
    for code in (places.CITY, *(unit.code for unit in places.UNITS)):
        first = ("2015–2020", date(2015, 8, 1), date(2020, 7, 31))
        if code == places.TA_LENG:
            land.open_terms(code, (first[0], first[1], places.LAST_DAY_OF_TA_LENG))
        else:
            land.open_terms(code, first, ("2020–2025", date(2020, 8, 1), places.LAST_DAY_OF_DISTRICTS))
