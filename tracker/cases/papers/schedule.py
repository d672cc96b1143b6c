"""Lịch làm việc: the work of a team in its order, with the days that are known and who does what."""

from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.papers.naming import work_of
from tracker.cases.queries import CaseFile
from tracker.cases.states import TeamRole
from tracker.documents.team import ScheduledWork
from tracker.regulations.sources import written

# What is done at each step of the checklist; {…} are filled in. The schedule goes to the subject: what concerns the
# denouncer does not stand on it.
_WORK = {
    "launch_minutes": "Triển khai quyết định, kế hoạch",
    "subject_report": "{subject} nộp {report}",
    "discipline_files": "Đối chiếu hồ sơ thi hành kỷ luật",
    "figures_compared": "Đối chiếu số liệu, chứng từ",
    "declaration": "Nghiên cứu bản kê khai tài sản, thu nhập",
    "verification": "Thẩm tra, xác minh",
    "conference": "Hội nghị với tổ chức đảng của đối tượng",
    "result_report": "Hoàn chỉnh báo cáo kết quả, trình {body}",
    "announcement": "Công bố {result}",
    "file_index": "Lập hồ sơ, giao nộp lưu trữ",
}
_OWN_WORK = {
    (Kind.THEMATIC_SUPERVISION, "conference"): "Hội nghị do tổ chức được giám sát chủ trì",
    (Kind.DISCIPLINE_COMPLAINT, "subject_report"): "Nghiên cứu đơn khiếu nại, hồ sơ kỷ luật",
}
_RESULTS = {
    "supervision_notice": "thông báo kết quả giám sát",
    "complaint_decision": "quyết định giải quyết khiếu nại",
}
_SUBJECTS_OWN = "subject_report"


def scheduled(file: CaseFile, report: str) -> tuple[ScheduledWork, ...]:
    """The work step by step; ``report`` is what the subject writes."""
    case = file.case
    filled = {
        "subject": _subject(case),
        "report": report,
        "body": case.body.name,
        "result": _RESULTS.get(file.row.notice or "", "thông báo kết luận"),
    }
    people, days = _people(file), _days(case)
    return tuple(
        ScheduledWork(
            text=_OWN_WORK.get((case.kind, step.key), _WORK[step.key]).format(**filled),
            when=days.get(step.key, ""),
            who=people.get(step.key, people[""]),
        )
        for step in file.row.steps
        if step.key in _WORK
    )


def _subject(case: Case) -> str:
    words = {"Tổ chức" if one.member_id is None else "Đảng viên" for one in case.subjects}
    word = words.pop() if len(words) == 1 else "Tổ chức, đảng viên"
    return f"{word} được {work_of(case)}" if work_of(case) in ("kiểm tra", "giám sát") else "Đối tượng"


def _days(case: Case) -> dict[str, str]:
    """The first and the last day of the work, and each step that is done."""
    found = {}
    if case.work_from and case.work_until:
        found = {
            "launch_minutes": f"từ ngày {written(case.work_from)}",
            "result_report": f"chậm nhất ngày {written(case.work_until)}",
        }
    return found | {step.key: f"ngày {written(step.done_on)}" for step in case.steps if not step.missing}


def _people(file: CaseFile) -> dict[str, str]:
    """Who does each step; under "" who does the others."""
    case, head = file.case, f"Đồng chí {file.head.full_name}" if file.head else ""
    if not case.has_team:
        team, writer = head, head
    else:
        team = f"Đoàn {work_of(case)}"
        writer = next(
            (f"Đồng chí {one.account.full_name}" for one in file.team if one.role is TeamRole.SECRETARY), head
        )
    subjects = "; ".join(f"Đồng chí {one.name}" if one.member_id else one.name for one in case.subjects)
    hears_complaint = (case.kind, _SUBJECTS_OWN) in _OWN_WORK
    return {
        "": team,
        _SUBJECTS_OWN: team if hears_complaint else subjects,
        "result_report": head,
        "announcement": case.body.name,
        "file_index": writer,
    }
