"""A complaint in the demo that came as a petition, its case, and the discipline it is about: one matter."""

from dataclasses import replace

from tracker.access import Permission
from tracker.appeals import queries
from tracker.appeals import services as appeals
from tracker.cases.kinds import Kind
from tracker.cases.queries import get_file
from tracker.cases.services import open_from_petition
from tracker.demo import places
from tracker.demo.sources import Intake
from tracker.discipline.queries import get_discipline
from tracker.dossiers.services import reopen_case
from tracker.organizations.states import BodyKind
from tracker.petitions.queries import get_petition
from tracker.petitions.states import Action, PetitionKind

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


def _take_over(desk: Intake, ref: str) -> None:
    clerk = desk.actors["vanthu"]
    handling = get_file(clerk, ref, Permission.SEE_PAPERS)
    [contested] = queries.contested_in(clerk, handling.case, desk.today)
    file = get_file(clerk, contested.case_ref, Permission.SEE_PAPERS)
    record = get_discipline(file.case.id, contested.number)
    appeal = appeals.take_over(clerk, file, record, handling, None, desk.today)
    accepted = appeals.Acceptance(desk.day(20), _RELIED)
    appeals.accept_appeal(clerk, file, appeal, accepted, reopen_case, desk.today)
