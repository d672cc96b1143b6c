"""My work: each step waits for the one whose step it is, in order of its date, and for nobody who may not see it."""

import re
from datetime import timedelta

import pytest

from tests.cast import TODAY, ago
from tests.client import PageClient
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.app import TASKS
from tracker.cases.services import launch_case
from tracker.cases.states import SubjectType
from tracker.diary.services import write_entry
from tracker.discipline.services import put_on_agenda
from tracker.extensions import db
from tracker.meetings.services import open_vote, put_case_on_agenda
from tracker.meetings.states import Method
from tracker.tasks import When, count_tasks, number_of, read_tasks, when_due

PEOPLE = ("officer", "head", "member", "chair", "vice_chair", "clerk", "leader", "bystander", "subject", "stranger")


def waiting(cast, name: str) -> set[str]:
    """The endpoints of what waits for a person."""
    return {task.endpoint for task in read_tasks(get_actor(cast.accounts[name]), TODAY, TASKS)[0]}


def waiting_for(cast, endpoint: str) -> set[str]:
    return {name for name in PEOPLE if endpoint in waiting(cast, name)}


def test_each_step_of_a_case_waits_for_the_one_whose_step_it_is(world):
    story = Story(world).opened(declared=False, team=[world.accounts["officer"]])
    assert waiting_for(world, "teams.declare") == {"head", "officer"}
    assert waiting_for(world, "cases.show_case") == {"officer", "head"}  # opened it, heads the team
    assert waiting_for(world, "cases.issue_case") == set()
    story.declared()
    assert waiting_for(world, "teams.declare") == set()
    assert waiting_for(world, "cases.issue_case") == {"chair", "clerk"}
    story.issued()
    assert waiting_for(world, "cases.launch_case") == {"head"}
    launch_case(story.actor("head"), story.file("head"), story.on(38), "tại trụ sở", TODAY)
    write_entry(story.actor("officer"), story.file("officer"), TODAY, "Làm việc với chi uỷ.", TODAY)
    assert waiting_for(world, "cases.show_case") == {"head", "officer"}
    assert waiting_for(world, "diary.sign_entry") == {"head"}
    story.reported()
    assert waiting_for(world, "meetings.choose_meeting") == {"chair", "clerk"}


def test_the_conclusion_and_what_follows_wait_in_their_turn(world):
    story = Story(world).adopted()
    assert waiting_for(world, "conclusions.issue_notices") == {"clerk"}
    story.concluded()
    assert waiting_for(world, "discipline.propose_discipline") == {"head"}
    assert waiting_for(world, "follow_up.show_follow_up") == {"head"}


def test_a_proposed_discipline_waits_for_its_review(world):
    Story(world).proposed()
    assert waiting_for(world, "discipline.review_discipline") == {"head"}
    assert waiting_for(world, "discipline.propose_discipline") == set()


def test_a_discipline_record_waits_for_a_session_and_then_for_the_clerk(world):
    story = Story(world)
    record = story.reviewed()
    assert waiting_for(world, "discipline.put_on_agenda") == {"head"}
    meeting = story.meeting(0, invited=("member", "leader"))
    item = put_on_agenda(story.actor("head"), story.file("head"), record, meeting)
    assert waiting_for(world, "discipline.put_on_agenda") == set()
    assert waiting_for(world, "meetings.show_item") == set()
    story.ballot_opened(item)
    assert waiting_for(world, "meetings.show_item") == {"chair", "clerk"}


def test_minutes_wait_from_the_day_of_the_session_for_those_who_hold_it(world):
    story = Story(world)
    story.meeting(-1, invited=("member",))
    assert waiting_for(world, "meetings.show_meeting") == {"member"}
    story.meeting(0)
    assert waiting_for(world, "meetings.show_meeting") == {"member", "chair", "clerk", "subject"}


def test_a_restricted_case_waits_only_for_its_own_people(world):
    story = Story(world, opener="head").reported(restricted=True)
    meeting = story.meeting(0)
    item = put_case_on_agenda(story.actor("clerk"), meeting, story.papers("clerk").case)
    story.attended(meeting)
    open_vote(story.actor("clerk"), meeting, item, Method.HANDS, TODAY)
    knowing = {name for name in PEOPLE if _speaks_of(world, name, "quỹ")}
    assert knowing == {"chair", "clerk"}  # the vote is theirs to record


def test_a_subject_of_a_case_never_finds_it_whatever_the_office(world):
    story = Story(world).opened()
    assert not _speaks_of(world, "subject", "quỹ")  # whose office may issue decisions
    assert _speaks_of(world, "chair", "quỹ")
    story.reported()
    assert not _speaks_of(world, "subject", "quỹ")
    assert _speaks_of(world, "chair", "quỹ")


def _speaks_of(cast, name: str, word: str) -> bool:
    actor = get_actor(cast.accounts[name])
    return any(word in task.what for task in read_tasks(actor, TODAY, TASKS)[0])


def test_the_number_in_the_navigation_is_that_of_the_page(world):
    story = Story(world).reviewed()
    assert story.number == 1
    for name in PEOPLE:
        actor = get_actor(world.accounts[name])
        tasks, rests = read_tasks(actor, TODAY, TASKS)
        assert count_tasks(actor, TODAY, TASKS) == len(tasks) and rests == [], name


@pytest.mark.parametrize(
    ("days", "when"),
    [(-1, When.OVERDUE), (0, When.TODAY), (1, When.WEEK), (4, When.WEEK), (5, When.LATER)],
)
def test_a_week_ends_on_its_sunday(days, when):
    wednesday = ago(TODAY.weekday()) + timedelta(days=2)
    assert when_due(wednesday + timedelta(days=days), wednesday) is when


def test_what_has_no_date_comes_last():
    assert when_due(None, TODAY) is When.UNDATED


@pytest.fixture
def busy(app, stored_cast):
    """Enough drafts that one source holds more than it shows."""

    def fill(count: int) -> None:
        with app.app_context():
            for number in range(count):
                subject = [(SubjectType.ORGANIZATION, stored_cast.organizations["cell_two"])]
                story = Story(stored_cast)
                story.opened(declared=False, subjects=subject, contents=["org.thrift"], overlap_reason="Khác.")
                story.meeting(-5 - number, invited=("head",))
            db.session.commit()

    return fill


def test_the_page_says_what_it_does_not_show_and_costs_the_same_at_any_length(
    app, stored_cast, busy, play, count_queries
):
    page: PageClient = play("head")
    busy(1)
    page.get("/work")
    with count_queries() as few:
        assert "/work/" not in page.get("/work").text
    busy(11)
    with count_queries() as many:
        text = page.get("/work").text
    assert len(few) == len(many)
    assert text.count('/declaration"') == 10
    whole = dict(re.findall(r'href="(/work/[a-z-]+)">Tất cả ([0-9]+):', text))
    assert whole == {"/work/declarations": "12", "/work/drafts": "12", "/work/to-attend": "12"}
    assert page.get("/work/declarations").text.count('/declaration"') == 12
    with app.app_context():
        head = get_actor(stored_cast.accounts["head"])
        assert number_of(*read_tasks(head, TODAY, TASKS)) == count_tasks(head, TODAY, TASKS) > 30


def test_the_list_of_one_sort_costs_the_same_at_any_length(busy, play, count_queries):
    page: PageClient = play("head")
    busy(1)
    page.get("/work/drafts")
    with count_queries() as few:
        page.get("/work/drafts")
    busy(2)
    with count_queries() as many:
        page.get("/work/drafts")
    assert len(few) == len(many)
    assert page.get("/work/unheard-of").status_code == 404


def test_the_page_is_for_everybody_in_both_languages(play):
    for name in ("administrator", "viewer", "clerk", "receiver", "leader"):
        assert 'class="empty"' in play(name).get("/work").text
    with play("clerk").session_transaction() as session:
        session["language"] = "vi"
    assert "<title>Việc của tôi – Tracker</title>" in play("clerk").get("/work").text
