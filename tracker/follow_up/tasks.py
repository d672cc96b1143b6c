"""What recommendations ask: to be verified by somebody else, given up by a leader, urged by the head of the team."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.cases.states import ESTABLISHED_STATES, State, TeamRole
from tracker.core.text import N_, Message, message
from tracker.findings.models import Recommendation
from tracker.findings.states import (
    OPEN_RECOMMENDATIONS,
    OWED_RECOMMENDATIONS,
    RECOMMENDATION_LABELS,
    RecommendationState,
)
from tracker.follow_up.queries import followed_by
from tracker.tasks import Source, Task


def _columns(actor: Actor, *conditions: ColumnElement[bool]) -> Select:
    columns = (Recommendation.number, Recommendation.state, Recommendation.owner, Case.ref, Case.title)
    return (
        select(Recommendation.id.label("key"), Recommendation.due_on.label("due"), *columns)
        .join(Case, Case.id == Recommendation.case_id)
        .where(Case.state.in_(ESTABLISHED_STATES - {State.ARCHIVED}), sight.content(actor), *conditions)
    )


def _reported(actor: Actor, _today: date) -> Select:
    """By any of those who follow the case up but the one who reported it."""
    reported = Recommendation.state == RecommendationState.REPORTED
    return _columns(actor, reported, Recommendation.reported_by != actor.user_id, followed_by(actor))


def _verify(row: Row[Any], label: str) -> Task:
    place = {"ref": row.ref, "number": row.number}
    return Task(row.title, label, "follow_up.verify_recommendation", place, row.due, _why(row))


def _owed(actor: Actor, _today: date) -> Select:
    owed = Recommendation.state.in_(OWED_RECOMMENDATIONS)
    return _columns(actor, owed, sight.at_work(actor, TeamRole.HEAD))


def _urge(row: Row[Any], label: str) -> Task:
    return Task(row.title, label, "follow_up.show_follow_up", {"ref": row.ref}, row.due, _why(row))


def _asked(actor: Actor, _today: date) -> Select:
    """By who leads the body of the case, but not by the one who proposed it."""
    asked = (Recommendation.state.in_(OPEN_RECOMMENDATIONS), Recommendation.waiver_asked_by != actor.user_id)
    return _columns(actor, *asked, sight.led(actor))


def _decide(row: Row[Any], label: str) -> Task:
    place = {"ref": row.ref, "number": row.number}
    return Task(row.title, label, "follow_up.waive_recommendation", place, row.due, _why(row))


def _why(row: Row[Any]) -> Message:
    state = message(RECOMMENDATION_LABELS[row.state])
    return message("Recommendation %(number)s to %(owner)s: %(state)s", number=row.number, owner=row.owner, state=state)


_SEE = Permission.SEE_OVERVIEW
TASKS = (
    Source("to-verify", N_("Verify the recommendation"), _SEE, _reported, _verify),
    Source("to-waive", N_("Decide whether the recommendation is given up"), _SEE, _asked, _decide),
    Source("to-follow", N_("Follow the recommendation up"), _SEE, _owed, _urge),
)
