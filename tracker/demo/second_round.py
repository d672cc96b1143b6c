"""A complaint in the demo that goes on to the province: its petition there, its case, the decision it names."""

from dataclasses import replace

from tracker.access import Permission
from tracker.appeals import queries
from tracker.appeals import services as appeals
from tracker.appeals.rules import Named
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile, get_file
from tracker.cases.services import open_from_petition
from tracker.core.errors import NotVisible
from tracker.demo import places
from tracker.demo.sources import Intake
from tracker.discipline.queries import get_discipline
from tracker.dossiers.services import reopen_case
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind
from tracker.petitions import services as petitions
from tracker.petitions.queries import get_petition
from tracker.petitions.services import Entry, Screening
from tracker.petitions.states import Action, Channel, PetitionKind, Sender

_RELIED = "Áp dụng quy định của 22-QĐ/TW trong khi chờ văn bản hướng dẫn của cấp trên."


def complain_above(desk: Intake) -> None:
    """Not content with the lighter form that the ward's standing committee gave, a member complains to the province."""
    clerk = desk.actors["tinh.vanthu"]
    case = _accepted(desk, desk.land.bodies[places.PROVINCE, BodyKind.COMMISSION])
    handling = get_file(clerk, case.ref, Permission.SEE_PAPERS)
    appeal = appeals.link_below(clerk, handling, appeals.Link(_named(desk, handling), by_subject=True), desk.today)
    accepted = appeals.Acceptance(desk.day(6), _RELIED)
    appeals.accept_appeal(clerk, handling, appeal, accepted, reopen_case, desk.today)
    head = desk.actors["tinh.canbo"]
    own = get_file(head, case.ref)
    appeals.hear_appeal(head, own, appeal, _hearing(desk), desk.today)


def _hearing(desk: Intake) -> appeals.Hearing:
    on = desk.day(3)
    remark = "Chi bộ nhận xét đồng chí chấp hành tốt từ khi có quyết định."
    return appeals.Hearing(on, "Giữ nguyên nội dung khiếu nại.", on, "Giữ nguyên quyết định.", on, remark)


def _accepted(desk: Intake, body: Body) -> Case:
    """The petition is registered, screened and accepted; its case is prepared."""
    receiver, chair = desk.actors["tinh.tiepnhan"], desk.actors["tinh.chunhiem"]
    entry = Entry(
        kind=PetitionKind.COMPLAINT,
        channel=Channel.POST,
        sender=Sender.NAMED,
        first_received_on=desk.day(11),
        received_on=desk.day(10),
        abstract="Khiếu nại quyết định giải quyết khiếu nại của Ban Thường vụ Đảng uỷ phường",
        contents=["Không có vi phạm như kết luận; đề nghị xoá bỏ hình thức khiển trách."],
        subjects=[desk.key("HL-03", 0)],
        decision_received_on=desk.day(14),
    )
    made = petitions.register_petition(receiver, body.id, entry, None, desk.vault, desk.today)
    petition = get_petition(receiver, made.ref)
    screening = Screening(desk.day(8), Action.ACCEPT, "Đơn đúng thẩm quyền, trong thời hạn.")
    petitions.screen_petition(receiver, petition, screening, desk.today)
    draft = replace(
        desk.draft("khiếu nại kỷ luật khiển trách", 60, Kind.DISCIPLINE_COMPLAINT, []),
        head=desk.actors["tinh.canbo"].user_id,
        team=[],
        directing_id=None,
    )
    return open_from_petition(chair, get_petition(chair, petition.ref), draft, desk.day(6), desk.today)


def _named(desk: Intake, handling: CaseFile) -> Named:
    """The decision as its copy, which came with the complaint, names it."""
    clerk = desk.actors["vanthu"]
    [contested] = queries.contested_in(clerk, handling.case, desk.today)
    file = get_file(clerk, contested.case_ref, Permission.SEE_PAPERS)
    record = get_discipline(file.case.id, contested.number)
    stands = queries.last_announced(record.id)
    if stands is None or stands.decided_on is None:
        raise NotVisible
    return Named(stands.decision, queries.deciding_body(record).name, stands.decided_on)
