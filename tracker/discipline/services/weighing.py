"""Circumstances of a record: of the list in force on the day, or in free words where no list was read for it."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.discipline import queries, rules
from tracker.discipline.models import Discipline, RecordedCircumstance
from tracker.documents.wording import date_figures
from tracker.extensions import db
from tracker.findings.money import grouped
from tracker.regulations.circumstances import Bearing, Circumstance, circumstances_on
from tracker.regulations.procedure import PROCEDURE

REMEDIED = "remedied"
# That the time bar has passed is a step of its own after the vote, not a circumstance somebody picks.
_NOT_PICKED = {"barred"}


@dataclass(frozen=True)
class Weight:
    """A circumstance to be recorded: ``key`` of the list, or "" with its ``bearing``; ``note`` says what it was."""

    key: str
    bearing: Bearing | None
    note: str


def listed(on: date) -> list[Circumstance]:
    """The circumstances that may be picked on the day; empty where no list was read for it."""
    weighed = [row for row in circumstances_on(on) if row.bearing is not Bearing.DEFERRING]
    return [row for row in weighed if row.key not in _NOT_PICKED]


def add_circumstance(actor: Actor, file: CaseFile, discipline: Discipline, weight: Weight, today: date) -> None:
    """Record a circumstance with its note."""
    require(actor, Permission.REVIEW_DISCIPLINE, file.relations)
    rules.check_circumstances_open(discipline.state).enforce()
    known = {row.key: row for row in listed(today)}
    row = known.get(weight.key)
    if row is None and (weight.key or known):
        raise RuleViolation(message("Choose a circumstance of the list in force."), (PROCEDURE,), field="key")
    if row is None and weight.bearing in (None, Bearing.DEFERRING):
        raise RuleViolation(message("Say how the circumstance bears on the form."), (PROCEDURE,), field="bearing")
    if row and any(found.key == row.key for found in queries.circumstances_of(discipline)):
        raise RuleViolation(
            message("This circumstance is recorded already. Each weighs once; choose another."), field="key"
        )
    _keep(actor, file, discipline, row, weight, today)


def weigh_money(actor: Actor, file: CaseFile, discipline: Discipline, today: date) -> None:
    """Record with a new proposal that the subject paid money back, because who proposes says that it mitigates."""
    paid = queries.paid_back([discipline.subject_id], today).get(discipline.subject_id)
    if paid is None:
        raise RuleViolation(
            message(
                "The money book says of nothing that was paid back. Only a sum handed in mitigates;"
                " record the receipt first."
            ),
            (PROCEDURE,),
            field="remedied",
        )
    row = next((one for one in listed(today) if one.key == REMEDIED), None)
    _keep(actor, file, discipline, row, Weight(REMEDIED, Bearing.MITIGATING, words_of(paid)), today)


def words_of(paid: queries.PaidBack) -> str:
    """What was paid back, in the words of the file."""
    amount, owed = grouped(paid.amount), grouped(paid.to_recover)
    return (
        f"Đã nộp lại {amount} đồng trong số {owed} đồng phải thu hồi, lần gần nhất ngày {date_figures(paid.last_on)}."
    )


def _keep(
    actor: Actor, file: CaseFile, discipline: Discipline, row: Circumstance | None, weight: Weight, today: date
) -> None:
    number = queries.next_number(RecordedCircumstance, RecordedCircumstance.discipline_id == discipline.id)
    db.session.add(
        RecordedCircumstance(
            discipline_id=discipline.id,
            number=number,
            key=row.key if row else None,
            bearing=row.bearing if row else weight.bearing,
            note=weight.note,
            cited=str(row.citation) if row else "",
            recorded_by=actor.user_id,
            recorded_on=today,
        )
    )
    db.session.flush()
    _record(actor, file, discipline, "added", number, (row.citation,) if row else ())


def remove_circumstance(actor: Actor, file: CaseFile, discipline: Discipline, number: int) -> None:
    """Take a circumstance back that was recorded by mistake; the log keeps that it stood there."""
    require(actor, Permission.REVIEW_DISCIPLINE, file.relations)
    rules.check_circumstances_open(discipline.state).enforce()
    db.session.delete(queries.get_circumstance(discipline, number))
    db.session.flush()
    _record(actor, file, discipline, "removed", number, ())


def _record(
    actor: Actor, file: CaseFile, discipline: Discipline, verb: str, number: int, basis: tuple[object, ...]
) -> None:
    about = {"discipline": discipline.number, "circumstance": number}
    record(actor, f"discipline.circumstance_{verb}", case_id=file.case.id, about=about, basis=basis)
