"""The text that each agenda item puts to the vote, as the records have it now.

A vote freezes the text of its item with its SHA-256. As long as the text may still change, it is composed anew and
compared: another text than the one voted on makes the vote void. Later rooms say what their items are about.
A vote keeps the format its text was composed in: it is compared with that, however much the text has grown since.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import Outcome, Ruling, Severity, State
from tracker.extensions import db
from tracker.findings.models import FinanceRecord, Finding, Recommendation
from tracker.findings.money import Money, finance_records, money_of_subjects
from tracker.findings.states import FinanceScope, FindingType
from tracker.meetings.models import AgendaItem, ItemVote
from tracker.meetings.rules import OK
from tracker.meetings.states import Purpose
from tracker.regulations.petitions import AllegationVerdict
from tracker.regulations.terms import Role
from tracker.regulations.verdict import Verdict

# 2: a conclusion also says the verdict on each content denounced, and the totals of money
FORMAT = 2


@dataclass(frozen=True)
class Draft:
    """The text put to the vote now; ``earlier``: as each format before the present one composed it, format 1 first."""

    text: str
    earlier: tuple[str, ...] = ()

    def in_format(self, number: int) -> str:
        """The text as a format composes it; a text that never grew is the same in all."""
        return self.earlier[number - 1] if number <= len(self.earlier) else self.text


# The texts of those of the items that may still change, by the id of the item.
Drafts = dict[int, Draft]
Texts = Callable[[Sequence[AgendaItem]], Drafts]
Row = TypeVar("Row", Finding, Recommendation)
_TEXTS: dict[Purpose, Texts] = {}
_ROLES: list[Callable[[AgendaItem], Role | None]] = []
_GUARDS: dict[Purpose, Callable[[AgendaItem], Verdict]] = {}

SEVERITY_NAMES = {
    Severity.LESS_SERIOUS: "ít nghiêm trọng",
    Severity.SERIOUS: "nghiêm trọng",
    Severity.VERY_SERIOUS: "rất nghiêm trọng",
    Severity.EXTREMELY_SERIOUS: "đặc biệt nghiêm trọng",
}
OUTCOME_SENTENCES = {
    Outcome.NO_VIOLATION: "Không có vi phạm.",
    Outcome.SHORTCOMINGS: "Có hạn chế, khuyết điểm, vi phạm nhưng chưa đến mức phải thi hành kỷ luật.",
    Outcome.MUST_DISCIPLINE: "Có vi phạm đến mức phải xem xét, thi hành kỷ luật.",
    Outcome.REFERRED: "Có vi phạm, chuyển cấp có thẩm quyền xem xét, xử lý.",
}
RULING_WORDS = {
    Ruling.UPHOLD: "Giữ nguyên hình thức kỷ luật",
    Ruling.CHANGE: "Thay đổi hình thức kỷ luật",
    Ruling.ANNUL: "Xoá hình thức kỷ luật",
}
VERDICT_WORDS = {
    AllegationVerdict.FALSE: "Tố cáo sai",
    AllegationVerdict.NO_GROUND: "Không có cơ sở hoặc chưa đủ cơ sở kết luận",
    AllegationVerdict.TRUE_SHORTCOMING: "Tố cáo đúng, có khuyết điểm",
    AllegationVerdict.TRUE_VIOLATION: "Tố cáo đúng, có vi phạm",
}
NO_VERDICT = "chưa kết luận"
_SCOPE_NAMES = {
    FinanceScope.BUDGET: "thu, chi ngân sách, kế toán, tài sản",
    FinanceScope.DUES: "thu, nộp, quản lý, sử dụng đảng phí",
}
_TYPE_NAMES = {
    FindingType.STRENGTH: "Ưu điểm",
    FindingType.SHORTCOMING: "Hạn chế, khuyết điểm",
    FindingType.VIOLATION: "Vi phạm",
    FindingType.CAUSE: "Nguyên nhân",
    FindingType.RESPONSIBILITY: "Trách nhiệm",
}


def says_texts(purpose: Purpose) -> Callable[[Texts], Texts]:
    """Mark the function that composes the texts of items of a purpose."""

    def keep(texts: Texts) -> Texts:
        _TEXTS[purpose] = texts
        return texts

    return keep


def says_role(role: Callable[[AgendaItem], Role | None]) -> Callable[[AgendaItem], Role | None]:
    """Mark the function that knows in what role a body votes on discipline."""
    _ROLES.append(role)
    return role


def guards_vote(purpose: Purpose) -> Callable[[Callable[[AgendaItem], Verdict]], Callable[[AgendaItem], Verdict]]:
    """Mark the function that knows what must have happened before an item of a purpose is voted on."""

    def keep(guard: Callable[[AgendaItem], Verdict]) -> Callable[[AgendaItem], Verdict]:
        _GUARDS[purpose] = guard
        return guard

    return keep


def check_ready(item: AgendaItem) -> Verdict:
    """Whether the matter of an item may be voted on now; what no room guards may be."""
    guard = _GUARDS.get(item.purpose)
    return guard(item) if guard else OK


def role_of(item: AgendaItem) -> Role | None:
    """Whether the vote on discipline decides or proposes, as far as it is sure."""
    return next((found for role in _ROLES if (found := role(item)) is not None), None)


def texts_now(items: Sequence[AgendaItem]) -> Drafts:
    """The texts of the items as the records have them now; an item whose text can change no more is not there."""
    found: Drafts = {}
    for purpose, texts in _TEXTS.items():
        own = [item for item in items if item.purpose is purpose]
        if own:
            found |= texts(own)
    return found


def text_now(item: AgendaItem) -> str:
    """The text of one item as the records have it now, "" where it can change no more."""
    draft = texts_now([item]).get(item.id)
    return draft.text if draft else ""


def sha256_of(text: str) -> str:
    """The fingerprint of a text, of its UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_changed(vote: ItemVote, drafts: Mapping[int, Draft]) -> bool:
    """Whether the text is another one than that voted on."""
    draft = drafts.get(vote.item_id)
    return draft is not None and sha256_of(draft.in_format(vote.text_format)) != vote.sha256


@says_texts(Purpose.OTHER)
def matter_texts(items: Sequence[AgendaItem]) -> Drafts:
    """The draft resolutions of other matters."""
    return {item.id: Draft(f"{item.title}\n{item.draft}") for item in items}


@says_texts(Purpose.CONCLUDE)
def conclusion_texts(items: Sequence[AgendaItem]) -> Drafts:
    """The draft conclusions: what was found about every subject, how it is judged, and what is asked of whom; how each
    content denounced is concluded; how much is wrong and to be recovered."""
    wanted = {item.case_id for item in items}
    cases = {
        case.id: case
        for case in db.session.execute(
            select(Case)
            .where(Case.id.in_(wanted), Case.state == State.REPORTED)
            .options(selectinload(Case.subjects), selectinload(Case.allegations))
        ).scalars()
    }
    findings = _by_subject(Finding, cases)
    asked = _by_subject(Recommendation, cases)
    sums, records = (money_of_subjects(*cases), finance_records(*cases)) if cases else ({}, [])
    found = {}
    for item in items:
        case = cases.get(item.case_id or 0)
        if case is not None:
            parts = [_about(row, findings.get(row.id, []), asked.get(row.id, [])) for row in case.subjects]
            first = "\n\n".join([f"Dự thảo kết luận: {case.title}", *parts])
            grown = filter(None, (_judged(case), _accounted(case.subjects, sums, records)))
            found[item.id] = Draft("\n\n".join([first, *grown]), (first,))
    return found


def ruling_words(subject: CaseSubject) -> str:
    """The ruling on a complaint as it is voted on and as its decision says it."""
    words = RULING_WORDS[subject.ruling] if subject.ruling else ""
    return f"{words} ({subject.ruling_text})" if subject.ruling_text else words


def _by_subject(table: type[Row], cases: Collection[int]) -> dict[int, list[Row]]:
    statement = select(table).where(table.case_id.in_(cases)).order_by(table.subject_id, table.number)
    rows = db.session.execute(statement).scalars().all()
    return {key: list(group) for key, group in groupby(rows, key=lambda row: row.subject_id)}


def _judged(case: Case) -> str:
    lines = []
    for one in case.allegations:
        verdict = VERDICT_WORDS[one.verdict] if one.verdict else NO_VERDICT
        lines.append(f"Nội dung tố cáo {one.number}: {one.text}\nKết luận nội dung {one.number}: {verdict}.")
        if one.note:
            lines.append(f"Căn cứ: {one.note}")
    return "\n".join(lines)


def _accounted(subjects: Sequence[CaseSubject], sums: Mapping[int, Money], records: Sequence[FinanceRecord]) -> str:
    """What was reviewed by scope, and the totals over the findings of each subject."""
    lines = []
    for subject in subjects:
        for row in records:
            if row.subject_id == subject.id:
                period = f"từ {row.period_from:%d/%m/%Y} đến {row.period_until:%d/%m/%Y}"
                figures = f"kiểm tra {_dong(row.reviewed)}; {_wrong(row)}"
                lines.append(f"Số liệu {subject.name} ({_SCOPE_NAMES[row.scope]}, {period}): {figures}.")
        if subject.id in sums:
            lines.append(f"Tổng số tiền {subject.name}: {_wrong(sums[subject.id])}.")
    return "\n".join(lines)


def _wrong(row: Money | FinanceRecord) -> str:
    return f"sai phạm {_dong(row.wrong)}; phải thu hồi {_dong(row.to_recover)}"


def _dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")


def _about(subject: CaseSubject, findings: Sequence[Finding], asked: Sequence[Recommendation]) -> str:
    named = f"{subject.name}, {subject.description}" if subject.description else subject.name
    lines = [f"Đối tượng {subject.number}: {named}", *map(_finding_line, findings)]
    if subject.ruling:
        lines.append(f"Giải quyết khiếu nại: {ruling_words(subject)}. Lý do: {subject.ruling_reason}")
    if subject.outcome:
        lines.append(f"Kết luận: {OUTCOME_SENTENCES[subject.outcome]}")
    if subject.severity:
        lines.append(f"Mức độ, hậu quả: {SEVERITY_NAMES[subject.severity]}.")
    for row in asked:
        lines.append(f"Yêu cầu: {row.text} ({row.owner}, trước ngày {row.due_on:%d/%m/%Y})")
    return "\n".join(lines)


def _finding_line(row: Finding) -> str:
    extra = [
        f"quy định: {row.rule_broken}" if row.rule_broken else "",
        f"mức độ: {SEVERITY_NAMES[row.severity]}" if row.severity else "",
        f"số tiền: {_dong(row.amount)}" if row.amount else "",
        f"hậu quả: {row.consequence}" if row.consequence else "",
    ]
    tail = "; ".join(filter(None, extra))
    return f"{_TYPE_NAMES[row.type]}: {row.text}" + (f" ({tail})" if tail else "")
