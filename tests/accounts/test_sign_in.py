"""Signing in: who may, how often one may fail, and when a session ends."""

from datetime import timedelta

import pytest

from tests.cast import PASSWORD
from tests.client import sign_in
from tracker.accounts import services
from tracker.accounts.models import Account
from tracker.accounts.queries import find_visit, get_actor
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.extensions import db

NOW = clock.now()


def visit(token: str | None, minutes: int = 0):
    return find_visit(token or "", NOW + timedelta(minutes=minutes), hours=10, idle_minutes=60)


def test_name_and_password_start_a_session_whatever_the_case_and_marks(app, cast):
    with app.app_context():
        assert visit(services.sign_in("ÓFFICER", PASSWORD, "1", NOW)).actor.user_id == cast.accounts["officer"]


@pytest.mark.parametrize("name", ["officer", "nobody-of-this-name"])
def test_a_wrong_sign_in_gets_the_same_page_whoever_it_was(client, cast, name):
    answer = client.submit("/sign-in", {"login_name": name, "password": "sai mật khẩu"})
    assert answer.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.text
    assert "sai mật khẩu" not in answer.text


@pytest.mark.parametrize("name", ["officer", "nobody-of-this-name"])
def test_after_eight_failures_a_name_waits_a_quarter_of_an_hour_known_or_not(app, cast, name):
    with app.app_context():
        for _ in range(services.MOST_FAILURES_BY_NAME):
            assert services.sign_in(name, "wrong", "10.0.0.1", NOW) is None
        with pytest.raises(services.SignInRefused):
            services.sign_in(name, PASSWORD, "10.0.0.2", NOW)
        assert not services.throttled(name, "10.0.0.2", NOW + services.WINDOW + timedelta(seconds=1))


def test_an_address_is_throttled_over_all_names(app, cast):
    with app.app_context():
        for number in range(services.MOST_FAILURES_BY_ADDRESS):
            services.sign_in(f"name{number}", "wrong", "10.0.0.1", NOW)
        assert services.throttled("officer", "10.0.0.1", NOW)
        assert not services.throttled("officer", "10.0.0.9", NOW)


def test_a_session_ends_when_idle_too_old_or_signed_out(app, cast):
    with app.app_context():
        token = services.sign_in("officer", PASSWORD, "1", NOW)
        assert visit(token, 59) is not None
        assert visit(token, 61) is None
        services.touch(visit(token).sign_in_id, NOW + timedelta(hours=9, minutes=50))
        assert visit(token, 9 * 60 + 55) is not None
        assert visit(token, 10 * 60 + 1) is None
        services.sign_out(get_actor(cast.accounts["officer"]), token, NOW)
        assert visit(token) is None


def test_an_account_that_is_switched_off_is_signed_out_at_once(app, cast):
    with app.app_context():
        token = services.sign_in("officer", PASSWORD, "1", NOW)
        db.session.get_one(Account, cast.accounts["officer"]).active = False
        db.session.flush()
        assert visit(token) is None
        assert services.sign_in("officer", PASSWORD, "1", NOW) is None


def test_a_new_password_ends_every_session(app, cast):
    with app.app_context():
        token = services.sign_in("officer", PASSWORD, "1", NOW)
        actor = get_actor(cast.accounts["officer"])
        with pytest.raises(RuleViolation):
            services.change_own_password(actor, "not it", "một mật khẩu mới", NOW)
        services.change_own_password(actor, PASSWORD, "một mật khẩu mới", NOW)
        assert visit(token) is None
        assert services.sign_in("officer", "một mật khẩu mới", "1", NOW) is not None


def test_the_cookie_is_for_the_server_only(client, cast):
    answer = client.submit("/sign-in", {"login_name": "officer", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_administrator_opens_no_case_and_no_member(app, cast):
    browser = app.test_client()
    sign_in(browser, cast.accounts["administrator"])
    assert [browser.get(url).status_code for url in ("/accounts", "/cases/", "/members", "/sessions/")] == [
        200,
        403,
        403,
        403,
    ]


def test_the_administrator_creates_and_changes_accounts_of_the_own_organization_only(app, cast):
    browser = app.test_client()
    sign_in(browser, cast.accounts["administrator"])
    new = {
        "login_name": "moi.vao",
        "full_name": "Lò Thị Mới",
        "body": str(cast.bodies["commission"]),
        "roles": ["officer"],
        "password": "mật khẩu đầu tiên",
    }
    assert browser.submit("/accounts/new", new).status_code == 303
    assert "Lò Thị Mới" in browser.get("/accounts").text
    taken = browser.submit("/accounts/new", new)
    assert (taken.status_code, 'id="login_name-error"' in taken.text) == (422, True)
    assert browser.get(f"/accounts/{cast.accounts['stranger']}").status_code == 404


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("full_name", ""),
        ("full_name", "x" * 121),
        ("full_name", "a\x07b"),
        ("password", "ngắn"),
        ("position", "y" * 100_000),
    ],
)
def test_a_bad_account_is_explained_beside_its_field_and_not_stored(app, cast, field, bad):
    browser = app.test_client()
    sign_in(browser, cast.accounts["administrator"])
    new = {
        "login_name": "moi.vao",
        "full_name": "Lò Thị Mới",
        "body": str(cast.bodies["commission"]),
        "roles": ["officer"],
        "password": "mật khẩu đầu tiên",
    }
    answer = browser.submit("/accounts/new", new | {field: bad})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="moi.vao"' in answer.text
    assert "Lò Thị Mới" not in browser.get("/accounts").text


def test_the_language_is_kept(app, cast):
    browser = app.test_client()
    sign_in(browser, cast.accounts["officer"])
    assert "Vụ việc" in browser.get("/").text
    assert browser.submit("/", press="English").status_code == 303
    assert "Cases" in browser.get("/").text
