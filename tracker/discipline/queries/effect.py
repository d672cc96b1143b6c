"""From when a discipline has effect and whether it is over: derived from its dates, so that no page waits for a job."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, String, and_, case, cast, exists, literal, or_, select
from sqlalchemy.orm import aliased

from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import Outcome
from tracker.discipline.models import Discipline, ReferralAnswer
from tracker.discipline.queries.votes import Vote
from tracker.discipline.states import DECIDED_STATES, STANDING_STATES, State
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind
from tracker.regulations.effect import Dates, Effect, barred_from_posts_until, ends_on, has_ended, takes_effect
from tracker.regulations.terms import Form
from tracker.regulations.verdict import Verdict

_Own, _Other, _OtherCase = aliased(CaseSubject), aliased(CaseSubject), aliased(Case)


@dataclass(frozen=True)
class Lifetime:
    """A decided discipline in time: effect, bar on posts, end, and what stands against the end."""

    effect: Effect
    bar: Effect | None
    end: Effect | None
    ended: Verdict | None


def find_effect(discipline: Discipline, vote: Vote | None, today: date) -> Lifetime | None:
    """How a decided discipline stands today; None before the decision."""
    if discipline.state not in DECIDED_STATES or discipline.decided_on is None or discipline.decided_form is None:
        return None
    by_cell = db.session.get_one(Body, discipline.body_id).kind is BodyKind.CELL_MEETING
    voted_on = vote.meeting.held_on if vote else None
    dates = Dates(voted_on, discipline.decided_on, discipline.announced_on)
    is_removal = discipline.decided_form is Form.REMOVAL
    start = counted_from(discipline)
    return Lifetime(
        effect=takes_effect(by_cell, dates, discipline.decided_on),
        bar=barred_from_posts_until(discipline.decided_on) if is_removal else None,
        end=ends_on(discipline.decided_form, start) if start else None,
        ended=_ended(discipline, start, today) if start else None,
    )


def find_effect_elsewhere(discipline: Discipline, answer: ReferralAnswer | None, today: date) -> Lifetime | None:
    """How a discipline that the competent body decided stands today, from the dates of its answer; a complaint against
    it is that body's."""
    if answer is None or answer.form is None or answer.decided_on is None:
        return None
    start = answer.announced_on
    end = ends_on(answer.form, start) if start else None
    again = bool(start and end and end.on and _violated_within(discipline.id, start, end.on))
    return Lifetime(
        effect=takes_effect(False, Dates(None, answer.decided_on, start), answer.decided_on),
        bar=barred_from_posts_until(answer.decided_on) if answer.form is Form.REMOVAL else None,
        end=end,
        ended=has_ended(answer.form, start, max(today, start), False, again) if start else None,
    )


def _violated_within(discipline_id: int, since: date, until: date) -> bool:
    again = _violated_again(literal(since), literal(until))
    return bool(db.session.execute(select(again).where(Discipline.id == discipline_id)).scalar())


def counted_from(discipline: Discipline) -> date | None:
    """The day from which the twelve months run: the announcement, or that of the decision on the complaint."""
    return discipline.complaint_settled_on or discipline.announced_on


def shown_state(discipline: Discipline, today: date) -> State:
    """The state as a page tells it today."""
    start = counted_from(discipline)
    if discipline.state not in STANDING_STATES or start is None or discipline.decided_form is None:
        return discipline.state
    return State.EXPIRED if _ended(discipline, start, today).allowed else discipline.state


def _ended(discipline: Discipline, start: date, today: date) -> Verdict:
    complaint = discipline.complained_on is not None and discipline.complaint_settled_on is None
    form = discipline.decided_form or discipline.proposed_form
    return has_ended(form, start, max(today, start), complaint, _has_new_violation(discipline.id))


def _has_new_violation(discipline_id: int) -> bool:
    return bool(db.session.execute(select(_violated_again()).where(Discipline.id == discipline_id)).scalar())


def ended_sql(today: date) -> ColumnElement[bool]:
    """That a discipline in force is over: its last day has passed and nothing stands against it."""
    return and_(
        Discipline.state.in_(STANDING_STATES),
        Discipline.ends_on < today,
        or_(Discipline.complained_on.is_(None), Discipline.complaint_settled_on.is_not(None)),
        ~_violated_again(),
    )


def shown_state_sql(today: date) -> ColumnElement[str]:
    """``shown_state`` for lists."""
    return case((ended_sql(today), State.EXPIRED.value), else_=cast(Discipline.state, String))


def ended_disciplines(today: date) -> list[Discipline]:
    """The records in force that are over and do not say so yet, each locked."""
    found = select(Discipline).where(ended_sql(today)).order_by(Discipline.id).with_for_update(of=Discipline)
    return list(db.session.execute(found).scalars())


def _violated_again(
    since: SQLColumnExpression[Any] = Discipline.announced_on, until: SQLColumnExpression[Any] = Discipline.ends_on
) -> ColumnElement[bool]:
    """A violation of the same subject that must be disciplined was concluded in another case within the months."""
    same = or_(
        and_(_Own.member_id.is_not(None), _Other.member_id == _Own.member_id),
        and_(_Own.member_id.is_(None), _Other.member_id.is_(None), _Other.organization_id == _Own.organization_id),
    )
    return (
        exists()
        .where(
            _Own.id == Discipline.subject_id,
            same,
            _Other.case_id != _Own.case_id,
            _Other.outcome == Outcome.MUST_DISCIPLINE,
            _OtherCase.id == _Other.case_id,
            _OtherCase.concluded_on > since,
            _OtherCase.concluded_on <= until,
        )
        .correlate(Discipline)
    )
