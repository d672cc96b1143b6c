"""What the live cases of the demo are about. Everything told here is invented.

Days are counted back from the day on which the demo is loaded, so that it never looks dead.
"""

from dataclasses import dataclass, replace
from enum import IntEnum

from tracker.cases.kinds import Kind
from tracker.cases.states import Basis, Outcome, Severity
from tracker.demo import places
from tracker.findings.rules import FindingEntry
from tracker.findings.states import FindingType
from tracker.organizations.states import BodyKind
from tracker.regulations.limitation import Matter
from tracker.regulations.petitions import AllegationVerdict


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


@dataclass(frozen=True)
class Breach:
    """A violation with when it was committed: ``ended`` and ``began`` count days back from the loading of the demo;
    without ``ended`` it ended some weeks before the decision of the case."""

    entry: FindingEntry
    ended: int | None = None
    began: int | None = None


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
    findings: tuple[FindingEntry | Breach, ...] = ()
    results: tuple[tuple[Severity | None, Outcome], ...] = ()
    advice: tuple[Advice, ...] = ()
    body: BodyKind = BodyKind.COMMISSION
    place: str = places.WARD
    restricted: bool = False
    overlap: str = ""  # why it was opened although other work is in the way
    order: str = ""  # by whose order, where no programme asks for it
    verdicts: tuple[AllegationVerdict, ...] = ()  # on the contents of a denunciation, in their order

    @property
    def basis(self) -> tuple[Basis, str]:
        """Why the case was opened."""
        if self.order:
            return Basis.ORDER, self.order
        if self.kind is Kind.VIOLATION_INSPECTION:
            return Basis.OBSERVATION, "Báo cáo của cán bộ theo dõi địa bàn qua giám sát thường xuyên"
        return Basis.PROGRAMME, "Chương trình kiểm tra, giám sát năm đã được phê duyệt"


def good(text: str, subject: int = 1) -> FindingEntry:
    """A strength."""
    return FindingEntry(subject, FindingType.STRENGTH, text)


def weak(text: str, subject: int = 1) -> FindingEntry:
    """A shortcoming."""
    return FindingEntry(subject, FindingType.SHORTCOMING, text)


def broke(text: str, code: str, severity: Severity, subject: int = 1, amount: int | None = None) -> Breach:
    """A violation of the rule that usually goes with its content."""
    rule = _RULES[code]
    return Breach(FindingEntry(subject, FindingType.VIOLATION, text, code, rule, severity, amount, amount))


def dated(breach: Breach, ended: int, began: int | None = None, matter: Matter | None = None) -> Breach:
    """The violation with its own days, and its matter where that is a special one."""
    return Breach(replace(breach.entry, matter=matter), ended, began)


_RULES = {
    "org.working_rules": "Quy chế làm việc của chi bộ; nguyên tắc tập trung dân chủ, Điều 9 Điều lệ Đảng",
    "org.thrift": "Quy định về chế độ đảng phí và quản lý tài chính đảng",
    "violation.irresponsibility": "Quy định số 37-QĐ/TW về những điều đảng viên không được làm",
    "violation.land": "Luật Đất đai; Quy định số 37-QĐ/TW về những điều đảng viên không được làm",
    "violation.finance": "Quy định về quản lý quỹ; Quy định số 37-QĐ/TW về những điều đảng viên không được làm",
    "violation.working_rules": "Điều 9 Điều lệ Đảng; Quy chế làm việc của chi bộ",
}
LESS, SERIOUS = Severity.LESS_SERIOUS, Severity.SERIOUS
VERY, EXTREME = Severity.VERY_SERIOUS, Severity.EXTREMELY_SERIOUS
CLEAN, WEAK, MUST = Outcome.NO_VIOLATION, Outcome.SHORTCOMINGS, Outcome.MUST_DISCIPLINE
UNITED = good("Chi uỷ, chi bộ giữ vững đoàn kết nội bộ, duy trì nền nếp sinh hoạt; tỷ lệ dự sinh hoạt trên 90%.")
HONEST = "Đồng chí chấp hành sự phân công của tổ chức, hợp tác với Đoàn kiểm tra."
LATE = weak("Việc cụ thể hoá nghị quyết của Đảng uỷ còn chậm; chưa giao việc cụ thể cho từng đảng viên.")
REVIEW = Advice("Tổ chức kiểm điểm, rút kinh nghiệm; báo cáo kết quả bằng văn bản.", "Chi uỷ", 30)
FUNDS = "việc quản lý, sử dụng các quỹ do nhân dân đóng góp"
LAND = "việc quản lý, sử dụng đất đai và trật tự xây dựng"

UNDER_WAY = (
    Story(
        key="draft",
        kind=Kind.VIOLATION_INSPECTION,
        title=FUNDS,
        subjects=("HL-02", ("HL-02", 0)),
        day=3,
        stage=Stage.DRAFT,
        overlap="Thanh tra tỉnh làm việc về đất đai; cuộc này về các quỹ, không trùng nội dung.",
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
        key="supervised",
        kind=Kind.THEMATIC_SUPERVISION,
        title="việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        subjects=("TTH-04",),
        day=6,
        stage=Stage.ISSUED,
        overlap="Cuộc trước kiểm tra về quy chế làm việc; cuộc này giám sát việc học tập và làm theo Bác.",
    ),
    Story(
        key="conducting",
        kind=Kind.VIOLATION_INSPECTION,
        title=LAND,
        subjects=("TM-01", ("TM-01", 0)),
        day=24,
        stage=Stage.CONDUCTING,
        findings=(
            UNITED,
            LATE,
            dated(broke("Xác nhận 03 hồ sơ sử dụng đất không đúng hiện trạng.", "violation.land", SERIOUS, 2), 1_781),
        ),
    ),
    Story(
        key="diploma",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc kê khai, sử dụng văn bằng, chứng chỉ",
        subjects=(("MT-04", 1),),
        day=16,
        stage=Stage.CONDUCTING,
        findings=(
            dated(
                broke("Sử dụng bằng tốt nghiệp không hợp pháp để bổ nhiệm.", "violation.irresponsibility", VERY),
                2_900,
                matter=Matter.FALSE_DIPLOMA,
            ),
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
