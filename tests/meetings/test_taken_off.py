"""An item is taken off the agenda, a session is cancelled: with a reason, and what stood there waits again."""

import json

import pytest
from sqlalchemy import select

from tests.cast import TODAY
from tests.stories import Story
from tracker.app import TASKS
from tracker.audit.models import AuditEvent
from tracker.cases.queries import get_file
from tracker.core.errors import Conflict, NotVisible
from tracker.discipline.services import put_on_agenda
from tracker.extensions import db
from tracker.home.queries import sessions_ahead
from tracker.meetings import queries, services
from tracker.meetings.papers import Held, compose_minutes
from tracker.meetings.states import Method, Result, SessionState
from tracker.notifications.models import Notification
from tracker.notifications.states import Kind
from tracker.tasks import read_tasks

pytestmark = pytest.mark.usefixtures("troubled")

ADOPT = services.HandVote(5, 0, 0, Result.ADOPTED, "Nhất trí.")


class Agenda:
    """A session with a reported case and a matter; the leader of the committee is invited."""

    def __init__(self, world):
        self.story = Story(world).reported()
        self.clerk, self.leader = self.story.actor("clerk"), self.story.actor("leader")
        self.meeting = self.story.meeting(12, invited=("leader",))
        self.item = services.put_case_on_agenda(self.clerk, self.meeting, self.story.papers("clerk").case)
        self.matter = services.add_matter(self.clerk, self.meeting, services.Matter("Sửa Quy chế", "Thông qua."))

    def withdraw(self, item=None) -> None:
        services.withdraw_item(self.clerk, self.meeting, item or self.item, "Chờ bổ sung chứng từ.")

    def cancel(self) -> None:
        services.cancel_meeting(self.clerk, self.meeting, "Bão, đường bị chia cắt.", TODAY)

    def waits(self) -> bool:
        tasks = {task.endpoint for task in read_tasks(self.story.actor("chair"), TODAY, TASKS)[0]}
        listed = [case.ref for case in queries.waiting_cases(self.clerk, self.meeting.body_id)]
        return "meetings.choose_meeting" in tasks and listed == [self.story.ref]

    def entries(self, action: str) -> list[dict]:
        found = select(AuditEvent.body).where(AuditEvent.action == action)
        return [json.loads(body)["about"] for body in db.session.scalars(found)]


@pytest.fixture
def agenda(world) -> Agenda:
    return Agenda(world)


def test_what_is_taken_off_waits_for_a_session_again_with_its_reason_on_record(agenda):
    assert not agenda.waits()
    agenda.withdraw()
    assert agenda.waits()
    assert (agenda.item.result, agenda.item.resolution) == (Result.WITHDRAWN, "Chờ bổ sung chứng từ.")
    assert [entry["reason"] for entry in agenda.entries("session.item_withdrawn")] == ["Chờ bổ sung chứng từ."]
    with pytest.raises(Conflict):
        agenda.withdraw()
    again = services.put_case_on_agenda(agenda.clerk, agenda.meeting, agenda.story.papers("clerk").case)
    assert again.id != agenda.item.id and not agenda.waits()


def test_who_is_invited_reads_no_file_by_way_of_what_was_taken_off(agenda):
    assert get_file(agenda.leader, agenda.story.ref).case.id == agenda.item.case_id
    agenda.withdraw()
    with pytest.raises(NotVisible):
        get_file(agenda.leader, agenda.story.ref)


def test_an_item_leaves_the_agenda_only_before_its_vote_or_once_that_is_void(agenda):
    agenda.story.attended(agenda.meeting)
    services.open_vote(agenda.clerk, agenda.meeting, agenda.item, Method.HANDS, TODAY)
    with pytest.raises(Conflict):
        agenda.withdraw()
    services.annul_vote(agenda.clerk, agenda.meeting, agenda.item, "Bỏ dở.")
    agenda.withdraw()
    with pytest.raises(Conflict):
        services.open_vote(agenda.clerk, agenda.meeting, agenda.item, Method.HANDS, TODAY)


def test_the_minutes_do_not_speak_of_what_was_taken_off_and_close_without_it(agenda):
    agenda.withdraw()
    agenda.story.attended(agenda.meeting)
    services.open_vote(agenda.clerk, agenda.meeting, agenda.matter, Method.HANDS, TODAY)
    services.record_hand_vote(agenda.clerk, agenda.meeting, agenda.matter, ADOPT, TODAY)
    services.hold_meeting(agenda.clerk, agenda.meeting, "Thông qua.", TODAY)
    rows = queries.standing_agenda(agenda.clerk, agenda.meeting)
    meeting = queries.get_meeting(agenda.clerk, agenda.meeting.ref)
    held = Held(meeting, rows, queries.attendance_of(agenda.meeting.id))
    assert [item.title for item in compose_minutes(held, None, (None, "BB")).items] == ["Sửa Quy chế"]
    assert queries.sees_all(agenda.leader, agenda.meeting)
    assert queries.last_decision(agenda.item.case_id) is None and agenda.waits()


def test_a_vote_on_discipline_that_is_taken_off_is_the_heads_to_put_before_another_session(world):
    story = Story(world)
    record, head = story.reviewed(), story.actor("head")
    item = put_on_agenda(head, story.file("head"), record, story.meeting(5))
    services.withdraw_item(story.actor("clerk"), item.meeting, item, "Chờ xác minh thêm.")
    assert "discipline.put_on_agenda" in {task.endpoint for task in read_tasks(head, TODAY, TASKS)[0]}
    assert put_on_agenda(head, story.file("head"), record, story.meeting(4)).number == 1


def test_a_cancelled_session_leaves_what_lies_ahead_and_its_items_wait_again(agenda):
    agenda.meeting.held_on = TODAY
    agenda.story.attended(agenda.meeting)
    assert [row.ref for row in sessions_ahead(agenda.leader)] == [agenda.meeting.ref]
    agenda.cancel()
    assert (agenda.meeting.state, agenda.meeting.cancelled_on) == (SessionState.CANCELLED, TODAY)
    assert sessions_ahead(agenda.leader) == [] and agenda.waits()
    for one in (agenda.leader, agenda.clerk):
        assert not {"meetings.show_meeting", "meetings.show_item"} & {
            task.endpoint for task in read_tasks(one, TODAY, TASKS)[0]
        }
    assert len(queries.attendance_of(agenda.meeting.id)) == agenda.meeting.seats
    assert agenda.entries("session.cancelled")[0]["reason"] == agenda.meeting.cancel_reason
    told = db.session.execute(select(Notification.account_id).where(Notification.kind == Kind.SESSION_CANCELLED))
    assert told.scalars().all() == [agenda.leader.user_id]


def test_nothing_is_done_in_a_cancelled_session_and_one_that_votes_is_not_cancelled(agenda):
    agenda.story.attended(agenda.meeting)
    services.open_vote(agenda.clerk, agenda.meeting, agenda.matter, Method.HANDS, TODAY)
    with pytest.raises(Conflict):
        agenda.cancel()
    services.annul_vote(agenda.clerk, agenda.meeting, agenda.matter, "Bỏ dở.")
    agenda.cancel()
    for verb, *arguments in (
        (services.open_vote, agenda.matter, Method.HANDS, TODAY),
        (services.hold_meeting, "Thông qua.", TODAY),
        (services.cancel_meeting, "Lần nữa.", TODAY),
        (services.add_addendum, "Có mặt 4.", "Ghi nhầm", TODAY),
    ):
        with pytest.raises(Conflict):
            verb(agenda.clerk, agenda.meeting, *arguments)


def test_the_pages_take_an_item_off_and_cancel_the_session(app, play, cast):
    with app.app_context():
        agenda = Agenda(cast)
        at = f"/sessions/{agenda.meeting.ref}"
        item = f"{at}/items/{agenda.item.ref}"
        db.session.commit()
    clerk = play("clerk")
    assert f"{item}/off" in clerk.get(item).text and f"{at}/cancel" in clerk.get(at).text
    assert clerk.submit(f"{item}/off", {"reason": ""}).status_code == 422
    assert clerk.submit(f"{item}/off", {"reason": "Chờ bổ sung chứng từ."}).status_code == 303
    page = clerk.get(item).text
    assert "Chờ bổ sung chứng từ." in page and f"{item}/off" not in page and f"{item}/open" not in page
    assert clerk.submit(f"{at}/cancel", {"reason": "Bão."}).status_code == 303
    page = clerk.get(at).text
    assert "Bão." in page and f"{at}/cancel" not in page and f"{at}/minutes" not in page
    assert clerk.get(f"{at}/invitation.pdf").status_code == 404
    assert play("member").get(f"{at}/cancel").status_code == 403
