"""Sessions that show what sessions know: one to come with three items, one with its papers, one with a void vote."""

from tracker.demo.desk import Desk
from tracker.documents.composing import Signer
from tracker.meetings import services as meetings
from tracker.meetings.models import Meeting
from tracker.meetings.states import Method, Result
from tracker.organizations.states import BodyKind

_RULES = meetings.Matter(
    "Sửa đổi Quy chế làm việc của Uỷ ban Kiểm tra",
    "Thông qua Quy chế làm việc sửa đổi; giao Văn phòng hoàn thiện, trình ký.",
)
_TRAINING = meetings.Matter(
    "Kế hoạch bồi dưỡng nghiệp vụ kiểm tra, giám sát",
    "Đồng ý mở một lớp bồi dưỡng trong quý tới cho cấp uỷ viên phụ trách kiểm tra ở các chi bộ.",
)
_CHANGED = meetings.Matter(_TRAINING.title, "Đồng ý mở hai lớp bồi dưỡng trong năm tới, kinh phí do Đảng uỷ bảo đảm.")


def fill_the_coming_session(desk: Desk, meeting: Meeting) -> None:
    """Beside the case that waits: two matters that belong to no case."""
    clerk = desk.actors["vanthu"]
    for matter in (_RULES, _TRAINING):
        meetings.add_matter(clerk, meeting, matter)


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
