"""One transaction a request: what fails leaves nothing, what comes twice changes nothing, nothing typed is lost."""

import html
import secrets
import threading

import pytest
from sqlalchemy import event

from tests import databases
from tests.cast import PASSWORD, Cast, ago, typed
from tests.client import sign_in
from tests.pages import forms
from tests.stories import Story
from tracker.extensions import db


@pytest.fixture
def clerk(app, cast):
    browser = app.test_client()
    sign_in(browser, cast.accounts["clerk"])
    return browser


def a_meeting(cast: Cast, **changed: str) -> dict[str, str]:
    values = {
        "body": str(cast.bodies["commission"]),
        "title": "Kỳ họp thứ 5",
        "held_on": typed(ago(3)),
        "place": "Trụ sở Đảng uỷ phường",
        "chair_name": "Vũ Minh Nguyệt",
    }
    return values | changed


def meetings(app) -> int:
    with app.app_context():
        return db.session.execute(db.text("SELECT count(*) FROM meetings")).scalar_one()


def filled(browser, cast: Cast, **changed: str) -> dict[str, object]:
    form = next(form for form in forms(browser.get("/sessions/new").text) if "chair_name" in form.names)
    return {**form.values, **a_meeting(cast, **changed)}


def test_the_same_form_sent_twice_is_carried_out_once(app, cast, clerk):
    sent = filled(clerk, cast)
    first, second = (clerk.post("/sessions/new", data=sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert meetings(app) == 1


def test_the_same_form_sent_twice_at_one_moment_is_carried_out_once(app, cast, clerk):
    sent, locations = filled(clerk, cast), []
    cookie = clerk.get_cookie("tracker")

    def send() -> None:
        browser = app.test_client()
        browser.set_cookie("tracker", cookie.value)
        locations.append(browser.post("/sessions/new", data=sent).location)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert meetings(app) == 1
    assert len(set(locations)) == 1


def test_a_form_number_counts_for_one_person_only(app, cast, clerk):
    sent = filled(clerk, cast)
    clerk.post("/sessions/new", data=sent)
    other = app.test_client()
    sign_in(other, cast.accounts["chair"])
    own = filled(other, cast) | {"idempotency_key": sent["idempotency_key"]}
    assert other.post("/sessions/new", data=own).status_code == 303
    assert meetings(app) == 2


def test_a_refused_form_stores_nothing_and_keeps_what_was_typed(app, cast, clerk):
    answer = clerk.submit("/sessions/new", a_meeting(cast, held_on="31/02/2026", place="Nhà văn hoá – tầng 2"))
    assert answer.status_code == 422
    assert 'id="held_on-error"' in answer.text
    assert 'value="31/02/2026"' in answer.text
    assert "Nhà văn hoá – tầng 2" in html.unescape(answer.text)
    assert meetings(app) == 0


def test_a_stale_page_is_answered_with_the_present_state_and_what_was_typed(app, cast, clerk):
    with app.app_context():
        story = Story(cast).issued()
        db.session.commit()
    head = app.test_client()
    sign_in(head, cast.accounts["head"])
    url = f"/cases/{story.ref}/launch"
    stale = head.get(url)
    assert head.submit(url, {"launched_on": typed(ago(30)), "note": "lần đầu"}).status_code == 303
    answer = head.submit(url, {"launched_on": typed(ago(29)), "note": "ở hội trường tầng ba"}, page=stale)
    assert answer.status_code == 409
    assert "ở hội trường tầng ba" in answer.text


def test_an_older_version_is_a_conflict_that_loses_nothing(app, cast):
    with app.app_context():
        story = Story(cast).opened()
        db.session.commit()
    head = app.test_client()
    sign_in(head, cast.accounts["head"])
    url = f"/cases/{story.ref}/draft"
    page = head.get(url)
    with app.app_context():
        db.session.execute(db.text("UPDATE cases SET version = version + 1"))
        db.session.commit()
    answer = head.submit(url, {"title": "việc đã gõ lại rất dài"}, page=page)
    assert answer.status_code == 409
    assert "việc đã gõ lại rất dài" in answer.text
    assert f"/cases/{story.ref}" in answer.text


def test_a_form_typed_after_the_session_ended_is_offered_again_after_sign_in(app, cast, clerk):
    sent = filled(clerk, cast, place="Hội trường Đảng uỷ")
    with app.app_context():
        db.session.execute(db.text("DELETE FROM sign_ins"))
        db.session.commit()
    lost = clerk.post("/sessions/new", data=sent)
    assert lost.status_code == 401
    assert "Hội trường Đảng uỷ" not in lost.text
    answer = clerk.submit("/sign-in", {"login_name": "clerk", "password": PASSWORD}, page=lost)
    assert answer.status_code == 200
    assert "Hội trường Đảng uỷ" in answer.text
    again = next(form for form in forms(answer.text) if "chair_name" in form.names)
    assert clerk.post(again.action, data=again.values).status_code == 303
    assert meetings(app) == 1


def test_a_form_sent_after_its_cookie_is_gone_is_carried_through_the_sign_in(app, cast, clerk):
    sent = filled(clerk, cast)
    clerk.delete_cookie("tracker")  # signed out in another tab, or the browser was cleared
    lost = clerk.post("/sessions/new", data=sent)
    assert lost.status_code == 401 and meetings(app) == 0
    answer = clerk.submit("/sign-in", {"login_name": "clerk", "password": PASSWORD}, page=lost)
    again = next(form for form in forms(answer.text) if "chair_name" in form.names)
    assert clerk.post(again.action, data=again.values).status_code == 303
    assert meetings(app) == 1


def test_a_form_of_twenty_thousand_letters_is_offered_again_and_the_cookie_stays_small(app, cast):
    with app.app_context():
        ref = Story(cast).opened().ref
        db.session.execute(db.text("DELETE FROM sign_ins"))
        db.session.commit()
    browser = app.test_client()
    sign_in(browser, cast.accounts["officer"])
    page = browser.get(f"/cases/{ref}/draft")
    with app.app_context():
        db.session.execute(db.text("DELETE FROM sign_ins"))
        db.session.commit()
    long = " ".join(secrets.token_hex(8) for _ in range(1_200))
    lost = browser.submit(f"/cases/{ref}/draft", {"title": long}, page=page)
    assert lost.status_code == 401
    answer = browser.submit("/sign-in", {"login_name": "officer", "password": PASSWORD}, page=lost)
    assert long in answer.text
    assert len(answer.headers["Set-Cookie"]) < 1_000


def test_a_forged_form_is_never_offered(client, cast):
    page = client.get("/sign-in")
    forged = {"login_name": "clerk", "password": PASSWORD, "resume": "WyIvc2Vzc2lvbnMvbmV3IiwgW11d.forged"}
    answer = client.submit("/sign-in", forged, page=page)
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_form_without_its_token_is_refused(app, cast, clerk):
    sent = filled(clerk, cast)
    del sent["csrf_token"]
    assert clerk.post("/sessions/new", data=sent).status_code == 400
    assert meetings(app) == 0


def test_a_database_that_is_away_gives_a_clear_page():
    app = databases.make_app("postgresql://nobody@127.0.0.1:1/nothing")
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["token"] = "x"
    read, written = browser.get("/cases/"), browser.post("/sessions/new", data={"place": "Nhà văn hoá"})
    assert (read.status_code, written.status_code) == (503, 503)
    assert "Nhà văn hoá" in written.text
    assert "Traceback" not in read.text + written.text
    assert browser.get("/static/css/base.css").status_code == 200


def test_work_goes_on_when_a_read_only_database_is_back(app, cast, clerk, backend):
    read_only = "PRAGMA query_only=ON" if backend == "sqlite" else "SET default_transaction_read_only = on"
    sent = filled(clerk, cast)
    with app.app_context():
        engine = db.engine

    def forbid(connection: object, _record: object) -> None:
        connection.execute(read_only)
        if backend == "postgresql":
            connection.commit()

    event.listen(engine, "connect", forbid)
    engine.dispose()
    refused = clerk.post("/sessions/new", data=sent)
    event.remove(engine, "connect", forbid)
    engine.dispose()
    assert refused.status_code == 503
    assert "Trụ sở Đảng uỷ phường" in refused.text
    assert meetings(app) == 0
    assert clerk.post("/sessions/new", data=sent).status_code == 303
    assert meetings(app) == 1


def test_every_answer_carries_the_security_headers(app, cast, clerk):
    for url in ("/", "/sign-in", "/nothing", "/static/css/base.css"):
        headers = clerk.get(url).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
