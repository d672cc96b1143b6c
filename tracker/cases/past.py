"""Entering a case of the past from its paper file: it was decided, concluded and archived before this program was used.

Nothing is numbered and nobody is put in a team: numbers and dates are typed as the papers have them.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases import rules
from tracker.cases.kinds import KINDS, Kind
from tracker.cases.models import Case, CaseContent, CaseStep, CaseSubject
from tracker.cases.states import Basis, Outcome, Severity, State, SubjectType
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.core.text import fold, message
from tracker.extensions import db
from tracker.members.models import Member
from tracker.members.queries import describe_on
from tracker.organizations.models import Body
from tracker.organizations.queries import get_body, get_organization, is_in_scope, name_on
from tracker.regulations.procedure import PROCEDURE


@dataclass(frozen=True)
class PastSubject:
    """A subject of a past case: ``key`` is the id of the organization or member."""

    type: SubjectType
    key: int
    outcome: Outcome = Outcome.NO_VIOLATION
    severity: Severity | None = None


@dataclass(frozen=True)
class PastCase:
    """A closed case as its paper file has it. The numbers are the printed ones: ``12-QĐ/ThU``, ``07-TB/ThU``."""

    kind: Kind
    body_id: int
    title: str
    subjects: Sequence[PastSubject]
    contents: Sequence[str]
    period_from: date
    period_until: date
    basis: Basis
    basis_text: str
    decision_number: str
    decision_on: date
    conclusion_number: str
    concluded_on: date
    archived_on: date


def record_past_case(actor: Actor, past: PastCase, today: date) -> Case:
    """Enter a closed case of a body in the actor's scope, under the names of the day of its decision.

    Raises ``NotVisible`` for a body or subject out of scope, ``RuleViolation`` naming the field otherwise.
    """
    require(actor, Permission.OPEN_CASE)
    body = get_body(actor, past.body_id)
    subjects = [_subject(actor, past, number, one) for number, one in enumerate(past.subjects, start=1)]
    _check(past, body, today)
    case = Case(
        ref=secrets.token_hex(5),
        kind=past.kind,
        state=State.ARCHIVED,
        title=past.title,
        title_key=fold(f"{past.title} {past.decision_number} {past.conclusion_number}")[:400],
        body_id=body.id,
        concluding_body_id=body.id,
        basis=past.basis,
        basis_text=past.basis_text,
        period_from=past.period_from,
        period_until=past.period_until,
        decision_on=past.decision_on,
        decision_number=past.decision_number,
        clock_start=KINDS[past.kind].clock_start,
        concluded_on=past.concluded_on,
        archived_on=past.archived_on,
        opened_by=actor.user_id,
        # lists stand in the order of opening; the log keeps the instant of the entry
        opened_at=datetime.combine(past.decision_on, time.min, clock.ZONE),
        changed_by=actor.user_id,
        changed_at=clock.now(),
        subjects=subjects,
        contents=[CaseContent(code=code) for code in dict.fromkeys(past.contents)],
        steps=_steps(actor, past),
    )
    case.place_like(get_organization(actor, body.organization_id))
    db.session.add(case)
    db.session.flush()
    record(actor, "case.past_recorded", case_id=case.id, about={"kind": case.kind, "concluded_on": past.concluded_on})
    return case


def _subject(actor: Actor, past: PastCase, number: int, one: PastSubject) -> CaseSubject:
    member = db.session.get(Member, one.key) if one.type is SubjectType.MEMBER else None
    if one.type is SubjectType.MEMBER and (member is None or not is_in_scope(actor, member)):
        raise NotVisible
    organization = get_organization(actor, member.organization_id if member else one.key)
    name = member.full_name if member else name_on(organization.id, past.decision_on)
    subject = CaseSubject(
        number=number,
        type=one.type,
        organization_id=organization.id,
        member_id=member.id if member else None,
        name=name,
        name_key=fold(name),
        description=describe_on(member.id, past.decision_on) if member else "",
        outcome=one.outcome,
        severity=one.severity,
    )
    subject.place_like(organization)
    return subject


def _check(past: PastCase, body: Body, today: date) -> None:
    row = KINDS[past.kind]
    if not past.subjects:
        raise RuleViolation(message("Search and pick at least one."), field="subjects")
    if body.kind not in row.body_kinds:
        raise RuleViolation(
            message(
                "A body of this kind does not carry out this kind of work. Each body has its own tasks;"
                " choose another kind, or another body."
            ),
            (PROCEDURE,),
            field="kind",
        )
    for subject in past.subjects:
        if subject.type not in row.subject_types:
            raise RuleViolation(
                message(
                    "This kind of work has no subjects of this type. Some kinds are for members, others for"
                    " organizations; choose other subjects."
                ),
                (PROCEDURE,),
                field="subjects",
            )
    rules.check_period(past.period_from, past.period_until, past.decision_on).enforce()
    rules.check_not_future(past.archived_on, today, "archived_on").enforce()
    decision, conclusion = message("the decision"), message("the conclusion")
    rules.check_not_before(past.concluded_on, past.decision_on, "concluded_on", decision).enforce()
    rules.check_not_before(past.archived_on, past.concluded_on, "archived_on", conclusion).enforce()


def _steps(actor: Actor, past: PastCase) -> list[CaseStep]:
    """What the file proves: the notice, and that the file went to the archive."""
    found = (("announcement", past.concluded_on, past.conclusion_number), ("file_index", past.archived_on, ""))
    known = {step.key for step in KINDS[past.kind].steps}
    return [
        CaseStep(key=key, done_on=on, note=note, recorded_by=actor.user_id) for key, on, note in found if key in known
    ]
