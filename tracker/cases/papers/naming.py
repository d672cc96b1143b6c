"""How papers name the work and those it is about. Papers are Vietnamese whoever reads."""

from tracker.cases.kinds import Kind
from tracker.cases.models import Case, CaseSubject

_WORK = {
    Kind.THEMATIC_SUPERVISION: "giám sát",
    Kind.REGULAR_SUPERVISION: "giám sát",
    Kind.DENUNCIATION: "giải quyết tố cáo",
    Kind.DISCIPLINE_COMPLAINT: "giải quyết khiếu nại kỷ luật",
}


def matter(case: Case) -> str:
    """What follows "kiểm tra" or "giám sát" in the title of a paper."""
    return f"khi có dấu hiệu vi phạm trong {case.title}" if case.kind is Kind.VIOLATION_INSPECTION else case.title


def work_of(case: Case) -> str:
    """What is done in a case, as a team's name says it ("kiểm tra")."""
    return _WORK.get(case.kind, "kiểm tra")


def printed_name(subject: CaseSubject) -> str:
    """The subject as papers name it: an organization, or "đồng chí …" with post and unit."""
    if subject.member_id is None:
        return subject.name
    return f"đồng chí {subject.name}, {subject.description}" if subject.description else f"đồng chí {subject.name}"


def in_running_text(position: str) -> str:
    """A position as a sentence writes it: accounts keep it in the capitals of a signature ("CÁN BỘ KIỂM TRA")."""
    return position.capitalize() if position.isupper() else position
