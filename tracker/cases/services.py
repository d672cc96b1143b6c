"""The verbs of a case: open, change the draft, issue, launch, note steps, extend, suspend, resume, cancel."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.access import Actor, Permission, require
from tracker.accounts.models import Account
from tracker.audit.services import record
from tracker.cases import queries, rules
from tracker.cases.kinds import KINDS, ClockStart, Kind
from tracker.cases.models import (
    Case,
    CaseContent,
    CaseStep,
    CaseSubject,
    Extension,
    OverlapAcknowledgement,
    Suspension,
    TeamMember,
)
from tracker.cases.queries import CaseFile
from tracker.cases.states import TRANSITIONS, Action, Basis, State, SubjectType, TeamRole
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import fold, message
from tracker.documents.services import NewPaper, register_paper
from tracker.documents.states import PaperType
from tracker.extensions import PLACE_COLUMNS, db
from tracker.members.models import Member
from tracker.members.queries import describe_on
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import name_on
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class Draft:
    """What a case is opened from. ``subjects`` are (type, id of the organization or member) in the order typed."""

    kind: Kind
    body_id: int
    title: str
    subjects: Sequence[tuple[SubjectType, int]]
    contents: Sequence[str]
    period_from: date
    period_until: date
    basis: Basis
    basis_text: str
    head: int | None
    team: Sequence[int]
    directing_id: int | None = None
    work_from: date | None = None
    work_until: date | None = None
    restricted: bool = False
    overlap_reason: str = ""


def open_case(actor: Actor, draft: Draft, today: date) -> Case:
    """Open a case in preparation. Raises ``RuleViolation`` naming the field where a check of the procedure fails."""
    require(actor, Permission.OPEN_CASE)
    body = _own_body(actor, draft.body_id)
    subjects = _subjects(body, draft.subjects, today)
    _check(draft, body, subjects, today)
    overlapping = _acknowledged_overlaps(actor, draft, None)
    case = Case(
        ref=secrets.token_hex(5),
        state=State.DRAFT,
        concluding_body_id=body.id,
        clock_start=KINDS[draft.kind].clock_start,
        opened_by=actor.user_id,
        opened_at=clock.now(),
    )
    case.place_like(body.organization)
    _fill(case, actor, draft, subjects)
    db.session.add(case)
    db.session.flush()
    _acknowledge(actor, case, overlapping, draft.overlap_reason)
    record(actor, "case.opened", case_id=case.id, about={"kind": case.kind, "restricted": case.restricted})
    return case


def change_draft(actor: Actor, file: CaseFile, draft: Draft, today: date) -> None:
    """Change a case that is still in preparation."""
    require(actor, Permission.EDIT_DRAFT, file.relations)
    case = file.case
    if case.state is not State.DRAFT:
        raise Conflict(message("The decision is issued; from now on changes need a decision of their own."))
    body = _own_body(actor, draft.body_id)
    subjects = _subjects(body, draft.subjects, today)
    _check(draft, body, subjects, today)
    overlapping = _acknowledged_overlaps(actor, draft, case.id)
    for part in (case.subjects, case.contents, case.team):
        part.clear()
    db.session.flush()
    case.clock_start = KINDS[draft.kind].clock_start
    case.concluding_body_id = body.id
    _fill(case, actor, draft, subjects)
    db.session.flush()
    _acknowledge(actor, case, overlapping, draft.overlap_reason)
    record(actor, "case.draft_changed", case_id=case.id)


def check_issue(file: CaseFile) -> Verdict:
    """Whether the decision and the plan may be issued now."""
    return rules.check_issue(len(file.case.subjects), file.head is not None)


def issue_case(actor: Actor, file: CaseFile, signer: str, decision_on: date, today: date) -> None:
    """Number the decision and the plan. They are made and signed outside; the register gives them their numbers."""
    case = file.case
    check_issue(file).enforce()
    rules.check_not_future(decision_on, today, "decision_on").enforce()
    case.decision_on = decision_on
    move(actor, file, Action.ISSUE)
    paper = NewPaper(case.body, PaperType.DECISION, decision_on, case.title, signer, case.id)
    decision = register_paper(actor, paper)
    plan = register_paper(actor, NewPaper(case.body, PaperType.PLAN, decision_on, case.title, signer, case.id))
    case.decision_number = f"{decision.number:02d}-{decision.sign}"
    case.plan_number = f"{plan.number:02d}-{plan.sign}"
    case.title_key = _title_key(case)
    _start_clock(case, ClockStart.DECISION, decision_on)
    db.session.flush()


def launch_case(actor: Actor, file: CaseFile, launched_on: date, note: str, today: date) -> None:
    """Record the launch with the subject: the work is under way."""
    rules.check_not_future(launched_on, today, "launched_on").enforce()
    what = message("the decision")
    rules.check_not_before(launched_on, file.case.decision_on, "launched_on", what).enforce()
    move(actor, file, Action.LAUNCH, on=launched_on)
    note_step(actor, file.case, "launch_minutes", launched_on, note)
    _start_clock(file.case, ClockStart.LAUNCH, launched_on)
    db.session.flush()


def record_step(actor: Actor, file: CaseFile, key: str, done_on: date, note: str, today: date) -> None:
    """Record a step of the checklist, or correct its date and note."""
    require(actor, Permission.CONDUCT_CASE, file.relations)
    if key not in {step.key for step in file.row.steps}:
        raise NotVisible
    if file.case.state in (State.DRAFT, State.ARCHIVED, State.CANCELLED):
        raise Conflict(message("Steps are recorded between the decision and the archive."))
    rules.check_not_future(done_on, today, "done_on").enforce()
    rules.check_not_before(done_on, file.case.decision_on, "done_on", message("the decision")).enforce()
    note_step(actor, file.case, key, done_on, note)
    if key == "subject_report":
        _start_clock(file.case, ClockStart.REPORT_RECEIVED, done_on)
    record(actor, "case.step_recorded", case_id=file.case.id, about={"step": key, "on": done_on})
    db.session.flush()


def extend_deadline(actor: Actor, file: CaseFile, extension: Extension) -> None:
    """Extend the time limit by a decision; the cap of the rule holds for all extensions together."""
    require(actor, Permission.AMEND_CASE, file.relations)
    case = file.case
    if case.state not in (State.ISSUED, State.CONDUCTING, State.REPORTED):
        raise Conflict(message("Only work under way can be extended."))
    if case.due_on is None:
        raise RuleViolation(message("The time limit has not started to run yet, or none is known."), field="days")
    extension.recorded_by = actor.user_id
    case.extensions.append(extension)
    basis = _recompute(case)
    record(actor, "case.extended", case_id=case.id, about={"days": extension.days, "due": case.due_on}, basis=basis)
    db.session.flush()


def suspend_case(actor: Actor, file: CaseFile, suspension: Suspension) -> None:
    """Let the case and its clock stand still from a day on."""
    came_from = file.case.state
    rules.check_not_before(suspension.since, file.case.decision_on, "since", message("the decision")).enforce()
    move(actor, file, Action.SUSPEND, on=suspension.since)
    suspension.recorded_by = actor.user_id
    file.case.suspended_from = came_from
    file.case.suspensions.append(suspension)
    db.session.flush()


def resume_case(actor: Actor, file: CaseFile, until: date, today: date) -> None:
    """Take up a suspended case where it stood; ``until`` is the last day of the suspension."""
    case = file.case
    rules.check_not_future(until, today, "until").enforce()
    action = Action.RESUME_ISSUED if case.suspended_from is State.ISSUED else Action.RESUME_CONDUCTING
    open_span = next((span for span in case.suspensions if span.until is None), None)
    since = open_span.since if open_span else None
    rules.check_not_before(until, since, "until", message("the start of the suspension")).enforce()
    move(actor, file, action, on=until)
    case.suspended_from = None
    if open_span is not None:
        open_span.until = until
    _recompute(case)
    db.session.flush()


def cancel_case(actor: Actor, file: CaseFile, reason: str) -> None:
    """End a case without a conclusion. The record stays."""
    move(actor, file, Action.CANCEL)
    file.case.closing_reason = reason
    file.case.suspended_from = None
    db.session.flush()


def move(actor: Actor, file: CaseFile, action: Action, *, on: date | None = None, basis: tuple = ()) -> None:
    """Fire a transition: it exists, the actor may, the state changes, the log has it. Guards are the caller's."""
    case = file.case
    row = TRANSITIONS.get(case.state, action)
    require(actor, row.permission, file.relations)
    came_from, case.state = case.state, row.target
    _touch(case, actor)
    about = {"from": came_from, "to": case.state, "on": on}
    record(actor, f"case.{action}", case_id=case.id, about=about, basis=basis)
    db.session.flush()


def follow_up_automatically(file: CaseFile) -> None:
    """A concluded case with something still to remedy goes on to follow-up by itself (process.md 1.1, T8)."""
    case = file.case
    came_from, case.state = case.state, TRANSITIONS.get(case.state, Action.FOLLOW_UP).target
    record(None, f"case.{Action.FOLLOW_UP}", case_id=case.id, about={"from": came_from, "to": case.state})
    db.session.flush()


def _own_body(actor: Actor, body_id: int) -> Body:
    body = db.session.get(Body, body_id)
    if body is None or body.organization_id != actor.organization_id:
        raise RuleViolation(message("This body does not belong to your organization."), field="body")
    db.session.refresh(body, ["organization"])
    return body


@dataclass(frozen=True)
class _Found:
    """A subject as the records have it today."""

    proposed: rules.ProposedSubject
    organization: Organization
    description: str


def _subjects(body: Body, keys: Sequence[tuple[SubjectType, int]], today: date) -> list[_Found]:
    level = f"{body.organization.level.value}_id"
    found = []
    for subject_type, key in keys:
        member = db.session.get(Member, key) if subject_type is SubjectType.MEMBER else None
        organization = db.session.get(Organization, member.organization_id if member else key)
        if organization is None or (subject_type is SubjectType.MEMBER and member is None):
            raise RuleViolation(message("A subject is unknown."), field="subjects")
        proposed = rules.ProposedSubject(
            type=subject_type,
            label=member.full_name if member else name_on(organization.id, today),
            in_scope=getattr(member or organization, level) == body.organization_id,
            is_own_committee=organization.id == body.organization_id,
            member_id=member.id if member else None,
        )
        description = describe_on(member.id, today) if member else ""
        found.append(_Found(proposed, organization, description))
    if not found:
        raise RuleViolation(message("Search and pick at least one."), field="subjects")
    return found


def _check(draft: Draft, body: Body, found: Sequence[_Found], today: date) -> None:
    row = KINDS[draft.kind]
    subjects = [subject.proposed for subject in found]
    people = [person for person in (draft.head, *draft.team) if person is not None]
    tied = dict(db.session.execute(select(Account.id, Account.member_id).where(Account.id.in_(people))).all())
    if len(tied) != len(set(people)):
        raise RuleViolation(message("A person of the team is unknown."), field="team")
    for verdict in (
        rules.check_kind(row, body.kind, draft.basis),
        rules.check_subjects(row, subjects),
        rules.check_contents(draft.contents, subjects),
        rules.check_period(draft.period_from, draft.period_until, today),
        rules.check_work_dates(draft.work_from, draft.work_until),
        rules.check_team(draft.head, draft.team, tied, subjects),
    ):
        verdict.enforce()


def _fill(case: Case, actor: Actor, draft: Draft, found: Sequence[_Found]) -> None:
    case.kind, case.body_id, case.title = draft.kind, draft.body_id, draft.title
    case.basis, case.basis_text = draft.basis, draft.basis_text
    case.period_from, case.period_until = draft.period_from, draft.period_until
    case.work_from, case.work_until = draft.work_from, draft.work_until
    case.directing_id, case.restricted = draft.directing_id, draft.restricted
    case.title_key = _title_key(case)
    case.subjects = [_case_subject(number, subject) for number, subject in enumerate(found, start=1)]
    case.contents = [CaseContent(code=code) for code in dict.fromkeys(draft.contents)]
    team = [(draft.head, TeamRole.HEAD), *((person, TeamRole.MEMBER) for person in draft.team)]
    case.team = [TeamMember(account_id=person, role=role) for person, role in team]
    _touch(case, actor)


def _case_subject(number: int, found: _Found) -> CaseSubject:
    name = found.proposed.label
    subject = CaseSubject(
        number=number,
        type=found.proposed.type,
        organization_id=found.organization.id,
        member_id=found.proposed.member_id,
        name=name,
        name_key=fold(name),
        description=found.description,
    )
    for column in PLACE_COLUMNS:
        setattr(subject, column, getattr(found.organization, column))
    return subject


def _acknowledged_overlaps(actor: Actor, draft: Draft, except_case: int | None) -> list[queries.OverlapRow]:
    found = queries.overlaps(actor, draft.subjects, except_case)
    if found and not draft.overlap_reason:
        first = found[0]
        raise RuleViolation(
            message(
                "%(name)s is the subject of another case under way (%(kind)s). Say why this one is still needed.",
                name=first.subject_name,
                kind=message(KINDS[first.kind].label),
            ),
            field="overlap_reason",
        )
    return found


def _acknowledge(actor: Actor, case: Case, found: Sequence[queries.OverlapRow], reason: str) -> None:
    for other in {row.case_id for row in found}:
        row = OverlapAcknowledgement(
            case_id=case.id,
            other_case_id=other,
            reason=reason,
            acknowledged_by=actor.user_id,
            acknowledged_at=clock.now(),
        )
        db.session.add(row)
    if found:
        record(actor, "case.overlap_acknowledged", case_id=case.id, about={"cases": len(found)})


def note_step(actor: Actor, case: Case, key: str, done_on: date, note: str) -> None:
    """Write a step into the checklist as part of another act, which the caller checks and audits."""
    step = next((step for step in case.steps if step.key == key), None)
    if step is None:
        step = CaseStep(key=key)
        case.steps.append(step)
    step.done_on, step.note, step.recorded_by = done_on, note, actor.user_id


def _start_clock(case: Case, event: ClockStart, on: date) -> None:
    if case.clock_start is event:
        case.clock_on = on
        _recompute(case)


def _recompute(case: Case) -> tuple:
    """Set the due date from its inputs; returns the citations. Raises ``RuleViolation`` above the extension's cap."""
    key = KINDS[case.kind].limit_key
    if key is None or case.clock_on is None:
        return ()
    found = queries.deadline_of(case, case.body.organization.level.value)
    case.due_on = found.due_on if found else None
    return found.citations if found else ()


def _touch(case: Case, actor: Actor) -> None:
    case.changed_by, case.changed_at = actor.user_id, clock.now()


def _title_key(case: Case) -> str:
    return fold(f"{case.title} {case.decision_number or ''}")[:400]
