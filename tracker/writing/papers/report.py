"""Báo cáo kết quả of a team: composed from what the case holds; only assessment and proposal are typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.kinds import Kind
from tracker.cases.models import CaseSubject
from tracker.cases.papers import decision_of, printed_name, shared_of
from tracker.cases.queries import CaseFile
from tracker.conclusions.papers import judged_contents, shortcomings_of, signs_of, verdict_of
from tracker.core import clock
from tracker.documents.composing import letterhead
from tracker.documents.contexts import Demand
from tracker.documents.written import ReportedSubject, ResultReportPaper
from tracker.evidence.models import SentDraft, SubjectStatement
from tracker.evidence.queries import drafts_of_case, statements_of_case
from tracker.findings.models import Finding
from tracker.findings.money import Money, grouped, money_of_subjects
from tracker.findings.queries import findings_of_case, recommendations_of_case
from tracker.findings.states import FindingType
from tracker.meetings.texts import ruling_words
from tracker.regulations.sources import written
from tracker.writing.models import WrittenPaper
from tracker.writing.papers.parts import evidence_lines, life_of, lines, team_signs

_EXAMINED = {
    Kind.DENUNCIATION: "Nội dung tố cáo",
    Kind.DISCIPLINE_COMPLAINT: "Nội dung khiếu nại",
    Kind.VIOLATION_INSPECTION: "Dấu hiệu vi phạm",
}
_COURSE = {
    "launch_minutes": "triển khai quyết định, kế hoạch",
    "subject_report": "nhận báo cáo, giải trình của đối tượng",
    "denouncer_met": "làm việc với người tố cáo",
    "declaration": "nghiên cứu bản kê khai tài sản, thu nhập",
    "verification": "thẩm tra, xác minh",
    "conference": "hội nghị với tổ chức đảng quản lý đối tượng",
}


@dataclass(frozen=True)
class _Known:
    findings: Sequence[Finding]
    statements: Sequence[SubjectStatement]
    drafts: Sequence[SentDraft]
    money: dict[int, Money]


def compose_report(
    file: CaseFile, words: WrittenPaper, issued_on: date | None, number_and_sign: tuple[int | None, str]
) -> ResultReportPaper:
    """The report of a team as the case has it now; without number and date it is a draft."""
    case, number_sign = file.case, number_and_sign
    known = _Known(
        findings_of_case(case.id), statements_of_case(case.id), drafts_of_case(case.id), money_of_subjects(case.id)
    )
    return ResultReportPaper(
        **shared_of(file),
        letterhead=letterhead(case.body, number_sign[1], number_sign[0], issued_on),
        legal_bases=(),
        recipients=lines(words.recipients),
        signature=team_signs(file),
        decision=decision_of(file),
        examined=_EXAMINED.get(case.kind, ""),
        course=_course(file),
        judged=judged_contents(case),
        evidence=tuple(evidence_lines(file, "Chứng cứ số {number}: {title} (thu thập ngày {on})")),
        results=tuple(_result(file, subject, known) for subject in case.subjects),
        assessment=words.text,
        demands=tuple(
            Demand(text=row.text, owner=row.owner, due_on=row.due_on) for row in recommendations_of_case(case.id)
        ),
        proposal=words.proposal,
    )


def _course(file: CaseFile) -> tuple[str, ...]:
    done = sorted((step for step in file.case.steps if step.key in _COURSE), key=lambda step: step.done_on)
    return tuple(f"Ngày {written(step.done_on)}: {_COURSE[step.key]}" for step in done)


def _result(file: CaseFile, subject: CaseSubject, known: _Known) -> ReportedSubject:
    found = [row for row in known.findings if row.subject_id == subject.id]
    apart = file.case.kind is Kind.VIOLATION_INSPECTION
    return ReportedSubject(
        name=printed_name(subject),
        life=life_of(subject, clock.day_of(file.case.opened_at)),
        own_report="\n".join(_statement(row) for row in known.statements if row.subject_id == subject.id),
        strengths="\n".join(row.text for row in found if row.type is FindingType.STRENGTH),
        shortcomings=shortcomings_of(found, with_violations=not apart),
        signs=signs_of(found) if apart else (),
        money=_money(known.money.get(subject.id)),
        opinion=_opinion([row for row in known.drafts if row.subject_id == subject.id]),
        verdict=verdict_of(subject),
        ruling=ruling_words(subject),
        reason=subject.ruling_reason if subject.ruling else "",
    )


def _statement(row: SubjectStatement) -> str:
    title = row.evidence.title if row.evidence else ""
    said = " – ".join(filter(None, (title, row.text)))
    return f"Ngày {written(row.received_on)}: {said}"


def _opinion(drafts: Sequence[SentDraft]) -> str:
    """What the subject says to the draft, with what the team made of each point."""
    said = []
    for draft in drafts:
        if draft.answered_on and not draft.points:
            said.append(f"Ngày {written(draft.answered_on)}: {draft.answer_note or 'nhất trí với dự thảo'}")
        for point in draft.points:
            made_of = {True: "Đoàn tiếp thu", False: "Đoàn không tiếp thu", None: "Đoàn chưa kết luận"}[point.accepted]
            said.append(f"{point.text} ({made_of}{': ' + point.reason if point.reason else ''})")
    return "\n".join(said)


def _money(money: Money | None) -> str:
    if money is None:
        return ""
    amounts = (f"sai phạm {grouped(money.wrong)} đồng", f"phải thu hồi {grouped(money.to_recover)} đồng")
    return f"số tiền {amounts[0]}; {amounts[1]}; đã thu hồi {grouped(money.recovered)} đồng."
