"""Observations and petitions that came back from a cancelled case in the demo, and more of what comes in."""

from dataclasses import replace

from tracker.access import Permission
from tracker.cases import services as cases
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.queries import get_file
from tracker.demo.sources import HIM, Intake
from tracker.observations import services as observations
from tracker.observations.services import Note
from tracker.observations.states import Assessment, Source
from tracker.petitions import services as petitions
from tracker.petitions.services import Identity
from tracker.petitions.states import Action, Channel, PetitionKind

_CHAIR = "chunhiem"


def come_back(desk: Intake) -> None:
    """Of three cases in preparation nothing comes: what they rested on waits for a decision again."""
    for watched in (False, True):
        _release_observation(desk, watched=watched)
    _release_petition(desk)


def _cancel(desk: Intake, case: Case, reason: str) -> None:
    file = get_file(desk.actors[_CHAIR], case.ref, Permission.SEE_PAPERS)
    cases.cancel_case(desk.actors[_CHAIR], file, reason, desk.today)


def _release_observation(desk: Intake, *, watched: bool) -> None:
    officer, chair = desk.actors["canbo"], desk.actors[_CHAIR]
    cell = "TT-04" if watched else "TB-04"
    noted = desk.note(
        "canbo", 30, "Quản lý đảng viên", "Đảng viên vắng sinh hoạt nhiều kỳ không lý do.", desk.key(cell)
    )
    observations.report_observation(officer, noted, desk.day(28), desk.today)
    if watched:
        observations.watch_further(chair, noted, "Theo dõi thêm một quý.", desk.today)
    subjects = [(one.type, one.member_id or one.organization_id) for one in noted.subjects]
    draft = desk.draft("việc quản lý đảng viên", 30, Kind.VIOLATION_INSPECTION, subjects)
    case = cases.open_from_observation(chair, noted, draft, "Đồng ý kiểm tra.", desk.today)
    _cancel(desk, case, "Đảng uỷ đã đưa nội dung này vào cuộc kiểm tra chấp hành; không mở cuộc riêng.")


def _release_petition(desk: Intake) -> None:
    told = {
        "kind": PetitionKind.DENUNCIATION,
        "channel": Channel.DELIVERED,
        "abstract": "Tố cáo Phó Bí thư chi bộ cho thuê ki-ốt sai quy định",
        "contents": ["Cho thuê ki-ốt không qua bàn bạc tập thể."],
        "subjects": [desk.key("MT-01", 1)],
    }
    petition = desk.screen(desk.register(14, told, HIM), 12, Action.ACCEPT)
    draft = replace(desk.draft("nội dung tố cáo Phó Bí thư chi bộ", 40, Kind.DENUNCIATION, []), team=[])
    case = cases.open_from_petition(desk.actors[_CHAIR], petition, draft, desk.day(10), desk.today)
    _cancel(desk, case, "Người bị tố cáo vừa chuyển sinh hoạt; xác định lại thẩm quyền trước khi giải quyết.")


def note_more(desk: Intake) -> None:
    """Good work, seen in documents, in the press and in the registers."""
    for login, ago, source, area, content, assessment in (
        ("canbo", 8, Source.DOCUMENT, "Học tập nghị quyết", "Chi bộ tổ chức học nghị quyết đúng hạn.", Assessment.GOOD),
        ("canbo2", 16, Source.PRESS, "Trật tự đô thị", "Báo nêu việc lấn chiếm vỉa hè.", Assessment.SHORTCOMING),
        ("canbo2", 5, Source.RECORDS, "Đảng phí", "Số đảng phí trên phần mềm lệch sổ.", Assessment.SHORTCOMING),
        ("canbo", 3, Source.OTHER, "Dư luận", "Nhân dân khen việc làm đường của chi bộ.", Assessment.GOOD),
    ):
        note = Note(desk.day(ago), area, source, content, assessment, "Báo cáo lãnh đạo.", (desk.key("TT-02"),))
        observations.note_observation(desk.actors[login], note, desk.today)


def receive_more(desk: Intake) -> None:
    """A mixed letter told orally that waits to be split, and a sender who was recorded wrongly at first."""
    mixed = {
        "kind": PetitionKind.MIXED,
        "channel": Channel.ORAL,
        "abstract": "Khiếu nại quyết định kỷ luật và tố cáo chi uỷ viên",
        "contents": ["Đề nghị xem lại hình thức kỷ luật.", "Chi uỷ viên nhận quà của người xin xác nhận."],
        "subjects": [desk.key("TT-01", 0)],
    }
    desk.register(3, mixed, HIM)
    told = {
        "kind": PetitionKind.DENUNCIATION,
        "abstract": "Tố cáo việc thu tiền điện chiếu sáng",
        "contents": ["Thu cao hơn hoá đơn."],
        "others_named": "Ban quản lý tổ dân phố",
    }
    first = desk.register(6, told, Identity("Lò Văn Pánh", "Tổ dân phố 3 Tân Thanh", "0900 000 003"))
    right = Identity("Lò Văn Páng", "Tổ dân phố 3 Tân Thanh", "0900 000 003")
    why = "Đối chiếu căn cước khi mời đến làm việc: ghi nhầm họ tên."
    petitions.record_identity(desk.actors["tiepnhan"], first, right, desk.vault, why)
