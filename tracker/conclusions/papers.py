"""The frozen content of the two notices: Thông báo kết luận kiểm tra, Thông báo kết quả giám sát."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.kinds import Kind
from tracker.cases.models import Case, CaseSubject
from tracker.cases.papers import course_bases, matter, printed_name, work_of
from tracker.cases.queries import CaseFile
from tracker.cases.states import Outcome, Ruling
from tracker.core import clock
from tracker.documents.complaints import ComplaintDecisionPaper
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.contexts import (
    ConclusionNoticePaper,
    Demand,
    NoticePaper,
    Shortcoming,
    SignOfViolation,
    SupervisionNoticePaper,
)
from tracker.documents.notices import DenunciationNoticePaper, JudgedContent
from tracker.extensions import db
from tracker.findings.models import Finding, Recommendation
from tracker.findings.states import FindingType
from tracker.meetings.models import Meeting
from tracker.meetings.texts import NO_VERDICT, OUTCOME_SENTENCES, SEVERITY_NAMES, VERDICT_WORDS, ruling_words
from tracker.petitions.models import Petition

_NAMES = {
    SupervisionNoticePaper.key: "kết quả {work} {matter} đối với",
    DenunciationNoticePaper.key: "kết luận giải quyết tố cáo đối với",
    ComplaintDecisionPaper.key: "giải quyết khiếu nại kỷ luật đảng của",
}
USUAL_RECIPIENTS = ("Thường trực cấp uỷ (để báo cáo)", "Lưu hồ sơ kiểm tra")


@dataclass(frozen=True)
class NoticeWords:
    """What the clerk adds to the findings when the notice is issued. ``issued_on`` is None for a draft."""

    issued_on: date | None
    signer: Signer
    recipients: Sequence[str]
    follow_up: str = ""
    report_due_on: date | None = None


def compose_notice(
    file: CaseFile,
    subject: CaseSubject,
    found: tuple[Sequence[Finding], Sequence[Recommendation]],
    meeting: Meeting | None,
    words: NoticeWords,
    number_and_sign: tuple[int | None, str],
) -> NoticePaper:
    """The notice to one subject from its findings and recommendations and the session that adopted them."""
    findings, recommendations = found
    case, body = file.case, file.case.body
    number, sign = number_and_sign
    values = {
        "letterhead": letterhead(body, sign, number, words.issued_on),
        "issuer": body.name,
        "legal_bases": _bases(case, words.issued_on),
        "recipients": _recipients(words.recipients, subject),
        "signature": signature(body, words.signer),
        "meeting_name": meeting.title if meeting else "",
        "meeting_on": meeting.held_on if meeting else None,
        "subject": printed_name(subject),
        "matter": matter(case),
        "period_from": case.period_from,
        "period_until": case.period_until,
        "strengths": "\n".join(finding.text for finding in _of(findings, FindingType.STRENGTH)),
        "verdict": verdict_of(subject),
        "demands": tuple(Demand(text=row.text, owner=row.owner, due_on=row.due_on) for row in recommendations),
        "follow_up": words.follow_up,
        "report_to": body.name if words.report_due_on else "",
        "report_due_on": words.report_due_on,
    }
    if file.row.notice == DenunciationNoticePaper.key:
        shortcomings = shortcomings_of(findings, with_violations=True)
        return DenunciationNoticePaper(**values, shortcomings=shortcomings, contents=judged_contents(case))
    if file.row.notice == SupervisionNoticePaper.key:
        return SupervisionNoticePaper(**values, shortcomings=shortcomings_of(findings, with_violations=True))
    if case.kind is Kind.VIOLATION_INSPECTION:
        shortcomings = shortcomings_of(findings, with_violations=False)
        return ConclusionNoticePaper(**values, shortcomings=shortcomings, signs=signs_of(findings))
    return ConclusionNoticePaper(**values, shortcomings=shortcomings_of(findings, with_violations=True))


def abstract_of(file: CaseFile, subject: CaseSubject) -> str:
    """What the register says of the notice to a subject: its own name."""
    begins = _NAMES.get(file.row.notice or "", "kết luận {work} {matter} đối với")
    named = begins.format(work=work_of(file.case), matter=matter(file.case))
    return f"{named} {printed_name(subject)}"[:500]


def judged_contents(case: Case) -> tuple[JudgedContent, ...]:
    """The contents of a denunciation, each as it is concluded so far."""
    return tuple(
        JudgedContent(text=one.text, verdict=VERDICT_WORDS[one.verdict] if one.verdict else NO_VERDICT, reason=one.note)
        for one in case.allegations
    )


def compose_ruling(
    file: CaseFile,
    subject: CaseSubject,
    meeting: Meeting | None,
    words: NoticeWords,
    number_and_sign: tuple[int | None, str],
) -> ComplaintDecisionPaper:
    """The decision on a complaint: the ruling that the session adopted, word for word."""
    case, body = file.case, file.case.body
    number, sign = number_and_sign
    day = words.issued_on or case.reported_on or clock.day_of(case.opened_at)
    complained = complained_decision(case)
    return ComplaintDecisionPaper(
        letterhead=letterhead(body, sign, number, words.issued_on),
        issuer=body.name,
        legal_bases=(*general_bases(body, day), *course_bases(case, day)),
        recipients=tuple(_recipients(words.recipients, subject)),
        signature=signature(body, words.signer),
        meeting_name=meeting.title if meeting else "",
        meeting_on=meeting.held_on if meeting else None,
        subject=printed_name(subject),
        against=complained,
        ruling=ruling_words(subject),
        reason=subject.ruling_reason,
        replaces=subject.ruling not in (None, Ruling.UPHOLD),
        executors=f"{printed_name(subject)} và tổ chức, cá nhân có liên quan",
    )


def complained_decision(case: Case) -> str:
    """The decision complained of by its number, as far as the petition names it."""
    petition = db.session.get(Petition, case.petition_id) if case.petition_id else None
    number = petition.decision_number if petition else ""
    return f"Quyết định kỷ luật số {number}" if number else "quyết định kỷ luật bị khiếu nại"


def _recipients(usual: Sequence[str], subject: CaseSubject) -> list[str]:
    """The subject of the notice stands before the last line, which names the file."""
    own = subject.name if subject.member_id is None else f"Đồng chí {subject.name}"
    return [*usual[:-1], own, *usual[-1:]]


def _bases(case: Case, issued_on: date | None) -> list[str]:
    day = issued_on or case.reported_on or clock.day_of(case.opened_at)
    return [*general_bases(case.body, day), *course_bases(case, day)]


def _of(findings: Sequence[Finding], kind: FindingType) -> list[Finding]:
    return [finding for finding in findings if finding.type is kind]


def shortcomings_of(findings: Sequence[Finding], *, with_violations: bool) -> tuple[Shortcoming, ...]:
    """The shortcomings of a subject, its violations among them where they do not stand apart.

    Causes and responsibility were recorded for the subject as a whole: they follow the last shortcoming.
    """
    texts = [finding.text for finding in _of(findings, FindingType.SHORTCOMING)]
    if with_violations:
        texts += [_violation_text(finding) for finding in _of(findings, FindingType.VIOLATION)]
    cause = "\n".join(finding.text for finding in _of(findings, FindingType.CAUSE))
    responsibility = "\n".join(finding.text for finding in _of(findings, FindingType.RESPONSIBILITY))
    if not texts:
        return (Shortcoming(text="", cause=cause, responsibility=responsibility),) if cause or responsibility else ()
    last = Shortcoming(text=texts[-1], cause=cause, responsibility=responsibility)
    return (*(Shortcoming(text=text) for text in texts[:-1]), last)


def _violation_text(finding: Finding) -> str:
    rule = f"\nQuy định bị vi phạm: {finding.rule_broken}" if finding.rule_broken else ""
    return f"{finding.text}{_consequence(finding)}{rule}"


def _consequence(finding: Finding) -> str:
    return f"\nHậu quả: {finding.consequence}" if finding.consequence else ""


def signs_of(findings: Sequence[Finding]) -> tuple[SignOfViolation, ...]:
    """The violations of a subject, each as a sign that was examined."""
    violations = _of(findings, FindingType.VIOLATION)
    return tuple(
        SignOfViolation(
            sign=f"Dấu hiệu vi phạm thứ {number}" if len(violations) > 1 else "Dấu hiệu vi phạm được kiểm tra",
            text=f"có vi phạm. {finding.text}{_consequence(finding)}",
            rule=finding.rule_broken,
            level=SEVERITY_NAMES[finding.severity] if finding.severity else "",
        )
        for number, finding in enumerate(violations, start=1)
    )


def verdict_of(subject: CaseSubject) -> str:
    """How a subject is judged, in words; "" where it is not yet."""
    if subject.outcome is None:
        return ""
    sentence = OUTCOME_SENTENCES[subject.outcome]
    if subject.severity is not None and subject.outcome is not Outcome.NO_VIOLATION:
        sentence = f"{sentence} Mức độ, hậu quả: {SEVERITY_NAMES[subject.severity]}."
    return sentence
