"""What the live cases of the demo are about. Everything told here is invented.

Days are counted back from the day on which the demo is loaded, so that it never looks dead.
"""

from dataclasses import dataclass
from enum import IntEnum

from tracker.cases.kinds import Kind
from tracker.cases.states import Basis, Outcome, Severity
from tracker.demo import places
from tracker.findings.rules import FindingEntry
from tracker.findings.states import FindingType
from tracker.organizations.states import BodyKind


class Stage(IntEnum):
    """How far a case is told before sessions take it up."""

    DRAFT = 0
    ISSUED = 1
    CONDUCTING = 2
    REPORTED = 3


@dataclass(frozen=True)
class Advice:
    """A recommendation: to whom, and how many days after the report it is due."""

    text: str
    owner: str
    days: int
    subject: int = 1


@dataclass(frozen=True, kw_only=True)
class Story:
    """A case. ``subjects`` are codes of organizations, or (code of a cell, place of the member in it).

    ``day``: how many days ago the decision was issued. ``results``: severity and outcome of each subject.
    """

    key: str
    kind: Kind
    title: str
    subjects: tuple[str | tuple[str, int], ...]
    day: int
    stage: Stage = Stage.REPORTED
    findings: tuple[FindingEntry, ...] = ()
    results: tuple[tuple[Severity | None, Outcome], ...] = ()
    advice: tuple[Advice, ...] = ()
    body: BodyKind = BodyKind.COMMISSION
    place: str = places.WARD
    restricted: bool = False

    @property
    def basis(self) -> tuple[Basis, str]:
        """Why the case was opened."""
        if self.kind is Kind.VIOLATION_INSPECTION:
            return Basis.OBSERVATION, "Báo cáo của cán bộ theo dõi địa bàn qua giám sát thường xuyên"
        return Basis.PROGRAMME, "Chương trình kiểm tra, giám sát năm đã được phê duyệt"


def good(text: str, subject: int = 1) -> FindingEntry:
    """A strength."""
    return FindingEntry(subject, FindingType.STRENGTH, text)


def weak(text: str, subject: int = 1) -> FindingEntry:
    """A shortcoming."""
    return FindingEntry(subject, FindingType.SHORTCOMING, text)


def broke(text: str, code: str, severity: Severity, subject: int = 1, amount: int | None = None) -> FindingEntry:
    """A violation of the rule that usually goes with its content."""
    rule = _RULES[code]
    return FindingEntry(subject, FindingType.VIOLATION, text, code, rule, severity, amount)


_RULES = {
    "org.working_rules": "Quy chế làm việc của chi bộ; nguyên tắc tập trung dân chủ, Điều 9 Điều lệ Đảng",
    "org.thrift": "Quy định về chế độ đảng phí và quản lý tài chính đảng",
    "violation.irresponsibility": "Quy định số 37-QĐ/TW về những điều đảng viên không được làm",
    "violation.land": "Luật Đất đai; Quy định số 37-QĐ/TW về những điều đảng viên không được làm",
    "violation.finance": "Quy định về quản lý quỹ; Quy định số 37-QĐ/TW về những điều đảng viên không được làm",
    "violation.working_rules": "Điều 9 Điều lệ Đảng; Quy chế làm việc của chi bộ",
}
_LESS, _SERIOUS = Severity.LESS_SERIOUS, Severity.SERIOUS
_VERY, _EXTREME = Severity.VERY_SERIOUS, Severity.EXTREMELY_SERIOUS
_CLEAN, _WEAK, _MUST = Outcome.NO_VIOLATION, Outcome.SHORTCOMINGS, Outcome.MUST_DISCIPLINE
_UNITED = good("Chi uỷ, chi bộ giữ vững đoàn kết nội bộ, duy trì nền nếp sinh hoạt; tỷ lệ dự sinh hoạt trên 90%.")
_HONEST = "Đồng chí chấp hành sự phân công của tổ chức, hợp tác với Đoàn kiểm tra."
_LATE = weak("Việc cụ thể hoá nghị quyết của Đảng uỷ còn chậm; chưa giao việc cụ thể cho từng đảng viên.")
_REVIEW = Advice("Tổ chức kiểm điểm, rút kinh nghiệm; báo cáo kết quả bằng văn bản.", "Chi uỷ", 30)
_FUNDS = "việc quản lý, sử dụng các quỹ do nhân dân đóng góp"
_LAND = "việc quản lý, sử dụng đất đai và trật tự xây dựng"

UNDER_WAY = (
    Story(
        key="draft",
        kind=Kind.VIOLATION_INSPECTION,
        title=_FUNDS,
        subjects=("HL-02", ("HL-02", 0)),
        day=3,
        stage=Stage.DRAFT,
    ),
    Story(
        key="issued",
        kind=Kind.FINANCE_INSPECTION,
        title="việc thu, nộp, quản lý và sử dụng đảng phí",
        subjects=("TTH-01", "TTH-02"),
        day=6,
        stage=Stage.ISSUED,
    ),
    Story(
        key="conducting",
        kind=Kind.VIOLATION_INSPECTION,
        title=_LAND,
        subjects=("TM-01", ("TM-01", 0)),
        day=24,
        stage=Stage.CONDUCTING,
        findings=(
            _UNITED,
            _LATE,
            broke("Xác nhận 03 hồ sơ sử dụng đất không đúng hiện trạng.", "violation.land", _SERIOUS, 2),
        ),
    ),
    Story(
        key="overdue",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc thực hiện nguyên tắc tập trung dân chủ trong chi bộ",
        subjects=("MT-03",),
        day=85,
        stage=Stage.CONDUCTING,
        findings=(weak("Sổ nghị quyết ghi chưa đầy đủ; 04 kỳ sinh hoạt không có biên bản."),),
    ),
    Story(
        key="suspended",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc thực hiện chức trách, nhiệm vụ được giao",
        subjects=(("TB-02", 1),),
        day=54,
        stage=Stage.CONDUCTING,
    ),
    Story(
        key="cancelled",
        kind=Kind.INSPECTION_WORK_INSPECTION,
        title="việc thực hiện nhiệm vụ kiểm tra, giám sát của chi bộ",
        subjects=("TB-01",),
        day=50,
        stage=Stage.ISSUED,
    ),
    Story(
        key="restricted",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc chấp hành quy định về những điều đảng viên không được làm",
        subjects=(("MT-02", 0),),
        day=18,
        stage=Stage.CONDUCTING,
        restricted=True,
    ),
    Story(
        key="compliance",
        kind=Kind.COMPLIANCE_INSPECTION,
        title="việc lãnh đạo, chỉ đạo thực hiện Nghị quyết Đại hội Đảng bộ phường nhiệm kỳ 2025–2030",
        subjects=("HL-04", "TB-04", "TM-04"),
        day=20,
        stage=Stage.CONDUCTING,
        body=BodyKind.STANDING_COMMITTEE,
    ),
    Story(
        key="province",
        kind=Kind.INSPECTION_WORK_INSPECTION,
        title="việc thực hiện nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật",
        subjects=(places.OTHER_WARD, "NTA"),
        day=130,
        stage=Stage.CONDUCTING,
        place=places.PROVINCE,
    ),
)

REPORTED = (
    Story(
        key="on agenda",
        kind=Kind.VIOLATION_INSPECTION,
        title=_FUNDS,
        subjects=("MT-01", ("MT-01", 1)),
        day=45,
        findings=(
            _UNITED,
            broke("Buông lỏng lãnh đạo, để ngoài sổ sách một phần quỹ.", "org.thrift", _SERIOUS),
            good(_HONEST, 2),
            broke("Tự ý giữ 27.500.000 đồng tiền quỹ trong 8 tháng.", "violation.finance", _SERIOUS, 2, 27_500_000),
        ),
        results=((_SERIOUS, _WEAK), (_SERIOUS, _MUST)),
        advice=(_REVIEW, Advice("Nộp lại đủ số tiền đã giữ.", "Đồng chí được kiểm tra", 60, 2)),
    ),
    Story(
        key="no session yet",
        kind=Kind.THEMATIC_SUPERVISION,
        title="việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        subjects=("TT-01",),
        day=40,
        findings=(_UNITED, _LATE),
        results=((None, _WEAK),),
        advice=(_REVIEW,),
    ),
    Story(
        key="clean",
        kind=Kind.THEMATIC_SUPERVISION,
        title="việc nâng cao chất lượng sinh hoạt chi bộ",
        subjects=("TT-02", "TT-03"),
        day=50,
        findings=(_UNITED, good("Sinh hoạt chuyên đề mỗi quý một lần, nội dung sát nhiệm vụ của đơn vị.", 2)),
        results=((None, _CLEAN), (None, _CLEAN)),
    ),
    Story(
        key="in force",
        kind=Kind.VIOLATION_INSPECTION,
        title=_LAND,
        subjects=("HL-01", ("HL-01", 0)),
        day=150,
        findings=(
            _UNITED,
            broke("Thiếu kiểm tra, đôn đốc; để xảy ra xây dựng trái phép kéo dài.", "org.working_rules", _LESS),
            good(_HONEST, 2),
            broke("Ký xác nhận 05 trường hợp xây dựng trên đất nông nghiệp.", "violation.land", _SERIOUS, 2),
            broke("Không báo cáo cấp trên khi phát hiện vi phạm.", "violation.irresponsibility", _LESS, 2),
        ),
        results=((_LESS, _WEAK), (_SERIOUS, _MUST)),
        advice=(
            Advice("Phối hợp giải toả các công trình vi phạm, khôi phục hiện trạng đất.", "Chi uỷ", 45),
            Advice("Kiểm điểm trách nhiệm tập thể chi uỷ.", "Chi uỷ", 30),
        ),
    ),
    Story(
        key="old",
        kind=Kind.FINANCE_INSPECTION,
        title="việc thu, nộp, quản lý và sử dụng đảng phí",
        subjects=("TL-01",),
        day=430,
        findings=(
            _UNITED,
            broke("Chi sai nguồn đảng phí trong ba năm liền, hồ sơ thất lạc.", "org.thrift", _VERY, 1, 86_400_000),
        ),
        results=((_VERY, _WEAK),),
        advice=(Advice("Thu hồi, nộp về tài khoản của Đảng uỷ 86.400.000 đồng.", "Chi uỷ", 90),),
    ),
    Story(
        key="archived",
        kind=Kind.THEMATIC_SUPERVISION,
        title="việc thực hiện quy định về trách nhiệm nêu gương",
        subjects=("TM-02",),
        day=230,
        findings=(_UNITED,),
        results=((None, _CLEAN),),
    ),
    Story(
        key="proposed",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc quản lý quỹ của chi hội",
        subjects=(("TTH-03", 0),),
        day=70,
        findings=(
            good(_HONEST),
            broke("Lập khống chứng từ, chiếm giữ 142.000.000 đồng.", "violation.finance", _EXTREME, 1, 142_000_000),
        ),
        results=((_EXTREME, _MUST),),
    ),
    Story(
        key="expired",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc thực hiện nhiệm vụ đảng viên được phân công",
        subjects=(("TT-04", 1),),
        day=430,
        findings=(
            good(_HONEST),
            broke("Bỏ nhiệm vụ được chi bộ phân công trong năm tháng.", "violation.irresponsibility", _LESS),
        ),
        results=((_LESS, _MUST),),
    ),
    Story(
        key="referred",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc quản lý, thu, chi các khoản đóng góp của nhân dân",
        subjects=(("TTH-03", 1),),
        day=138,
        findings=(
            good(_HONEST),
            broke("Chiếm đoạt 215.000.000 đồng tiền nhân dân đóng góp.", "violation.finance", _EXTREME, 1, 215_000_000),
        ),
        results=((_EXTREME, _MUST),),
    ),
    Story(
        key="postponed",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc thu, chi quỹ của tổ dân phố",
        subjects=(("TB-03", 1),),
        day=72,
        findings=(
            good(_HONEST),
            broke("Thu quỹ không có sổ sách, chi sai 9.500.000 đồng.", "violation.finance", _LESS, 1, 9_500_000),
        ),
        results=((_LESS, _MUST),),
    ),
    Story(
        key="reviewing",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc thực hiện chức trách Bí thư chi bộ",
        subjects=(("TB-03", 0),),
        day=75,
        findings=(
            good(_HONEST),
            broke("Sáu tháng không triệu tập sinh hoạt chi bộ.", "violation.working_rules", _SERIOUS),
        ),
        results=((_SERIOUS, _MUST),),
    ),
    Story(
        key="voted",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc giải quyết kiến nghị của nhân dân",
        subjects=(("TT-04", 0),),
        day=140,
        findings=(
            good(_HONEST),
            broke("Né tránh, không tiếp nhận 11 kiến nghị của nhân dân.", "violation.irresponsibility", _LESS),
        ),
        results=((_LESS, _MUST),),
    ),
    Story(
        key="decided",
        kind=Kind.VIOLATION_INSPECTION,
        title=_FUNDS,
        subjects=(("TM-03", 0),),
        day=145,
        findings=(
            good(_HONEST),
            broke("Chi sai mục đích 18.000.000 đồng quỹ xây dựng.", "violation.finance", _SERIOUS, 1, 18_000_000),
        ),
        results=((_SERIOUS, _MUST),),
    ),
    Story(
        key="not disciplined",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc thực hiện quy chế làm việc của chi uỷ",
        subjects=(("HL-03", 1),),
        day=135,
        findings=(good(_HONEST), broke("Tự ý điều chỉnh kế hoạch của chi bộ.", "violation.working_rules", _LESS)),
        results=((_LESS, _MUST),),
    ),
    Story(
        key="organization",
        kind=Kind.COMPLIANCE_INSPECTION,
        title="việc chấp hành nguyên tắc tập trung dân chủ và quy chế làm việc",
        subjects=("TTH-04",),
        day=160,
        findings=(
            _LATE,
            broke("Quyết định nhân sự không qua tập thể chi uỷ, vi phạm kéo dài.", "org.working_rules", _SERIOUS),
        ),
        results=((_SERIOUS, _MUST),),
        advice=(_REVIEW,),
        body=BodyKind.STANDING_COMMITTEE,
    ),
    Story(
        key="province concluded",
        kind=Kind.THEMATIC_SUPERVISION,
        title="việc lãnh đạo công tác kiểm tra, giám sát sau sắp xếp tổ chức",
        subjects=("MP",),
        day=120,
        findings=(good("Đảng uỷ đã kiện toàn Uỷ ban Kiểm tra, ban hành đủ quy chế, chương trình công tác."), _LATE),
        results=((None, _WEAK),),
        advice=(Advice("Bổ sung cán bộ kiểm tra chuyên trách.", "Đảng uỷ xã Mường Phăng", 40),),
        place=places.PROVINCE,
    ),
)
