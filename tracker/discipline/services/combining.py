"""The combined procedure: discipline opened before the conclusion, and what becomes of it if that says otherwise."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.cases.models import CaseSubject
from tracker.cases.queries import CaseFile, lock_case
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core.text import message
from tracker.discipline import queries, rules
from tracker.discipline.models import Discipline
from tracker.discipline.services.checklist import settle_steps
from tracker.discipline.services.moving import move, prepare
from tracker.discipline.services.proceeding import Proposal, open_record
from tracker.discipline.states import Action
from tracker.findings.queries import findings_of_subject
from tracker.findings.states import FindingType
from tracker.regulations.terms import Form
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class Approval:
    """Who agreed to combine the procedures and when, what shows the violation, and the form the subject named."""

    on: date
    by: str
    clear_ground: str
    named_form: Form


def check_combining(file: CaseFile, subject: CaseSubject) -> Verdict:
    """Whether the discipline of a subject may be considered together with the work now."""
    return rules.check_combining(
        file.case.state,
        subject.outcome,
        file.row.may_open_discipline,
        subject.acknowledges,
        any(finding.type is FindingType.VIOLATION for finding in findings_of_subject(subject.id)),
        queries.has_open([subject.id]),
    )


def combine_discipline(
    actor: Actor, file: CaseFile, subject: CaseSubject, proposal: Proposal, approval: Approval, today: date
) -> Discipline:
    """Open the record of a subject before the conclusion; its checklist then asks for the papers of both procedures."""
    require(actor, Permission.PROPOSE_DISCIPLINE, file.relations)
    lock_case(file.case.id)
    check_combining(file, subject).enforce()
    check_not_future(approval.on, today, "approved_on").enforce()
    check_not_before(approval.on, file.case.decision_on, "approved_on", message("the decision")).enforce()
    discipline = open_record(
        actor,
        file,
        subject,
        proposal,
        today,
        combined=True,
        approved_on=approval.on,
        approved_by=approval.by,
        clear_ground=approval.clear_ground,
        named_form=approval.named_form,
    )
    file.case.combined = True
    settle_steps(actor, file)
    return discipline


def lapse_discipline(actor: Actor, file: CaseFile, discipline: Discipline, reason: str) -> None:
    """Close a combined record: its subject is not judged to need discipline after all."""
    prepare(actor, file, discipline, Action.LAPSE)
    verdict = rules.check_lapse(discipline.combined, discipline.subject.outcome)
    verdict.enforce()
    discipline.lapse_reason = reason
    move(actor, file, discipline, Action.LAPSE, basis=verdict.citations)
    # the checklist asks for the papers of both procedures as long as one record needs them
    records = queries.disciplines_of_case(file.case.id)
    file.case.combined = any(one.combined and not one.lapse_reason for one in records)
    settle_steps(actor, file)
