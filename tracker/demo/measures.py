"""Measures in the demo: a discipline that has ended, one put off, a suspension, duties after a decision."""

from tracker.cases.services import Ordered
from tracker.demo.afterwards import EXPIRED, IN_FORCE, POSTPONED, REVIEWING, decide, hear, propose, record, vote
from tracker.demo.desk import Desk
from tracker.discipline import services as discipline
from tracker.discipline.papers import MinutesWords
from tracker.discipline.states import Duty, Ground, Paused
from tracker.organizations.states import BodyKind

_ANNOUNCED = "Công bố tại hội nghị chi bộ"


def live_through_a_discipline(desk: Desk) -> None:
    """More than a year ago: proposed, voted, decided, announced – and over by today."""
    propose(desk, EXPIRED)
    hear(desk, EXPIRED)
    session = desk.plan("kỳ họp thứ 3", 380, BodyKind.COMMISSION)
    vote(desk, session, {EXPIRED: {"none": 1, "reprimand": 4}})
    _minutes(desk, EXPIRED.key, 380)
    decide(desk, EXPIRED, 376)
    clerk, on = desk.actors["vanthu"], desk.day(370)
    discipline.announce_discipline(clerk, desk.file(EXPIRED.key, "vanthu"), record(desk, EXPIRED), on, _ANNOUNCED, on)
    discipline.expire_ended(desk.today)


def put_off_and_suspend(desk: Desk) -> None:
    """A subject lies in hospital; another, who hid the books, is suspended from Party activity."""
    head, since = desk.actors["truongdoan"], desk.day(28)
    certified = "Giấy xác nhận điều trị nội trú số 412, Bệnh viện Đa khoa tỉnh Điện Biên"
    put_off = discipline.Postponement("", "Điều trị nội trú vì bệnh nặng.", certified, since, desk.day(-20))
    discipline.postpone(head, desk.file("postponed", "truongdoan"), record(desk, POSTPONED), put_off, desk.today)
    file = desk.file("proposed", "truongdoan")
    new = discipline.NewSuspension(
        kind=Paused.PARTY_ACTIVITY,
        ground=Ground.OBSTRUCTION,
        ground_text="Cất giấu sổ sách, cản trở việc thẩm tra, xác minh của Đoàn.",
        body_name="Ban Thường vụ Đảng uỷ phường Điện Biên Phủ",
        decision=f"Quyết định ngày {desk.day(26):%d/%m/%Y} của Ban Thường vụ Đảng uỷ",
        since=desk.day(26),
    )
    discipline.suspend_activity(head, file, file.subject(1), new, desk.today)


def consider_again(desk: Desk) -> None:
    """A subject was put off for a confinement and is considered again; another's suspension was lifted."""
    head, on = desk.actors["truongdoan"], desk.day(10)
    certified = "Giấy chứng sinh số 88, Trạm Y tế phường"
    put_off = discipline.Postponement("", "Nghỉ thai sản, nuôi con dưới 12 tháng tuổi.", certified, desk.day(20))
    file = desk.file(REVIEWING.key, "truongdoan")
    discipline.postpone(head, file, record(desk, REVIEWING), put_off, desk.today)
    discipline.consider_again(head, file, record(desk, REVIEWING), on, desk.today)
    file = desk.file("unvoted", "truongdoan")
    new = discipline.NewSuspension(
        kind=Paused.PARTY_ACTIVITY,
        ground=Ground.INDICTED,
        ground_text="Bị khởi tố bị can trong vụ án vay, mượn tài sản.",
        body_name="Ban Thường vụ Đảng uỷ phường Điện Biên Phủ",
        decision="Quyết định số 102-QĐ/ĐU",
        since=desk.day(50),
    )
    row = discipline.suspend_activity(head, file, file.subject(1), new, desk.today)
    ordered = Ordered(desk.day(14), "Quyết định số 131-QĐ/ĐU")
    ending = discipline.Ending(desk.day(14), "Cơ quan điều tra đã đình chỉ điều tra bị can.", ordered)
    discipline.end_suspension(head, file, row, ending, desk.today)


def see_through(desk: Desk) -> None:
    """Some duties after a decision are done, one is left; the organization's responsibility was examined."""
    clerk, file, row = desk.actors["vanthu"], desk.file(IN_FORCE.key, "vanthu"), record(desk, IN_FORCE)
    _minutes(desk, IN_FORCE.key, 60)
    sent = (desk.day(49), "Gửi Chi bộ, Ban Xây dựng Đảng, Uỷ ban Kiểm tra Tỉnh uỷ")
    discipline.do_duty(clerk, file, row, Duty.INFORMED, sent, desk.today)
    discipline.do_duty(clerk, file, row, Duty.FILED, (desk.day(48), "Hồ sơ đảng viên"), desk.today)
    examined = discipline.Examined(desk.day(45), "Đã kiểm điểm trách nhiệm tập thể chi uỷ, rút kinh nghiệm.")
    head = desk.actors["truongdoan"]
    discipline.review_responsibility(head, desk.file(IN_FORCE.key, "truongdoan"), row, examined, desk.today)


def _minutes(desk: Desk, key: str, ago: int) -> None:
    words = MinutesWords(desk.day(ago), "Trần Thị Bích Ngọc", "Vũ Thị Thanh Vân")
    ask = EXPIRED if key == EXPIRED.key else IN_FORCE
    file, on = desk.file(key, "vanthu"), desk.day(ago)
    discipline.issue_minutes(desk.actors["vanthu"], file, record(desk, ask), words, on)
