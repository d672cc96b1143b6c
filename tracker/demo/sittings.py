"""Sessions that show what sessions know: to come, of today, held with its papers, cancelled, with every result."""

from tracker.demo.desk import Desk
from tracker.documents.composing import Signer
from tracker.meetings import services as meetings
from tracker.meetings.models import Meeting
from tracker.meetings.queries import attendance_of
from tracker.meetings.states import Method, Part, Result
from tracker.organizations.states import BodyKind

_RULES = meetings.Matter(
    "Sửa đổi Quy chế làm việc của Uỷ ban Kiểm tra",
    "Thông qua Quy chế làm việc sửa đổi; giao Văn phòng hoàn thiện, trình ký.",
)
_TRAINING = meetings.Matter(
    "Kế hoạch bồi dưỡng nghiệp vụ kiểm tra, giám sát",
    "Đồng ý mở một lớp bồi dưỡng trong quý tới cho cấp uỷ viên phụ trách kiểm tra ở các chi bộ.",
)
_CAR = meetings.Matter(
    "Phương tiện đi công tác của các Đoàn", "Đề nghị bố trí một xe dùng chung cho các Đoàn kiểm tra."
)
_GUIDE = meetings.Matter(
    "Hướng dẫn chi bộ tự kiểm tra", "Ban hành hướng dẫn chi bộ tự kiểm tra, kèm mẫu biểu báo cáo hằng năm."
)
_CHANGED = meetings.Matter(_TRAINING.title, "Đồng ý mở hai lớp bồi dưỡng trong năm tới, kinh phí do Đảng uỷ bảo đảm.")


def fill_the_coming_session(desk: Desk, meeting: Meeting) -> None:
    """Beside the case that waits: two matters that belong to no case, and one that was taken off again."""
    clerk = desk.actors["vanthu"]
    for matter in (_RULES, _TRAINING):
        meetings.add_matter(clerk, meeting, matter)
    off = meetings.add_matter(clerk, meeting, _CAR)
    meetings.withdraw_item(clerk, meeting, off, "Văn phòng Đảng uỷ chưa có ý kiến về kinh phí.")


def issue_the_papers(desk: Desk, meeting: Meeting) -> None:
    """The minutes and the resolution of a held session, and a correction recorded later."""
    clerk, on = desk.actors["vanthu"], meeting.held_on
    words = meetings.PaperWords(on, Signer(meeting.chair_name, "Chủ nhiệm"))
    meetings.issue_minutes(clerk, meeting, words, on)
    meetings.issue_resolution(clerk, meeting, words, on)
    correction = "Tại mục thành phần, đọc là: mời dự đại diện Văn phòng Đảng uỷ."
    meetings.add_addendum(clerk, meeting, correction, "Ghi sót khách mời", desk.today)


def change_a_text_after_the_vote(desk: Desk) -> None:
    """A draft is adopted and then changed: the vote is void until the session votes again."""
    clerk = desk.actors["vanthu"]
    meeting = desk.plan("hội nghị chuyên đề tháng này", 1, BodyKind.COMMISSION)
    desk.attend(meeting, clerk, absent=1)
    item = meetings.add_matter(clerk, meeting, _TRAINING)
    meetings.recuse(clerk, meeting, item, 2, "Trực tiếp phụ trách lớp bồi dưỡng", "Quy chế làm việc")
    vote = meetings.open_vote(clerk, meeting, item, Method.HANDS, meeting.held_on)
    figures = meetings.HandVote(vote.present, 0, 0, Result.ADOPTED, "Nhất trí với dự thảo.")
    meetings.record_hand_vote(clerk, meeting, item, figures, meeting.held_on)
    meetings.change_matter(clerk, meeting, item, _CHANGED)


def cancel_a_session(desk: Desk) -> None:
    """A session that was called is cancelled; the case on its agenda waits for another one."""
    clerk = desk.actors["vanthu"]
    meeting = desk.plan("kỳ họp chuyên đề tuần trước", 5, BodyKind.COMMISSION)
    desk.put_before(meeting, "no session yet")
    reason = "Nhiều uỷ viên tham gia khắc phục hậu quả mưa lũ, không đủ thành phần."
    meetings.cancel_meeting(clerk, meeting, reason, desk.day(6))


def decide_on_matters(desk: Desk) -> None:
    """One matter is taken off, one rejected, one returned; a vote is broken off and taken again on ballot papers."""
    clerk = desk.actors["vanthu"]
    meeting = desk.plan("kỳ họp thứ 11 (tiếp theo)", 22, BodyKind.COMMISSION)
    car, rules, guide, training = (
        meetings.add_matter(clerk, meeting, one) for one in (_CAR, _RULES, _GUIDE, _TRAINING)
    )
    _list_with_guests(desk, meeting)
    meetings.withdraw_item(clerk, meeting, car, "Chờ ý kiến của Văn phòng Đảng uỷ về kinh phí.")
    for item, result, said in (
        (rules, Result.RETURNED, "Rà soát lại thẩm quyền ký thừa lệnh, trình kỳ họp sau."),
        (guide, Result.REJECTED, "Đã có hướng dẫn của cấp trên; không ban hành văn bản riêng."),
    ):
        vote = meetings.open_vote(clerk, meeting, item, Method.HANDS, meeting.held_on)
        figures = meetings.HandVote(1, vote.present - 1, 0, result, said)
        meetings.record_hand_vote(clerk, meeting, item, figures, meeting.held_on)
    meetings.open_vote(clerk, meeting, training, Method.HANDS, meeting.held_on)
    meetings.annul_vote(clerk, meeting, training, "Một uỷ viên đề nghị bỏ phiếu kín; hội nghị đồng ý.")
    vote = meetings.open_vote(clerk, meeting, training, Method.BALLOT, meeting.held_on)
    papers = meetings.HandVote(
        vote.present - 1, 0, 0, Result.ADOPTED, "Nhất trí với dự thảo.", issued=vote.present, invalid=1
    )
    meetings.record_hand_vote(clerk, meeting, training, papers, meeting.held_on)
    desk.hold(meeting, "vanthu")


def _list_with_guests(desk: Desk, meeting: Meeting) -> None:
    """Two of the commission are away; a guest and the secretary sit there without a vote."""
    clerk = desk.actors["vanthu"]
    desk.attend(meeting, clerk, absent=1)
    listed = [
        meetings.Person(row.name, row.part, row.position, row.member_id, row.present, row.reason)
        for row in attendance_of(meeting.id)
    ]
    guest = meetings.Person("Đinh Thị Tuyết", Part.GUEST, "Chánh Văn phòng Đảng uỷ")
    secretary = meetings.Person(clerk.full_name, Part.SECRETARY, "Văn thư")
    meetings.record_attendance(clerk, meeting, [*listed, guest, secretary])


def sit_today(desk: Desk) -> None:
    """A session of today: the text is frozen and the vote goes on."""
    clerk = desk.actors["vanthu"]
    meeting = desk.plan("hội nghị giao ban tuần này", 0, BodyKind.COMMISSION)
    item = meetings.add_matter(clerk, meeting, _GUIDE)
    desk.attend(meeting, clerk)
    meetings.open_vote(clerk, meeting, item, Method.HANDS, meeting.held_on)
