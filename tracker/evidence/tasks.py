"""What the factual check asks of a team: answers to record, points to settle."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Row, Select, null, select

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import State
from tracker.core.text import N_, message
from tracker.evidence.models import DraftPoint, SentDraft
from tracker.tasks import Source, Task

_NO_DATE = null().cast(Date).label("due")


def _sent(actor: Actor, _today: date) -> Select:
    return (
        select(SentDraft.id.label("key"), _NO_DATE, Case.ref, Case.title, SentDraft.number, CaseSubject.name)
        .join(Case, Case.id == SentDraft.case_id)
        .join(CaseSubject, CaseSubject.id == SentDraft.subject_id)
        .where(
            SentDraft.answered_on.is_(None),
            SentDraft.withdrawn_at.is_(None),
            Case.state == State.CONDUCTING,
            sight.at_work(actor),
            sight.content(actor),
        )
    )


def _answer(row: Row[Any], label: str) -> Task:
    why = message("The draft was sent to %(name)s; no answer is recorded.", name=row.name)
    place = {"ref": row.ref, "number": row.number}
    return Task(row.title, label, "evidence.record_draft_answer", place, None, why)


def _unsettled(actor: Actor, _today: date) -> Select:
    columns = (Case.ref, Case.title, SentDraft.number, DraftPoint.number.label("point"))
    return (
        select(DraftPoint.id.label("key"), _NO_DATE, *columns)
        .join(SentDraft, SentDraft.id == DraftPoint.draft_id)
        .join(Case, Case.id == SentDraft.case_id)
        .where(
            DraftPoint.accepted.is_(None),
            DraftPoint.withdrawn_answer_id.is_(None),
            SentDraft.withdrawn_at.is_(None),
            Case.state == State.CONDUCTING,
            sight.at_work(actor),
            sight.content(actor),
        )
    )


def _settle(row: Row[Any], label: str) -> Task:
    why = message("Point %(point)s of the answer is not settled.", point=row.point)
    place = {"ref": row.ref, "number": row.number, "point": row.point}
    return Task(row.title, label, "evidence.settle_point", place, None, why)


TASKS = (
    Source("to-answer", N_("Record the answer to the factual check"), Permission.SEE_CASES, _sent, _answer),
    Source("to-settle", N_("Settle a point of the factual check"), Permission.SEE_CASES, _unsettled, _settle),
)
