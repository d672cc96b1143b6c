"""Entries of the diary that wait for the signature of the head of the team."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Row, Select, null, select

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.cases.states import State, TeamRole
from tracker.core.text import N_, message
from tracker.diary.models import DiaryEntry
from tracker.tasks import Source, Task


def _unsigned(actor: Actor, _today: date) -> Select:
    columns = (Case.ref, Case.title, DiaryEntry.number, DiaryEntry.happened_on)
    return (
        select(DiaryEntry.id.label("key"), null().cast(Date).label("due"), *columns)
        .join(Case, Case.id == DiaryEntry.case_id)
        .where(
            DiaryEntry.signed_by.is_(None),
            Case.state != State.ARCHIVED,
            sight.at_work(actor, TeamRole.HEAD),
            sight.content(actor),
        )
    )


def _sign(row: Row[Any], label: str) -> Task:
    why = message("Entry %(number)s of %(day)s", number=row.number, day=row.happened_on)
    place = {"ref": row.ref, "number": row.number}
    return Task(row.title, label, "diary.sign_entry", place, None, why)


TASKS = (Source("diary", N_("Sign the diary"), Permission.SEE_CASES, _unsigned, _sign),)
