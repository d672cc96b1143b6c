"""Pages of sessions: refusals stand beside their fields, a second sending changes nothing, a stale page is told so."""

import re

import pytest

from tests.cast import ago, typed
from tests.sittings import listed, opened_vote
from tests.stories import Story
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Meeting


@pytest.fixture
def reported(app, cast) -> Story:
    with app.app_context():
        story = Story(cast).reported()
        db.session.commit()
    return story


def new_session(cast) -> dict[str, str]:
    return {
        "title": "Kỳ họp thứ 12",
        "held_on": typed(ago(12)),
        "place": "Trụ sở Đảng uỷ phường",
        "chair_name": "Vũ Minh Nguyệt",
        "body": str(cast.bodies["commission"]),
    }


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("title", ""),
        ("title", "k" * 201),
        ("title", "Kỳ họp\x07"),
        ("place", "a" * 100_000),
        ("held_on", "31/02/2026"),
        ("held_on", "01/01/0001"),
        ("body", "999"),
        ("attendees", ["999"]),
        ("starts_at", "8 giờ"),
    ],
)
def test_bad_input_is_explained_beside_its_field_and_nothing_is_stored(app, play, cast, field, bad):
    answer = play("clerk").submit("/sessions/new", new_session(cast) | {field: bad})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert field == "chair_name" or 'value="Vũ Minh Nguyệt"' in answer.text
    with app.app_context():
        assert db.session.query(Meeting).count() == 0


def test_a_session_sent_twice_is_planned_once(app, play, cast):
    form = play("clerk").get("/sessions/new")
    first = play("clerk").submit("/sessions/new", new_session(cast), page=form)
    second = play("clerk").submit("/sessions/new", new_session(cast), page=form)
    assert (first.status_code, second.status_code, first.location) == (303, 303, second.location)
    with app.app_context():
        assert db.session.query(Meeting).count() == 1


def test_votes_above_the_seats_and_too_few_for_adoption_are_refused_beside_the_votes(app, play, cast, reported):
    session = play("clerk").submit("/sessions/new", new_session(cast)).location
    assert play("clerk").submit(session, {"case": reported.ref}).status_code == 303
    votes = {"votes_for": "2", "votes_against": "3", "votes_blank": "0", "result": "adopted", "resolution": "Nhất trí."}
    page = f"{opened_vote(play('clerk'), session, 'hands')}/vote"
    for changed in ({}, {"votes_for": "6"}, {"votes_for": "-1"}, {"votes_for": "nhiều"}):
        answer = play("clerk").submit(page, votes | changed)
        assert answer.status_code == 422
        assert 'id="votes_for-error"' in answer.text
    assert play("clerk").submit(page, votes | {"result": "maybe"}).status_code == 422
    with app.app_context():
        assert db.session.query(AgendaItem.result).scalar() is None


def test_a_page_that_is_older_than_the_closed_minutes_is_told_so(app, play, cast, reported):
    session = play("clerk").submit("/sessions/new", new_session(cast)).location
    play("clerk").submit(session, {"case": reported.ref})
    item = opened_vote(play("clerk"), session, "hands")
    old = play("chair").get(f"{session}/minutes")
    votes = {"votes_for": "5", "votes_against": "0", "votes_blank": "0", "result": "adopted", "resolution": "Nhất trí."}
    play("clerk").submit(f"{item}/vote", votes)
    minutes = {"resolution": "Thông qua."}
    assert play("clerk").submit(f"{session}/minutes", minutes).status_code == 303
    answer = play("chair").submit(f"{session}/minutes", minutes | {"resolution": "Khác."}, page=old)
    assert answer.status_code == 409
    with app.app_context():
        assert db.session.query(Meeting.present).scalar() == 5


PLANNERS = {"officer": 200, "clerk": 200, "chair": 200, "vice_chair": 200, "member": 403, "leader": 403, "viewer": 403}


def test_sessions_are_planned_by_their_people(play):
    assert {name: play(name).get("/sessions/new").status_code for name in PLANNERS} == PLANNERS


def test_a_session_of_another_organization_is_not_there(play, cast):
    session = play("clerk").submit("/sessions/new", new_session(cast)).location
    assert play("stranger").get(session).status_code == 404
    assert play("officer").get(f"{session}/minutes").status_code == 403


def test_a_planned_session_shows_how_many_members_are_present_once_the_list_is_recorded(play, cast):
    session = play("clerk").submit("/sessions/new", new_session(cast)).location

    def shown() -> str:
        page = play("clerk").get(session).text
        return re.search(r"Số thành viên có mặt</dt>\s*<dd[^>]*>\s*([^<]*?)\s*</dd>", page)[1]

    assert shown() == "–"
    listed(play("clerk"), session, present=4)
    assert shown() == "4"
