"""From the decision to the suspension: dates, the running of the time limit, and who may do what."""

from datetime import timedelta

import pytest

from tests.cast import TODAY, Cast, ago, typed
from tests.client import sign_in
from tests.stories import Story
from tracker.cases import services
from tracker.cases.kinds import Kind
from tracker.cases.models import Extension, Suspension
from tracker.cases.queries import get_file
from tracker.cases.queries.limits import deadline_of
from tracker.cases.states import Basis, State, SubjectType
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.extensions import db
from tracker.lawbook.queries import office_law
from tracker.regulations.deadlines import due, find_limit


@pytest.fixture
def world(app, cast):
    """The cast with an open application context, for calling services."""
    with app.app_context():
        yield cast
        db.session.rollback()


def supervision(cast: Cast) -> dict[str, object]:
    return {
        "kind": Kind.THEMATIC_SUPERVISION,
        "basis": Basis.PROGRAMME,
        "subjects": [(SubjectType.ORGANIZATION, cast.organizations["cell"])],
        "contents": ["org.cadres"],
    }


def test_the_limit_of_an_inspection_on_signs_runs_from_the_launch(world):
    story = Story(world).issued()
    assert story.file("head").case.due_on is None
    services.launch_case(story.actor("head"), story.file("head"), ago(38), "tại trụ sở", TODAY)
    limit = find_limit("violation-inspection", "grassroots", ago(38))
    assert story.file("head").case.due_on == due(limit, ago(38)).due_on


def test_the_limit_of_a_supervision_runs_from_the_subjects_report(world):
    story = Story(world).conducting(**supervision(world))
    assert story.file("head").case.due_on is None
    services.record_step(story.actor("head"), story.file("head"), "subject_report", ago(20), "", TODAY)
    case = story.file("head").case
    found = deadline_of(case, office_law())
    assert (case.due_on, found.start_on) == (found.due_on, ago(20))
    assert found.steps()


def extension(days: int) -> Extension:
    return Extension(days=days, decided_on=ago(5), decision="12-QĐ/UBKTĐU", reason="Xác minh thêm")


def test_an_extension_up_to_the_cap_moves_the_due_date(world):
    story = Story(world).conducting()
    before = story.file("chair").case.due_on
    services.extend_deadline(story.actor("chair"), story.file("chair"), extension(10), TODAY)
    assert story.file("chair").case.due_on > before


def test_extensions_above_the_cap_together_are_refused_with_the_article(world):
    story = Story(world).conducting()
    services.extend_deadline(story.actor("chair"), story.file("chair"), extension(10), TODAY)
    with pytest.raises(RuleViolation) as refusal:
        services.extend_deadline(story.actor("chair"), story.file("chair"), extension(1), TODAY)
    assert refusal.value.citations


def test_a_suspension_stops_the_clock_and_the_case_goes_back_where_it_stood(world):
    story = Story(world).conducting()
    before = story.file("chair").case.due_on
    suspension = Suspension(since=ago(20), decision="15-QĐ/UBKTĐU", reason="Chờ giám định")
    services.suspend_case(story.actor("chair"), story.file("chair"), suspension, TODAY)
    assert story.file("chair").case.state is State.SUSPENDED
    services.resume_case(story.actor("chair"), story.file("chair"), ago(11), TODAY)
    case = story.file("chair").case
    assert case.state is State.CONDUCTING
    assert case.due_on >= before + timedelta(days=9)


@pytest.mark.parametrize("days", [-1, 41])
def test_a_launch_is_dated_neither_in_the_future_nor_before_the_decision(world, days):
    story = Story(world).issued()
    with pytest.raises(RuleViolation) as refusal:
        services.launch_case(story.actor("head"), story.file("head"), ago(days), "", TODAY)
    assert refusal.value.field == "launched_on"


def test_an_issued_case_is_no_longer_changed_as_a_draft(world):
    story = Story(world).issued()
    with pytest.raises(Conflict):
        services.change_draft(story.actor("head"), story.file("head"), story.draft(), TODAY)


def test_a_cancelled_case_stays_with_its_reason(world):
    story = Story(world).conducting()
    chair, file = story.actor("chair"), story.file("chair")
    with pytest.raises(RuleViolation) as refusal:
        services.cancel_case(chair, file, "Chuyển cấp trên, CV 05-CV/TU", TODAY)
    assert refusal.value.field == "decision"
    services.cancel_case(chair, file, "Chuyển cấp trên, CV 05-CV/TU", TODAY, services.Ordered(TODAY, "Số 9-QĐ/UBKTĐU"))
    case = story.file("chair").case
    assert (case.state, case.closing_reason) == (State.CANCELLED, "Chuyển cấp trên, CV 05-CV/TU")


def test_the_team_does_not_extend_its_own_time(world):
    story = Story(world).conducting()
    with pytest.raises(Forbidden):
        services.extend_deadline(story.actor("head"), story.file("head"), extension(1), TODAY)


# Who reaches which page of a case under way: 200, 404 (as if it did not exist for this step).
PAGES = {
    "": {"officer": 200, "head": 200, "member": 200, "chair": 200, "clerk": 200, "vice_chair": 200, "upper_chair": 200,
         "upper_officer": 404, "stranger": 404, "subject": 404, "administrator": 403, "viewer": 403},
    "/findings": {"head": 200, "chair": 200, "clerk": 404, "officer": 404, "upper_chair": 404, "subject": 404},
    "/history": {"head": 200, "clerk": 404, "vice_chair": 404},
    "/papers": {"head": 200, "clerk": 200, "officer": 404, "upper_chair": 404},
    "/launch": {"head": 200, "member": 200, "clerk": 404, "chair": 404},
    "/extend": {"chair": 200, "member": 200, "head": 404, "clerk": 404},
    "/findings/new": {"head": 200, "member": 404, "chair": 404, "clerk": 404},
    "/report": {"head": 200, "member": 404},
    "/conclusion/issue": {"clerk": 200, "head": 404, "chair": 404},
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_a_case_is_for_its_people_only(app, cast, page):
    with app.app_context():
        ref = Story(cast).conducting().ref
        db.session.commit()
    found = {}
    for name in PAGES[page]:
        browser = app.test_client()
        sign_in(browser, cast.accounts[name])
        found[name] = browser.get(f"/cases/{ref}{page}").status_code
    assert found == PAGES[page]


def test_a_subject_in_the_chair_finds_no_trace_of_the_own_case(app, cast):
    with app.app_context():
        ref = Story(cast).conducting().ref
        db.session.commit()
        with pytest.raises(NotVisible):
            Story(cast).actor("subject") and get_file(Story(cast).actor("subject"), ref)
    browser = app.test_client()
    sign_in(browser, cast.accounts["subject"])
    for url in ("/cases/", "/overview", "/search?q=quy", "/cases/?timing=open"):
        assert ref not in browser.get(url).text


def test_why_this_date_names_rule_grade_and_days(app, cast):
    with app.app_context():
        ref = Story(cast).conducting().ref
        db.session.commit()
    browser = app.test_client()
    sign_in(browser, cast.accounts["head"])
    text = browser.get(f"/cases/{ref}").text
    assert "Quy định chưa kiểm chứng" in text
    assert typed(ago(38))[:2] in text
    assert "Bộ luật Dân sự" in text or "Điều 147" in text


def _open(cast: Cast, number: int) -> None:
    for place in range(number):
        Story(cast).opened(title=f"việc thứ {place}")


@pytest.mark.parametrize("url", ["/cases/", "/cases/?q=viec", "/sessions/", "/discipline", "/register", "/violations"])
def test_a_list_asks_the_same_number_of_questions_at_one_and_at_three_rows(app, cast, count_queries, url):
    asked = []
    for more in (1, 2):
        with app.app_context():
            for _ in range(more):
                Story(cast).proposed(overlap_reason="Khác.")
            db.session.commit()
        browser = app.test_client()
        sign_in(browser, cast.accounts["chair"])
        browser.get(url)
        with count_queries() as statements:
            assert browser.get(url).status_code == 200
        asked.append(len(statements))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("until", "tab", "most"),
    [
        ("conducting", "", 23),
        ("proposed", "", 25),
        ("voted", "", 32),
        ("voted", "/discipline", 43),
        ("voted", "/complaints", 32),
        ("voted", "/dossier/", 47),
    ],
)
def test_the_page_of_a_case_asks_few_questions(app, cast, count_queries, until, tab, most):
    with app.app_context():
        story = Story(cast)
        getattr(story, until)(*([{"warning": 5}] if until == "voted" else []))
        ref = story.ref
        db.session.commit()
    browser = app.test_client()
    sign_in(browser, cast.accounts["chair"])
    browser.get(f"/cases/{ref}{tab}")
    with count_queries() as statements:
        browser.get(f"/cases/{ref}{tab}")
    assert len(statements) <= most, "\n".join(statements)


def test_a_list_is_paged_by_key_forwards_and_back(app, cast):
    with app.app_context():
        for place in range(55):
            Story(cast).opened(title=f"việc số {place:02d}", overlap_reason="Khác.")
        db.session.commit()
    browser = app.test_client()
    sign_in(browser, cast.accounts["chair"])
    first = browser.get("/cases/").text
    assert ("Việc số 54" in first, "Việc số 04" in first) == (True, False)
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(address).text
    assert ("Việc số 54" in second, "Việc số 04" in second, "Việc số 00" in second) == (False, True, True)
    back = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Việc số 54" in browser.get(back).text
    assert browser.get("/cases/?at=nonsense").status_code == 200
