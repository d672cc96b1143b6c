"""The end of a suspension waits for who may extend or lift it, and they are told before it and once it has passed."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY, ago
from tests.home.test_my_work import waiting_for
from tests.lawbook.building import set_limit
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.app import TASKS
from tracker.discipline import services
from tracker.discipline.models import ActivitySuspension
from tracker.discipline.rules.suspension import Term, due_of, reminder_of
from tracker.discipline.states import Ground, Paused, Reminder
from tracker.extensions import db
from tracker.notifications.models import Notification
from tracker.notifications.states import Kind
from tracker.regulations.calendar import VIETNAM
from tracker.tasks import When, read_tasks, when_due

PARTY, SEAT, BODY = Paused.PARTY_ACTIVITY, Paused.COMMITTEE_ACTIVITY, Paused.ORGANIZATION
DUE, WEEK = date(2026, 8, 20), timedelta(7)


@pytest.mark.parametrize(
    ("since", "extension"),
    [
        (date(2016, 7, 26), 90),
        (date(2021, 7, 27), 90),
        (date(2021, 7, 28), 90),
        (date(2025, 5, 29), 90),
        (date(2026, 4, 11), 30),
    ],
)
@pytest.mark.parametrize("kind", [PARTY, SEAT])
def test_ninety_days_end_on_their_last_day_and_so_does_the_longest_extension(since, extension, kind):
    """Counted day by day here; an end on a day off moves to the next working day."""
    in_working_days = since <= date(2021, 7, 27)
    for extended in (0, extension):
        day, left = since, 90 + extended
        while left:
            day += timedelta(1)
            left -= VIETNAM.is_working_day(day) if in_working_days else 1
        assert due_of(Term(kind, since, extended_days=extended), "grassroots").due_on == VIETNAM.next_working_day(day)


@pytest.mark.parametrize(
    ("on", "told", "expected"),
    [
        (DUE - WEEK - timedelta(1), None, None),
        (DUE - WEEK, None, Reminder.ENDING),
        (DUE - WEEK + timedelta(1), DUE - WEEK, None),
        (DUE, None, Reminder.ENDING),
        (DUE, DUE - WEEK, None),
        (DUE, DUE - WEEK - timedelta(1), Reminder.ENDING),  # told of an earlier end, which was extended
        (DUE + timedelta(1), DUE, Reminder.OVERDUE),
        (DUE + timedelta(1), None, Reminder.OVERDUE),
        (DUE + timedelta(2), DUE + timedelta(1), None),
    ],
)
def test_each_reminder_comes_once_a_due_date(on, told, expected):
    assert reminder_of(DUE, told, on) is expected


def _suspended(world, days: int) -> tuple[Story, ActivitySuspension]:
    story = Story(world).concluded()
    new = services.NewSuspension(PARTY, Ground.WORSENING, "Tiếp tục vi phạm.", "Đảng uỷ", "Số 03-QĐ/ĐU", ago(days))
    chair, file = story.actor("chair"), story.file("chair")
    return story, services.suspend_activity(chair, file, file.subject(1), new, TODAY)


def _tasks(world, name: str) -> list:
    found = read_tasks(get_actor(world.accounts[name]), TODAY, TASKS)[0]
    return [task for task in found if task.endpoint in ("discipline.list_of_case", "discipline.end_suspension")
            and task.due]  # fmt: skip


def test_the_end_waits_for_all_who_may_act_and_for_nobody_else(world):
    story, row = _suspended(world, 30)
    (task,) = _tasks(world, "head")
    assert (task.due, task.endpoint, when_due(task.due, TODAY)) == (row.due_on, "discipline.list_of_case", When.LATER)
    acting = {name for name in ("head", "member", "chair", "vice_chair", "clerk", "leader", "bystander", "stranger",
                                "subject") if _tasks(world, name)}  # fmt: skip
    assert acting == {"head", "member", "chair"}
    head, file = story.actor("head"), story.file("head")
    services.extend_suspension(head, file, row, services.NewExtension(30, "Số 04-QĐ/ĐU"), TODAY)
    (task,) = _tasks(world, "head")
    assert (task.due, task.endpoint) == (row.due_on, "discipline.end_suspension")
    services.end_suspension(head, file, row, services.Ending(TODAY, "Hết lý do."), TODAY)
    assert _tasks(world, "head") == []


def test_one_that_has_run_out_is_past_due_until_its_end_is_recorded(world):
    _suspended(world, 120)
    (task,) = _tasks(world, "chair")
    assert (task.endpoint, when_due(task.due, TODAY)) == ("discipline.end_suspension", When.OVERDUE)
    assert "discipline.end_suspension" not in waiting_for(world, "clerk")


def test_who_may_act_is_told_once_before_the_end_and_once_after_it(world):
    _, row = _suspended(world, 30)
    assert services.remind_of_suspensions(row.due_on - timedelta(8)) == 0
    assert services.remind_of_suspensions(row.due_on - timedelta(7)) == 1
    told = {one.account_id for one in db.session.query(Notification).filter_by(kind=Kind.SUSPENSION_ENDING)}
    assert {world.accounts[name] for name in ("head", "member", "chair")} == told
    assert services.remind_of_suspensions(row.due_on) == 0
    assert services.remind_of_suspensions(row.due_on + timedelta(1)) == 1
    assert services.remind_of_suspensions(row.due_on + timedelta(2)) == 0
    assert db.session.query(Notification).filter_by(kind=Kind.SUSPENSION_OVERDUE).count() == 3


def test_the_office_sets_the_limit_of_a_suspension_as_of_every_other(world):
    set_limit(world, 60, key="suspension")
    _, row = _suspended(world, 30)
    assert row.due_on == VIETNAM.next_working_day(ago(30) + timedelta(60))
