"""A planned session is changed before anything is voted on; those concerned are told, those taken off read no more."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.cast import TODAY, typed
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.audit.models import AuditEvent
from tracker.core.errors import Conflict, RuleViolation
from tracker.extensions import db
from tracker.meetings import services
from tracker.meetings.models import Meeting
from tracker.meetings.states import Method
from tracker.notifications.models import Notification
from tracker.notifications.queries import notification_rows
from tracker.notifications.states import Kind


class Plan:
    """A session with one reported case on its agenda, to which the leader of the committee is invited."""

    def __init__(self, world):
        self.world, self.story = world, Story(world).reported()
        self.clerk = self.story.actor("clerk")
        self.meeting: Meeting = self.story.meeting(12, invited=("leader",))
        self.item = services.put_case_on_agenda(self.clerk, self.meeting, self.story.papers("clerk").case)
        db.session.execute(Notification.__table__.delete())

    @property
    def now(self) -> services.NewMeeting:
        planned = {name: getattr(self.meeting, name) for name in services.PLANNED}
        return services.NewMeeting(self.meeting.body_id, attendees=self.meeting.invited_ids, **planned)

    def change(self, **changed: object) -> None:
        services.change_plan(self.clerk, self.meeting, replace(self.now, **changed))

    def told(self) -> set[tuple[str, Kind]]:
        names = {account: name for name, account in self.world.accounts.items()}
        return {
            (names[account], kind)
            for account, kind in db.session.execute(select(Notification.account_id, Notification.kind))
        }


@pytest.fixture
def plan(world) -> Plan:
    return Plan(world)


def test_only_who_is_added_or_taken_off_is_told_of_a_changed_list(plan):
    accounts = plan.world.accounts
    plan.change(attendees={accounts["leader"], accounts["member"]})
    assert plan.told() == {("member", Kind.INVITED)}
    plan.change(attendees={accounts["member"]})
    assert plan.told() == {("member", Kind.INVITED), ("leader", Kind.UNINVITED)}
    rows = notification_rows(get_actor(accounts["leader"]), TODAY, False, None)
    assert [row.kind for row in rows] == [Kind.UNINVITED]


@pytest.mark.parametrize("changed", [{"place": "Hội trường"}, {"starts_at": "14:00"}])
def test_those_who_stay_are_told_of_another_hour_or_place(plan, changed):
    plan.change(**changed)
    assert plan.told() == {("leader", Kind.SESSION_CHANGED)}


def test_another_title_tells_nobody_and_every_change_is_on_record(plan):
    plan.change(title="Kỳ họp thứ 13")
    assert plan.told() == set()
    entry = db.session.execute(select(AuditEvent).where(AuditEvent.action == "session.plan_changed")).scalar_one()
    assert json.loads(entry.body)["about"]["changed"] == ["title"]


def test_the_day_is_not_before_the_report_of_a_case_on_the_agenda(plan):
    reported = plan.story.papers("clerk").case.reported_on
    with pytest.raises(RuleViolation) as refusal:
        plan.change(held_on=reported.replace(year=reported.year - 1))
    assert refusal.value.field == "held_on"
    plan.change(held_on=reported)


def test_the_plan_stands_once_a_vote_was_opened(plan):
    plan.story.attended(plan.meeting)
    services.open_vote(plan.clerk, plan.meeting, plan.item, Method.HANDS, TODAY)
    with pytest.raises(Conflict):
        plan.change(place="Hội trường")


def test_a_stranger_to_the_organization_is_not_invited(plan):
    with pytest.raises(RuleViolation) as refusal:
        plan.change(attendees={plan.world.accounts["stranger"]})
    assert refusal.value.field == "attendees"


def test_a_planned_session_is_changed_on_its_page_and_an_older_page_is_told_so(app, play, cast):
    with app.app_context():
        meeting = Story(cast).meeting(-3, invited=("leader",))
        address, held_on = f"/sessions/{meeting.ref}", meeting.held_on
        db.session.commit()
    clerk = play("clerk")
    assert f"{address}/plan" in clerk.get(address).text
    old = clerk.get(f"{address}/plan")
    added = {"attendees": [str(cast.accounts["leader"]), str(cast.accounts["chair"])]}
    assert clerk.submit(f"{address}/plan", added).status_code == 303
    answer = clerk.submit(f"{address}/plan", {"place": "Phòng họp số 2"}, page=old)
    assert answer.status_code == 409 and "Phòng họp số 2" in answer.text
    assert clerk.submit(f"{address}/plan", {"held_on": "31/02/2026"}).status_code == 422
    assert f'value="{typed(held_on)}"' in clerk.get(f"{address}/plan").text
    assert play("upper_officer").get(f"{address}/plan").status_code == 404
