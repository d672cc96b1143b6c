"""Complaints in the demo: one that gave a lighter form by a decision issued here, one that annulled a discipline."""

from dataclasses import replace
from datetime import date

from tracker.appeals import queries
from tracker.appeals import services as appeals
from tracker.appeals.models import Appeal
from tracker.appeals.papers import DecisionWords
from tracker.appeals.states import Channel
from tracker.cases.services import Ordered
from tracker.demo.afterwards import COMPLAINED, IN_FORCE, ORGANIZATION, Ask, record
from tracker.demo.desk import Desk
from tracker.demo.ways_out import PAIR
from tracker.documents.composing import Signer
from tracker.dossiers.services import reopen_case
from tracker.organizations.states import BodyKind
from tracker.regulations.appeals import Ground, Outcome, Place
from tracker.regulations.terms import Form

_WORDS = DecisionWords(
    Signer("Hoàng Minh Tâm", "BÍ THƯ"),
    "Vi phạm đúng như kết luận; người khiếu nại đã tự giác khắc phục toàn bộ hậu quả trước khi bị phát hiện.",
    "Uỷ ban Kiểm tra Đảng uỷ phường, chi bộ quản lý đảng viên và người khiếu nại",
    ("Người khiếu nại", "Uỷ ban Kiểm tra Tỉnh uỷ (để báo cáo)", "Lưu hồ sơ khiếu nại kỷ luật"),
)
_RELIED = "Áp dụng quy định của 22-QĐ/TW trong khi chờ văn bản hướng dẫn của cấp trên."


def complain(desk: Desk) -> None:
    """A member gets a lighter form, and goes on to the province; an organization's discipline is annulled."""
    member = _receive(
        desk, COMPLAINED, (BodyKind.STANDING_COMMITTEE, Place.SAME), 46, "Hình thức quá nặng so với vi phạm."
    )
    _hear(desk, COMPLAINED, member, 42)
    lighter = _decision(desk, 17, "", Outcome.LIGHTER, Form.REPRIMAND)
    _settle(desk, COMPLAINED, member, replace(lighter, words=_WORDS), 15)
    organization = _receive(
        desk, ORGANIZATION, (BodyKind.COMMISSION, Place.NEXT), 58, "Vi phạm thuộc trách nhiệm của nhiệm kỳ trước."
    )
    _hear(desk, ORGANIZATION, organization, 50)
    annulled = _decision(desk, 28, "Số 64-QĐ/UBKTTU", Outcome.ANNULLED, None, desk.day(-10))
    _settle(desk, ORGANIZATION, organization, annulled, 25)
    file, clerk = desk.file(ORGANIZATION.key, "vanthu"), desk.actors["vanthu"]
    [part] = [row for row in queries.parts_of_appeal(organization.id) if row.part == "apology"]
    appeals.restore_part(clerk, file, organization, part, Ordered(desk.day(15), "Biên bản hội nghị chi bộ"), desk.today)


def complain_otherwise(desk: Desk) -> None:
    """One complaint was decided and not announced yet, one just came in; one was withdrawn, one came too late."""
    same = (BodyKind.STANDING_COMMITTEE, Place.SAME)
    waiting, settled = PAIR
    _receive(desk, waiting, same, 2, "Nhận quyết định muộn; đề nghị xem lại mức độ vi phạm.", 23)
    appeal = _receive(desk, settled, same, 46, "Hình thức quá nặng so với vi phạm.")
    _hear(desk, settled, appeal, 40)
    upheld = _decision(desk, 10, "Số 12-QĐ/ĐU", Outcome.UPHELD, None)
    file, clerk = desk.file(settled.key, "vanthu"), desk.actors["vanthu"]
    appeals.decide_appeal(clerk, file, appeal, _counted(desk, settled, appeal, upheld), desk.today)
    own = desk.file(IN_FORCE.key, "vanthu")
    taken = _receive(desk, IN_FORCE, same, 44, "Đề nghị xem lại trách nhiệm của tập thể chi uỷ.")
    words = "Đã được giải thích rõ, tự nguyện rút đơn; có biên bản."
    appeals.withdraw_appeal(clerk, own, taken, desk.day(38), words, desk.today)
    late = _receive(desk, IN_FORCE, same, 12, "Đề nghị giảm hình thức kỷ luật.", 36)
    refusal = (Ground.LATE, desk.day(9), "Đơn gửi quá thời hạn khiếu nại; đã trả lời bằng văn bản.")
    appeals.refuse_appeal(clerk, own, late, refusal, desk.today)


def _receive(desk: Desk, ask: Ask, to: tuple[BodyKind, Place], ago: int, content: str, learnt: int = 3) -> Appeal:
    row, file = record(desk, ask), desk.file(ask.key, "vanthu")
    body = next(found.body for found in queries.hearing_bodies(row) if (found.body.kind, found.place) == to)
    new = appeals.NewAppeal(
        by_subject=True,
        complainant=row.subject.name,
        received_on=desk.day(ago),
        decision_received_on=desk.day(ago + learnt),
        channel=Channel.DIRECT,
        content=content,
        hearing_body_id=body.id,
    )
    return appeals.receive_appeal(desk.actors["vanthu"], file, row, new, desk.today)


def _hear(desk: Desk, ask: Ask, appeal: Appeal, ago: int) -> None:
    head, on = desk.office(ask.key).head, desk.day(ago)
    accepted, file = appeals.Acceptance(on, _RELIED), desk.file(ask.key, "vanthu")
    appeals.accept_appeal(desk.actors["vanthu"], file, appeal, accepted, reopen_case, desk.today)
    words = (
        "Giữ nguyên nội dung khiếu nại.",
        "Đã quyết định đúng thẩm quyền.",
        "Từ khi bị kỷ luật chấp hành nghiêm túc.",
    )
    hearing = appeals.Hearing(on, words[0], on, words[1], on, words[2])
    appeals.hear_appeal(desk.actors[head], desk.file(ask.key, head), appeal, hearing, desk.today)


def _decision(
    desk: Desk, ago: int, number: str, outcome: Outcome, form: Form | None, restore_by: date | None = None
) -> appeals.AppealDecision:
    on = desk.day(ago)
    return appeals.AppealDecision(on, 0, 0, on, outcome, number, form, restore_by=restore_by)


def _settle(desk: Desk, ask: Ask, appeal: Appeal, decision: appeals.AppealDecision, ago: int) -> None:
    """The decision, and its announcement some days later."""
    file, clerk = desk.file(ask.key, "vanthu"), desk.actors["vanthu"]
    appeals.decide_appeal(clerk, file, appeal, _counted(desk, ask, appeal, decision), desk.today)
    told = appeals.Announcement(desk.day(ago), "Đại diện cấp ra quyết định", "Hội nghị chi bộ, có biên bản công bố")
    appeals.announce_appeal(clerk, file, appeal, told, desk.today)


def _counted(desk: Desk, ask: Ask, appeal: Appeal, decision: appeals.AppealDecision) -> appeals.AppealDecision:
    members = queries.voters_at(desk.file(ask.key, "vanthu"), appeal, decision.session_on, desk.today).entitled
    return replace(decision, members=members, present=members - 1, votes_for=members - 2)
