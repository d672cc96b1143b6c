"""Live cases of the demo that leave the usual road: changed, returned, cleared, sent elsewhere, complained of."""

from tracker.cases.kinds import Kind
from tracker.demo.denounced import KEY, VERDICTS
from tracker.demo.stories import (
    EXTREME,
    HONEST,
    LATE,
    LESS,
    MUST,
    SERIOUS,
    UNITED,
    VERY,
    WEAK,
    Advice,
    Stage,
    Story,
    broke,
    good,
)
from tracker.findings.rules import FindingEntry
from tracker.findings.states import FindingType

_CAUSE = FindingEntry(1, FindingType.CAUSE, "Chi uỷ buông lỏng kiểm tra; thủ quỹ kiêm nhiệm, ít được tập huấn.")
_ANSWERABLE = FindingEntry(
    1, FindingType.RESPONSIBILITY, "Trách nhiệm chính thuộc Bí thư chi bộ; chi uỷ viên phụ trách tài chính liên đới."
)
_TOLD = "Thông báo ý kiến của Ban Thường vụ Đảng uỷ phường"

OTHERWISE = (
    Story(
        key="amended",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc quản lý, sử dụng kinh phí hoạt động",
        subjects=("TB-02",),
        overlap="Có dấu hiệu vi phạm phải kiểm tra ngay; mục trong chương trình là nội dung khác.",
        day=48,
        stage=Stage.CONDUCTING,
        findings=(good("Chi bộ công khai thu, chi trong sinh hoạt hằng quý."),),
    ),
    Story(
        key="assets",
        kind=Kind.ASSET_DECLARATION_INSPECTION,
        title="việc kê khai tài sản, thu nhập năm trước",
        subjects=(("TTH-01", 0), ("TTH-02", 0)),
        day=14,
        stage=Stage.CONDUCTING,
        order=_TOLD,
    ),
    Story(
        key="remedies",
        kind=Kind.FINANCE_INSPECTION,
        title="việc thu, chi ngân sách, quản lý tài chính, tài sản của Đảng",
        subjects=("TTH-03",),
        day=150,
        findings=(
            UNITED,
            broke("Chi hội nghị vượt định mức, chứng từ thiếu hợp lệ.", "org.thrift", SERIOUS, 1, 64_000_000),
            _CAUSE,
            _ANSWERABLE,
        ),
        results=((SERIOUS, WEAK),),
        advice=(
            Advice("Hoàn trả ngân sách số tiền chi sai.", "Chi uỷ", 60),
            Advice("Bổ sung quy chế chi tiêu của chi bộ.", "Chi uỷ", 45),
            Advice("Thanh lý máy phát điện đã hỏng.", "Chi uỷ", 50),
            Advice("Rà soát hợp đồng thuê địa điểm với Uỷ ban nhân dân phường.", "Chi uỷ", 50),
            Advice("Mở sổ theo dõi tài sản theo mẫu.", "Chi uỷ", 40),
            Advice("Sắp xếp lại kho lưu trữ tài liệu của chi bộ.", "Chi uỷ", 40),
        ),
    ),
    Story(
        key="exempted",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc chấp hành chế độ trực",
        subjects=(("MT-01", 2),),
        day=139,
        findings=(good(HONEST), broke("Bỏ hai ca trực theo lịch phân công.", "violation.irresponsibility", LESS)),
        results=((LESS, MUST),),
    ),
    Story(
        key="pair",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc thực hiện quy chế dân chủ ở cơ sở",
        subjects=(("TB-01", 0), ("TB-01", 1)),
        day=138,
        findings=(
            good(HONEST),
            good(HONEST, 2),
            broke("Không công khai khoản nhân dân đóng góp trong hai năm.", "violation.irresponsibility", LESS),
            broke("Xác nhận biên bản họp dân không đúng thực tế.", "violation.irresponsibility", LESS, 2),
        ),
        results=((LESS, MUST), (LESS, MUST)),
    ),
    Story(
        key="cleared above",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc quản lý đất công ích",
        subjects=(("TM-01", 1),),
        day=137,
        findings=(good(HONEST), broke("Cho thuê đất công ích sai đối tượng.", "violation.land", VERY)),
        results=((VERY, MUST),),
    ),
    Story(
        key="sent back",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc quản lý vật tư của tổ dân phố",
        subjects=(("MT-02", 1),),
        day=136,
        findings=(good(HONEST), broke("Để mất vật tư trị giá 12.000.000 đồng.", "violation.irresponsibility", VERY)),
        results=((VERY, MUST),),
    ),
    Story(
        key="unvoted",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc vay, mượn tiền của quần chúng",
        subjects=(("MT-04", 0),),
        day=135,
        findings=(good(HONEST), broke("Vay rồi chiếm giữ 310.000.000 đồng.", "violation.finance", EXTREME)),
        results=((EXTREME, MUST),),
    ),
    Story(
        key="returned",
        kind=Kind.VIOLATION_INSPECTION,
        title="việc bình xét, đề nghị hỗ trợ nhà ở",
        subjects=(("TTH-02", 1),),
        day=125,
        findings=(
            good(HONEST),
            broke("Đề nghị hỗ trợ cho một hộ không đủ điều kiện.", "violation.irresponsibility", LESS),
        ),
        results=((LESS, MUST),),
    ),
    Story(
        key=KEY,
        kind=Kind.DENUNCIATION,
        title="nội dung tố cáo Bí thư chi bộ xét hộ thoát nghèo",
        subjects=(("TT-02", 0),),
        day=80,
        findings=(
            good(HONEST),
            FindingEntry(1, FindingType.SHORTCOMING, "Họp tổ dân phố một lần cho hai đợt xét, biên bản ghi thiếu."),
        ),
        results=((None, WEAK),),
        verdicts=VERDICTS,
    ),
    Story(
        key="weighed again",
        kind=Kind.THEMATIC_SUPERVISION,
        title="việc lãnh đạo công tác dân vận",
        subjects=("TM-03",),
        day=52,
        findings=(UNITED, LATE),
        results=((None, WEAK),),
    ),
)
