"""The work of the city's committees in the term 2015–2020, so that the founding article's figures come out computed.

Inspected: 103 organizations and 6 members; supervised: 37 organizations and 21 members. Around them stand cases that
must not be counted: concluded a day too early or too late, or by a commission.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

from tracker.access import Actor
from tracker.cases.kinds import Kind
from tracker.cases.past import PastCase, PastSubject, record_past_case
from tracker.cases.states import Basis, Outcome, Severity, SubjectType
from tracker.demo import places
from tracker.demo.tree import Territory
from tracker.members.models import Member
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind

FIRST, LAST = date(2015, 8, 1), date(2020, 7, 31)
INSPECTED, SUPERVISED = (103, 6), (37, 21)

_DAY = timedelta(days=1)
_TITLES = {
    Kind.COMPLIANCE_INSPECTION: (
        "việc lãnh đạo, chỉ đạo, tổ chức thực hiện Nghị quyết Trung ương 4 (khoá XII) về xây dựng, chỉnh đốn Đảng",
        "việc chấp hành nguyên tắc tập trung dân chủ, quy chế làm việc của cấp uỷ",
        "việc lãnh đạo thực hiện Chỉ thị 05-CT/TW về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "việc lãnh đạo công tác phát triển đảng viên và quản lý đảng viên",
    ),
    Kind.THEMATIC_SUPERVISION: (
        "việc thực hiện quy định về trách nhiệm nêu gương của cán bộ, đảng viên",
        "việc xây dựng và thực hiện quy chế làm việc",
        "việc lãnh đạo nâng cao chất lượng sinh hoạt chi bộ",
    ),
    Kind.VIOLATION_INSPECTION: ("việc lãnh đạo, quản lý đất đai, trật tự xây dựng trên địa bàn",),
    Kind.FINANCE_INSPECTION: ("việc thu, nộp, quản lý và sử dụng đảng phí",),
}
_CONTENTS = ("org.resolutions", "member.duties")
# Most subjects did well; the figures of the founding article say nothing of the results, so these are invented.
_RESULTS: tuple[tuple[Outcome, Severity | None], ...] = (
    *((Outcome.NO_VIOLATION, None),) * 4,
    (Outcome.SHORTCOMINGS, None),
    *((Outcome.NO_VIOLATION, None),) * 3,
    (Outcome.SHORTCOMINGS, Severity.LESS_SERIOUS),
)


@dataclass
class Chronicle:
    """Writes past cases; numbers run through each body as its own papers had them."""

    actors: dict[str, Actor]
    land: Territory
    members: dict[str, list[Member]]
    today: date
    _numbers: Counter[int] = field(default_factory=Counter)
    _results: Iterator[tuple[Outcome, Severity | None]] = field(default_factory=lambda: cycle(_RESULTS))

    def write(self, kind: Kind, body: Body, subjects: list[tuple[SubjectType, int]], concluded_on: date) -> None:
        """Enter one case, decided seven weeks before its conclusion."""
        self._numbers[body.id] += 1
        number, titles = self._numbers[body.id], _TITLES[kind]
        decided_on = concluded_on - 49 * _DAY
        past = PastCase(
            kind=kind,
            body_id=body.id,
            title=titles[number % len(titles)],
            subjects=[PastSubject(type_, key, *next(self._results)) for type_, key in subjects],
            contents=_CONTENTS,
            period_from=date(concluded_on.year - 2, 1, 1),
            period_until=decided_on - 10 * _DAY,
            basis=Basis.PROGRAMME,
            basis_text=f"Chương trình kiểm tra, giám sát năm {decided_on.year} của {body.name}",
            decision_number=f"{number:02d}-QĐ/{body.sign}",
            decision_on=decided_on,
            conclusion_number=f"{number:02d}-TB/{body.sign}",
            concluded_on=concluded_on,
            archived_on=concluded_on + 20 * _DAY,
        )
        record_past_case(self.actors["tinh.canbo"], past, self.today)

    def units_on(self, on: date) -> list[str]:
        """The wards and communes of the city on a day."""
        codes = [unit.code for unit in places.UNITS]
        if on <= places.LAST_DAY_OF_TA_LENG:
            return codes
        return [code for code in codes if code != places.TA_LENG] + [unit.code for unit in places.TRANSFERRED]

    def organization(self, code: str) -> tuple[SubjectType, int]:
        """An organization as a subject."""
        return SubjectType.ORGANIZATION, self.land.organizations[code].id

    def member(self, cell: str, place: int) -> tuple[SubjectType, int]:
        """A member of a cell as a subject."""
        return SubjectType.MEMBER, self.members[cell][place].id


def write_term(chronicle: Chronicle) -> None:
    """The five years of the founding figures."""
    organizations, members = INSPECTED
    _committee_work(chronicle, Kind.COMPLIANCE_INSPECTION, (3, 2, 3, 1), organizations, members)
    organizations, members = SUPERVISED
    alone = members - 5
    _committee_work(chronicle, Kind.THEMATIC_SUPERVISION, (2, 1, 3), organizations, members - alone)
    _cell_work(chronicle, alone)


def write_controls(chronicle: Chronicle) -> None:
    """Cases that the founding figures must leave out."""
    land = chronicle.land
    for kind in (Kind.COMPLIANCE_INSPECTION, Kind.THEMATIC_SUPERVISION):
        for on in (FIRST - _DAY, LAST + _DAY, date(2021, 5, 20), date(2023, 9, 15)):
            subjects = [chronicle.organization(code) for code in ("HL", "NT")]
            chronicle.write(kind, land.bodies[places.CITY, BodyKind.STANDING_COMMITTEE], subjects, on)
    commission = land.bodies[places.CITY, BodyKind.COMMISSION]
    for number, kind in enumerate((Kind.VIOLATION_INSPECTION, Kind.FINANCE_INSPECTION, Kind.THEMATIC_SUPERVISION) * 2):
        code = places.UNITS[number].code
        chronicle.write(kind, commission, [chronicle.organization(code)], date(2016, 3, 15) + number * 190 * _DAY)


def _committee_work(chronicle: Chronicle, kind: Kind, sizes: tuple[int, ...], organizations: int, members: int) -> None:
    """Every third case by the city's standing committee over wards, the others by ward committees over their cells.

    ``members`` of them also have the secretary of the first cell as a subject.
    """
    groups = list(_groups(organizations, sizes))
    days = _spread(len(groups))
    bodies, wards = chronicle.land.bodies, 0
    for number, (size, on) in enumerate(zip(groups, days, strict=True)):
        units = [code for code in chronicle.units_on(on - 60 * _DAY) if code in chronicle.units_on(on)]
        if number % 3 == 0:
            codes = _take(units, number, size)
            body = bodies[places.CITY, BodyKind.STANDING_COMMITTEE]
            chronicle.write(kind, body, [chronicle.organization(code) for code in codes], on)
            continue
        own = [code for code in units if (code, BodyKind.COMMITTEE) in bodies]
        ward = own[wards % len(own)]
        cells = _take(chronicle.land.cells[ward][:4], wards // len(own), size)
        subjects = [chronicle.organization(code) for code in cells]
        if members and wards % 2 == 1:
            subjects.append(chronicle.member(cells[0], 0))
            members -= 1
        chronicle.write(kind, bodies[ward, BodyKind.COMMITTEE], subjects, on)
        wards += 1


def _cell_work(chronicle: Chronicle, members: int) -> None:
    """Cell meetings supervise their own members, one or two at a time."""
    groups = list(_groups(members, (2, 1)))
    for number, (size, on) in enumerate(zip(groups, _spread(len(groups)), strict=True)):
        cell = chronicle.land.cells[places.UNITS[number % 8].code][number % 4]
        subjects = [chronicle.member(cell, place) for place in range(1, 1 + size)]
        chronicle.write(Kind.THEMATIC_SUPERVISION, chronicle.land.bodies[cell, BodyKind.CELL_MEETING], subjects, on)


def _groups(total: int, sizes: tuple[int, ...]) -> Iterator[int]:
    """``sizes`` again and again until the total is reached."""
    for size in cycle(sizes):
        if total <= 0:
            return
        yield min(size, total)
        total -= size


def _spread(count: int) -> list[date]:
    """Days evenly over the term, its first and its last day among them."""
    whole = (LAST - FIRST).days
    return [FIRST + timedelta(days=whole * number // (count - 1)) for number in range(count)]


def _take(codes: list[str], start: int, size: int) -> list[str]:
    """``size`` different codes, going round."""
    return [codes[(start + step) % len(codes)] for step in range(size)]
