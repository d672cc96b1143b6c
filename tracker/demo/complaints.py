"""Complaints in the demo: one that gave a lighter form and waits in a second round, one that annulled a discipline."""

from datetime import date

from tracker.appeals import queries
from tracker.appeals import services as appeals
from tracker.appeals.models import Appeal
from tracker.appeals.states import Channel
from tracker.demo.afterwards import COMPLAINED, ORGANIZATION, Ask, record
from tracker.demo.desk import Desk
from tracker.organizations.states import BodyKind
from tracker.regulations.appeals import Outcome, Place
from tracker.regulations.terms import Form

_RELIED = "Áp dụng quy định của 22-QĐ/TW trong khi chờ văn bản hướng dẫn của cấp trên."


def complain(desk: Desk) -> None:
    """A member gets a lighter form and complains again; an organization's discipline is annulled and made good."""
    member = _receive(
        desk, COMPLAINED, (BodyKind.STANDING_COMMITTEE, Place.SAME), 46, "Hình thức quá nặng so với vi phạm."
    )
    _hear(desk, COMPLAINED, member, 42)
    lighter = _decision(desk, 24, "Số 118-QĐ/ĐU", Outcome.LIGHTER, Form.REPRIMAND)
    _decide(desk, COMPLAINED, member, lighter)
    _receive(desk, COMPLAINED, (BodyKind.COMMISSION, Place.NEXT), 10, "Không có vi phạm như kết luận; đề nghị xoá bỏ.")
    organization = _receive(
        desk, ORGANIZATION, (BodyKind.COMMISSION, Place.NEXT), 58, "Vi phạm thuộc trách nhiệm của nhiệm kỳ trước."
    )
    _hear(desk, ORGANIZATION, organization, 50)
    annulled = _decision(desk, 28, "Số 64-QĐ/UBKTTU", Outcome.ANNULLED, None, desk.day(-10))
    _decide(desk, ORGANIZATION, organization, annulled)
    file, clerk = desk.file(ORGANIZATION.key, "vanthu"), desk.actors["vanthu"]
    [part] = [row for row in queries.parts_of_appeal(organization.id) if row.part == "apology"]
    appeals.restore_part(clerk, file, organization, part, (desk.day(15), "Biên bản hội nghị chi bộ"), desk.today)


def _receive(desk: Desk, ask: Ask, to: tuple[BodyKind, Place], ago: int, content: str) -> Appeal:
    row, file = record(desk, ask), desk.file(ask.key, "vanthu")
    body = next(found.body for found in queries.hearing_bodies(row) if (found.body.kind, found.place) == to)
    new = appeals.NewAppeal(
        by_subject=True,
        complainant=row.subject.name,
        received_on=desk.day(ago),
        decision_received_on=desk.day(ago + 3),
        channel=Channel.DIRECT,
        content=content,
        hearing_body_id=body.id,
    )
    return appeals.receive_appeal(desk.actors["vanthu"], file, row, new, desk.today)


def _hear(desk: Desk, ask: Ask, appeal: Appeal, ago: int) -> None:
    head, on = desk.office(ask.key).head, desk.day(ago)
    appeals.accept_appeal(desk.actors["vanthu"], desk.file(ask.key, "vanthu"), appeal, on, _RELIED, desk.today)
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
    return appeals.AppealDecision(on, 9, 7, number, on, on, outcome, form, restore_by=restore_by)


def _decide(desk: Desk, ask: Ask, appeal: Appeal, decision: appeals.AppealDecision) -> None:
    file = desk.file(ask.key, "vanthu")
    appeals.decide_appeal(desk.actors["vanthu"], file, appeal, decision, desk.today)
