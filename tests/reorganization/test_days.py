"""The day of a change: a figure of each day counts once, under the body that had the case on that day."""

import pytest
from sqlalchemy import select

from tests.cast import TODAY, ago
from tests.reorganization.building import NQ, bodies, end, give_bodies, organization
from tests.reorganization.test_handing_on import hand_on
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.cases.models import Case
from tracker.cases.states import State, SubjectType
from tracker.core.errors import RuleViolation
from tracker.discipline.models import Discipline
from tracker.extensions import db
from tracker.organizations.states import BodyKind
from tracker.reorganization.queries import body_on, record_body_on
from tracker.reorganization.services import HandingOn, hand_on_work
from tracker.reorganization.states import WorkKind
from tracker.statistics.queries import Question, summary
from tracker.statistics.states import Work

COMMISSION = BodyKind.COMMISSION


def counted(world, name: str | None, since, until) -> int:
    """Subjects inspected in the days, under one organization or under all."""
    found = summary(None, Question(since, until, organization=organization(world, name) if name else None))
    return sum(found.work(Work.INSPECTED, kind) for kind in SubjectType)


@pytest.mark.parametrize(("concluded", "owner"), [(7, "ward"), (6, "ward"), (5, "founded"), (4, "founded")])
def test_from_the_day_typed_on_figures_are_the_heirs_and_each_counts_once(world, founded, concluded, owner):
    case = Story(world).conducting().file("head").case
    hand_on(world, case.id, founded, days=5)
    case.state, case.concluded_on, case.decision_on = State.FOLLOW_UP, ago(concluded), ago(9)
    db.session.flush()
    day = ago(concluded)
    assert db.session.scalar(select(body_on(Case.concluded_on))) == bodies(world, owner)[COMMISSION]
    assert [counted(world, name, day, day) for name in ("ward", "founded", None)] == [
        int(owner == "ward"), int(owner == "founded"), 1,
    ]  # fmt: skip
    assert counted(world, None, ago(9), ago(6)) + counted(world, None, ago(5), TODAY) == 1


@pytest.mark.parametrize(("decided", "owner"), [(6, "ward"), (5, "founded")])
def test_a_discipline_decided_on_the_day_of_the_change_is_the_heirs(world, founded, decided, owner):
    record = Story(world).reviewed()
    hand_on(world, record.case_id, founded, days=5)
    record.decided_on = ago(decided)
    db.session.flush()
    assert db.session.scalar(select(record_body_on(Discipline.decided_on))) == bodies(world, owner)[COMMISSION]


@pytest.mark.parametrize(("concluded", "owner"), [(3, "ward"), (2, "other_ward")])
def test_the_last_day_of_an_ended_organization_is_its_own_and_the_next_its_heirs(world, heir, concluded, owner):
    case = Story(world).conducting().file("head").case
    end(world, "ward", "other_ward", 3)
    case.concluded_on = ago(concluded)
    db.session.flush()
    assert db.session.scalar(select(body_on(Case.concluded_on))) == bodies(world, owner)[COMMISSION]


def test_what_came_by_a_merger_goes_on_from_the_next_day_at_the_earliest(world, heir):
    case = Story(world).conducting().file("head").case
    end(world, "ward", "other_ward", 3)
    give_bodies(world, "province", *bodies(world, "other_ward"))
    chair, province = get_actor(world.accounts["upper_chair"]), world.organizations["province"]

    def on(days: int) -> None:
        how = HandingOn(ago(days), NQ, {(WorkKind.CASE, case.id): province})
        hand_on_work(chair, organization(world, "other_ward"), how, TODAY)

    with pytest.raises(RuleViolation) as refused:
        on(3)
    assert refused.value.field == "on"
    on(2)
    owners = {3: "ward", 2: "province"}
    for days, owner in owners.items():
        case.concluded_on = ago(days)
        db.session.flush()
        assert db.session.scalar(select(body_on(Case.concluded_on))) == bodies(world, owner)[COMMISSION]


def test_a_case_does_not_go_on_before_it_came(world, founded):
    case = Story(world).conducting().file("head").case
    give_bodies(world, "other_ward", *bodies(world, "ward"))
    hand_on(world, case.id, founded, days=3)
    end(world, "founded", "other_ward", 1)
    how = HandingOn(ago(0), NQ, {(WorkKind.CASE, case.id): world.organizations["ward"]})
    hand_on_work(get_actor(world.accounts["upper_chair"]), organization(world, "other_ward"), how, TODAY)
    for days, owner in {4: "ward", 3: "founded", 1: "founded", 0: "ward"}.items():
        case.concluded_on = ago(days)
        db.session.flush()
        assert db.session.scalar(select(body_on(Case.concluded_on))) == bodies(world, owner)[COMMISSION]
