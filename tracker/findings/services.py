"""The verbs of findings: record, change, withdraw findings and recommendations, judge subjects, submit the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm.attributes import flag_modified

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.kinds import Kind
from tracker.cases.models import CaseSubject
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK, check_allegations, check_not_before, check_not_future, check_steps
from tracker.cases.services import check_declared, check_petition, move
from tracker.cases.states import STATE_LABELS, Action, Outcome, Severity, State
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import Message, message
from tracker.evidence.queries import usable_items
from tracker.evidence.services import check_answers
from tracker.extensions import db
from tracker.findings import money, queries, rules
from tracker.findings.models import FinanceRecord, Finding, FindingEvidence, Recommendation
from tracker.findings.rules import FinanceEntry, FindingEntry
from tracker.findings.states import FindingType, RecommendationState
from tracker.regulations.limitation import Matter
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class Judgement:
    """The two axes of a subject's conclusion, and whether the subject acknowledges what was found."""

    severity: Severity | None
    outcome: Outcome
    acknowledges: bool


@dataclass(frozen=True)
class Proposal:
    """A recommendation as the form gives it. ``subject`` is the subject's number in the case.

    ``addressee`` is a key of ``queries.addressees``; "" means the subject itself.
    """

    subject: int
    text: str
    owner: str
    due_on: date
    addressee: str = ""


@dataclass(frozen=True)
class Dating:
    """When a violation was committed, and the regulation chosen for it where the rule leaves that open."""

    committed_on: date | None
    committed_from: date | None = None
    edition: str | None = None
    edition_reason: str = ""


def record_finding(actor: Actor, file: CaseFile, entry: FindingEntry, today: date) -> Finding:
    """Record a finding about a subject. Raises ``RuleViolation`` naming the field where a check fails."""
    _require_conducting(actor, file)
    finding = Finding(
        case_id=file.case.id,
        number=queries.next_number(Finding, file.case.id),
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    verdict = _fill(finding, file, entry, today)
    db.session.add(finding)
    db.session.flush()
    _rest_on(finding, file, entry.evidence)
    store_bars(file.case.id)
    about = {"finding": finding.number, "type": entry.type, "subject": entry.subject}
    record(actor, "finding.recorded", case_id=file.case.id, about=about, basis=verdict.citations)
    return finding


def change_finding(actor: Actor, file: CaseFile, finding: Finding, entry: FindingEntry, today: date) -> None:
    """Change a finding while the case is under way."""
    _require_conducting(actor, file)
    verdict = _fill(finding, file, entry, today)
    db.session.flush()
    _rest_on(finding, file, entry.evidence)
    store_bars(file.case.id)
    about = {"finding": finding.number, "type": entry.type, "subject": entry.subject}
    record(actor, "finding.changed", case_id=file.case.id, about=about, basis=verdict.citations)


def date_violation(actor: Actor, file: CaseFile, finding: Finding, dated: Dating, today: date) -> None:
    """Give a reported violation the day that was not known; nothing else of it changes any more."""
    require(actor, Permission.RECORD_FINDINGS, file.relations)
    queries.lock_case(file.case.id)
    db.session.refresh(finding)
    if not may_date(file) or finding.type is not FindingType.VIOLATION:
        raise Conflict(
            message(
                "The day is given between the report and the archive. Before, the finding itself is changed; afterwards"
                " nothing is."
            ),
            (PROCEDURE,),
        )
    if finding.committed_on is not None:
        raise Conflict(
            message("The day of this violation is recorded; after the report it does not change."), (PROCEDURE,)
        )
    if dated.committed_on is None:
        raise RuleViolation(message("Give the day of the violation."), (PROCEDURE,), field="committed_on")
    subject = next(one for one in file.case.subjects if one.id == finding.subject_id)
    entry = _dated_entry(finding, subject.number, dated)
    rules.check_committed(entry, file.case.period_until, today).enforce()
    concluded_on = file.case.concluded_on or today
    verdict = rules.check_edition(entry, subject.type, concluded_on)
    verdict.enforce()
    edition = rules.edition_of(entry, subject.type, concluded_on)
    finding.undated_reason = ""
    finding.committed_from, finding.committed_on = dated.committed_from, dated.committed_on
    finding.edition, finding.edition_reason = edition.key if edition else None, dated.edition_reason
    db.session.flush()
    store_bars(file.case.id)
    about = {"finding": finding.number, "on": dated.committed_on}
    record(actor, "finding.dated", case_id=file.case.id, about=about, basis=verdict.citations)


def may_date(file: CaseFile) -> bool:
    """Whether a violation without a day may still get one: its finding stands, and the case is not in the archive."""
    return file.case.state in (State.REPORTED, State.CONCLUDED, State.FOLLOW_UP)


def _dated_entry(finding: Finding, subject: int, dated: Dating) -> FindingEntry:
    """The finding as its form would give it, with the days."""
    return FindingEntry(
        subject=subject,
        type=finding.type,
        text=finding.text,
        content_code=finding.content_code,
        rule_broken=finding.rule_broken,
        severity=finding.severity,
        committed_on=dated.committed_on,
        committed_from=dated.committed_from,
        matter=finding.matter,
        edition=dated.edition,
        edition_reason=dated.edition_reason,
    )


def withdraw_finding(actor: Actor, file: CaseFile, finding: Finding) -> None:
    """Take a finding back before the report; only the audit log keeps that it was there."""
    _require_conducting(actor, file)
    db.session.execute(delete(FindingEvidence).where(FindingEvidence.finding_id == finding.id))
    db.session.delete(finding)
    db.session.flush()
    store_bars(file.case.id)
    record(actor, "finding.withdrawn", case_id=file.case.id, about={"finding": finding.number, "type": finding.type})


def judge_subject(actor: Actor, file: CaseFile, subject: CaseSubject, judgement: Judgement) -> None:
    """Set the two axes of a subject; they must fit the findings recorded about it."""
    _require_conducting(actor, file)
    if file.row.rules_on_complaint:
        raise Conflict(message("A complaint ends with a ruling on the decision, not with a judgement."), (PROCEDURE,))
    types = queries.types_of_subjects(file.case.id).get(subject.id, frozenset())
    verdict = rules.check_judgement(types, judgement.severity, judgement.outcome, file.row.may_open_discipline)
    verdict.enforce()
    subject.severity, subject.outcome = judgement.severity, judgement.outcome
    subject.acknowledges = judgement.acknowledges
    db.session.flush()
    about = {"subject": subject.number, "severity": subject.severity, "outcome": subject.outcome}
    record(actor, "subject.judged", case_id=file.case.id, about=about)


def add_recommendation(actor: Actor, file: CaseFile, proposal: Proposal, today: date) -> Recommendation:
    """Add what the conclusion will ask of somebody, by when."""
    _require_conducting(actor, file)
    rules.check_due(proposal.due_on, today).enforce()
    recommendation = Recommendation(
        case_id=file.case.id,
        number=queries.next_number(Recommendation, file.case.id),
        state=RecommendationState.OPEN,
    )
    _ask(recommendation, file, proposal)
    db.session.add(recommendation)
    db.session.flush()
    about = {"recommendation": recommendation.number, "subject": proposal.subject, "due": proposal.due_on}
    record(actor, "recommendation.added", case_id=file.case.id, about=about)
    return recommendation


def change_recommendation(
    actor: Actor, file: CaseFile, recommendation: Recommendation, proposal: Proposal, today: date
) -> None:
    """Change a recommendation while the case is under way. A due date that stays may have passed meanwhile."""
    _require_conducting(actor, file)
    if proposal.due_on != recommendation.due_on:
        rules.check_due(proposal.due_on, today).enforce()
    _ask(recommendation, file, proposal)
    db.session.flush()
    about = {"recommendation": recommendation.number, "subject": proposal.subject, "due": proposal.due_on}
    record(actor, "recommendation.changed", case_id=file.case.id, about=about)


def withdraw_recommendation(actor: Actor, file: CaseFile, recommendation: Recommendation) -> None:
    """Take a recommendation back before the report; only the audit log keeps that it was there."""
    _require_conducting(actor, file)
    db.session.delete(recommendation)
    db.session.flush()
    about = {"recommendation": recommendation.number}
    record(actor, "recommendation.withdrawn", case_id=file.case.id, about=about)


def store_bars(case_id: int) -> None:
    """Compute again the last days that lists narrow by: one violation may have started another's period again.

    They are no part of what people change, so the version of a finding stays as it is.
    """
    subjects = db.session.execute(select(CaseSubject).where(CaseSubject.case_id == case_id)).scalars().all()
    ledger = queries.ledger_of(subjects)
    for row in ledger.violations:
        days = ledger.last_days(row)
        if days != (row.reprimand_until, row.warning_until):
            values = {"reprimand_until": days[0], "warning_until": days[1]}
            db.session.execute(update(Finding).where(Finding.id == row.id).values(values))


def check_report(file: CaseFile) -> Verdict:
    """Whether the result report may be submitted: required steps done, every draft sent answered point by point,
    every subject found on and judged, violations dated."""
    steps = check_steps(file.steps, file.step_keys(), Action.REPORT.value)
    for verdict in (check_petition(file), steps, check_declared(file)):
        if not verdict.allowed:
            return verdict
    answers = check_answers(file)
    if not answers.allowed:
        return answers
    for act in queries.acts_of_case(file.case.id):
        dated = rules.check_dated(*act)
        if not dated.allowed:
            return dated
    concluded = check_allegations([one.verdict for one in file.case.allegations], clock.today())
    if not concluded.allowed:
        return concluded
    amounts = check_money(file)
    if not amounts.allowed:
        return amounts
    types = queries.types_of_subjects(file.case.id)
    if file.row.rules_on_complaint:
        return rules.check_ruled([(one.name, types.get(one.id, ()), one.ruling) for one in file.case.subjects])
    judged = [
        rules.JudgedSubject(subject.name, types.get(subject.id, frozenset()), subject.severity, subject.outcome)
        for subject in file.case.subjects
    ]
    return rules.check_judged(judged, file.row.may_open_discipline)


def check_money(file: CaseFile) -> Verdict:
    """Whether an inspection of Party finance has its amounts for every subject; other kinds need none."""
    if file.case.kind is not Kind.FINANCE_INSPECTION:
        return OK
    totals, records = money.money_of_subjects(file.case.id), money.finance_records(file.case.id)
    for subject in file.case.subjects:
        own = [row for row in records if row.subject_id == subject.id]
        verdict = rules.check_finance(subject.name, totals.get(subject.id, rules.NO_MONEY), own)
        if not verdict.allowed:
            return verdict
    return OK


def record_finance(actor: Actor, file: CaseFile, subject: CaseSubject, entry: FinanceEntry) -> None:
    """Record what was inspected in a subject: while the case is under way, later only what was never recorded."""
    present = [row for row in money.finance_records(file.case.id) if row.subject_id == subject.id]
    _require_finance(actor, file, bool(present))
    rules.check_finance_entry(entry).enforce()
    row = next((row for row in present if row.scope is entry.scope), None)
    if row is None:
        row = FinanceRecord(subject_id=subject.id, scope=entry.scope, case_id=file.case.id)
        db.session.add(row)
    row.period_from, row.period_until = entry.period_from, entry.period_until
    row.reviewed, row.wrong, row.to_recover = entry.reviewed, entry.wrong, entry.to_recover
    row.recorded_by, row.recorded_at = actor.user_id, clock.now()
    flag_modified(subject, "name")  # raises the version: the amounts stand on the page of the subject
    db.session.flush()
    about = {"subject": subject.number, "scope": entry.scope}
    record(actor, "finance.recorded", case_id=file.case.id, about=about)


def _require_finance(actor: Actor, file: CaseFile, recorded: bool) -> None:
    require(actor, Permission.RECORD_FINDINGS, file.relations)
    state = queries.lock_case(file.case.id)
    if file.case.kind is not Kind.FINANCE_INSPECTION:
        raise Conflict(
            message(
                "Only an inspection of Party finance records these amounts. Other work records amounts"
                " with its findings."
            ),
            (PROCEDURE,),
        )
    late = state in (State.CONCLUDED, State.FOLLOW_UP) and not recorded
    if state is not State.CONDUCTING and not late:
        raise Conflict(
            message(
                "These amounts are recorded while the case is under way. The conclusion rests on them,"
                " and then they stand."
            ),
            (PROCEDURE,),
        )


def submit_report(actor: Actor, file: CaseFile, reported_on: date, today: date) -> None:
    """Put the team's result report before the deciding body; findings stand still from now on."""
    queries.lock_case(file.case.id)
    check_report(file).enforce()
    check_not_future(reported_on, today, "reported_on").enforce()
    what = message("the decision")
    check_not_before(reported_on, file.case.decision_on, "reported_on", what).enforce()
    move(actor, file, Action.REPORT, on=reported_on)
    file.case.reported_on = reported_on
    db.session.flush()


def _require_conducting(actor: Actor, file: CaseFile) -> None:
    require(actor, Permission.RECORD_FINDINGS, file.relations)
    state = queries.lock_case(file.case.id)
    if state is not State.CONDUCTING:
        present = Message(STATE_LABELS[state])
        raise Conflict(
            message("Findings are recorded while the case is under way; its state is now: %(state)s.", state=present),
            (PROCEDURE,),
        )


def _fill(finding: Finding, file: CaseFile, entry: FindingEntry, today: date) -> Verdict:
    subject = file.subject(entry.subject)
    rules.check_finding(entry, subject.type, file.case.period_until, today).enforce()
    concluded_on = file.case.concluded_on or today
    verdict = rules.check_edition(entry, subject.type, concluded_on)
    verdict.enforce()
    edition = rules.edition_of(entry, subject.type, concluded_on)
    finding.subject_id = subject.id
    finding.type, finding.text = entry.type, entry.text
    finding.content_code, finding.rule_broken = entry.content_code, entry.rule_broken
    finding.severity, finding.amount = entry.severity, entry.amount
    finding.consequence, finding.to_recover = entry.consequence, entry.to_recover
    finding.committed_from, finding.committed_on = entry.committed_from, entry.committed_on
    finding.undated_reason = entry.undated_reason
    finding.matter = (entry.matter or Matter.ORDINARY) if entry.type is FindingType.VIOLATION else None
    finding.edition, finding.edition_reason = edition.key if edition else None, entry.edition_reason
    finding.article = entry.article
    if entry.type is not FindingType.VIOLATION:
        finding.reprimand_until = finding.warning_until = None
    return verdict


def _rest_on(finding: Finding, file: CaseFile, numbers: Sequence[int]) -> None:
    """Tie a finding to evidence of its case that is not withdrawn, and to nothing else."""
    usable = {number: key for key, number, _title in usable_items(file.case.id)} if numbers else {}
    unknown = [number for number in numbers if number not in usable]
    if unknown:
        reason = message(
            "Evidence no. %(number)s is withdrawn or unknown; name evidence that stands in the register.",
            number=unknown[0],
        )
        raise RuleViolation(reason, field="evidence")
    db.session.execute(delete(FindingEvidence).where(FindingEvidence.finding_id == finding.id))
    for number in dict.fromkeys(numbers):
        db.session.add(FindingEvidence(finding_id=finding.id, evidence_id=usable[number]))
    db.session.flush()


def _ask(recommendation: Recommendation, file: CaseFile, proposal: Proposal) -> None:
    subject = file.subject(proposal.subject)
    known = queries.addressees(file)
    own = f"org-{subject.organization_id}" if subject.member_id is None else f"member-{subject.member_id}"
    addressee = known.get(proposal.addressee or own)
    if addressee is None:
        raise RuleViolation(message("Choose one of the list."), field="addressee")
    recommendation.subject_id = subject.id
    recommendation.addressee_organization_id, recommendation.addressee_member_id = addressee.organization_id, None
    if addressee.member_id is not None:
        recommendation.addressee_organization_id, recommendation.addressee_member_id = None, addressee.member_id
    recommendation.addressee = addressee.name
    recommendation.text, recommendation.owner = proposal.text, proposal.owner
    recommendation.due_on = proposal.due_on
