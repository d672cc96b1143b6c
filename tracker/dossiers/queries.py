"""Reads of the file of a case: what it must hold, what it lists, each time it was archived."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from tracker.appeals.queries import appeals_of_case, unended_of_case
from tracker.cases.kinds import Kind
from tracker.cases.queries import CaseFile
from tracker.conclusions.queries import notices
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.discipline.models import Discipline
from tracker.discipline.queries import asked_after_decisions
from tracker.documents.models import RegisteredPaper
from tracker.documents.queries import in_files_of
from tracker.dossiers.models import Dossier, DossierEntry
from tracker.dossiers.rules import FILE_INDEX, Facts, Line, Part, checklist
from tracker.evidence.queries import filed_items
from tracker.extensions import db
from tracker.findings.models import Finding, Recommendation
from tracker.findings.services import check_money
from tracker.findings.states import FindingType
from tracker.follow_up.queries import remainder_of, unreconciled
from tracker.organizations.models import Body
from tracker.regulations.retention import RetentionRow, retention_of


@dataclass(frozen=True)
class Known:
    """A paper that the program knows the file must list: its source, Vietnamese title and what the list says of it."""

    source: str
    title: str
    sign: str
    dated_on: date
    abstract: str
    author: str


TYPE_TITLES = {
    "decision": "Quyết định",
    "plan": "Kế hoạch",
    "notice": "Thông báo",
    "report": "Báo cáo",
    "minutes": "Biên bản",
    "programme": "Chương trình",
}
_FIRST_OF_A_DAY = TYPE_TITLES["decision"]  # the plan belongs to it
_TEAM, _SUBJECT = "Đoàn (tổ) công tác", "Đối tượng"
# The index is this list itself; the minutes of a ballot are issued here and stand with the papers.
_LISTED_OTHERWISE = frozenset({FILE_INDEX, "ballot_minutes"})
_STEP_PAPERS = {
    "launch_minutes": ("Biên bản", "Triển khai quyết định, kế hoạch", _TEAM),
    "subject_report": ("Báo cáo", "Báo cáo của đối tượng", _SUBJECT),
    "verification": ("Biên bản", "Thẩm tra, xác minh", _TEAM),
    "conference": ("Biên bản", "Hội nghị với tổ chức, đối tượng", _TEAM),
    "result_report": ("Báo cáo", "Kết quả của đoàn (tổ) công tác", _TEAM),
    "announcement": ("Biên bản", "Công bố kết luận", _TEAM),
    "figures_compared": ("Biên bản", "Đối chiếu số liệu", _TEAM),
    "declaration": ("Bản kê khai", "Kê khai tài sản, thu nhập", _SUBJECT),
    "discipline_files": ("Biên bản", "Đối chiếu hồ sơ kỷ luật", _TEAM),
    "proposal_vote": ("Biên bản", "Hội nghị biểu quyết đề nghị kỷ luật", _TEAM),
    "self_criticism": ("Bản kiểm điểm", "Tự kiểm điểm, tự nhận hình thức kỷ luật", _SUBJECT),
    "hearing": ("Biên bản", "Nghe đối tượng trình bày trước khi quyết định kỷ luật", _TEAM),
    "denouncer_met": ("Biên bản", "Làm việc với người tố cáo", _TEAM),
    "extension_notice": ("Thông báo", "Gia hạn giải quyết", _TEAM),
    "denouncer_informed": ("Văn bản", "Thông báo kết quả cho người tố cáo", _TEAM),
}


def known_papers(file: CaseFile) -> list[Known]:
    """The papers of the register, the steps of the checklist and the evidence that belong into the file, by day."""
    statement = select(RegisteredPaper, Body.name).join(Body, Body.id == RegisteredPaper.body_id)
    found = [
        Known(
            f"paper-{paper.id}",
            TYPE_TITLES.get(paper.type.value, "Văn bản"),
            f"{paper.number:02d}-{paper.sign}",
            paper.issued_on,
            paper.abstract,
            name,
        )
        for paper, name in db.session.execute(statement.where(in_files_of([file.case.id])))
    ]
    for step in file.case.steps:
        if step.key not in _LISTED_OTHERWISE and not step.missing:
            title, abstract, author = _STEP_PAPERS.get(step.key, ("Văn bản", step.key, _TEAM))
            found.append(Known(f"step-{step.key}", title, "", step.done_on, abstract, author))
    found += [
        Known(f"evidence-{row.number}", "Chứng cứ", f"{row.number:02d}", row.obtained_on, row.title, row.source[:200])
        for row in filed_items(file.case.id)
    ]
    return sorted(found, key=lambda one: (one.dated_on, one.title != _FIRST_OF_A_DAY))


def entries_of(case_id: int) -> list[DossierEntry]:
    """The table of contents in its order: by day. The caller checked the sight of the case."""
    statement = select(DossierEntry).where(DossierEntry.case_id == case_id)
    return list(db.session.execute(statement.order_by(DossierEntry.dated_on, DossierEntry.id)).scalars())


def get_entry(case_id: int, entry_id: int) -> DossierEntry:
    """An entry of the table of contents of a case; raises ``NotVisible``."""
    found = select(DossierEntry).where(DossierEntry.case_id == case_id, DossierEntry.id == entry_id)
    row = db.session.execute(found).scalar_one_or_none()
    if row is None:
        raise NotVisible
    return row


def dossiers_of(case_id: int) -> list[Dossier]:
    """Each time the file was archived, the latest first."""
    statement = select(Dossier).where(Dossier.case_id == case_id).order_by(Dossier.edition.desc())
    return list(db.session.execute(statement).scalars())


def get_dossier(case_id: int, edition: int) -> Dossier:
    """One archiving of the file; raises ``NotVisible``."""
    found = select(Dossier).where(Dossier.case_id == case_id, Dossier.edition == edition)
    row = db.session.execute(found).scalar_one_or_none()
    if row is None:
        raise NotVisible
    return row


def checklist_of(file: CaseFile) -> list[Line]:
    """The checklist of the file as it stands now."""
    case, entries = file.case, entries_of(file.case.id)
    listed, issued = {entry.source for entry in entries}, notices(case.id)
    unended = unended_of_case(case.id)
    names = {subject.id: subject.name for subject in case.subjects}
    return checklist(
        Facts(
            steps=file.steps,
            done=file.step_keys(),
            begun={step.key: step.missing for step in case.steps if step.missing},
            has_notice=file.row.notice is not None,
            subjects=list(names.values()),
            notices=[names[key] for key in issued],
            announced=[names[key] for key, notice in issued.items() if notice.conclusion.announced_on],
            rest=remainder_of(file),
            executed=asked_after_decisions(case.id, clock.today()),
            money=[finding.number for finding in unreconciled(case.id)],
            finance=check_money(file),
            complained=unended.complained,
            unrestored=unended.unrestored,
            present=_present(file),
            listed=len(entries),
            unlisted=[_named(one) for one in known_papers(file) if one.source not in listed],
            uncounted=sum(entry.sheets == 0 for entry in entries),
        )
    )


def _present(file: CaseFile) -> set[Part]:
    """What the case has of that which not every case has."""
    of_case = Finding.case_id == file.case.id
    stored = {
        Part.RECOMMENDATIONS: exists().where(Recommendation.case_id == file.case.id),
        Part.VIOLATIONS: exists().where(of_case, Finding.type == FindingType.VIOLATION),
        Part.DISCIPLINE: exists().where(Discipline.case_id == file.case.id),
        Part.MONEY: exists().where(of_case, Finding.amount.is_not(None)),
    }
    found = db.session.execute(select(*stored.values())).one()
    appeals = appeals_of_case(file.case.id)
    has = dict(zip(stored, found, strict=True)) | {
        Part.COMPLAINTS: bool(appeals),
        Part.RESTORATION: any(appeal.parts for appeal in appeals),
        Part.FINANCE: file.case.kind is Kind.FINANCE_INSPECTION,
    }
    return {part for part, is_there in has.items() if is_there}


def suggested_retention(file: CaseFile, on: date) -> RetentionRow:
    """How long the file is probably kept."""
    disciplined = select(Discipline.id).where(Discipline.case_id == file.case.id).limit(1)
    has_any = db.session.execute(disciplined).first() is not None
    return retention_of(file.case.kind.value, on, disciplined=has_any)


def _named(one: Known) -> str:
    return f"{one.title} {one.sign}".strip() if one.sign else f"{one.title}: {one.abstract}"
