"""Whatever goes wrong: nothing is stored, a clear page says so in the reader's language, and nothing typed is lost."""

import pytest
from flask import session
from flask.testing import FlaskClient

from tests.client import PageClient
from tests.pages import forms
from tests.web.failing_views import attempts
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.regulations.sources import Citation, Grade
from tracker.web.forms import TrackerForm

WAYS = {"raise": 500, "rule": 422, "answer": 422, "null": 500, "twice": 409, "400": 400, "404": 404, "413": 413}


@pytest.fixture(params=["vi", "en"])
def language(request) -> str:
    return request.param


def speaking(app, language: str) -> PageClient:
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["language"] = language
    return browser


@pytest.mark.parametrize(("how", "status"), WAYS.items())
def test_a_view_that_fails_after_it_stored_something_leaves_nothing(failing, how, status):
    answer = failing.test_client().post(f"/fail?how={how}", data={"note": "chữ đã gõ"})
    assert answer.status_code == status
    assert attempts(failing) == 0


def test_a_view_that_does_not_fail_is_committed(failing):
    assert failing.test_client().post("/fail?how=fine").status_code == 200
    assert attempts(failing) == 1


@pytest.mark.parametrize("how", ["raise", "rule", "twice", "null"])
def test_a_page_of_trouble_shows_what_was_typed_and_no_traceback(failing, language, how):
    answer = speaking(failing, language).post(f"/fail?how={how}", data={"note": "chữ đã gõ"})
    assert "chữ đã gõ" in answer.text
    assert f'<html lang="{language}">' in answer.text
    for inner in ("Traceback", "LookupError", "secret of the traceback", "sqlalchemy", "login_attempts", "NOT NULL"):
        assert inner not in answer.text


@pytest.mark.parametrize(("how", "status"), [("law", 422), ("state", 409), ("right", 403)])
def test_a_refusal_that_rests_on_law_shows_the_article_and_how_sure_it_is(failing, language, how, status):
    answer = speaking(failing, language).post(f"/fail?how={how}")
    grade = {"vi": "nguồn thứ cấp", "en": "secondary source"}[language]
    assert (answer.status_code, "131-QĐ/TW" in answer.text, grade in answer.text) == (status, True, True)


def test_an_unconfirmed_article_beside_a_field_is_told_so(failing, language):
    with failing.test_request_context():
        session["language"] = language
        form = TrackerForm(meta={"csrf": False})
        cited = (Citation("Điều lệ Đảng", "Điều 9", Grade.UNCONFIRMED), Citation("22-QĐ/TW", "Điều 15", Grade.A))
        form.refuse(RuleViolation(message("Not now."), cited))
        grade = {"vi": "chưa kiểm chứng", "en": "unconfirmed"}[language]
        assert form.form_errors == [f"Not now. (Điều 9, Điều lệ Đảng – {grade}; Điều 15, 22-QĐ/TW)"]


def test_a_reading_that_fails_has_the_same_page(failing, language):
    answer = speaking(failing, language).get("/fail?how=raise")
    assert (answer.status_code, "secret of the traceback" in answer.text) == (500, False)


@pytest.mark.parametrize(("url", "status"), [("/nothing", 404), ("/static/nothing.css", 404), ("/cases/%00", 404)])
def test_an_address_of_nothing(browse, url, status):
    assert browse("officer").get(url).status_code == status


def test_a_view_without_a_mark_is_not_there_for_anybody(failing):
    assert failing.test_client().get("/unmarked").status_code == 404


def test_a_wrong_method_is_answered_with_the_right_ones(browse):
    answer = browse("officer").put("/account")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_head_request_has_no_body_and_options_change_nothing(app, browse):
    browser = browse("officer")
    head = browser.head("/cases/")
    assert (head.status_code, head.data) == (200, b"")
    cookie = browser.get_cookie("tracker")
    plain = FlaskClient(app, app.response_class)
    plain.set_cookie("tracker", cookie.value)
    assert (plain.options("/cases/").status_code, plain.options("/cases/").data) == (200, b"")


def test_what_is_too_large_is_refused_with_its_own_page(browse):
    browser = browse("officer")
    answer = browser.post("/account", data={"old": "x" * (9 * 1024 * 1024)})
    assert answer.status_code == 413


def test_a_page_that_expired_keeps_what_was_typed_under_its_label(browse):
    answer = browse("clerk").post("/sessions/new", data={"title": "Kỳ họp thứ 7", "place": "Nhà văn hoá"})
    assert answer.status_code == 400
    assert "Kỳ họp thứ 7" in answer.text
    assert ">place</label>" not in answer.text


def test_what_was_typed_stays_when_its_record_or_the_right_to_it_is_gone(browse):
    clerk = browse("clerk")
    token = next(form for form in forms(clerk.get("/sessions/new").text) if "title" in form.names).values["csrf_token"]
    for url, status in (("/cases/0000000000/draft", 404), ("/nothing", 404), ("/accounts/new", 403)):
        answer = clerk.post(url, data={"csrf_token": token, "title": "Chữ đã gõ rất lâu"})
        assert (answer.status_code, "Chữ đã gõ rất lâu" in answer.text) == (status, True), url


def test_lines_typed_in_a_browser_come_back_as_lines(browse):
    answer = browse("clerk").post("/sessions/new", data={"title": "Dòng một\r\nDòng hai", "place": ""})
    assert "Dòng một\nDòng hai" in answer.text
    assert "\ufffd" not in answer.text


def test_labels_stand_in_place_of_the_names_of_fields(app, browse):
    browser = browse("clerk")
    page = browser.get("/sessions/new")
    with app.app_context():
        db.session.execute(db.text("DELETE FROM sign_ins"))
        db.session.commit()
    lost = browser.submit("/sessions/new", {"title": "Kỳ họp thứ 7", "chair_name": "Lò Văn A"}, page=page)
    assert lost.status_code == 401
    for name in ("title", "chair_name", "held_on"):
        assert f">{name}</label>" not in lost.text


def test_no_password_is_shown_or_carried_when_the_session_has_ended(app, browse):
    browser = browse("officer")
    page = browser.get("/account")
    with app.app_context():
        db.session.execute(db.text("DELETE FROM sign_ins"))
        db.session.commit()
    lost = browser.submit("/account", {"old": "mat khau cu cua toi", "password": "mat khau moi nhe"}, page=page)
    assert lost.status_code == 401
    assert "mat khau" not in lost.text


def test_a_reader_without_a_session_is_sent_to_sign_in_and_back(app):
    answer = app.test_client().get("/cases/?q=quỹ")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=/cases/")


@pytest.mark.parametrize("how", ["raise", "404", "twice"])
def test_every_page_of_trouble_carries_the_security_headers(failing, how):
    headers = failing.test_client().post(f"/fail?how={how}").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
