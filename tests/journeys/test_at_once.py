"""Fifty people press a button in one moment, through the pages: one wins; nothing is numbered twice or skipped."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from tests.cast import Cast, ago, typed
from tests.client import sign_in
from tests.journeys.road import Road
from tests.journeys.test_forbidden_actions import token_of
from tests.petitions.test_views import written_in
from tests.sittings import opened_vote
from tests.stories import Story
from tests.teams.carrying import carried, set_up
from tracker.cases.models import Case
from tracker.documents.models import RegisteredPaper
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.meetings.models import AgendaItem
from tracker.petitions.models import Petition
from tracker.teams.models import CaseAmendment

MANY = 50
BUSY = 503  # the database is taken by others: the page says so and asks to try again


def all_at_once(app: Flask, account: int, send: Callable[[int], tuple[str, dict[str, object]]]) -> Counter:
    """Each of many browsers sends its form when all are ready, and again when told to; their last answers, counted."""
    ready, browsers = Barrier(MANY), [app.test_client() for _ in range(MANY)]
    for browser in browsers:
        sign_in(browser, account)
    tokens = [token_of(browser) for browser in browsers]

    def press(number: int) -> int:
        client, (url, values) = browsers[number], send(number)
        sent = {"csrf_token": tokens[number], "idempotency_key": f"once-{number}", **values}
        ready.wait()
        for _ in range(20):
            status = client.post(url, data=sent).status_code
            if status != BUSY:
                return status
        return BUSY

    with ThreadPoolExecutor(MANY) as pool:
        return Counter(pool.map(press, range(MANY)))


def count_papers(app: Flask, kind: PaperType) -> list[int]:
    with app.app_context():
        wanted = select(RegisteredPaper.number).where(RegisteredPaper.type == kind)
        return sorted(db.session.scalars(wanted))


def issue_form(cast: Cast, version: int) -> dict[str, object]:
    return {"version": str(version), "decision_on": typed(ago(40)), "signer": str(cast.accounts["chair"])}


def test_one_of_many_issues_the_decision_of_a_case(app, stored_cast):
    with app.app_context():
        ref = Story(stored_cast).opened().ref
        db.session.commit()
        version = db.session.scalar(select(Case.version))
    form = issue_form(stored_cast, version)
    answers = all_at_once(app, stored_cast.accounts["clerk"], lambda _: (f"/cases/{ref}/issue", form))
    assert answers == {303: 1, 409: MANY - 1}
    assert count_papers(app, PaperType.DECISION) == count_papers(app, PaperType.PLAN) == [1]


def test_one_of_many_changes_the_team_of_a_mission_by_one_number_for_all_its_cases(app, stored_cast):
    with app.app_context():
        mission = set_up(stored_cast)
        for title in ("việc thứ nhất", "việc thứ hai"):
            carried(stored_cast, mission, title)
        db.session.commit()
        ref, version, before = mission.ref, str(mission.version), len(db.session.scalars(select(CaseAmendment)).all())
    people = {"out": str(stored_cast.accounts["bystander"]), "into": str(stored_cast.accounts["vice_chair"])}
    decision = {"decided_on": typed(ago(5)), "from_on": typed(ago(5)), "why": "Điều động.", "signer": "Vũ Minh Nguyệt"}
    form = {"version": version, **people, **decision}
    answers = all_at_once(app, stored_cast.accounts["chair"], lambda _: (f"/missions/{ref}/team", form))
    assert answers == {303: 1, 409: MANY - 1}
    assert (before, count_papers(app, PaperType.DECISION)) == (0, [1, 2, 3])  # two set up the teams
    with app.app_context():
        assert [row.decision for row in db.session.scalars(select(CaseAmendment))] == ["Quyết định số 03-QĐ/UBKTĐU"] * 2


def test_petitions_registered_at_once_are_numbered_without_gap_or_double(app, stored_cast):
    def send(number: int) -> tuple[str, dict[str, object]]:
        return "/petitions/new", written_in(stored_cast, identity_name=f"Người gửi số {number}")

    assert all_at_once(app, stored_cast.accounts["receiver"], send) == {303: MANY}
    with app.app_context():
        assert sorted(db.session.scalars(select(Petition.number))) == list(range(1, MANY + 1))


def test_one_of_many_closes_a_vote(app, play, stored_cast):
    with app.app_context():
        story = Story(stored_cast).reported()
        db.session.commit()
    road = Road(play, stored_cast)
    new = {"title": "Kỳ họp", "held_on": typed(ago(8)), "place": "Trụ sở", "chair_name": "Vũ Minh Nguyệt"}
    session = road.send("clerk", "/sessions/", "/new", new | {"body": str(road.body)})
    assert play("clerk").submit(session, {"case": story.ref}).status_code == 303
    item = opened_vote(play("clerk"), session, "hands")
    votes = {"votes_for": "4", "votes_against": "1", "votes_blank": "0", "result": "adopted", "resolution": "Nhất trí."}
    page = next(form for form in road.forms("clerk", f"{item}/vote") if "votes_for" in form.names)
    form = {"version": page.values["version"], **votes}
    answers = all_at_once(app, stored_cast.accounts["clerk"], lambda _: (f"{item}/vote", form))
    assert answers == {303: 1, 409: MANY - 1}
    with app.app_context():
        voted = select(func.count()).where(AgendaItem.result.is_not(None))
        assert db.session.execute(voted).scalar_one() == 1
