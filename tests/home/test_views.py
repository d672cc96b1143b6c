"""The start page, the leader's page and the search: what waits, what is open, what fits – for everybody his own."""

import pytest

from tests.cast import ago
from tests.client import PageClient, sign_in
from tracker.accounts.queries import get_actor
from tracker.cases.kinds import Kind
from tracker.cases.services import Draft, open_case
from tracker.cases.states import Basis, SubjectType
from tracker.core import clock
from tracker.extensions import db
from tracker.meetings.services import NewMeeting, plan_meeting


@pytest.fixture
def browse(app, cast):
    def browser(name: str) -> PageClient:
        client = app.test_client()
        sign_in(client, cast.accounts[name])
        return client

    return browser


@pytest.fixture
def open_one(app, cast):
    """``open_one("cell")`` – the reference of a new case about an organization, or a member."""

    def opened(organization: str = "cell", **changed) -> str:
        with app.app_context():
            draft = Draft(
                kind=Kind.VIOLATION_INSPECTION,
                body_id=cast.bodies["commission"],
                title="việc quản lý quỹ",
                subjects=[(SubjectType.ORGANIZATION, cast.organizations[organization])],
                contents=["org.thrift"],
                period_from=ago(700),
                period_until=ago(60),
                basis=Basis.OBSERVATION,
                basis_text="Báo cáo giám sát",
                head=cast.accounts["head"],
                team=[cast.accounts["officer"]],
                directing_id=cast.accounts["member"],
                **changed,
            )
            ref = open_case(get_actor(cast.accounts["officer"]), draft, clock.today()).ref
            db.session.commit()
        return ref

    return opened


@pytest.mark.parametrize("who", ["officer", "head", "member"])
def test_start_shows_the_open_cases_one_has_a_part_in(browse, open_one, who):
    ref = open_one()
    assert f"/cases/{ref}" in browse(who).get("/").text


@pytest.mark.parametrize("who", ["bystander", "chair", "clerk", "stranger", "upper_chair"])
def test_start_shows_nobody_the_work_of_others(browse, open_one, who):
    ref = open_one()
    assert f"/cases/{ref}" not in browse(who).get("/").text


def test_start_shows_the_sessions_of_the_own_body_and_those_one_is_invited_to(app, cast, browse):
    with app.app_context():
        new = NewMeeting(
            cast.bodies["commission"], "Kỳ họp thứ 3", ago(-5), "Trụ sở", "Chủ trì", "", [cast.accounts["leader"]]
        )
        ref = plan_meeting(get_actor(cast.accounts["clerk"]), new).ref
        db.session.commit()
    seen = {who: ref in browse(who).get("/").text for who in ("clerk", "leader", "stranger", "upper_officer")}
    assert seen == {"clerk": True, "leader": True, "stranger": False, "upper_officer": False}


@pytest.mark.parametrize("page", ["/", "/search?q=quỹ"])
def test_pages_cost_the_same_at_one_and_at_three_rows(browse, open_one, count_queries, page):
    client = browse("officer")
    open_one()
    client.get(page)
    with count_queries() as one:
        client.get(page)
    open_one("cell_two")
    open_one("cell_two", overlap_reason="nội dung khác")
    with count_queries() as three:
        client.get(page)
    assert len(one) == len(three)


def test_overview_of_an_empty_house_says_so(browse):
    text = browse("leader").get("/overview").text
    assert 'class="empty"' in text


@pytest.mark.parametrize("who", ["clerk", "administrator", "viewer"])
def test_overview_is_for_leaders_and_those_who_work_on_cases(browse, who):
    assert browse(who).get("/overview").status_code == 403


@pytest.mark.parametrize("who", ["clerk", "administrator", "viewer", "officer", "upper_chair"])
def test_start_and_search_are_for_everybody(browse, who):
    assert browse(who).get("/").status_code == 200
    assert browse(who).get("/search?q=dien").status_code == 200


@pytest.mark.parametrize("typed", ["to dan pho", "Tổ Dân Phố", "TO DAN"])
def test_search_finds_organizations_with_and_without_marks(browse, cast, typed):
    text = browse("officer").get(f"/search?q={typed}").text
    assert f"/organizations/{cast.organizations['cell']}" in text


def test_search_finds_members_and_cases_in_scope_only(browse, cast, open_one):
    ref = open_one()
    member = f"/members/{cast.members['secretary']}"
    assert member in browse("officer").get("/search?q=phuong").text
    assert member not in browse("stranger").get("/search?q=phuong").text
    assert ref in browse("officer").get("/search?q=quan ly quy").text
    assert ref not in browse("stranger").get("/search?q=quan ly quy").text


def test_search_shows_a_restricted_case_only_to_its_own_people(browse, open_one):
    ref = open_one(restricted=True)
    seen = {who: ref in browse(who).get("/search?q=quy").text for who in ("head", "chair", "bystander", "upper_chair")}
    assert seen == {"head": True, "chair": True, "bystander": False, "upper_chair": False}


def test_search_shows_members_and_cases_to_nobody_without_the_permission(browse, cast, open_one):
    ref = open_one()
    text = browse("administrator").get("/search?q=phuong").text + browse("administrator").get("/search?q=quy").text
    assert ref not in text and f"/members/{cast.members['secretary']}" not in text


@pytest.mark.parametrize("typed", ["", "a", " ", "%00%00%00", "a%00b"])
def test_a_search_for_next_to_nothing_asks_for_two_letters(browse, count_queries, typed):
    client = browse("officer")
    client.get("/search")
    with count_queries() as empty:
        client.get("/search")
    with count_queries() as statements:
        answer = client.get(f"/search?q={typed}")
    assert answer.status_code == 200
    assert len(statements) == len(empty)


@pytest.mark.parametrize("typed", ["%25%25", "__", "\\\\", "'--", "x" * 5000, "𝕏𝕏", "..."])
def test_strange_searches_find_nothing_strange(browse, open_one, typed):
    open_one()
    assert browse("officer").get(f"/search?q={typed}").status_code == 200


def test_the_pages_speak_both_languages(browse):
    client = browse("leader")
    for page, title in (("/", "Start"), ("/overview", "Overview"), ("/search", "Search")):
        with client.session_transaction() as session:
            session["language"] = "en"
        assert f"<title>{title} – Tracker</title>" in client.get(page).text
        with client.session_transaction() as session:
            session["language"] = "vi"
        assert 'lang="vi"' in client.get(page).text
