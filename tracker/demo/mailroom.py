"""The clerk's room in the demo: papers sent and signed for, papers that arrived, numbers taken and void."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from tracker.access import Actor
from tracker.demo import places
from tracker.demo.tree import Territory
from tracker.dispatch.queries import get_dispatched, visible_papers
from tracker.dispatch.services import Shipment, keep_paper, receive_paper, revoke_entry, send_paper
from tracker.dispatch.states import Way
from tracker.documents.marks import Marks
from tracker.documents.models import PaperEnding, RegisteredPaper
from tracker.documents.services import NewPaper
from tracker.documents.states import PaperType, Secrecy, Urgency
from tracker.extensions import db
from tracker.incoming.services import Arrival, answer_arrival, register_arrival
from tracker.organizations.states import BodyKind
from tracker.records.services import take_number, void_number

UNSENT = 4  # the youngest papers lie on the clerk's desk
_COPY = "Ban Tổ chức Đảng uỷ"


class Mailroom:
    """The clerk of the ward at her desk."""

    def __init__(self, land: Territory, actors: Mapping[str, Actor], today: date):
        self.land, self.actors, self.today = land, actors, today
        self.clerk = actors["vanthu"]

    def day(self, ago: int) -> date:
        """The day so many days back."""
        return self.today - timedelta(days=ago)

    def arrive(self, ago: int, sender: str, sign: str, abstract: str, login: str | None = None, **more: object):
        """A paper arrives, for somebody to handle if a login is given."""
        handler = self.actors[login].user_id if login else None
        dated_on = self.day(ago + 2)
        arrival = Arrival(self.day(ago), sender, sign, dated_on, abstract, handler_id=handler, **more)  # type: ignore[arg-type]
        return register_arrival(self.clerk, arrival, self.today)


def keep_the_registers(room: Mailroom) -> None:
    """Everything the clerk does with papers."""
    _take_numbers(room)
    _dispatch(room)
    _take_in(room)


def _dispatch(room: Mailroom) -> None:
    """Of this year's papers most are sent and signed for, one only in part, one stays in the house."""
    ended = select(PaperEnding.paper_id)
    found = select(RegisteredPaper.ref).where(
        visible_papers(room.clerk), RegisteredPaper.issued_on >= room.day(120), RegisteredPaper.id.not_in(ended)
    )
    refs = list(db.session.execute(found.order_by(RegisteredPaper.issued_on, RegisteredPaper.id)).scalars())
    for number, ref in enumerate(refs[: -UNSENT - 1]):
        _send(room, ref, signed=number % 24 != 3, wrong=number == 0)
    keep_paper(room.clerk, refs[-UNSENT - 1], "Chỉ lưu hồ sơ vụ việc.", room.today)


def _send(room: Mailroom, ref: str, *, signed: bool, wrong: bool) -> None:
    paper = get_dispatched(room.clerk, ref)
    day = min(paper.row.issued_on + timedelta(days=1), room.today)
    names = paper.planned or [_COPY]
    shipment = Shipment(names, Way.HAND if signed else Way.POST, day, room.clerk.full_name)
    sent = send_paper(room.clerk, ref, shipment, room.today)
    if wrong:
        [entry] = send_paper(room.clerk, ref, Shipment(["Chi bộ Khối Mặt trận"], Way.HAND, day, "Văn thư"), room.today)
        revoke_entry(room.clerk, ref, entry.id, "Ghi nhầm nơi nhận.", room.today)
    if signed:
        receiver = "Văn thư cơ quan nhận"
        receive_paper(
            room.clerk,
            ref,
            [entry.id for entry in sent],
            min(day + timedelta(days=1), room.today),
            receiver,
            room.today,
        )


def _take_numbers(room: Mailroom) -> None:
    body = room.land.bodies[places.WARD, BodyKind.COMMISSION]
    report = NewPaper(
        body, PaperType.REPORT, room.day(20), "Kết quả công tác kiểm tra, giám sát quý III", "Lường Văn Quyết"
    )
    take_number(room.clerk, report, room.today)
    mistaken = NewPaper(body, PaperType.REPORT, room.day(12), "Sơ kết chuyên đề quản lý quỹ hội", "Lường Văn Quyết")
    void = take_number(room.clerk, mistaken, room.today)
    void_number(room.clerk, void.ref, "Chưa ký; nội dung đã ghép vào báo cáo quý.", room.today)
    marks = Marks(Secrecy.CONFIDENTIAL, Urgency.URGENT)
    secret = NewPaper(body, PaperType.REPORT, room.day(9), "", "Lường Văn Quyết", marks=marks)
    take_number(room.clerk, secret, room.today)


def _take_in(room: Mailroom) -> None:
    above, ward = "Uỷ ban Kiểm tra Tỉnh uỷ Điện Biên", "Đảng uỷ phường Điện Biên Phủ"
    done = room.arrive(40, above, "112-CV/UBKTTU", "về báo cáo kết quả thực hiện chương trình kiểm tra", "canbo",
                       due_on=room.day(25))  # fmt: skip
    answer_arrival(room.actors["canbo"], done, room.day(27), "Đã báo cáo bằng văn bản.", room.today)
    room.arrive(18, above, "118-CV/UBKTTU", "về cử cán bộ tham gia đoàn kiểm tra", "canbo", due_on=room.day(3))
    room.arrive(10, ward, "57-CV/ĐU", "về phối hợp rà soát quy chế làm việc của các chi bộ", "truongdoan",
                due_on=room.day(-5), urgency=Urgency.URGENT)  # fmt: skip
    room.arrive(8, ward, "31-KH/ĐU", "tổ chức hội nghị sơ kết công tác xây dựng Đảng")
    room.arrive(6, above, "09-BC/UBKTTU", "", secrecy=Secrecy.CONFIDENTIAL, note="Tủ số 2, ngăn mật")
