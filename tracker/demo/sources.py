"""What comes in before any case, in the demo: observations and petitions, in every state. All of it is invented."""

from collections.abc import Mapping
from datetime import date, timedelta

from tracker.access import Actor
from tracker.cases.kinds import Kind
from tracker.cases.services import Draft, open_from_observation, open_from_petition
from tracker.cases.states import Basis
from tracker.demo import places
from tracker.demo.tree import Territory
from tracker.members.models import Member
from tracker.observations import services as observations
from tracker.observations.models import Observation
from tracker.observations.services import Note
from tracker.observations.states import Assessment, Source
from tracker.organizations.states import BodyKind
from tracker.petitions import services as petitions
from tracker.petitions.models import Petition
from tracker.petitions.queries import get_petition
from tracker.petitions.services import Decision, Entry, Filing, Identity, Part, Screening, Split
from tracker.petitions.states import Action, Channel, PetitionKind, Sender
from tracker.petitions.vault import Vault
from tracker.regulations.petitions import Ground

HER = Identity(
    "Tòng Thị Minh Khuyên", "Số 12, Tổ dân phố 2 Him Lam", "0900 000 001", "", "Nhà tôi ở cạnh nhà văn hoá tổ."
)
HIM = Identity("Bạc Cầm Thái", "Bản 1, xã Thanh Minh", "0900 000 002")


class Intake:
    """The officers, the receiver and the chair of the ward's commission at their desks."""

    def __init__(
        self,
        land: Territory,
        actors: Mapping[str, Actor],
        members: Mapping[str, list[Member]],
        vault: Vault,
        today: date,
    ):
        self.land, self.actors, self.members, self.vault, self.today = land, actors, members, vault, today
        self.body = land.bodies[places.WARD, BodyKind.COMMISSION].id

    def day(self, ago: int) -> date:
        """The day so many days back."""
        return self.today - timedelta(days=ago)

    def key(self, cell: str, number: int | None = None) -> str:
        """The picker's key of a cell, or of a member of it."""
        if number is None:
            return f"org-{self.land.organizations[cell].id}"
        return f"member-{self.members[cell][number].id}"

    def note(self, login: str, ago: int, area: str, content: str, *subjects: str, signs: bool = False) -> Observation:
        """An officer notes what was seen."""
        assessment = Assessment.SIGNS if signs else Assessment.SHORTCOMING
        note = Note(self.day(ago), area, Source.MEETING, content, assessment, "Báo cáo lãnh đạo.", subjects)
        return observations.note_observation(self.actors[login], note, self.today)

    def register(self, ago: int, entry: Mapping[str, object], who: Identity | None = None) -> Petition:
        """The receiver enters a petition that came so many days ago."""
        dated = {"first_received_on": self.day(ago + 1), "received_on": self.day(ago), "channel": Channel.POST}
        sender = Sender.NAMED if who or entry["kind"] is not PetitionKind.DENUNCIATION else Sender.ANONYMOUS
        given = Entry(**{**dated, "sender": sender, **entry})  # type: ignore[arg-type]
        receiver = self.actors["tiepnhan"]
        made = petitions.register_petition(receiver, self.body, given, who, self.vault, self.today)
        return get_petition(receiver, made.ref)

    def screen(self, petition: Petition, ago: int, proposal: Action, ground: str = "") -> Petition:
        """The receiver screens it and proposes."""
        given = Screening(self.day(ago), proposal, "Đã xem xét nội dung, thẩm quyền và điều kiện của đơn.", ground)
        petitions.screen_petition(self.actors["tiepnhan"], petition, given, self.today)
        return petition

    def draft(self, title: str, ago: int, kind: Kind, subjects: list) -> Draft:
        """A case of the ward's commission, led by the usual head."""
        return Draft(
            kind=kind,
            body_id=self.body,
            title=title,
            subjects=subjects,
            contents=["org.working_rules", "member.duties"],
            period_from=self.day(ago + 700),
            period_until=self.day(ago),
            basis=Basis.PETITION,
            basis_text="Đơn đã thụ lý" if kind is not Kind.VIOLATION_INSPECTION else "Kết quả giám sát thường xuyên",
            head=self.actors["truongdoan"].user_id,
            team=[self.actors["canbo"].user_id],
            directing_id=self.actors["uyvien"].user_id,
            overlap_reason="Nội dung khác với vụ việc đang tiến hành.",
        )


def observe(desk: Intake) -> None:
    """Observations in every state."""
    chair, area = desk.actors["chunhiem"], "Khu vực Thanh Trường"
    desk.note("canbo2", 2, area, "Chi bộ họp muộn hai tháng liền, chưa có biên bản.", desk.key("TT-01"))
    reported = desk.note("canbo", 12, "Tài chính đảng", "Thu đảng phí chậm so với quy định.", desk.key("TTH-02"))
    observations.report_observation(desk.actors["canbo"], reported, desk.day(10), desk.today)
    for ago, verb, text in (
        (40, observations.remind, "Nhắc nhở Chi uỷ; yêu cầu khắc phục trong tháng."),
        (55, observations.watch_further, "Tiếp tục theo dõi, báo cáo lại sau quý."),
    ):
        noted = desk.note("canbo", ago, area, "Sinh hoạt chuyên đề còn hình thức.", desk.key("TT-02"))
        observations.report_observation(desk.actors["canbo"], noted, desk.day(ago - 2), desk.today)
        verb(chair, noted, text, desk.today)
    signs = desk.note(
        "canbo", 9, "Đất đai khu vực Him Lam", "Có dư luận cấp xác nhận sai.", desk.key("HL-04", 0), signs=True
    )
    observations.report_observation(desk.actors["canbo"], signs, desk.day(7), desk.today)
    subjects = [(one.type, one.member_id or one.organization_id) for one in signs.subjects]
    draft = desk.draft("việc xác nhận hồ sơ đất đai", 10, Kind.VIOLATION_INSPECTION, subjects)
    open_from_observation(chair, signs, draft, "Đồng ý kiểm tra khi có dấu hiệu vi phạm.", desk.today)


def receive(desk: Intake) -> None:
    """Petitions that end in each way, and some that wait."""
    told = {
        "kind": PetitionKind.DENUNCIATION,
        "abstract": "Tố cáo Bí thư chi bộ thu, chi quỹ không đúng quy định",
        "contents": ["Thu quỹ không lập phiếu thu.", "Chi tiếp khách sai nguồn."],
        "subjects": [desk.key("HL-02", 0)],
    }
    chair = desk.actors["chunhiem"]
    first = desk.screen(desk.register(30, told, HER), 28, Action.ACCEPT)
    draft = desk.draft("nội dung tố cáo Bí thư chi bộ", 40, Kind.DENUNCIATION, [])
    open_from_petition(chair, first, draft, desk.day(25), desk.today)
    until = desk.today + timedelta(days=60)
    head = desk.actors["truongdoan"].user_id
    petitions.grant_identity(chair, first, head, "Trưởng đoàn làm việc với người tố cáo.", until, desk.today)
    petitions.reveal_identity(desk.actors["truongdoan"], first, "Mời người tố cáo làm việc.", desk.vault, desk.today)
    copy = desk.register(26, {**told, "abstract": "Đơn tố cáo Bí thư chi bộ (gửi lần hai)"}, HER)
    petitions.link_copy(desk.actors["tiepnhan"], copy, first)
    desk.screen(copy, 24, Action.FILE, Ground.COPY)
    _decide(desk, copy, Filing(Decision(desk.day(23), "Lưu cùng đơn đã thụ lý."), Ground.COPY))
    nameless = desk.register(20, {**told, "subjects": [desk.key("MT-03")]})
    desk.screen(nameless, 18, Action.FILE, Ground.ANONYMOUS)
    decision = Decision(desk.day(17), "Đơn giấu tên, có nội dung cụ thể.")
    _decide(desk, nameless, Filing(decision, Ground.ANONYMOUS, area="Quỹ của tổ dân phố"))
    _send_on(desk, told)
    _complain(desk)
    desk.register(2, {**told, "abstract": "Tố cáo việc bình xét hộ nghèo", "subjects": [desk.key("TM-04", 0)]}, HIM)
    desk.screen(desk.register(4, {**told, "subjects": [desk.key("TB-04", 1)]}, HIM), 1, Action.ACCEPT)


def _decide(desk: Intake, petition: Petition, filing: Filing) -> None:
    petitions.file_petition(desk.actors["chunhiem"], petition, filing, desk.today)


def _send_on(desk: Intake, told: Mapping[str, object]) -> None:
    """One is forwarded, one guided, one withdrawn, and one whose withdrawal was forced goes on."""
    chair, receiver = desk.actors["chunhiem"], desk.actors["tiepnhan"]
    outside = {**told, "subjects": [], "others_named": "Phó Giám đốc một sở của tỉnh", "abstract": "Tố cáo cán bộ tỉnh"}
    upper = desk.screen(desk.register(45, outside, HIM), 43, Action.FORWARD)
    decision = Decision(desk.day(42), "Người bị tố cáo thuộc diện cấp trên quản lý.", "15-CV/UBKTĐU")
    petitions.forward_petition(chair, upper, decision, "Uỷ ban Kiểm tra Tỉnh uỷ Điện Biên", desk.today)
    other = {"kind": PetitionKind.OTHER, "abstract": "Kiến nghị sửa đường nội tổ", "others_named": "UBND phường"}
    guided = desk.screen(desk.register(38, other, HIM), 36, Action.GUIDE)
    words = "Nội dung thuộc thẩm quyền của Uỷ ban nhân dân phường; đề nghị gửi đến bộ phận một cửa."
    petitions.guide_sender(chair, guided, Decision(desk.day(35), words), desk.today)
    taken = desk.register(33, {**told, "subjects": [desk.key("TB-02", 0)]}, HIM)
    petitions.record_withdrawal(receiver, taken, desk.day(30), "Tự nguyện, có biên bản làm việc.", False, desk.today)
    forced = desk.register(15, {**told, "subjects": [desk.key("TL-01", 0)]}, HIM)
    petitions.record_withdrawal(receiver, forced, desk.day(12), "Bị nhắn tin đe doạ.", True, desk.today)


def _complain(desk: Intake) -> None:
    """A complaint accepted out of a mixed letter, and one that came too late."""
    told, complains = "Hình thức kỷ luật không đúng mức độ vi phạm.", desk.key("TT-04", 1)
    given = {
        "kind": PetitionKind.MIXED,
        "abstract": "Khiếu nại quyết định khiển trách, đồng thời tố cáo người khác",
        "contents": [told],
        "subjects": [complains],
        "decision_number": "02-QĐ/ĐU",
        "decision_received_on": desk.day(40),
    }
    complainant = Identity(desk.members["TT-04"][1].full_name, "Số 3, Tổ dân phố 4")
    mixed = desk.register(22, given, complainant)
    words = "Đã hướng dẫn viết đơn tố cáo riêng; phần khiếu nại tiếp tục giải quyết."
    parts = [
        Part(PetitionKind.COMPLAINT, told, [complains]),
        Part(PetitionKind.DENUNCIATION, "Người đề nghị kỷ luật có quan hệ vay nợ.", [desk.key("TT-04", 0)]),
    ]
    split = Split(desk.day(21), words, parts)
    petitions.split_petition(desk.actors["tiepnhan"], mixed, split, desk.vault, desk.today)
    desk.screen(mixed, 20, Action.ACCEPT)
    draft = desk.draft("khiếu nại kỷ luật khiển trách", 60, Kind.DISCIPLINE_COMPLAINT, [])
    open_from_petition(desk.actors["chunhiem"], mixed, draft, desk.day(18), desk.today)
    late = {**given, "kind": PetitionKind.COMPLAINT, "abstract": "Khiếu nại kỷ luật cảnh cáo"}
    late |= {"decision_received_on": desk.day(100), "subjects": [desk.key("HL-03", 0)]}
    refused = desk.screen(desk.register(11, late), 9, Action.FILE, Ground.LATE)
    decision = Decision(desk.day(8), "Đơn gửi quá thời hạn khiếu nại; đã trả lời người gửi.")
    _decide(desk, refused, Filing(decision, Ground.LATE))
