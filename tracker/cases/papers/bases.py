"""What a paper of a case rests on, from the records: number and day of each; what is not known is left out."""

from datetime import date

from tracker.cases.models import Case
from tracker.cases.papers.naming import work_of
from tracker.cases.planning import basis_words
from tracker.cases.states import Basis
from tracker.documents.queries import papers_of_case
from tracker.documents.states import PaperType
from tracker.programmes.queries import programme_on
from tracker.regulations.sources import written

_RESULT_REPORT = "result_report"


def course_bases(case: Case, on: date) -> tuple[str, ...]:
    """What happened before the conclusion: the programme, the decision with its plan, the report of the team."""
    found = (_carrying_out(_programme(case, on)), _carrying_out(decision_words(case)), _report(case))
    return tuple(line for line in found if line)


def opening_basis(case: Case, on: date) -> str:
    """Why the case was opened. The paper goes to the subject: what was typed of a petition may tell who sent it."""
    if case.basis is Basis.PETITION:
        return "Căn cứ kết quả xử lý đơn theo quy định"
    return _carrying_out(_programme(case, on)) or f"Căn cứ {case.basis_text.removeprefix('Căn cứ ')}"


def decision_words(case: Case) -> str:
    """The decision that began the work, with its plan; "" before it."""
    if case.decision_on is None or not case.decision_number:
        return ""
    alone = not case.has_team
    on = f"ngày {written(case.decision_on)}"
    about = work_of(case) if alone else f"thành lập Đoàn {work_of(case)}"
    plan = f" và Kế hoạch số {case.plan_number}, {on}" if case.plan_number else ""
    return f"Quyết định số {case.decision_number}, {on} về việc {about}{plan}"


def _carrying_out(what: str) -> str:
    return f"Thực hiện {what}" if what else ""


def _programme(case: Case, on: date) -> str:
    """The programme that holds the case, as approved by that day; "" where none is known."""
    found = programme_on(case.plan_item_id, on) if case.plan_item_id else None
    if found is None:
        return ""
    programme, version = found
    return basis_words(programme.period, version.paper_number, version.approved_on, programme.body.name)


def _report(case: Case) -> str:
    """The team's report by its number, or by the day on which it was handed in."""
    of = "" if not case.has_team else f" của Đoàn {work_of(case)}"
    numbered = [
        row
        for row in papers_of_case(case.id)
        if row.type is PaperType.REPORT and row.template == _RESULT_REPORT and row.ending is None
    ]
    if numbered:
        return f"Căn cứ Báo cáo số {numbered[-1].full_number}, ngày {written(numbered[-1].issued_on)}{of}"
    return f"Căn cứ Báo cáo kết quả {work_of(case)}, ngày {written(case.reported_on)}{of}" if case.reported_on else ""
