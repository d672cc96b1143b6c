"""Every way a recommendation and a sum of money can go in the demo, told on one case."""

from tracker.demo.desk import Desk
from tracker.findings.queries import get_finding, get_recommendation
from tracker.follow_up import services as following
from tracker.follow_up.queries import money_entries, updates_of_case
from tracker.follow_up.services import Note, Receipt
from tracker.follow_up.states import Step, Way
from tracker.lawbook.queries import office_law

_KEY, _HEAD, _DIRECTING, _CHAIR = "remedies", "truongdoan", "uyvien", "chunhiem"
_VIOLATION = 2


def remedy(desk: Desk) -> None:
    """Money comes back in parts; of six recommendations one is given up, one asked to be, one handed over …"""
    _recover(desk)
    _give_up(desk)
    head, file, directing = desk.actors[_HEAD], desk.file(_KEY, _HEAD), desk.file(_KEY, _DIRECTING)
    rent, book, store = (get_recommendation(file.case.id, number) for number in (4, 5, 6))
    handed = Note(desk.day(60), "Chuyển Uỷ ban nhân dân phường chủ trì.", "Công văn số 47-CV/UBKTĐU")
    following.transfer_recommendation(head, file, rent, handed, desk.today)
    done = Note(desk.day(62), "Đã lập sổ theo dõi tài sản.", "Ảnh chụp sổ")
    following.report_done(head, file, book, done, desk.today)
    missing = Note(desk.day(55), "Sổ chưa ghi nguyên giá và người sử dụng; làm lại theo mẫu.")
    following.send_back_recommendation(desk.actors[_DIRECTING], directing, book, missing, desk.today)
    part = Note(desk.day(58), "Đã xếp xong tài liệu năm 2024.", "Biên bản ngày 12")
    following.record_progress(head, file, store, part, desk.today)
    [wrong] = updates_of_case(file.case.id)[store.id]
    right = Note(desk.day(57), "Ghi nhầm năm: đã xếp xong tài liệu năm 2023.")
    following.correct_update(head, file, store, wrong.update, right, desk.today)
    whole = Note(desk.day(6), "Kho đã sắp xếp xong.", "Biên bản nghiệm thu")
    following.report_done(head, file, store, whole, desk.today)


def _recover(desk: Desk) -> None:
    """Part is paid back, once entered twice; part is struck from the accounts; the rest is explained."""
    head, file = desk.actors[_HEAD], desk.file(_KEY, _HEAD)
    finding = get_finding(file.case.id, _VIOLATION)
    for amount, way, ago, document in (
        (30_000_000, Way.PAID_BACK, 70, "Phiếu thu số 21"),
        (30_000_000, Way.PAID_BACK, 69, "Phiếu thu số 21"),
        (14_000_000, Way.DISALLOWED, 64, "Quyết định xuất toán số 09"),
        (8_000_000, Way.DUES_COLLECTED, 50, "Bảng truy thu đảng phí quý II"),
    ):
        following.record_receipt(head, file, finding, Receipt(amount, way, desk.day(ago), document), desk.today)
        twice = money_entries([finding.id])[-1]
        if ago == 69:
            why = "Nhập hai lần cùng một phiếu thu."
            following.reverse_receipt(head, file, finding, twice.id, why, desk.today)
    rest = Note(desk.day(20), "Người nhận đã qua đời, gia đình thuộc hộ nghèo.", "Biên bản xác minh ngày 05")
    following.explain_remainder(head, file, finding, rest, desk.today)


def _give_up(desk: Desk) -> None:
    """Two are proposed to be given up: the chair approves one and keeps the other, which is then asked again."""
    head, chair = desk.actors[_HEAD], desk.actors[_CHAIR]
    file, leading = desk.file(_KEY, _HEAD), desk.file(_KEY, _CHAIR)
    rules, generator = (get_recommendation(file.case.id, number) for number in (2, 3))
    gone = Note(desk.day(65), "Máy đã cháy trong vụ chập điện, có biên bản.", "Biên bản ngày 18")
    following.ask_waiver(head, file, generator, gone, desk.today)
    agreed = Note(desk.day(63), "Đồng ý; không còn đối tượng để thanh lý.")
    following.waive_recommendation(chair, leading, generator, agreed, desk.today)
    asked = Note(desk.day(61), "Cấp trên đang sửa quy định chung về chi tiêu.")
    following.ask_waiver(head, file, rules, asked, desk.today)
    kept = Note(desk.day(59), "Chưa đồng ý: chi bộ vẫn phải có quy chế của mình.")
    following.keep_recommendation(chair, leading, rules, kept, desk.today)
    again = Note(desk.day(3), "Đảng uỷ đã ban hành quy chế mẫu dùng chung cho các chi bộ.")
    following.ask_waiver(head, file, rules, again, desk.today)


def propose_observation(desk: Desk) -> None:
    """What stays undone after the reminder and the report to the leader is noted to be inspected."""
    file = desk.file("old", _HEAD)
    advice = get_recommendation(file.case.id, 1)
    note = Note(desk.day(15), "Hai lần đôn đốc, chi uỷ vẫn chưa nộp đủ.", "Báo cáo số 61-BC/UBKTĐU")
    following.escalate(desk.actors[_HEAD], file, advice, Step.OBSERVATION, note, office_law())
