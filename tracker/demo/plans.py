"""The yearly programmes from which the planned cases of the demo were opened: adjusted once, with an item taken out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.access import Actor
from tracker.cases.kinds import Kind
from tracker.cases.planning import AHEAD
from tracker.demo import places
from tracker.demo.desk import OFFICES, Desk
from tracker.demo.stories import Story
from tracker.organizations.states import BodyKind
from tracker.programmes import queries, services
from tracker.programmes.models import PlanEntry
from tracker.programmes.queries import ProgrammeFile
from tracker.programmes.rules import quarter_of
from tracker.programmes.states import ProgrammeType

_CONTENTS = ("org.resolutions", "org.working_rules")
_COMMISSION = (places.WARD, BodyKind.COMMISSION)
_STANDING = (places.WARD, BodyKind.STANDING_COMMITTEE)
_ADJUSTED_AGO = 45
_TERM = (2025, 2030)
# What the commission of the ward plans beside the cases that are told: code of the subject, quarter, matter.
_AHEAD = (
    ("HL-03", 4, "việc lãnh đạo thực hiện Chỉ thị 05-CT/TW"),
    ("TB-02", 4, "việc thực hiện quy chế làm việc của chi uỷ"),
    ("MT-04", 4, "việc quản lý, phân công đảng viên"),
)
_DOCUMENT = "Thông báo kết luận của Ban Thường vụ Đảng uỷ"


def plan_work(desk: Desk, stories: Iterable[Story]) -> None:
    """A programme for each body and year in which one of its planned cases was decided; items by key of the story."""
    planned = [story for story in stories if story.kind.value in AHEAD.kinds and not story.order]
    offices = sorted({(story.place, story.body, desk.day(story.day).year) for story in planned})
    for place, body, year in offices:
        own = [s for s in planned if (s.place, s.body, desk.day(s.day).year) == (place, body, year)]
        _plan_year(desk, (place, body), year, own)
    _plan_ahead(desk, desk.today.year)


def note_other_bodies(desk: Desk) -> None:
    """The state inspectorate works with one of the cells just now."""
    organization = desk.land.organizations["HL-02"].id
    facts = services.ExternalFacts(
        organization, "Thanh tra tỉnh Điện Biên", "quản lý đất đai", desk.day(20), desk.day(-25)
    )
    services.record_external_work(desk.actors["canbo"], facts)


def plan_the_term(desk: Desk) -> None:
    """The committee's programme of the term is approved; the commission's oldest yearly one is closed."""
    body = desk.land.bodies[_STANDING].id
    drafter, leader = _drafter(desk, _STANDING), desk.actors[OFFICES[_STANDING].chair]
    new = services.NewProgramme(body, ProgrammeType.TERM, *_TERM)
    period = services.draft_programme(drafter, new, desk.today).period

    def file_of(actor: Actor) -> ProgrammeFile:
        return queries.get_programme(actor, body, period)

    on = date(desk.today.year + 1, 6, 1)
    line = _Line(Kind.COMPLIANCE_INSPECTION, "việc thực hiện Nghị quyết Đại hội nhiệm kỳ 2025–2030", ("TTH-01",), on)
    services.add_item(drafter, file_of(drafter), _draft(desk, _STANDING, line), AHEAD, desk.today)
    services.submit_programme(drafter, file_of(drafter), desk.today)
    approval = services.Approval(desk.today, leader.full_name, signer_position=OFFICES[_STANDING].signer.position)
    services.approve_programme(leader, file_of(leader), approval, AHEAD, desk.today)
    oldest = min(desk.day(story.day).year for story in desk.stories.values() if story.key in desk.items)
    chair = desk.actors[OFFICES[_COMMISSION].chair]
    old = queries.get_programme(chair, desk.land.bodies[_COMMISSION].id, str(oldest))
    services.close_programme(chair, old, "Các cuộc trong chương trình đã kết thúc.", desk.today)


def _plan_year(desk: Desk, office: tuple[str, BodyKind], year: int, own: list[Story]) -> None:
    approved_on = max(date(year - 1, 12, 20), desk.land.organizations[office[0]].founded_on + timedelta(days=10))
    _begin(desk, office, year, approved_on)
    for story in own:
        desk.items[story.key] = _add(desk, office, _Line(story.kind, story.title, _codes(story), desk.day(story.day)))
    _approve(desk, office, year, approved_on)


def _plan_ahead(desk: Desk, year: int) -> None:
    """The commission's items of this year that are still to come, put in by an adjustment; one is taken out again."""
    on = desk.day(_ADJUSTED_AGO) if desk.day(_ADJUSTED_AGO).year == year else desk.today
    if not queries.same_period(desk.land.bodies[_COMMISSION].id, ProgrammeType.YEARLY, (year, year)):
        _begin(desk, _COMMISSION, year, on)
        _add_ahead(desk, year)
        _approve(desk, _COMMISSION, year, on)
    else:
        _adjust(desk, _COMMISSION, year)
        _add_ahead(desk, year)
        _approve(desk, _COMMISSION, year, on)
    file = _adjust(desk, _COMMISSION, year)
    last = queries.entries_of(file.versions[-1])[-1]
    reason = "Đảng uỷ cấp trên kiểm tra cùng nội dung; đưa ra để tránh trùng lặp."
    services.remove_item(_drafter(desk, _COMMISSION), file, last, reason)
    _sharpen(desk, file, queries.entries_of(file.versions[-1])[-2])
    _approve(desk, _COMMISSION, year, desk.today)
    _share_a_subject(desk, year)


def _add_ahead(desk: Desk, year: int) -> None:
    for code, quarter, matter in _AHEAD:
        on = date(year, 3 * quarter, 1)
        _add(desk, _COMMISSION, _Line(Kind.THEMATIC_SUPERVISION, matter, (code,), on))


def _sharpen(desk: Desk, file: ProgrammeFile, entry: PlanEntry) -> None:
    """The adjustment also says more exactly what one item is about."""
    matter = f"{entry.matter}, việc chấp hành nghị quyết của Đảng uỷ"
    line = _Line(Kind(entry.kind), matter, (_AHEAD[1][0],), date(entry.year, 3 * _AHEAD[1][1], 1))
    draft = _draft(desk, _COMMISSION, line)
    services.change_item(_drafter(desk, _COMMISSION), file, entry, draft, AHEAD, desk.today)


def _share_a_subject(desk: Desk, year: int) -> None:
    """The committee plans work with a cell that the commission goes to in the same quarter, and says why."""
    next_year = year + 1
    _begin(desk, _COMMISSION, next_year, desk.today)
    code, quarter, matter = _AHEAD[0]
    on = date(next_year, 3 * quarter, 1)
    _add(desk, _COMMISSION, _Line(Kind.THEMATIC_SUPERVISION, matter, (code,), on))
    _begin(desk, _STANDING, next_year, desk.today)
    reason = "Khác nội dung; hai đoàn phối hợp, không làm việc trùng ngày."
    matter = "việc lãnh đạo phát triển đảng viên"
    _add(desk, _STANDING, _Line(Kind.COMPLIANCE_INSPECTION, matter, (code,), on, reason))
    drafter = _drafter(desk, _STANDING)
    services.submit_programme(drafter, _file(desk, _STANDING, next_year), desk.today)


def _begin(desk: Desk, office: tuple[str, BodyKind], year: int, on: date) -> None:
    new = services.NewProgramme(desk.land.bodies[office].id, ProgrammeType.YEARLY, year, year)
    services.draft_programme(_drafter(desk, office), new, on)


@dataclass(frozen=True)
class _Line:
    """An item: its kind, what it is about, the codes of its subjects, a day of its quarter."""

    kind: Kind
    matter: str
    codes: tuple[str, ...]
    on: date
    reason: str = ""


def _draft(desk: Desk, office: tuple[str, BodyKind], line: _Line) -> services.ItemDraft:
    year = line.on.year
    return services.ItemDraft(
        kind=line.kind.value,
        matter=line.matter,
        organizations=[desk.land.organizations[code].id for code in line.codes],
        members=[],
        contents=_CONTENTS,
        period_from=date(year - 1, 1, 1),
        period_until=date(year - 1, 12, 31),
        year=year,
        quarter=quarter_of(line.on),
        body_id=desk.land.bodies[office].id,
        head_id=desk.actors[OFFICES[office].head].user_id,
        overlap_reason=line.reason,
    )


def _add(desk: Desk, office: tuple[str, BodyKind], line: _Line) -> int:
    file = _file(desk, office, line.on.year)
    return services.add_item(_drafter(desk, office), file, _draft(desk, office, line), AHEAD, desk.today).item_id


def _approve(desk: Desk, office: tuple[str, BodyKind], year: int, on: date) -> None:
    services.submit_programme(_drafter(desk, office), _file(desk, office, year), on)
    signer = OFFICES[office].signer
    approval = services.Approval(on, signer.name, signer_position=signer.position)
    services.approve_programme(
        desk.actors[OFFICES[office].chair], _file(desk, office, year), approval, AHEAD, desk.today
    )


def _adjust(desk: Desk, office: tuple[str, BodyKind], year: int) -> ProgrammeFile:
    reason = "Điều chỉnh cho phù hợp tình hình thực tế sau sắp xếp tổ chức."
    services.adjust_programme(_drafter(desk, office), _file(desk, office, year), _DOCUMENT, reason)
    return _file(desk, office, year)


def _file(desk: Desk, office: tuple[str, BodyKind], year: int) -> ProgrammeFile:
    return queries.get_programme(_drafter(desk, office), desk.land.bodies[office].id, str(year))


def _drafter(desk: Desk, office: tuple[str, BodyKind]) -> Actor:
    return desk.actors[OFFICES[office].opener]


def _codes(story: Story) -> tuple[str, ...]:
    return tuple(one for one in story.subjects if isinstance(one, str))
