"""Inspection of inspection work in the demo: the province asks wards to review decisions that were found wrong."""

from tracker.demo.desk import Desk
from tracker.reviews.rules import Reviewed
from tracker.reviews.services import ask_review
from tracker.reviews.states import Fault, Request

_KEY = "province"


def ask_for_reviews(desk: Desk) -> None:
    """One decision of a ward is to be changed, one of a commune annulled; the case is still being conducted."""
    head = desk.actors[desk.office(_KEY).head]
    ward, commune = "Uỷ ban Kiểm tra Đảng uỷ phường Mường Thanh", "Uỷ ban Kiểm tra Đảng uỷ xã Nà Tấu"
    for asked in (
        Reviewed(
            subject=1,
            sign="07-QĐ/UBKTĐU",
            decided_on=desk.day(210),
            body_name=ward,
            fault="hình thức khiển trách nhẹ hơn khung của vi phạm đã kết luận; hồ sơ không có lý do giảm nhẹ.",
            request=Request.CHANGE,
            owner=ward,
            due_on=desk.day(-30),
            fault_kind=Fault.TOO_LIGHT,
        ),
        Reviewed(
            subject=2,
            sign="03-QĐ/UBKTĐU",
            decided_on=desk.day(260),
            body_name=commune,
            fault="quyết định khi đã hết thời hiệu kỷ luật; biên bản kiểm phiếu không đủ số thành viên dự.",
            request=Request.ANNUL,
            owner=commune,
            due_on=desk.day(-30),
            fault_kind=Fault.PROCEDURE,
        ),
    ):
        ask_review(head, desk.file(_KEY, desk.office(_KEY).head), asked, desk.today)
