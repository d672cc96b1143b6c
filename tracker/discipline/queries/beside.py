"""What is written down beside the discipline records of a case."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.discipline.models import (
    ActivitySuspension,
    AuthorityOverride,
    Deferral,
    Discipline,
    RecordedCircumstance,
    ReferralAnswer,
    ResponsibilityReview,
)
from tracker.extensions import db
from tracker.regulations.circumstances import CIRCUMSTANCES
from tracker.regulations.deadlines import Span

LABELS = {row.key: row.label for row in CIRCUMSTANCES}


@dataclass(frozen=True)
class Notes:
    """What stands beside one record: circumstances, deferrals, overrides, answers to a referral, the review."""

    circumstances: list[RecordedCircumstance]
    deferrals: list[Deferral]
    overrides: list[AuthorityOverride]
    answers: list[ReferralAnswer]
    review: ResponsibilityReview | None


def notes_of(ids: Collection[int]) -> dict[int, Notes]:
    """What stands beside each of the records."""
    found = {key: Notes([], [], [], [], None) for key in ids}
    for row in _of(RecordedCircumstance, ids, RecordedCircumstance.number):
        found[row.discipline_id].circumstances.append(row)
    for row in _of(Deferral, ids, Deferral.since):
        found[row.discipline_id].deferrals.append(row)
    for row in _of(AuthorityOverride, ids, AuthorityOverride.id):
        found[row.discipline_id].overrides.append(row)
    for row in _of(ReferralAnswer, ids, ReferralAnswer.id):
        found[row.discipline_id].answers.append(row)
    reviews = {row.discipline_id: row for row in _of(ResponsibilityReview, ids, ResponsibilityReview.discipline_id)}
    return {key: replace(one, review=reviews.get(key)) for key, one in found.items()}


def circumstances_of(discipline: Discipline) -> list[RecordedCircumstance]:
    """The circumstances of a record, in order."""
    return _of(RecordedCircumstance, [discipline.id], RecordedCircumstance.number)


def get_circumstance(discipline: Discipline, number: int) -> RecordedCircumstance:
    """A circumstance by its number; raises ``NotVisible``."""
    for row in circumstances_of(discipline):
        if row.number == number:
            return row
    raise NotVisible


def find_open_deferral(discipline: Discipline) -> Deferral | None:
    """The deferral that runs now."""
    found = select(Deferral).where(Deferral.discipline_id == discipline.id, Deferral.ended_on.is_(None))
    return db.session.execute(found).scalar_one_or_none()


def deferred_spans(subject_id: int, on: date | None = None) -> list[Span]:
    """The stretches in which a subject was not considered, first and last day inclusive: left out of the time bar.

    One that still runs lasts until ``on``, today unless given.
    """
    last = on or clock.today()
    found = (
        select(Deferral)
        .join(Discipline, Discipline.id == Deferral.discipline_id)
        .where(Discipline.subject_id == subject_id, Deferral.since <= last)
        .order_by(Deferral.since)
    )
    rows = db.session.execute(found).scalars()
    return [(row.since, min(row.ended_on or last, last)) for row in rows]


def suspensions_of_case(case_id: int) -> list[ActivitySuspension]:
    """The suspensions of the subjects of a case, in order, with their subjects."""
    found = select(ActivitySuspension).where(ActivitySuspension.case_id == case_id)
    shown = found.options(joinedload(ActivitySuspension.subject)).order_by(ActivitySuspension.number)
    return list(db.session.execute(shown).scalars())


def running_suspensions() -> list[ActivitySuspension]:
    """All suspensions with a last day that have not ended; for the daily command, which shows nobody anything."""
    running = (ActivitySuspension.ended_on.is_(None), ActivitySuspension.due_on.is_not(None))
    found = select(ActivitySuspension).where(*running).order_by(ActivitySuspension.id)
    return list(db.session.execute(found).scalars())


def get_suspension(case_id: int, number: int) -> ActivitySuspension:
    """A suspension by its number in the case; raises ``NotVisible``."""
    for row in suspensions_of_case(case_id):
        if row.number == number:
            return row
    raise NotVisible


def next_number(table: type[Any], *of: Any) -> int:
    """The number after the last one used among the rows."""
    return db.session.execute(select(func.coalesce(func.max(table.number), 0)).where(*of)).scalar_one() + 1


def _of(table: type[Any], ids: Collection[int], order: Any) -> list[Any]:
    return list(db.session.execute(select(table).where(table.discipline_id.in_(ids)).order_by(order)).scalars())
