"""The verbs of a case from its decision to its end: issue, launch, note steps, extend, suspend, resume, cancel."""

from dataclasses import replace
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.accounts.queries import signers
from tracker.audit.services import record
from tracker.cases import queries, rules
from tracker.cases.kinds import ClockStart, Step
from tracker.cases.models import Case, CaseStep, Extension, Suspension
from tracker.cases.papers import compose_decision, compose_plan, decision_abstract, plan_abstract
from tracker.cases.queries import CaseFile
from tracker.cases.queries.limits import deadline_of
from tracker.cases.services.amending import (
    Ordered,
    number_cancellation,
    number_extension,
    number_resumption,
    number_suspension,
)
from tracker.cases.services.moving import move, note_step, prepare, recompute_due, start_clock, title_key
from tracker.cases.services.overlapping import recheck_overlaps
from tracker.cases.services.sources import release_sources
from tracker.cases.states import EXTENSIBLE_STATES, Action, State
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.documents.approval import require_issue
from tracker.documents.composing import Signer
from tracker.documents.services import NewPaper, get_term_of, issue_paper
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.lawbook.queries import office_law
from tracker.petitions.states import State as PetitionState
from tracker.regulations.petitions import article_on
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict

_STEP_STARTS = {"launch_minutes": ClockStart.LAUNCH, "subject_report": ClockStart.REPORT_RECEIVED}

_DECISION_NEEDED = message(
    "A case that was decided is cancelled by a decision. What a decision ordered, only another one ends; give its"
    " number."
)
_NOTHING_DECIDED = message(
    "A case without a decision is cancelled without one. Nothing was ordered that a decision could end; leave this"
    " empty."
)


def check_issue(file: CaseFile) -> Verdict:
    """Whether the decision and the plan may be issued now."""
    verdict = rules.check_issue(len(file.case.subjects), file.head is not None)
    verdict = check_petition(file) if verdict.allowed else verdict
    return check_declared(file) if verdict.allowed else verdict


def check_petition(file: CaseFile) -> Verdict:
    """Whether what the case rests on still stands: what its sender took back with effect is not gone on with."""
    petition = queries.find_petition(file.case)
    if petition is None or petition.state is not PetitionState.WITHDRAWN:
        return rules.OK
    law = article_on("withdrawal", petition.withdrawn_on or petition.received_on)
    reason = message("The sender took the petition back on %(on)s: the case is cancelled.", on=petition.withdrawn_on)
    return rules.refuse(reason, *([law] if law else []))


def check_declared(file: CaseFile) -> Verdict:
    """Whether everybody of the team declared to be free of a conflict of interest.

    Where the secretary of a cell does its work alone there is no team.
    """
    if not file.case.has_team:
        return rules.OK
    return rules.check_declarations([(person.account.full_name, person.conflict) for person in file.team])


def issue_case(
    actor: Actor, file: CaseFile, signer: str, decision_on: date, today: date, overlap_reason: str = ""
) -> None:
    """Issue the decision and the plan, each with the next number of its register.

    Raises ``OverlapFound`` for other work that came in the way since the opening, unless a reason is given.
    """
    case = file.case
    prepare(actor, file, Action.ISSUE)
    check_issue(file).enforce()
    rules.check_not_future(decision_on, today, "decision_on").enforce()
    what = message("the day the petition was accepted")
    rules.check_not_before(decision_on, _accepted_on(case), "decision_on", what).enforce()
    period, work = (case.period_from, case.period_until), (case.work_from, case.work_until)
    rules.check_dates_at_issue(period, work, decision_on).enforce()
    get_term_of(case.body, decision_on, "decision_on")
    recheck_overlaps(actor, case, overlap_reason, today)
    case.decision_on = decision_on
    for person in file.team:
        person.since = decision_on
    move(actor, file, Action.ISSUE)
    signed = _signer(case, signer)
    paper = NewPaper(case.body, PaperType.DECISION, decision_on, decision_abstract(file), signer, case.id)
    decision = issue_paper(actor, paper, lambda *number: compose_decision(file, signed, number, decision_on))
    case.decision_number = f"{decision.number:02d}-{decision.sign}"
    paper = replace(paper, type=PaperType.PLAN, abstract=plan_abstract(file))
    plan = issue_paper(actor, paper, lambda *number: compose_plan(file, signed, number, decision_on))
    case.plan_number = f"{plan.number:02d}-{plan.sign}"
    case.title_key = title_key(case)
    start_clock(case, ClockStart.DECISION, decision_on)
    db.session.flush()


def _signer(case: Case, name: str) -> Signer:
    """The signer with the position that the account has on that day."""
    return Signer(name, next((one.position for one in signers(case.body_id) if one.full_name == name), ""))


def launch_case(actor: Actor, file: CaseFile, launched_on: date, note: str, today: date) -> None:
    """Record the launch with the subject: the work is under way."""
    prepare(actor, file, Action.LAUNCH)
    check_launch(file).enforce()
    rules.check_not_future(launched_on, today, "launched_on").enforce()
    what = message("the decision")
    rules.check_not_before(launched_on, file.case.decision_on, "launched_on", what).enforce()
    move(actor, file, Action.LAUNCH, on=launched_on)
    note_step(actor, file.case, "launch_minutes", launched_on, note)
    start_clock(file.case, ClockStart.LAUNCH, launched_on)
    db.session.flush()


def check_launch(file: CaseFile) -> Verdict:
    """Whether the work may be launched now."""
    verdict = check_declared(file)
    return _check_accepted_first(file) if verdict.allowed else verdict


def _check_accepted_first(file: CaseFile) -> Verdict:
    """Whether the decision of a case is not older than the acceptance of its petition, as old records may have it."""
    accepted_on, decided_on = _accepted_on(file.case), file.case.decision_on
    if accepted_on is None or decided_on is None or decided_on >= accepted_on:
        return rules.OK
    days = {"decided": decided_on, "accepted": accepted_on}
    reason = message(
        "The decision of %(decided)s is older than the acceptance of the petition on %(accepted)s: cancel the case by"
        " a decision and accept the petition anew.",
        **days,
    )
    return rules.refuse(reason, PROCEDURE)


def _accepted_on(case: Case) -> date | None:
    """When the petition behind a case was accepted; None without one."""
    petition = queries.find_petition(case)
    return (petition.decided_on or petition.received_on) if petition else None


def open_steps(file: CaseFile, today: date) -> set[str]:
    """The steps of the checklist that may be recorded now."""
    if file.case.state not in rules.RECORDING_STATES:
        return set()
    milestones = _milestones(file.case)
    return {step.key for step in file.steps if rules.check_step_date(step, today, milestones).allowed}


def record_step(actor: Actor, file: CaseFile, key: str, done_on: date, note: str, today: date) -> None:
    """Record a step of the checklist, or correct its date and note; the clock follows the step that starts it.

    The recorded day from which the time limit runs is left to ``correct_start``.
    """
    require(actor, Permission.CONDUCT_CASE, file.relations)
    known = recorded_step(file, key)
    if key in _STEP_STARTS and known is not None and known.done_on != done_on:
        rules.check_restart(starts_clock(file, key), file.case.concluded_on).enforce()
    _write_step(actor, file, key, (done_on, note), today)


def may_correct_start(actor: Actor, file: CaseFile, key: str) -> bool:
    """Whether the actor may put right the recorded day from which the time limit runs."""
    known = recorded_step(file, key) is not None and starts_clock(file, key)
    running = file.case.state in rules.RECORDING_STATES and file.case.concluded_on is None
    return known and running and file.allows(actor, Permission.AMEND_CASE)


def correct_start(actor: Actor, file: CaseFile, key: str, done: tuple[date, str], reason: str, today: date) -> None:
    """Put right the recorded day, and note, of the step from which the time limit runs; the log keeps the old day."""
    require(actor, Permission.AMEND_CASE, file.relations)
    if recorded_step(file, key) is None or not starts_clock(file, key):
        raise NotVisible
    rules.check_restart(False, file.case.concluded_on).enforce()
    if not reason:
        raise RuleViolation(
            message("Say why the day is corrected. A time limit runs from it, so the reason stays on record."),
            (PROCEDURE,),
            field="reason",
        )
    _write_step(actor, file, key, done, today, reason)


def check_step_day(file: CaseFile, key: str, on: date) -> Verdict:
    """Whether a step may have happened on a day; for acts that note it on the way."""
    return rules.check_step_date(get_step(file, key), on, _milestones(file.case))


def launched_on(file: CaseFile) -> date | None:
    """The day on which the work was launched with the subject."""
    return _launched_on(file.case)


def get_step(file: CaseFile, key: str) -> Step:
    """The step of the checklist of the case; ``NotVisible`` where the checklist has none of this key."""
    step = next((step for step in file.steps if step.key == key), None)
    if step is None:
        raise NotVisible
    return step


def recorded_step(file: CaseFile, key: str) -> CaseStep | None:
    """The step as it is recorded; None where it is not."""
    return next((step for step in file.case.steps if step.key == key), None)


def starts_clock(file: CaseFile, key: str) -> bool:
    """Whether the time limit of the case runs from a step."""
    return _STEP_STARTS.get(key) is file.case.clock_start


def _write_step(actor: Actor, file: CaseFile, key: str, done: tuple[date, str], today: date, reason: str = "") -> None:
    case, (done_on, note) = file.case, done
    step = get_step(file, key)
    if case.state not in rules.RECORDING_STATES:
        raise Conflict(
            message(
                "Steps are recorded between the decision and the archive. Before there is no work, and"
                " afterwards the file stands."
            ),
            (PROCEDURE,),
        )
    rules.check_not_future(done_on, today, "done_on").enforce()
    rules.check_step_date(step, done_on, _milestones(case)).enforce()
    about: dict[str, object] = {"step": key, "on": done_on}
    known = recorded_step(file, key)
    if known is not None:
        if key in _STEP_STARTS:
            rules.check_order_kept(known.done_on, done_on, _days_after(case, key)).enforce()
        about |= {"was": known.done_on, "was_note": known.note}
    if reason and known is not None:
        about |= {"reason": reason, "old_day": f"{known.done_on:%d/%m/%Y}"}
    note_step(actor, case, key, done_on, note)
    if key in _STEP_STARTS:
        start_clock(case, _STEP_STARTS[key], done_on)
    record(actor, "case.start_corrected" if reason else "case.step_recorded", case_id=case.id, about=about)
    db.session.flush()


def _days_after(case: Case, key: str) -> list[date]:
    """The recorded days that may follow a step."""
    days = [step.done_on for step in case.steps if step.key != key]
    days += [extension.decided_on for extension in case.extensions]
    days += [suspension.since for suspension in case.suspensions]
    return days + [day for day in (case.reported_on, case.concluded_on) if day is not None]


def check_extension(file: CaseFile) -> Verdict:
    """Whether the time limit may be extended now, by however much."""
    if file.case.state not in EXTENSIBLE_STATES:
        return rules.refuse(
            message(
                "Only work under way can be extended. What has not begun or has ended has no time limit to extend."
            ),
            PROCEDURE,
        )
    if file.case.due_on is None:
        return rules.refuse(
            message("The time limit has not started to run yet, or none is known. Only a limit that runs is extended."),
            PROCEDURE,
            field="days",
        )
    return rules.OK


def extend_deadline(actor: Actor, file: CaseFile, extension: Extension, today: date, signer: str = "") -> None:
    """Extend the time limit by a decision; the cap of the rule holds for all extensions together.

    A decision without a number is numbered here, signed by ``signer``.
    """
    require_issue(actor, Permission.AMEND_CASE, file.relations)
    check_extension(file).enforce()
    case = file.case
    rules.check_not_future(extension.decided_on, today, "decided_on").enforce()
    what = message("the start of the time limit")
    rules.check_not_before(extension.decided_on, case.clock_on, "decided_on", what).enforce()
    try:
        deadline_of(case, office_law(), more_days=extension.days)
    except RuleViolation as refusal:
        raise RuleViolation(refusal.message, refusal.citations, "days") from refusal
    extension.decision = extension.decision or number_extension(actor, file, extension, signer)
    extension.recorded_by = actor.user_id
    case.extensions.append(extension)
    _owe_notice(file)
    basis = recompute_due(case)
    record(actor, "case.extended", case_id=case.id, about={"days": extension.days, "due": case.due_on}, basis=basis)
    db.session.flush()


def suspend_case(actor: Actor, file: CaseFile, suspension: Suspension, today: date, signer: str = "") -> None:
    """Let the case and its clock stand still from a day on, by a paper; one without a number is numbered here."""
    case = file.case
    prepare(actor, file, Action.SUSPEND)
    rules.check_not_future(suspension.since, today, "since").enforce()
    latest = max((span.until for span in case.suspensions if span.until), default=None)
    for earlier, what in (
        (case.decision_on, message("the decision")),
        (_launched_on(case), message("the launch")),
        (latest, message("the end of the last suspension")),
    ):
        rules.check_not_before(suspension.since, earlier, "since", what).enforce()
    suspension.decision = suspension.decision or number_suspension(actor, file, suspension, signer)
    case.suspended_from = case.state
    move(actor, file, Action.SUSPEND, on=suspension.since)
    suspension.recorded_by = actor.user_id
    case.suspensions.append(suspension)
    db.session.flush()


def resume_case(
    actor: Actor, file: CaseFile, until: date, today: date, ordered: Ordered | None = None, reason: str = ""
) -> None:
    """Take up a suspended case where it stood; ``until`` is the last day of the suspension.

    ``ordered`` is the decision on it with its reason, where there is one: a suspension may have set its own end.
    """
    case = file.case
    action = Action.RESUME_ISSUED if case.suspended_from is State.ISSUED else Action.RESUME_CONDUCTING
    prepare(actor, file, action)
    rules.check_not_future(until, today, "until").enforce()
    open_span = next((span for span in case.suspensions if span.until is None), None)
    since = open_span.since if open_span else None
    rules.check_not_before(until, since, "until", message("the start of the suspension")).enforce()
    if ordered is not None and not reason:
        raise RuleViolation(
            message("Say why the case is resumed. A case is suspended with a reason, and resumed with one."),
            (PROCEDURE,),
            field="reason",
        )
    if open_span is not None:
        open_span.resumption_reason = reason
        if ordered is not None:
            open_span.resumption = ordered.decision or number_resumption(actor, file, reason, ordered)
    move(actor, file, action, on=until)
    case.suspended_from = None
    if open_span is not None:
        open_span.until = until
    recompute_due(case)
    db.session.flush()


def cancel_case(actor: Actor, file: CaseFile, reason: str, today: date, ordered: Ordered | None = None) -> None:
    """End a case without a conclusion. The record stays; its petition or observation waits for a decision again.

    ``ordered`` is the decision on it: what a decision began ends by another, a draft without one.
    """
    prepare(actor, file, Action.CANCEL)
    case = file.case
    _check_ordered(case, ordered, today)
    if ordered is not None:
        case.cancellation = ordered.decision or number_cancellation(actor, file, reason, ordered)
        case.cancelled_on = ordered.on
    move(actor, file, Action.CANCEL)
    case.closing_reason = reason
    case.suspended_from = None
    db.session.flush()
    release_sources(actor, case, reason, case.cancelled_on)


def _check_ordered(case: Case, ordered: Ordered | None, today: date) -> None:
    """The first decision is undone by another, not before it and not in the future."""
    if ordered is None:
        if case.decision_on is not None:
            raise RuleViolation(_DECISION_NEEDED, (PROCEDURE,), field="decision")
        return
    if case.decision_on is None:
        raise RuleViolation(_NOTHING_DECIDED, (PROCEDURE,), field="decision")
    rules.check_not_future(ordered.on, today, "decided_on").enforce()
    rules.check_not_before(ordered.on, case.decision_on, "decided_on", message("the decision")).enforce()


def _owe_notice(file: CaseFile) -> None:
    """Each extension is told anew; the log keeps that the earlier one was."""
    owed = {step.key for step in file.steps if step.if_extended}
    for step in [step for step in file.case.steps if step.key in owed]:
        file.case.steps.remove(step)


def _milestones(case: Case) -> rules.Milestones:
    extended_on = max((extension.decided_on for extension in case.extensions), default=None)
    return rules.Milestones(case.decision_on, _launched_on(case), case.concluded_on, extended_on)


def _launched_on(case: Case) -> date | None:
    return next((step.done_on for step in case.steps if step.key == "launch_minutes"), None)
