"""What officers write in a case and the register numbers: the team's report, submissions, letters."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.documents.notices import Demand, JudgedContent, Shortcoming, SignOfViolation
from tracker.documents.parts import Paper, Part
from tracker.documents.team import Seat


@dataclass(frozen=True, kw_only=True)
class ReportedSubject(Part):
    """What the team reports of one subject. ``life`` is its curriculum vitae or its particulars, line by line.

    ``own_report`` and ``opinion`` are what the subject says, ``ruling`` what is proposed on a complaint.
    """

    name: str
    life: tuple[str, ...] = ()
    own_report: str = ""
    strengths: str = ""
    shortcomings: tuple[Shortcoming, ...] = ()
    signs: tuple[SignOfViolation, ...] = ()
    money: str = ""
    opinion: str = ""
    verdict: str = ""
    ruling: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ResultReportPaper(Paper):
    """Báo cáo kết quả of a team, signed T/M Đoàn.

    ``work`` is what the team did ("kiểm tra"), ``matter`` follows it; ``examined`` heads the second part of the report
    on a denunciation, a complaint or signs of violation, and is empty for an inspection or a supervision.
    ``course`` is how the work went, day by day; ``assessment`` and ``proposal`` are the team's own words.
    """

    key: ClassVar[str] = "result_report"

    subject: str
    work: str
    matter: str
    decision: str
    results: tuple[ReportedSubject, ...]
    examined: str = ""
    contents: tuple[str, ...] = ()
    members: tuple[Seat, ...] = ()
    course: tuple[str, ...] = ()
    period_from: date | None = None
    period_until: date | None = None
    work_from: date | None = None
    work_until: date | None = None
    judged: tuple[JudgedContent, ...] = ()
    evidence: tuple[str, ...] = ()
    assessment: str = ""
    demands: tuple[Demand, ...] = ()
    proposal: str = ""


@dataclass(frozen=True, kw_only=True)
class SubmissionPaper(Paper):
    """Tờ trình: what is laid before whom, the papers that go with it, and what is proposed."""

    key: ClassVar[str] = "submission"

    addressees: tuple[str, ...]
    matter: str
    text: str
    proposal: str
    enclosed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DisciplineSubmissionPaper(Paper):
    """Tờ trình đề nghị thi hành kỷ luật, to the body that is competent for the form voted on.

    ``subject`` follows "kỷ luật", ``is_member``: it is a person, ``life`` are its particulars, ``form`` the form as
    worded. The vote is printed when both its numbers are given.
    """

    key: ClassVar[str] = "discipline_submission"

    addressees: tuple[str, ...]
    subject: str
    life: tuple[str, ...]
    violation: str
    form: str
    is_member: bool = False
    provisions: str = ""
    severity: str = ""
    self_criticism: str = ""
    hearing: str = ""
    aggravating: tuple[str, ...] = ()
    mitigating: tuple[str, ...] = ()
    votes_for: int | None = None
    votes_total: int | None = None
    enclosed: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OfficialLetterPaper(Paper):
    """Công văn: no name of its type is printed; ``matter`` ("về việc …") stands below the number."""

    key: ClassVar[str] = "official_letter"

    addressees: tuple[str, ...]
    matter: str
    text: str
    address: str = ""
