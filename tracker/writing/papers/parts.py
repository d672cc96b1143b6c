"""What several of these papers share: the particulars of a subject, the papers enclosed, lines, the team's name."""

from collections.abc import Sequence
from datetime import date

from tracker.cases.models import CaseSubject
from tracker.cases.papers import team_work
from tracker.cases.queries import CaseFile
from tracker.documents.contexts import SignatureBlock
from tracker.documents.queries import papers_of_case
from tracker.documents.states import PaperType
from tracker.evidence.queries import filed_items
from tracker.extensions import db
from tracker.members.models import Member
from tracker.organizations.queries import name_on
from tracker.regulations.sources import written

TYPE_NAMES = {
    PaperType.DECISION: "Quyết định",
    PaperType.PLAN: "Kế hoạch",
    PaperType.NOTICE: "Thông báo",
    PaperType.REPORT: "Báo cáo",
    PaperType.MINUTES: "Biên bản",
    PaperType.PROGRAMME: "Chương trình",
    PaperType.RESOLUTION: "Nghị quyết",
    PaperType.SUBMISSION: "Tờ trình",
    PaperType.LETTER: "Công văn",
}


def lines(text: str) -> tuple[str, ...]:
    """What was typed one a line, without dashes and closing marks of its own."""
    bare = (line.strip().strip("-").strip().rstrip(";.,") for line in text.split("\n"))
    return tuple(line for line in bare if line)


def team_signs(file: CaseFile) -> SignatureBlock:
    """The head signs for the team."""
    name = file.head.full_name if file.head else ""
    return SignatureBlock(authority=f"T/M Đoàn {team_work(file)}", position="Trưởng đoàn", name=name)


def life_of(subject: CaseSubject, on: date) -> tuple[str, ...]:
    """The particulars of a member, or what is known of an organization, line by line, as named on a day."""
    if subject.member_id is None:
        return tuple(filter(None, (f"Tên tổ chức đảng: {subject.name}", subject.description)))
    member = db.session.get_one(Member, subject.member_id)
    joined = f"Vào Đảng ngày {written(member.admitted_on)}"
    if member.official_on:
        joined += f", chính thức ngày {written(member.official_on)}"
    facts = (
        f"Họ và tên: {member.full_name}",
        f"Sinh ngày {written(member.born_on)}",
        f"Quê quán: {member.home_town}" if member.home_town else "",
        f"Dân tộc: {member.ethnicity}" if member.ethnicity else "",
        joined,
        f"Chức vụ, đơn vị: {subject.description}" if subject.description else "",
        f"Nơi sinh hoạt đảng: {name_on(subject.organization_id, on)}",
    )
    return tuple(filter(None, facts))


def enclosed(file: CaseFile) -> tuple[str, ...]:
    """The file that goes with a submission: the valid papers of the case, then what was collected."""
    papers = [
        f"{TYPE_NAMES[row.type]} số {row.full_number}, ngày {written(row.issued_on)}"
        for row in papers_of_case(file.case.id)
        if row.template is not None and row.ending is None
    ]
    return (*papers, *evidence_lines(file, "{title} (chứng cứ số {number})"))


def evidence_lines(file: CaseFile, pattern: str) -> Sequence[str]:
    """The evidence of a case that was not withdrawn, each as the pattern says."""
    rows = filed_items(file.case.id)
    return [pattern.format(number=row.number, title=row.title, on=written(row.obtained_on)) for row in rows]
