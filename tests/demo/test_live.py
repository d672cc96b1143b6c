"""The demo shows something in every list, its numbers lead to exactly their lists, and it touches nothing else."""

import re
from datetime import date
from itertools import product
from urllib.parse import unquote

import pytest
from sqlalchemy import text

from tests.pages import parse, text_of
from tracker.accounts.passwords import fits
from tracker.accounts.queries import find_by_login
from tracker.audit.queries import find_break
from tracker.core import clock
from tracker.demo import load as loading
from tracker.demo.accounts import PASSWORD, PEOPLE
from tracker.extensions import db
from tracker.organizations.services import NewOrganization, found_organization
from tracker.organizations.states import Level
from tracker.tasks import MOST_SHOWN


def links(page: str, within: str) -> list[tuple[str, int]]:
    """(address, number) of every linked number in the tables and lists of this class."""
    root, _errors = parse(page)
    parts = [part for part in root.iter() if within in (part.get("class") or "").split()]
    found = [(link.get("href"), text_of(link)) for part in parts for link in part.iter("a")]
    return [(url, int(re.match(r"\d+", shown)[0])) for url, shown in found if re.match(r"\d+", shown)]


def rows_of(client, url: str) -> int:
    """How many rows the list behind a number has, over all its pages."""
    rows, following = 0, url
    while following:
        page = client.get(unquote(following))
        assert page.status_code == 200, following
        root, _errors = parse(page.text)
        rows += sum(len(list(body.iter("tr"))) for body in root.iter("tbody"))
        rows += sum(rows_of(client, rest) - MOST_SHOWN for rest in _rests(root))
        following = next((link.get("href") for link in root.iter("a") if link.get("rel") == "next"), None)
    return rows


def _rests(root) -> list[str]:
    """Where “My work” shows the first ones of a sort only, the lists of all of them."""
    return [link.get("href") for link in root.iter("a") if link.get("href", "").startswith("/work/")]


def test_time_limits_and_recommendations_are_overdue_on_the_day_of_loading(demo_app):
    today = {"today": clock.today()}
    late = "SELECT count(*) FROM cases WHERE state = 'conducting' AND due_on < :today"
    open_late = "SELECT count(*) FROM recommendations WHERE state IN ('open', 'partial') AND due_on < :today"
    with demo_app.app_context():
        assert db.session.execute(text(late), today).scalar() >= 1
        assert db.session.execute(text(open_late), today).scalar() >= 1


def test_numbers_of_papers_follow_their_dates(demo_app):
    papers = "SELECT body_id, type, issued_on FROM papers ORDER BY body_id, type, number"
    with demo_app.app_context():
        rows = [tuple(map(str, row)) for row in db.session.execute(text(papers))]
    assert len(rows) > 40 and rows == sorted(rows)


def test_the_log_of_the_demo_is_whole(demo_app):
    with demo_app.app_context():
        assert find_break() is None


def test_every_account_is_printed_and_has_the_printed_password(demo_app):
    printed = demo_app.test_cli_runner().invoke(args=["demo", "accounts"]).output
    assert PASSWORD in printed
    assert re.findall(r"^  (\S+)", printed, re.M) == [person.login for person in PEOPLE]
    with demo_app.app_context():
        assert all(fits(find_by_login(person.login).password_hash, PASSWORD) for person in PEOPLE[:2])


def test_loading_again_changes_nothing(demo_app):
    with demo_app.app_context():
        before = db.session.execute(text("SELECT seq, hash FROM audit_head")).one()
        db.session.rollback()
    again = demo_app.test_cli_runner().invoke(args=["demo", "load"])
    assert (again.exit_code, again.output) == (0, "The database is not empty: the demo is not loaded.\n")
    with demo_app.app_context():
        assert db.session.execute(text("SELECT seq, hash FROM audit_head")).one() == before


def test_a_database_with_anything_in_it_is_left_alone(app):
    with app.app_context():
        new = NewOrganization("TW", "Trung ương", Level.CENTRAL, None, date(1930, 2, 3))
        found_organization(None, new, clock.today())
        db.session.commit()
    answer = app.test_cli_runner().invoke(args=["demo", "load"])
    assert (answer.exit_code, answer.output) == (0, "The database is not empty: the demo is not loaded.\n")
    assert app.test_cli_runner().invoke(args=["demo", "accounts"]).output == ""
    with app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM organizations")).scalar() == 1


def test_an_empty_database_is_not_the_demo(session):
    assert loading.is_empty() and not loading.is_loaded()


@pytest.mark.parametrize("login", ["chunhiem", "bithu", "canbo2", "uyvien", "tinh.chunhiem"])
def test_every_number_of_the_overview_opens_exactly_its_list(browse, login):
    client = browse(login)
    page = client.get("/overview").text
    numbers = links(page, "figures") + links(page, "bars")
    assert len(numbers) > 8
    assert [(url, rows_of(client, url)) for url, _count in numbers] == numbers


@pytest.mark.parametrize("login", ["chunhiem", "truongdoan", "vanthu"])
def test_every_number_of_the_start_page_opens_exactly_its_list(browse, login):
    client = browse(login)
    numbers = links(client.get("/").text, "figures")
    assert len(numbers) == 5
    assert [(url, rows_of(client, url)) for url, _count in numbers] == numbers


@pytest.mark.parametrize(
    ("login", "address", "least"),
    [
        ("tinh.chunhiem", "/statistics/?from=01/8/2015&to=31/7/2020&body=committee", 8),
        ("chunhiem", "/statistics/", 6),
    ],
)
def test_every_number_of_the_figures_opens_exactly_its_subjects(browse, login, address, least):
    client = browse(login)
    shown = links(client.get(address).text, "cards")
    numbers = [(url, count) for url, count in shown if "/money" not in url]  # those are amounts, not subjects
    assert len(numbers) >= least
    assert [(url, rows_of(client, url)) for url, _count in numbers] == numbers


def test_the_restricted_case_is_on_nobodys_page_but_its_own_peoples(browse, demo_app):
    with demo_app.app_context():
        ref = db.session.execute(text("SELECT ref FROM cases WHERE restricted")).scalar_one()
    seen = {person.login: ref in browse(person.login).get("/").text for person in PEOPLE}
    assert {login for login, is_seen in seen.items() if is_seen} == {"truongdoan", "phochunhiem"}
    pages = [browse("canbo2").get(url).text for url in ("/", "/overview", "/search?q=dang vien", "/cases/")]
    assert not any(ref in page for page in pages)


def test_the_programmes_of_the_demo_have_been_adjusted_and_are_being_carried_out(demo_app):
    questions = {
        "states": "SELECT DISTINCT state FROM plan_versions",
        "taken out": "SELECT count(*) FROM plan_entries WHERE cancelled",
        "carried out": "SELECT count(*) FROM cases WHERE plan_item_id IS NOT NULL AND concluded_on IS NOT NULL",
        "running": "SELECT count(*) FROM cases WHERE plan_item_id IS NOT NULL AND concluded_on IS NULL",
        "planned all the same": "SELECT count(*) FROM plan_acknowledgements",
        "opened all the same": "SELECT count(*) FROM overlap_acknowledgements WHERE external_work_id IS NOT NULL",
    }
    with demo_app.app_context():
        found = {name: db.session.execute(text(question)).scalars().all() for name, question in questions.items()}
    assert set(found.pop("states")) == {"draft", "submitted", "approved", "adjusted", "closed"}
    assert all(numbers[0] >= 1 for numbers in found.values()), found


def test_no_two_steps_on_a_case_with_several_records_are_called_alike(browse, demo_app):
    several = "SELECT ref FROM cases WHERE id IN (SELECT case_id FROM disciplines GROUP BY case_id HAVING count(*) > 1)"
    with demo_app.app_context():
        refs = db.session.execute(text(several)).scalars().all()
    found = 0
    for login, ref in product(("vanthu", "truongdoan", "uyvien", "chunhiem"), refs):
        root, _errors = parse(browse(login).get(f"/cases/{ref}").text)
        named = [part for part in root.iter() if (part.get("class") or "") in ("what-now-list", "blocked-label")]
        steps = [text_of(step) for part in named for step in (list(part) if part.tag == "ul" else [part])]
        assert len(steps) == len(set(steps)), (login, ref, steps)
        found += len(steps)
    assert found
