"""The verbs of the conclusion: issue the notices, record their announcement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.models import CaseSubject
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_allegations, check_not_before, check_not_future, refuse
from tracker.cases.services import check_petition, follow_up_automatically, move, note_step, prepare
from tracker.cases.states import ESTABLISHED_STATES, Action, State
from tracker.conclusions import queries
from tracker.conclusions.models import Conclusion
from tracker.conclusions.papers import NoticeWords, abstract_of, compose_notice, compose_ruling
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.documents.complaints import ComplaintDecisionPaper
from tracker.documents.contexts import NoticePaper
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import TYPE_SIGNS, PaperType
from tracker.extensions import db
from tracker.findings.models import Finding, Recommendation
from tracker.findings.queries import findings_of_case, recommendations_of_case
from tracker.findings.services import check_money
from tracker.meetings.queries import Adoption, last_decision
from tracker.meetings.services import check_text_stands
from tracker.meetings.states import Result
from tracker.regulations.procedure import COLLECTIVE, PROCEDURE
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class Basis:
    """What a conclusion rests on: the findings of every subject and what the session decided."""

    findings: dict[int, list[Finding]]
    recommendations: dict[int, list[Recommendation]]
    adoption: Adoption | None

    @property
    def adopted(self) -> Adoption:
        """What the session decided, once ``check_conclude`` has allowed it."""
        if self.adoption is None:
            raise Conflict(
                message(
                    "No held session has considered the case since it was reported. The body concludes"
                    " together, in a session; put the case on an agenda first."
                ),
                (COLLECTIVE,),
            )
        return self.adoption


def basis_of(file: CaseFile) -> Basis:
    """Read what the conclusion of a case rests on."""
    findings: dict[int, list[Finding]] = {}
    recommendations: dict[int, list[Recommendation]] = {}
    for finding in findings_of_case(file.case.id):
        findings.setdefault(finding.subject_id, []).append(finding)
    for row in recommendations_of_case(file.case.id):
        recommendations.setdefault(row.subject_id, []).append(row)
    return Basis(findings, recommendations, last_decision(file.case.id))


def check_conclude(file: CaseFile, adoption: Adoption | None) -> Verdict:
    """A case is concluded only by an item that a held session of the right body has adopted since the report."""
    case = file.case
    if file.row.notice is None:
        return refuse(
            message("This kind of work does not end with a notice. It ends as its own procedure says."), PROCEDURE
        )
    petition = check_petition(file)
    if not petition.allowed:
        return petition
    unsettled = check_allegations([one.verdict for one in case.allegations], case.reported_on or date.max)
    if not unsettled.allowed:
        return unsettled
    money = check_money(file)
    if not money.allowed:
        return money
    reported_on = case.reported_on or date.min
    if adoption is None or adoption.meeting.held_on < reported_on:
        return refuse(
            message(
                "No held session has considered the case since it was reported. The body concludes"
                " together, in a session; put the case on an agenda first."
            ),
            COLLECTIVE,
        )
    if adoption.item.result is not Result.ADOPTED:
        return refuse(
            message(
                "The session did not adopt the conclusion. Only what the body adopted is issued; put it"
                " to a session again."
            ),
            COLLECTIVE,
        )
    if adoption.meeting.body_id != case.concluding_body_id:
        return refuse(
            message("Only the body that ordered the case concludes it. Who decides on the work decides on its result."),
            COLLECTIVE,
        )
    return check_text_stands(adoption.item)


def draft_notice(file: CaseFile, subject: CaseSubject, words: NoticeWords) -> NoticePaper | ComplaintDecisionPaper:
    """The notice to one subject as it would be printed now, without number and date."""
    return _compose(file, subject, basis_of(file), words, (None, _sign(file)))


def issue_notices(actor: Actor, file: CaseFile, words: NoticeWords, today: date) -> None:
    """Issue the notice to every subject and conclude the case: numbers, papers and state in one transaction."""
    prepare(actor, file, Action.CONCLUDE)
    if words.issued_on is None:
        raise RuleViolation(
            message("A notice is issued with its date. Time limits run from it; give the day."),
            (PROCEDURE,),
            field="issued_on",
        )
    basis = basis_of(file)
    check_conclude(file, basis.adoption).enforce()
    held_on = basis.adopted.meeting.held_on
    check_not_future(words.issued_on, today, "issued_on").enforce()
    check_not_before(words.issued_on, held_on, "issued_on", message("the session")).enforce()
    if words.report_due_on is not None:
        notice = message("the notice")
        check_not_before(words.report_due_on, words.issued_on, "report_due_on", notice).enforce()
    file.case.concluded_on = held_on
    move(actor, file, Action.CONCLUDE, on=held_on)
    for subject in file.case.subjects:
        _issue(actor, file, subject, basis, words, words.issued_on)
    db.session.flush()
    if any(basis.recommendations.values()) or _has_violation(basis):
        follow_up_automatically(file)


def record_announcement(
    actor: Actor, file: CaseFile, subject: CaseSubject, announced_on: date, note: str, today: date
) -> None:
    """Record when and how a notice was announced to its subject."""
    require(actor, Permission.SEE_PAPERS, file.relations)
    if not (file.allows(actor, Permission.FOLLOW_UP) or file.allows(actor, Permission.ISSUE_NOTICE)):
        require(actor, Permission.FOLLOW_UP, file.relations)
    notices = queries.notices(file.case.id)
    if subject.id not in notices or file.case.state not in ESTABLISHED_STATES - {State.ARCHIVED}:
        raise Conflict(
            message(
                "No notice to this subject was issued yet. Only what was issued is handed over; issue the notice first."
            ),
            (PROCEDURE,),
        )
    check_not_future(announced_on, today, "announced_on").enforce()
    issued_on = notices[subject.id].issued_on
    check_not_before(announced_on, issued_on, "announced_on", message("the notice")).enforce()
    conclusion = notices[subject.id].conclusion
    about = {"subject": subject.number, "on": announced_on, "note": note} | _announced_before(file, conclusion)
    conclusion.announced_on = announced_on
    if all(notice.conclusion.announced_on for notice in notices.values()):
        note_step(actor, file.case, "announcement", announced_on, note)
    record(actor, "conclusion.announced", case_id=file.case.id, about=about)
    db.session.flush()


def _announced_before(file: CaseFile, conclusion: Conclusion) -> dict[str, object]:
    """What a correction replaces, for the log."""
    if conclusion.announced_on is None:
        return {}
    note = next((step.note for step in file.case.steps if step.key == "announcement"), "")
    return {"was": conclusion.announced_on, "was_note": note}


def _issue(
    actor: Actor, file: CaseFile, subject: CaseSubject, basis: Basis, words: NoticeWords, issued_on: date
) -> None:
    case = file.case
    abstract, about = abstract_of(file, subject), f"subject:{subject.number}"
    new = NewPaper(case.body, _paper_type(file), issued_on, abstract, words.signer.name, case.id, about)
    paper = issue_paper(actor, new, lambda number, sign: _compose(file, subject, basis, words, (number, sign)))
    conclusion = Conclusion(
        subject_id=subject.id,
        case_id=case.id,
        agenda_item_id=basis.adopted.item.id,
        paper_id=paper.id,
        follow_up=words.follow_up,
        report_due_on=words.report_due_on,
    )
    db.session.add(conclusion)


def _compose(
    file: CaseFile, subject: CaseSubject, basis: Basis, words: NoticeWords, number_and_sign: tuple[int | None, str]
) -> NoticePaper | ComplaintDecisionPaper:
    found: tuple[Sequence[Finding], Sequence[Recommendation]] = (
        basis.findings.get(subject.id, []),
        basis.recommendations.get(subject.id, []),
    )
    meeting = basis.adoption.meeting if basis.adoption else None
    if file.row.rules_on_complaint:
        return compose_ruling(file, subject, meeting, words, number_and_sign)
    return compose_notice(file, subject, found, meeting, words, number_and_sign)


def _sign(file: CaseFile) -> str:
    return f"{TYPE_SIGNS[_paper_type(file)]}/{file.case.body.sign}"


def _paper_type(file: CaseFile) -> PaperType:
    return PaperType.DECISION if file.row.rules_on_complaint else PaperType.NOTICE


def _has_violation(basis: Basis) -> bool:
    return any(finding.type == "violation" for found in basis.findings.values() for finding in found)
