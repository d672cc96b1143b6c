"""The kinds of papers made here, as one table: name, sign, for which work and when, and the values it is shown with.

``kinds`` are codes of ``cases.kinds`` and ``steps`` states of ``cases.states`` (this room stands before theirs); a test
holds the words to those tables.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.documents.contexts import PAPERS, Paper, from_json
from tracker.documents.render import TEMPLATES

_INSPECTIONS = (
    "compliance_inspection",
    "violation_inspection",
    "inspection_work_inspection",
    "finance_inspection",
    "asset_declaration_inspection",
)
_SUPERVISION = ("thematic_supervision",)
_PLANNED = (
    "compliance_inspection",
    "inspection_work_inspection",
    "finance_inspection",
    "asset_declaration_inspection",
    *_SUPERVISION,
)
_COUNTED = (*_INSPECTIONS, *_SUPERVISION)
_PETITIONS = ("denunciation", "discipline_complaint")
_TEAM_WORK = (*_COUNTED, *_PETITIONS)
_DISCIPLINING = ("compliance_inspection", "violation_inspection", "finance_inspection", "denunciation")
_COMPLAINED = (*_DISCIPLINING, "discipline_complaint")
_DENOUNCED = ("denunciation",)
_ENDED = ("concluded", "follow_up")
_JUDGED = ("reported", "concluded", "follow_up")
_FILED = ("follow_up", "archived")
_CLOSED = (*_ENDED, "archived")
_HEARING = ("draft", "issued", "conducting")
_UNDER_WAY = ("issued", "conducting", "reported")
_WRITTEN = (*_UNDER_WAY, *_ENDED)
_CHANGING = (*_UNDER_WAY, "suspended")
_STOPPED = ("cancelled",)
_PAUSING = (*_UNDER_WAY, *_ENDED)


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper. ``type_sign`` stands in its number; it is empty for a paper that stands in no register.

    ``kinds`` and ``steps`` say for which work, and at which states of a case, the paper is wanted.
    """

    key: str
    title: str
    type_sign: str
    kinds: tuple[str, ...]
    steps: tuple[str, ...]
    language: str = "vi"

    @property
    def context(self) -> type[Paper]:
        """The type that holds the values of the paper."""
        return PAPERS[self.key]

    @property
    def template(self) -> Path:
        """The template; its own style, if it has one, stands beside it."""
        return TEMPLATES / self.key / "document.html"

    def serves(self, kind: str, step: str) -> bool:
        """Whether a case of this kind wants the paper at this state."""
        return kind in self.kinds and step in self.steps

    def sample(self, state: str = "issued") -> Paper:
        """The values that stand beside the template; as a draft without number and date."""
        paper = from_json((TEMPLATES / self.key / "sample.json").read_text(encoding="utf-8"))
        if state == "issued" or not paper.numbered:
            return paper
        return replace(paper, letterhead=replace(paper.letterhead, number=None, issued_on=None))

    def to_plain(self) -> dict[str, object]:
        """The row as JSON holds it."""
        return {
            "key": self.key,
            "title": self.title,
            "type_sign": self.type_sign,
            "kinds": list(self.kinds),
            "steps": list(self.steps),
        }


CATALOGUE: dict[str, PaperKind] = {
    row.key: row
    for row in (
        PaperKind("conclusion_notice", "Thông báo kết luận kiểm tra", "TB", _INSPECTIONS, _ENDED),
        PaperKind("denunciation_notice", "Thông báo kết luận giải quyết tố cáo", "TB", _DENOUNCED, _ENDED),
        PaperKind("denunciation_answer", "Thông báo kết quả giải quyết cho người tố cáo", "TB", _DENOUNCED, _ENDED),
        PaperKind("result_report", "Báo cáo kết quả của đoàn", "BC", _TEAM_WORK, ("conducting", "reported")),
        PaperKind("submission", "Tờ trình", "TTr", _TEAM_WORK, _WRITTEN),
        PaperKind("discipline_submission", "Tờ trình đề nghị thi hành kỷ luật", "TTr", _DISCIPLINING, _ENDED),
        PaperKind("official_letter", "Công văn", "CV", _TEAM_WORK, _WRITTEN),
        PaperKind("team_diary", "Sổ nhật ký đoàn", "", _TEAM_WORK, _WRITTEN),
        PaperKind("supervision_notice", "Thông báo kết quả giám sát", "TB", _SUPERVISION, _ENDED),
        PaperKind("ballot_minutes", "Biên bản kiểm phiếu", "BB", _DISCIPLINING, _ENDED),
        PaperKind("member_discipline", "Quyết định thi hành kỷ luật đảng viên", "QĐ", _DISCIPLINING, _ENDED),
        PaperKind("organization_discipline", "Quyết định thi hành kỷ luật tổ chức đảng", "QĐ", _DISCIPLINING, _ENDED),
        PaperKind("complaint_decision", "Quyết định giải quyết khiếu nại kỷ luật đảng", "QĐ", _COMPLAINED, _ENDED),
        PaperKind("deadline_explanation", "Bản giải trình thời hạn", "", _TEAM_WORK, _UNDER_WAY),
        PaperKind("team_decision", "Quyết định thành lập đoàn", "QĐ", _TEAM_WORK, ("draft", "issued")),
        PaperKind("amendment_decision", "Quyết định gia hạn, tạm đình chỉ, tiếp tục", "QĐ", _TEAM_WORK, _CHANGING),
        PaperKind("team_change_decision", "Quyết định thay đổi thành viên đoàn", "QĐ", _TEAM_WORK, _CHANGING),
        PaperKind("mission_team_change", "Quyết định thay đổi thành viên đoàn công tác", "QĐ", _TEAM_WORK, _CHANGING),
        PaperKind("scope_change_decision", "Quyết định điều chỉnh nội dung, thời gian", "QĐ", _TEAM_WORK, _CHANGING),
        PaperKind("cancellation_decision", "Quyết định huỷ bỏ cuộc kiểm tra, giám sát", "QĐ", _TEAM_WORK, _STOPPED),
        PaperKind("activity_suspension", "Quyết định đình chỉ sinh hoạt, hoạt động", "QĐ", _DISCIPLINING, _PAUSING),
        PaperKind("suspension_extension", "Quyết định gia hạn đình chỉ", "QĐ", _DISCIPLINING, _PAUSING),
        PaperKind("suspension_lifting", "Quyết định chấm dứt đình chỉ", "QĐ", _DISCIPLINING, _PAUSING),
        PaperKind("restoration_decision", "Quyết định xin lỗi, phục hồi quyền lợi", "QĐ", _DISCIPLINING, _FILED),
        PaperKind("team_plan", "Kế hoạch kiểm tra, giám sát", "KH", _TEAM_WORK, ("draft", "issued")),
        PaperKind("report_outline", "Đề cương gợi ý báo cáo", "", _TEAM_WORK, ("draft", "issued")),
        PaperKind("work_schedule", "Lịch làm việc của đoàn", "", _TEAM_WORK, ("draft", "issued")),
        PaperKind("launch_minutes", "Biên bản triển khai quyết định, kế hoạch", "", _TEAM_WORK, ("issued",)),
        PaperKind("working_minutes", "Biên bản làm việc với đối tượng", "", _TEAM_WORK, ("conducting",)),
        PaperKind("verification_minutes", "Biên bản thẩm tra, xác minh", "", _TEAM_WORK, ("conducting",)),
        PaperKind("handover_minutes", "Biên bản giao nhận hồ sơ, tài liệu", "", _TEAM_WORK, ("conducting",)),
        PaperKind("sender_minutes", "Biên bản làm việc với người tố cáo, khiếu nại", "", _PETITIONS, _HEARING),
        PaperKind("cell_minutes", "Biên bản hội nghị chi bộ", "", _TEAM_WORK, ("reported", "concluded")),
        PaperKind("announcement_minutes", "Biên bản công bố kết luận, quyết định", "", _TEAM_WORK, _ENDED),
        PaperKind("session_invitation", "Giấy mời dự kỳ họp", "", _TEAM_WORK, _JUDGED),
        PaperKind("session_ballot", "Phiếu biểu quyết tại kỳ họp", "", _TEAM_WORK, _JUDGED),
        PaperKind("session_minutes", "Biên bản kỳ họp", "BB", _TEAM_WORK, _JUDGED),
        PaperKind("session_resolution", "Nghị quyết kỳ họp", "NQ", _TEAM_WORK, _JUDGED),
        PaperKind("session_extract", "Trích biên bản kỳ họp", "", _TEAM_WORK, _JUDGED),
        PaperKind("programme", "Chương trình kiểm tra, giám sát", "CTr", _PLANNED, ("draft",)),
        PaperKind("periodic_report", "Báo cáo kết quả công tác định kỳ", "BC", _COUNTED, _CLOSED),
        PaperKind("file_contents", "Mục lục hồ sơ", "", _TEAM_WORK, _FILED),
        PaperKind("file_closing", "Chứng từ kết thúc hồ sơ", "", _TEAM_WORK, _FILED),
    )
}


def listed() -> str:
    """The catalogue as a JSON array."""
    return json.dumps([row.to_plain() for row in CATALOGUE.values()], ensure_ascii=False, indent=1)
