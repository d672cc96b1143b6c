"""Suspension (đình chỉ) of a subject of a case: recorded, extended once, ended."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.models import CaseSubject
from tracker.cases.queries import CaseFile, lock_case
from tracker.cases.rules import check_not_before, check_not_future
from tracker.cases.services import Drafted, Ordered, number_decision
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import fold, message
from tracker.discipline import queries
from tracker.discipline.models import ActivitySuspension
from tracker.discipline.papers.pausing import (
    Lifting,
    Longer,
    compose_extension,
    compose_lifting,
    compose_suspension,
    pausing_abstract,
)
from tracker.discipline.rules import check_suspending
from tracker.discipline.rules import suspension as rules
from tracker.discipline.states import Ground, Paused
from tracker.extensions import db
from tracker.lawbook.queries import office_law
from tracker.regulations.deadlines import Due


@dataclass(frozen=True)
class NewSuspension:
    """What a suspension is recorded with; ``own_days`` and ``own_reason`` only where no rule gives the number.

    A decision without a number is numbered here, signed by ``signer``.
    """

    kind: Paused
    ground: Ground
    ground_text: str
    body_name: str
    decision: str
    since: date
    own_days: int | None = None
    own_reason: str = ""
    signer: str = ""


@dataclass(frozen=True)
class NewExtension:
    """By how many days a suspension is extended; a decision without a number is numbered here, and says the reason."""

    days: int
    decision: str = ""
    signer: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Ending:
    """When and why a suspension ended; ``ordered`` is the decision on it, where its term did not just run out."""

    on: date
    why: str
    ordered: Ordered | None = None


def suspend_activity(
    actor: Actor, file: CaseFile, subject: CaseSubject, new: NewSuspension, today: date
) -> ActivitySuspension:
    """Record that a subject is suspended."""
    require(actor, Permission.REVIEW_DISCIPLINE, file.relations)
    check_suspending(file.row.may_open_discipline, lock_case(file.case.id)).enforce()
    check_not_future(new.since, today, "since").enforce()
    seat = queries.standing_of(subject, True, new.since).committee_member
    rules.check_kind(new.kind, new.ground, subject.member_id is not None, seat is not None).enforce()
    known = queries.suspensions_of_case(file.case.id)
    if any((row.subject_id, row.kind, row.ended_on) == (subject.id, new.kind, None) for row in known):
        raise RuleViolation(
            message("This subject is suspended already. One suspension runs at a time; end it or extend it."),
            (rules.GROUNDS_LAW,),
            field="kind",
        )
    _check_body(file, new)
    found = _due(file, new)
    row = _row(subject, new, len(known) + 1, found)
    row.recorded_by = actor.user_id
    drafted = Drafted(pausing_abstract(row, "đình chỉ"), partial(compose_suspension, file, row))
    row.decision = number_decision(actor, file, Ordered(new.since, new.decision, new.signer), drafted)
    db.session.add(row)
    db.session.flush()
    basis = (rules.GROUNDS_LAW, *(found.citations if found else ()))
    _record(actor, file, row, "suspended", basis)
    return row


def _check_body(file: CaseFile, new: NewSuspension) -> None:
    """What is numbered here is a decision of the body whose case it is; another body's is named by its number."""
    own = file.case.body.name
    if not new.decision and fold(new.body_name) != fold(own):
        reason = message("A decision numbered here is one of %(body)s; type the number of another body's.", body=own)
        raise RuleViolation(reason, field="body_name")


def _row(subject: CaseSubject, new: NewSuspension, number: int, due: Due | None) -> ActivitySuspension:
    return ActivitySuspension(
        case_id=subject.case_id,
        subject_id=subject.id,
        subject=subject,
        number=number,
        kind=new.kind,
        ground=new.ground,
        ground_text=new.ground_text,
        body_name=new.body_name,
        decision=new.decision,
        since=new.since,
        by_proceedings=due is None,
        days=new.own_days,
        own_reason=new.own_reason,
        due_on=due.due_on if due else None,
    )


def _due(file: CaseFile, new: NewSuspension) -> Due | None:
    """The last day; None where the limits of criminal proceedings apply."""
    if rules.by_proceedings(new.ground):
        return None
    term = rules.Term(new.kind, new.since, new.own_days, new.own_reason)
    return _due_by_law(file, term)


def _due_by_law(file: CaseFile, term: rules.Term) -> Due:
    """By the law of the office: its own limits and its calendar."""
    law, body = office_law(), file.case.body
    return rules.due_of(term, queries.level_of(body), law.limits_for(body.organization), law.calendar)


def extend_suspension(actor: Actor, file: CaseFile, row: ActivitySuspension, new: NewExtension, today: date) -> None:
    """Extend a suspension, once and within the cap of its edition."""
    _open(actor, file, row)
    if row.by_proceedings:
        raise Conflict(
            message(
                "The limits of the criminal proceedings set the end of this suspension. It is not extended by hand."
            ),
            (rules.GROUNDS_LAW,),
        )
    term = rules.Term(row.kind, row.since, row.days, row.own_reason)
    rules.check_extension(new.days, row.extended_days, _due_by_law(file, term).citations[0]).enforce()
    found = _due_by_law(file, replace(term, extended_days=new.days))
    if row.due_on is not None and today > row.due_on:
        raise RuleViolation(
            message("The suspension has run out, so it is not extended: only one that runs has an end to put off."),
            (rules.GROUNDS_LAW,),
            field="extended_days",
        )
    if new.signer and not new.decision and not new.reason:
        raise RuleViolation(message("Say why; the decision says it too."), (rules.GROUNDS_LAW,), field="reason")
    longer = Longer(today, new.days, found.due_on, new.reason)
    drafted = Drafted(pausing_abstract(row, "gia hạn đình chỉ"), partial(compose_extension, file, row, longer))
    row.extension = number_decision(actor, file, Ordered(today, new.decision, new.signer), drafted, "extension")
    row.extended_days, row.extension_reason = new.days, new.reason
    row.due_on = found.due_on
    db.session.flush()
    _record(actor, file, row, "suspension_extended", found.citations)


def end_suspension(actor: Actor, file: CaseFile, row: ActivitySuspension, ending: Ending, today: date) -> None:
    """Record the end of a suspension."""
    _open(actor, file, row)
    check_not_future(ending.on, today, "ended_on").enforce()
    check_not_before(ending.on, row.since, "ended_on", message("the start of the suspension")).enforce()
    if ending.ordered is not None:
        compose = partial(compose_lifting, file, row, Lifting(ending.on, ending.why))
        drafted = Drafted(pausing_abstract(row, "chấm dứt việc đình chỉ"), compose)
        row.lifting = number_decision(actor, file, ending.ordered, drafted, "lifting")
    row.ended_on, row.ending = ending.on, ending.why
    db.session.flush()
    _record(actor, file, row, "suspension_ended", ())


def remind_of_suspensions(today: date) -> int:
    """Note every suspension that ends within a week or has run out, so that those who may act are told; how many."""
    count = 0
    for row in queries.running_suspensions():
        reminder = rules.reminder_of(row.due_on, row.reminded_on, today) if row.due_on else None
        if reminder is not None:
            row.reminded_on = today
            db.session.flush()
            about = {"suspension": row.number, "kind": row.kind, "due": row.due_on}
            record(None, f"discipline.suspension_{reminder}", case_id=row.case_id, about=about)
            count += 1
    return count


def _open(actor: Actor, file: CaseFile, row: ActivitySuspension) -> None:
    require(actor, Permission.REVIEW_DISCIPLINE, file.relations)
    if row.ended_on is not None:
        raise Conflict(
            message("This suspension has ended. Only one that runs is changed or ended."), (rules.GROUNDS_LAW,)
        )


def _record(actor: Actor, file: CaseFile, row: ActivitySuspension, verb: str, basis: tuple) -> None:
    about = {"suspension": row.number, "kind": row.kind, "since": row.since, "due": row.due_on}
    record(actor, f"discipline.{verb}", case_id=file.case.id, about=about, basis=basis)
