"""My work: a step under a time limit of its own is due by that limit, counted by the law of the office."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY, ago
from tests.lawbook.building import PAPER, administrator, set_limit
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.app import TASKS
from tracker.appeals.queries import hearing_bodies
from tracker.appeals.services import NewAppeal, receive_appeal
from tracker.appeals.states import Channel
from tracker.cases.states import SubjectType
from tracker.conclusions.services import record_announcement
from tracker.core.errors import NotVisible
from tracker.discipline.states import State
from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.findings.states import RecommendationState
from tracker.keyset import Cursor
from tracker.lawbook.queries import office_calendar
from tracker.office.services import correct_day
from tracker.tasks import Source, When, count_tasks, find_source, page_of_source, read_tasks, when_due

VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}


def due_of(cast, name: str, endpoint: str) -> date | None:
    tasks = read_tasks(get_actor(cast.accounts[name]), TODAY, TASKS)[0]
    return next(task.due for task in tasks if task.endpoint == endpoint)


def working_days(start: date, number: int) -> date:
    """Counted day by day, apart from how the program does it."""
    calendar, day = office_calendar(), start
    while number:
        day += timedelta(1)
        number -= calendar.is_working_day(day)
    return day


def test_the_launch_is_due_by_its_own_limit_in_working_days(world):
    story = Story(world).issued()
    assert due_of(world, "head", "cases.launch_case") == working_days(ago(40), 5)
    assert when_due(due_of(world, "head", "cases.launch_case"), TODAY) is When.OVERDUE
    assert story.file("head").case.due_on != working_days(ago(40), 5)


def test_the_office_sets_the_limit_and_the_days_off(world):
    Story(world).issued()
    without = working_days(ago(40), 5)
    correct_day(administrator(world), working_days(ago(40), 3), True, "Lễ hội", PAPER, TODAY)
    assert due_of(world, "head", "cases.launch_case") == working_days(ago(40), 5) > without
    set_limit(world, 30, key="launch")
    assert due_of(world, "head", "cases.launch_case") == office_calendar().next_working_day(ago(10))


def test_the_announcement_of_a_discipline_is_due_from_the_decision(world):
    record = Story(world).decided(VOTES)
    assert record.state is State.DECIDED
    expected = office_calendar().next_working_day(ago(4) + timedelta(15))
    assert due_of(world, "clerk", "discipline.announce_discipline") == expected


def test_a_complaint_is_due_by_the_limit_of_the_body_that_hears_it(world):
    story = Story(world)
    record = story.announced(VOTES)
    body = next(row.body for row in hearing_bodies(record) if row.place in ("same", "next"))
    new = NewAppeal(
        by_subject=True,
        complainant="Lò Văn Phượng",
        received_on=TODAY,
        decision_received_on=record.announced_on,
        channel=Channel.DIRECT,
        content="Đề nghị xem xét lại.",
        hearing_body_id=body.id,
    )
    receive_appeal(story.actor("clerk"), story.papers("clerk"), record, new, TODAY)
    assert due_of(world, "clerk", "appeals.list_of_case") == office_calendar().next_working_day(TODAY + timedelta(90))


def test_the_archive_is_due_from_the_announcement_of_the_conclusion(world):
    story = Story(world).concluded()
    db.session.query(Recommendation).update({"state": RecommendationState.TRANSFERRED})
    assert due_of(world, "head", "dossiers.show_dossier") is None
    file = story.papers("clerk")
    record_announcement(story.actor("clerk"), file, file.subject(1), ago(9), "tại Chi bộ", TODAY)
    assert due_of(world, "head", "dossiers.show_dossier") == working_days(ago(9), 15)


def test_every_sort_has_a_name_of_its_own():
    names = [source.name for source in TASKS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["to-launch", "to-report"])
def test_the_list_of_a_sort_is_what_was_counted_in_order_of_its_dates(world, name):
    """One sort whose dates are computed and one whose dates are stored, through pages of its list."""
    for number in range(3):
        story = Story(world, days=40 * number)
        cell = [(SubjectType.ORGANIZATION, world.organizations["cell_two"])]
        story.opened(subjects=cell, contents=["org.thrift"], overlap_reason="Khác.")
        (story.issued if name == "to-launch" else story.conducting)()
    head = get_actor(world.accounts["head"])
    source = find_source(head, name, TASKS)
    rows = page_of_source(head, TODAY, source, None)
    assert len(rows) == count_tasks(head, TODAY, [source]) == 3
    assert [row.last for row in rows] == sorted(row.last for row in rows)
    assert len({row.last for row in rows}) == 3
    at = Cursor(rows[1].last.isoformat(), rows[1].key)
    assert page_of_source(head, TODAY, source, at) == rows[2:]
    back = Cursor(at.key, at.id, back=True)
    assert page_of_source(head, TODAY, source, back) == rows[:1]
    with pytest.raises(NotVisible):
        page_of_source(head, TODAY, source, Cursor("nonsense", 1))


def test_the_list_of_a_sort_is_nobody_elses(world):
    viewer = get_actor(world.accounts["viewer"])
    closed: list[Source] = []
    for source in TASKS:
        try:
            find_source(viewer, source.name, TASKS)
        except NotVisible:
            closed.append(source)
    assert {"programmes", "received", "votes"} <= {source.name for source in closed}
