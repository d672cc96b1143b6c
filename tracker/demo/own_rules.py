"""What the offices of the demo entered beside the national rules: limit, confirmation, day, spelling. Invented."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from tracker.access import Actor
from tracker.demo import places
from tracker.demo.tree import Territory
from tracker.documents import layout
from tracker.lawbook.queries import office_calendar
from tracker.office.services import Document, Entry, Number, confirm_limit, correct_day, override_limit
from tracker.regulations.calendar import SATURDAY
from tracker.regulations.limits import Extension, Unit
from tracker.regulations.terms import Level
from tracker.wordings.services import Decision, NewWording, enter_choice, enter_wording

SINCE = timedelta(days=500)
_INVENTED = "Số liệu minh hoạ của dữ liệu mẫu."


def enter_rules(land: Territory, actors: Mapping[str, Actor], today: date) -> None:
    """Before the first live case, so that the clocks of all of them run by these rules."""
    province, ward = actors["tinh.quantri"], actors["quantri"]
    since = today - SINCE
    own = Entry(
        key="compliance-inspection",
        level=Level.GRASSROOTS,
        organization_id=land.organizations[places.PROVINCE].id,
        since=since,
        until=None,
        document=Document("Quyết định số 158-QĐ/TU", since, "Ban Thường vụ Tỉnh uỷ Điện Biên"),
        reason=f"Địa bàn rộng, nhiều bản vùng cao. {_INVENTED}",
    )
    override_limit(province, own, Number(40, Unit.CALENDAR_DAYS, Extension(share=Fraction(1, 3))), today)
    confirmed = Entry(
        key="violation-inspection",
        level=Level.GRASSROOTS,
        organization_id=land.organizations[places.WARD].id,
        since=since,
        until=None,
        document=Document("Công văn số 245-CV/UBKTTU", since, "Uỷ ban Kiểm tra Tỉnh uỷ Điện Biên"),
        reason=f"Đã đối chiếu với quy trình kèm theo công văn. {_INVENTED}",
    )
    confirm_limit(ward, confirmed, today)
    paper = Document("Thông báo số 96-TB/VPTU", today - timedelta(days=5), "Văn phòng Tỉnh uỷ Điện Biên")
    # The names of its bodies are written so, and what people typed is never changed: one style on every paper.
    spelling = f"Thống nhất với tên các cơ quan. {_INVENTED}"
    here = land.organizations[places.PROVINCE].id
    letter = ("Công văn số 312-CV/VPTU", since, "Văn phòng Tỉnh uỷ Điện Biên")
    enter_choice(province, layout.TONE, "old", Decision(here, since, None, *letter, spelling), today)
    told = "Quyết định này có hiệu lực kể từ ngày ký và được phổ biến đến đối tượng được kiểm tra."
    enter_wording(
        province, NewWording("team_decision", "effect", told), Decision(here, today, None, *letter, spelling), today
    )
    correct_day(province, _free_saturday(today), False, "Làm việc bù (dữ liệu mẫu)", paper, today)


def _free_saturday(today: date) -> date:
    """A Saturday some weeks ahead on which nobody works."""
    day, calendar = today + timedelta(days=30), office_calendar()
    while day.weekday() != SATURDAY or calendar.is_working_day(day):
        day += timedelta(days=1)
    return day
