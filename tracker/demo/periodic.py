"""Two periodic reports of the ward's commission: last month's, approved and issued, and this year's, half written."""

from collections.abc import Mapping
from datetime import date, timedelta

from tracker.access import Actor
from tracker.approvals.queries import get_draft
from tracker.approvals.services import take_step
from tracker.demo import places
from tracker.demo.tree import Territory
from tracker.documents.approval import Form, send_for_approval
from tracker.documents.composing import Signer
from tracker.documents.draft_states import DraftAction
from tracker.organizations.states import BodyKind
from tracker.periodic.models import PeriodicReport
from tracker.periodic.queries import get_report
from tracker.periodic.rules import Words
from tracker.periodic.services import NewReport, begin_report, issue_report, write_report
from tracker.periodic.states import Comparison, PeriodKind
from tracker.statistics.states import Deciders

_WRITER, _SIGNER, _CLERK = "canbo", "chunhiem", "vanthu"
_RECIPIENTS = (
    "Thường trực Đảng uỷ phường (để báo cáo)\nUỷ ban Kiểm tra Tỉnh uỷ (để báo cáo)\n"
    "Các uỷ viên Uỷ ban Kiểm tra\nLưu Uỷ ban Kiểm tra"
)
_ISSUED = Words(
    situation="Số tổ chức đảng, đảng viên trực thuộc ổn định; các chi bộ duy trì nền nếp sinh hoạt.",
    leadership="Uỷ ban Kiểm tra tham mưu cấp uỷ ban hành và triển khai chương trình kiểm tra, giám sát trong kỳ.",
    regular="Các uỷ viên theo dõi địa bàn được phân công, kịp thời nhắc nhở chi bộ có biểu hiện chậm trễ.",
    petitions="Đơn thư được tiếp nhận, phân loại, xử lý đúng quy định; không có đơn tồn đọng.",
    remedy="Các tổ chức đảng, đảng viên được kết luận đã xây dựng kế hoạch khắc phục và báo cáo đúng hạn.",
    assessment="Uỷ ban Kiểm tra đã bám sát chương trình, tiến hành các cuộc kiểm tra, giám sát đúng thẩm quyền, quy "
    "trình; kết luận rõ ưu điểm, khuyết điểm và trách nhiệm.",
    shortcomings="Một số chi bộ gửi báo cáo tự kiểm tra chậm; việc đôn đốc thực hiện kết luận chưa thường xuyên.",
    causes="Cán bộ làm công tác kiểm tra ở chi bộ đều kiêm nhiệm, nghiệp vụ chưa đồng đều.",
    tasks="1. Hoàn thành các cuộc đang tiến hành theo chương trình.\n2. Đôn đốc các tổ chức đảng, đảng viên khắc phục "
    "khuyết điểm sau kết luận.\n3. Bồi dưỡng nghiệp vụ kiểm tra, giám sát cho cấp uỷ chi bộ.",
    recipients=_RECIPIENTS,
)
_BEGUN = Words(
    assessment="Công tác kiểm tra, giám sát trong năm có chuyển biến; các cuộc theo chương trình cơ bản đúng tiến độ.",
    recipients=_RECIPIENTS,
)


def write_reports(land: Territory, actors: Mapping[str, Actor], today: date) -> None:
    """Both reports; the text of the first goes to the chair before the clerk gives it its number."""
    last = today.replace(day=1) - timedelta(days=1)
    month = _begin(land, actors, PeriodKind.MONTH, last.replace(day=1), last)
    write_report(actors[_WRITER], month, _ISSUED)
    _issue(actors, month, today)
    year = _begin(land, actors, PeriodKind.YEAR, today.replace(month=1, day=1), today)
    write_report(actors[_WRITER], year, _BEGUN)


def _begin(land: Territory, actors: Mapping[str, Actor], kind: PeriodKind, since: date, until: date) -> PeriodicReport:
    body = land.bodies[places.WARD, BodyKind.COMMISSION]
    asked = (kind, since, until, Comparison.BEFORE, Deciders.ALL)
    writer = actors[_WRITER]
    return get_report(writer, begin_report(writer, NewReport(body.id, *asked, body.organization_id)).ref)


def _issue(actors: Mapping[str, Actor], report: PeriodicReport, today: date) -> None:
    signing, clerk = actors[_SIGNER], actors[_CLERK]
    signer = Signer(signing.full_name, "Chủ nhiệm")

    def issue() -> None:
        issue_report(clerk, report, signer, today, today)

    form = Form("periodic.issue_report", {"ref": report.ref}, [("signer", str(signing.user_id))])
    [draft] = send_for_approval(actors[_WRITER], issue, form)
    take_step(signing, get_draft(signing, draft.ref, report), DraftAction.APPROVE, "")
    issue()
