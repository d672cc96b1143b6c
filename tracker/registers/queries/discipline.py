"""The register of discipline: decided, of cases the actor may know of; the violation for who may open the file."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from tracker.access import Actor
from tracker.appeals.models import Appeal
from tracker.appeals.states import STATE_LABELS as APPEAL_LABELS
from tracker.cases import sight
from tracker.cases.contents import CONTENTS
from tracker.cases.models import Case, CaseSubject
from tracker.core.text import message
from tracker.discipline.models import ActivitySuspension, Discipline, ExecutionStep
from tracker.discipline.queries import find_votes
from tracker.discipline.states import PAUSED_LABELS, STATE_LABELS, Duty, State
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.findings.states import FindingType
from tracker.organizations.models import Body
from tracker.registers.queries.period import Lines, One, Period, dated, within
from tracker.regulations.appeals import OUTCOME_LABELS
from tracker.regulations.terms import FORM_LABELS


def decided_disciplines(actor: Actor, period: Period) -> Select:
    """The decisions of the period, oldest first."""
    return (
        select(
            Discipline.id,
            Discipline.subject_id,
            CaseSubject.name,
            CaseSubject.description,
            Discipline.decided_form,
            RegisteredPaper.number,
            RegisteredPaper.sign,
            Discipline.decided_on,
            Body.name.label("body"),
            sight.content(actor).label("open"),
            Discipline.announced_on,
            Discipline.complained_on,
            Discipline.complaint_settled_on,
            Discipline.ends_on,
            Discipline.state,
        )
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .join(Case, Case.id == Discipline.case_id)
        .join(Body, Body.id == Discipline.body_id)
        .outerjoin(RegisteredPaper, RegisteredPaper.id == Discipline.paper_id)
        .where(sight.existence(actor), Discipline.decided_form.is_not(None), within(Discipline.decided_on, period))
        .order_by(Discipline.decided_on, Discipline.id)
    )


def discipline_lines(_actor: Actor, rows: list[Any]) -> Lines:
    """The cells of the decisions; violations, vote and what came beside or after for who may open the file."""
    opened = [row for row in rows if row.open]
    ids, subjects = [row.id for row in opened], [row.subject_id for row in opened]
    violations, paused = _violations(subjects), _suspensions(subjects)
    votes, handled, complaints = _votes(ids), _state_discipline(ids), _complaints(ids)
    return [
        (
            number,
            row.name,
            row.description,
            message(FORM_LABELS[row.decided_form]),
            dated(f"{row.number:02d}-{row.sign}" if row.number else "", row.decided_on),
            row.body,
            tuple(violations.get(row.subject_id, ())) if row.open else (),
            votes.get(row.id, ""),
            row.announced_on,
            tuple(paused.get(row.subject_id, ())) if row.open else (),
            handled.get(row.id, ""),
            tuple(complaints.get(row.id, ())),
            _last_day(row),
            message(STATE_LABELS[row.state]),
        )
        for number, row in enumerate(rows, start=1)
    ]


def _last_day(row: Any) -> date | None:
    """Its last day, where nothing stands against it: no annulment, no complaint that is not settled."""
    is_open = row.complained_on is not None and row.complaint_settled_on is None
    return None if is_open or row.state is State.ANNULLED else row.ends_on


def _violations(subjects: Sequence[int]) -> dict[int, list[One]]:
    """What was established of each subject, with the field of the controlled list."""
    found: dict[int, list[One]] = {}
    wanted = select(Finding.subject_id, Finding.content_code, Finding.text)
    of_type = Finding.type == FindingType.VIOLATION
    statement = wanted.where(Finding.subject_id.in_(subjects), of_type).order_by(Finding.number)
    for subject, code, text in db.session.execute(statement):
        field = message(CONTENTS[code].label) if code in CONTENTS else None
        said = message("%(name)s: %(result)s", name=field, result=text) if field else text
        found.setdefault(subject, []).append(said)
    return found


def _votes(ids: Sequence[int]) -> dict[int, str]:
    """The votes that the form got, of all that counted."""
    records = db.session.execute(select(Discipline).where(Discipline.id.in_(ids))).scalars().all()
    counts = {key: vote.count for key, vote in find_votes(records).items()}
    reached = {key: next((step.total for step in one.steps if step.reached), None) for key, one in counts.items()}
    return {key: f"{total}/{counts[key].eligible}" for key, total in reached.items() if total is not None}


def _suspensions(subjects: Sequence[int]) -> dict[int, list[One]]:
    found: dict[int, list[One]] = {}
    statement = select(ActivitySuspension).where(ActivitySuspension.subject_id.in_(subjects))
    for row in db.session.execute(statement.order_by(ActivitySuspension.number)).scalars():
        paused = message(PAUSED_LABELS[row.kind])
        said = message("%(what)s since %(since)s", what=paused, since=row.since)
        if row.ended_on:
            said = message("%(what)s from %(since)s to %(until)s", what=paused, since=row.since, until=row.ended_on)
        found.setdefault(row.subject_id, []).append(said)
    return found


def _state_discipline(ids: Sequence[int]) -> dict[int, One]:
    statement = select(ExecutionStep).where(
        ExecutionStep.discipline_id.in_(ids), ExecutionStep.key == Duty.STATE_DISCIPLINE
    )
    return {row.discipline_id: dated(row.note, row.done_on) for row in db.session.execute(statement).scalars()}


def _complaints(ids: Sequence[int]) -> dict[int, list[One]]:
    """When each complaint came, and what it came to; what a higher body hears stands in its own register."""
    found: dict[int, list[One]] = {}
    statement = select(Appeal).where(Appeal.discipline_id.in_(ids), Appeal.heard_above.is_(False))
    for row in db.session.execute(statement.order_by(Appeal.number)).scalars():
        lines = found.setdefault(row.discipline_id, [])
        lines.append(message("received on %(day)s", day=row.received_on))
        if row.outcome:
            lines.append(dated(message(OUTCOME_LABELS[row.outcome]), row.decided_on))
        else:
            lines.append(dated(message(APPEAL_LABELS[row.state]), row.ended_on))
    return found
