"""What a ballot on discipline is about: the proposal, the violations and what weighs on them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.discipline.models import Discipline, RecordedCircumstance
from tracker.discipline.states import State
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.findings.states import FindingType
from tracker.meetings.models import AgendaItem
from tracker.meetings.states import Purpose
from tracker.meetings.texts import Draft, Drafts, says_texts
from tracker.regulations.circumstances import Bearing
from tracker.regulations.measures import FORM_NAMES

_BEARINGS = {Bearing.AGGRAVATING: "Tình tiết tăng nặng", Bearing.MITIGATING: "Tình tiết giảm nhẹ"}
# Afterwards the text that was voted on has become the decision, or the record is closed.
_OPEN_TO_CHANGE = (State.REVIEWING, State.VOTED)


@says_texts(Purpose.DISCIPLINE)
def ballot_texts(items: Sequence[AgendaItem]) -> Drafts:
    """The proposals that the ballots of these items are about, as the records have them now.

    An exempting circumstance ends a record after its vote and says nothing of the form: it is not part of the text.
    """
    subjects = {item.subject_id for item in items}
    records = {
        row.subject_id: row
        for row in db.session.execute(
            select(Discipline)
            .where(Discipline.subject_id.in_(subjects), Discipline.state.in_(_OPEN_TO_CHANGE))
            .options(joinedload(Discipline.subject))
        ).scalars()
    }
    violations = _violations(records)
    weighing = _weighing([row.id for row in records.values()])
    return {
        item.id: Draft(_text(record, violations.get(record.subject_id, []), weighing.get(record.id, [])))
        for item in items
        if (record := records.get(item.subject_id or 0)) is not None
    }


def _violations(subjects: dict[int, Discipline]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    statement = select(Finding).where(Finding.subject_id.in_(subjects), Finding.type == FindingType.VIOLATION)
    for row in db.session.execute(statement.order_by(Finding.number)).scalars():
        found.setdefault(row.subject_id, []).append(row)
    return found


def _weighing(ids: Sequence[int]) -> dict[int, list[RecordedCircumstance]]:
    found: dict[int, list[RecordedCircumstance]] = {}
    statement = select(RecordedCircumstance).where(
        RecordedCircumstance.discipline_id.in_(ids), RecordedCircumstance.bearing.in_(_BEARINGS)
    )
    for row in db.session.execute(statement.order_by(RecordedCircumstance.number)).scalars():
        found.setdefault(row.discipline_id, []).append(row)
    return found


def _text(record: Discipline, violations: Sequence[Finding], weighing: Sequence[RecordedCircumstance]) -> str:
    subject = record.subject
    named = f"{subject.name}, {subject.description}" if subject.description else subject.name
    lines = [
        f"Đề nghị thi hành kỷ luật: {named}",
        f"Hình thức tương xứng với vi phạm: {FORM_NAMES[record.base_form]}",
        f"Hình thức đề nghị: {FORM_NAMES[record.proposed_form]}",
        f"Lý do: {record.reason}",
        *(f"Vi phạm: {row.text}" + (f" ({row.rule_broken})" if row.rule_broken else "") for row in violations),
        *(f"{_BEARINGS[row.bearing]}: {row.note}" for row in weighing),
    ]
    if record.departure_reason:
        lines.append(f"Lý do khác mức tương xứng: {record.departure_reason}")
    return "\n".join(lines)
