"""Killing the server at any moment leaves no half-written case, and the work goes on after a restart."""

import threading
import time
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.cast import PASSWORD, ago, build_cast, typed
from tests.pages import forms
from tracker.audit.queries import find_break
from tracker.extensions import db


@pytest.fixture
def cast(live_app):
    with live_app.app_context():
        cast = build_cast()
        db.session.commit()
    return cast


class _Browser:
    """Just enough of a browser to send forms from a thread."""

    def __init__(self, url: str):
        self._url = url
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def send(self, path: str, field: str, values: dict[str, object]) -> None:
        """Fetch the page, fill in the form that has the field, send it."""
        page = self._opener.open(self._url + path, timeout=30).read().decode()
        form = next(form for form in forms(page) if field in form.names)
        self._opener.open(self._url + path, urlencode(form.values | values, doseq=True).encode(), timeout=30).read()


def _open_cases(url: str, cast, stored: threading.Event, stop: threading.Event) -> None:
    browser, number = _Browser(url), 0
    browser.send("/sign-in", "login_name", {"login_name": "officer", "password": PASSWORD})
    while not stop.is_set():
        number += 1
        try:
            browser.send("/cases/new", "title", _case(cast, number))
            stored.set()
        except (OSError, HTTPException):  # the server is gone
            return


def _case(cast, number: int) -> dict[str, object]:
    return {
        "body": cast.bodies["commission"],
        "kind": "violation_inspection",
        "title": f"việc thứ {number}",
        "subjects": [f"member-{cast.members['secretary']}", f"org-{cast.organizations['cell']}"],
        "contents": ["member.duties", "org.cadres"],
        "period_from": typed(ago(700)),
        "period_until": typed(ago(60)),
        "basis": "observation",
        "basis_text": "Báo cáo",
        "overlap_reason": "Nội dung khác.",
        "head": cast.accounts["head"],
    }


def test_a_killed_server_leaves_no_half_written_case(live_server, live_app, cast):
    for seconds in (0.1, 0.25, 0.4):
        stored, stop = threading.Event(), threading.Event()
        writer = threading.Thread(target=_open_cases, args=(live_server.url, cast, stored, stop))
        writer.start()
        assert stored.wait(60)
        time.sleep(seconds)  # into the next case, wherever that stands by then
        live_server.kill()
        stop.set()
        writer.join()
        live_server.start()
    with live_app.app_context():
        cases = db.session.execute(db.text("SELECT count(*) FROM cases")).scalar_one()
        opened = "SELECT count(*) FROM audit_events WHERE action = 'case.opened'"
        assert cases > 0
        assert db.session.execute(db.text(opened)).scalar_one() == cases
        assert db.session.execute(db.text("SELECT count(*) FROM case_subjects")).scalar_one() == 2 * cases
        assert db.session.execute(db.text("SELECT count(*) FROM team_members")).scalar_one() == cases
        assert find_break() is None
