"""The pages of sign-in and of accounts: alike for everybody, only for one's own, and losing nothing that was typed."""

import re

import pytest

from tests.cast import PASSWORD
from tests.client import PageClient, sign_in
from tracker.accounts.models import Account, SignIn
from tracker.accounts.services import MOST_FAILURES_BY_NAME
from tracker.extensions import db

NEW = {
    "login_name": "moi.vao",
    "full_name": "Lò Thị Mới",
    "roles": ["officer"],
    "password": "mật khẩu đầu tiên",
}
_ALWAYS_NEW = re.compile(r'name="(csrf_token|idempotency_key)"[^>]*value="[^"]*"')


@pytest.fixture
def administrator(app, cast) -> PageClient:
    browser = app.test_client()
    sign_in(browser, cast.accounts["administrator"])
    return browser


def page_after(app, name: str, times: int = 1) -> tuple[int, str]:
    """The page after so many wrong sign-ins, without what is new on every page and the name itself."""
    browser = app.test_client()
    for _ in range(times):
        answer = browser.submit("/sign-in", {"login_name": name, "password": "sai mật khẩu"})
    return answer.status_code, _ALWAYS_NEW.sub("", answer.text).replace(name, "")


@pytest.mark.parametrize("times", [1, MOST_FAILURES_BY_NAME + 1])
def test_the_page_after_a_failure_is_the_same_byte_for_byte_whoever_it_was(app, cast, times):
    with app.app_context():
        db.session.get_one(Account, cast.accounts["clerk"]).active = False
        db.session.commit()
    known, unknown, inactive = (page_after(app, name, times) for name in ("officer", "nobody", "clerk"))
    assert known == unknown == inactive


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/cases/?q=x", "/cases/?q=x"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("evil", "/"),
    ],
)
def test_signing_in_leads_to_a_page_of_this_site_only(client, cast, wanted, led_to):
    page = client.get("/sign-in", query_string={"next": wanted})
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page.text)[1]
    form = {"login_name": "officer", "password": PASSWORD, "csrf_token": token}
    answer = client.post("/sign-in", query_string={"next": wanted}, data=form)
    assert (answer.status_code, answer.location) == (303, led_to)


@pytest.mark.parametrize("wanted", ["//evil.example", "/\\evil.example"])
def test_switching_the_language_leads_to_a_page_of_this_site_only(client, cast, wanted):
    answer = client.submit("/sign-in", {"next": wanted}, press="English")
    assert (answer.status_code, answer.location) == (303, "/")


def test_the_language_chosen_before_signing_in_is_kept(client, cast):
    client.submit("/sign-in", press="English")
    client.submit("/sign-in", {"login_name": "officer", "password": PASSWORD})
    assert '<html lang="en">' in client.get("/").text


def test_the_language_chosen_when_signed_in_is_that_of_the_account(app, cast):
    for name in ("first", "second"):
        browser = app.test_client()
        sign_in(browser, cast.accounts["officer"])
        language = "vi" if name == "first" else "en"
        assert f'<html lang="{language}">' in browser.get("/").text
        if name == "first":
            browser.submit("/", press="English")


def test_a_new_password_ends_every_session_of_the_account_and_no_other(app, cast):
    browsers = []
    for name in ("officer", "officer", "clerk"):
        browsers.append(app.test_client())
        sign_in(browsers[-1], cast.accounts[name])
    changed = browsers[0].submit("/account", {"old": PASSWORD, "password": "một mật khẩu mới"})
    assert changed.location == "/sign-in"
    assert [browser.get("/account").status_code for browser in browsers] == [302, 302, 200]
    again = browsers[0].submit("/sign-in", {"login_name": "officer", "password": "một mật khẩu mới"})
    assert again.location == "/"


def test_signing_out_ends_this_session_only_and_needs_a_form(app, cast):
    first, second = app.test_client(), app.test_client()
    for browser in (first, second):
        sign_in(browser, cast.accounts["officer"])
    assert first.get("/sign-out").status_code == 405
    assert first.submit("/", press="Đăng xuất").status_code == 303
    assert [browser.get("/account").status_code for browser in (first, second)] == [302, 200]


def test_the_database_keeps_no_token_that_opens_a_session(app, client, cast):
    client.submit("/sign-in", {"login_name": "officer", "password": PASSWORD})
    with client.session_transaction() as session:
        token = session["token"]
    with app.app_context():
        assert token not in db.session.execute(db.select(SignIn.token_hash)).scalars().all()


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("login_name", ""),
        ("login_name", "x" * 61),
        ("login_name", "ß" * 60),
        ("login_name", "hai từ"),
        ("login_name", "́"),
        ("login_name", "a\x00"),
        ("login_name", "x" * 100_000),
        ("full_name", "x" * 100_000),
        ("body", "999999"),
        ("body", "\x00"),
        ("roles", ["emperor"]),
        ("roles", None),
        ("password", "x" * 100_000),
        ("password", ""),
    ],
)
def test_bad_input_is_explained_beside_its_field_and_the_rest_is_kept(app, cast, administrator, field, bad):
    typed = NEW | {"body": str(cast.bodies["commission"]), "position": "CÁN BỘ"}
    answer = administrator.submit("/accounts/new", typed | {field: bad})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="CÁN BỘ"' in answer.text
    assert NEW["password"] not in answer.text
    with app.app_context():
        assert db.session.query(Account).count() == len(cast.accounts)


def test_a_name_of_letters_that_grow_when_folded_is_stored(app, cast, administrator):
    answer = administrator.submit(
        "/accounts/new", NEW | {"body": str(cast.bodies["commission"]), "full_name": "ß " * 59 + "ß"}
    )
    assert answer.status_code == 303


def test_the_body_is_searched_for_and_found_without_marks_also_without_a_script(cast, administrator):
    key = str(cast.bodies["commission"])
    found = administrator.submit("/accounts/new", NEW | {"body-q": "uy ban kiem"}, press="body-find")
    assert (found.status_code, found.text.count(f'name="body" value="{key}"')) == (200, 1)
    assert "Uỷ ban Kiểm tra Đảng uỷ phường Mường Thanh" not in found.text
    assert administrator.submit("/accounts/new", NEW | {"body": key}, page=found).status_code == 303


def test_an_account_has_exactly_one_body(cast, administrator):
    two = [str(cast.bodies[name]) for name in ("commission", "committee")]
    for given in (two, []):
        answer = administrator.submit("/accounts/new", NEW | {"body": given})
        assert (answer.status_code, 'id="body-error"' in answer.text) == (422, True)


def test_the_body_of_another_organization_is_not_offered(cast, administrator):
    answer = administrator.submit("/accounts/new", NEW | {"body": str(cast.bodies["other_commission"])})
    assert (answer.status_code, 'id="body-error"' in answer.text) == (422, True)


def test_the_administrator_sees_only_the_accounts_of_the_own_organization(cast, administrator):
    page = administrator.get("/accounts").text
    assert ("Cà Thị Hoà" in page, "Giàng A Páo" in page) == (True, True)
    assert ("Sùng A Dơ" in page, "Đinh Công Sự" in page) == (False, False)
    for name in ("upper_chair", "stranger"):
        assert administrator.get(f"/accounts/{cast.accounts[name]}").status_code == 404


def test_the_own_account_cannot_be_switched_off(cast, administrator):
    url = f"/accounts/{cast.accounts['administrator']}"
    answer = administrator.submit(url, {"active": None})
    assert (answer.status_code, 'id="active"' in answer.text) == (422, True)
    assert administrator.get("/accounts").status_code == 200


def test_a_change_of_roles_alone_makes_an_older_page_stale(cast, administrator):
    url = f"/accounts/{cast.accounts['officer']}"
    stale = administrator.get(url)
    assert administrator.submit(url, {"roles": ["clerk"]}).status_code == 303
    answer = administrator.submit(url, {"full_name": "Tên gõ sau"}, page=stale)
    assert answer.status_code == 409
    assert "Tên gõ sau" in answer.text
    assert url in answer.text


def test_an_account_switched_off_by_the_administrator_is_signed_out(app, cast, administrator):
    browser = app.test_client()
    sign_in(browser, cast.accounts["officer"])
    assert browser.get("/account").status_code == 200
    administrator.submit(f"/accounts/{cast.accounts['officer']}", {"active": None})
    assert browser.get("/account").status_code == 302


@pytest.mark.parametrize("name", ["officer", "clerk", "chair", "leader", "viewer"])
def test_nobody_but_the_administrator_reaches_the_accounts(app, cast, name):
    browser = app.test_client()
    sign_in(browser, cast.accounts[name])
    urls = ("/accounts", "/accounts/new", f"/accounts/{cast.accounts['officer']}")
    assert [browser.get(url).status_code for url in urls] == [403, 403, 403]
