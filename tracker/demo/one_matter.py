"""A complaint in the demo as one matter: its petition, its case, the discipline it is about, what is proposed."""

from dataclasses import replace

from tracker.access import Permission
from tracker.appeals import queries
from tracker.appeals import services as appeals
from tracker.cases.kinds import Kind
from tracker.cases.queries import get_file
from tracker.cases.services import issue_case, launch_case, open_from_petition
from tracker.cases.states import Ruling
from tracker.demo import places
from tracker.demo.sources import Intake
from tracker.demo.stories import good
from tracker.discipline.queries import get_discipline
from tracker.dossiers.services import reopen_case
from tracker.findings.services import record_finding
from tracker.organizations.states import BodyKind
from tracker.petitions.queries import get_petition
from tracker.petitions.states import Action, PetitionKind
from tracker.regulations.terms import Form
from tracker.reviews.rules import Ruled
from tracker.reviews.services import propose_ruling
from tracker.teams.services import declare

_RELIED = "Áp dụng quy định của 22-QĐ/TW trong khi chờ văn bản hướng dẫn của cấp trên."


def complain_by_petition(desk: Intake) -> None:
    """A warning by the commission is complained of to the standing committee, which accepts it and opens its case."""
    desk.body = desk.land.bodies[places.WARD, BodyKind.STANDING_COMMITTEE].id
    told = {
        "kind": PetitionKind.COMPLAINT,
        "abstract": "Khiếu nại quyết định kỷ luật cảnh cáo của Uỷ ban Kiểm tra",
        "contents": ["Hình thức cảnh cáo nặng so với vi phạm; chưa xét việc đã tự khắc phục."],
        "subjects": [desk.key("HL-01", 0)],
        "decision_received_on": desk.day(48),
    }
    petition = desk.screen(desk.register(24, told), 22, Action.ACCEPT)
    draft = replace(
        desk.draft("khiếu nại kỷ luật cảnh cáo", 60, Kind.DISCIPLINE_COMPLAINT, []),
        head=desk.actors["canbo.danguy"].user_id,
        team=[desk.actors["canbo2"].user_id],
        directing_id=None,
    )
    leader = desk.actors["bithu"]
    petition = get_petition(leader, petition.ref)
    case = open_from_petition(leader, petition, draft, desk.day(20), desk.today)
    _take_over(desk, case.ref)
    _propose(desk, case.ref)


def _take_over(desk: Intake, ref: str) -> None:
    clerk = desk.actors["vanthu"]
    handling = get_file(clerk, ref, Permission.SEE_PAPERS)
    [contested] = queries.contested_in(clerk, handling.case, desk.today)
    file = get_file(clerk, contested.case_ref, Permission.SEE_PAPERS)
    record = get_discipline(file.case.id, contested.number)
    appeal = appeals.take_over(clerk, file, record, handling, None, desk.today)
    accepted = appeals.Acceptance(desk.day(20), _RELIED)
    appeals.accept_appeal(clerk, file, appeal, accepted, reopen_case, desk.today)


def _propose(desk: Intake, ref: str) -> None:
    """The team has looked into it, and proposes what becomes of the decision."""
    clerk, head = desk.actors["vanthu"], desk.actors["canbo.danguy"]
    for member in (head, desk.actors["canbo2"]):
        declare(member, get_file(member, ref), False, "", desk.day(16))
    file = get_file(clerk, ref, Permission.SEE_PAPERS)
    issue_case(clerk, file, desk.actors["bithu"].full_name, desk.day(15), desk.day(15), "")
    own = get_file(head, ref)
    launch_case(head, own, desk.day(13), "tại trụ sở Đảng uỷ", desk.today)
    record_finding(head, own, good("Đã tự khắc phục một phần trước khi có quyết định kỷ luật."), desk.day(6))
    why = "Quyết định chưa xét việc tự khắc phục hậu quả."
    ruled = Ruled(Ruling.CHANGE, why, Form.REPRIMAND, "giảm từ Cảnh cáo thành Khiển trách")
    propose_ruling(head, own, own.subject(1), ruled)
