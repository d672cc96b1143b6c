"""Whatever is sent to any form of the program: a clear answer, nothing half written, nothing typed lost or doubled.

The forms are found by walking the demo as its people do, so a new form is walked as soon as a page leads to it.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter
from werkzeug.test import TestResponse

from tests import databases
from tests.client import sign_in
from tests.pages import PageForm, forms
from tests.queries import lasting_writes
from tracker.accounts.queries import find_by_login
from tracker.extensions import db

pytestmark = [pytest.mark.timeout(1200), pytest.mark.sqlite]  # what a form says is the same on both

PEOPLE = ("vanthu", "truongdoan", "chunhiem", "canbo", "tiepnhan", "quantri", "tinh.chunhiem")
OFTEN = {"cases.show_case": 40, "meetings.show_item": 12, "discipline.list_of_case": 12}  # pages looked at, of a kind
SELDOM = 6
LEFT_OUT = {"accounts.sign_out", "accounts.own_account", "accounts.set_language", "home.drop_draft"}  # of the walker
LINK = re.compile(r'href="(/[^"#]*)')
FILE = re.compile(r"\.(pdf|csv|xlsx|json|zip)$")
NEVER_TYPED = {"csrf_token", "idempotency_key", "version"}
BAD = (
    "x" * 100_000,
    "a\x00b",
    "31/02/2026",
    "01/01/0001",
    "31/12/9999",
    "1.000.000",
    "-5",
    "9" * 30,
    "0",
    "org-999999999",
    "%s {{7*7}} '\"<script>",
)
UNDERSTOOD = {200, 303, 400, 403, 404, 409, 422}


@dataclass(frozen=True)
class Found:
    """A form with where it goes, and the browser of somebody who is shown it."""

    browser: FlaskClient
    url: str
    form: PageForm

    def send(self, **typed: object) -> TestResponse:
        sent = {name: text for name, text in {**self.form.values, **typed}.items() if text is not None}
        return self.browser.post(self.url, data=sent)

    @property
    def names(self) -> list[str]:
        return sorted(self.form.names - NEVER_TYPED)


@pytest.fixture(scope="module")
def own_app(run: Path) -> Iterator[Flask]:
    """The demo, for one module to write in."""
    database = databases.make_database("sqlite", run, "forms")
    database.renew("demo")
    app = databases.make_app(database.url)
    yield app
    with app.app_context():
        db.engine.dispose()
    database.remove()


@pytest.fixture(scope="module")
def found(own_app: Flask) -> dict[str, Found]:
    """The forms, by endpoint."""
    by_endpoint: dict[str, Found] = {}
    for login in PEOPLE:
        browser = FlaskClient(own_app, own_app.response_class)
        with own_app.app_context():
            account = find_by_login(login)
        sign_in(browser, account.id)
        _walk(browser, own_app.url_map.bind("localhost"), by_endpoint)
    assert len(by_endpoint) > 120, "the walk does not reach the forms any more"
    return by_endpoint


def _walk(browser: FlaskClient, addresses: MapAdapter, by_endpoint: dict[str, Found]) -> None:
    looked: Counter[str] = Counter()
    ahead, seen = deque(["/"]), {"/"}
    while ahead:
        url = ahead.popleft()
        endpoint = _endpoint(addresses, url, "GET")
        if endpoint in by_endpoint or looked[endpoint] >= OFTEN.get(endpoint, SELDOM):
            continue
        looked[endpoint] += 1
        page = browser.get(url)
        assert page.status_code < 500, url
        if page.status_code != 200 or page.mimetype != "text/html":
            continue
        for form in forms(page.text):
            goes_to = urljoin(url, form.action)
            if form.method == "post" and (name := _endpoint(addresses, goes_to, "POST")) not in LEFT_OUT:
                by_endpoint.setdefault(name, Found(browser, goes_to, form))
        links = {path: None for path in map(unescape, LINK.findall(page.text)) if not FILE.search(urlsplit(path).path)}
        ahead.extend(path for path in links if path not in seen)
        seen.update(links)


def _endpoint(addresses: MapAdapter, url: str, method: str) -> str:
    try:
        return addresses.match(urlsplit(url).path, method=method)[0]
    except HTTPException:
        return "static"


def test_a_stale_page_is_told_so_with_what_was_typed(found):
    silent = []
    for endpoint, one in found.items():
        if one.form.values.get("version", [""])[0]:
            text = next((name for name in one.names if name in ("reason", "note", "text", "title")), None)
            typed = {text: ["chữ đã gõ trên trang cũ"]} if text else {}
            with lasting_writes() as written:
                answer = one.send(version="999999", **typed)
            told = answer.status_code == 409 and (not text or "chữ đã gõ trên trang cũ" in answer.text)
            silent += [endpoint] if written or not told else []
    # a new body is none that somebody else could have changed: its kind is refused where it is there already
    assert set(silent) <= {"organizations.add_body", "members.add_member"}


def test_whatever_is_typed_has_a_clear_answer_and_nothing_is_half_written(found):
    wrong = []
    for endpoint, one in found.items():
        ways = [*({name: [text] for name in one.names} for text in BAD), dict.fromkeys(one.names)]
        ways += [{name: [f"{name} một", f"{name} hai"] for name in one.names}]
        for way in ways:
            with lasting_writes() as written:
                answer = one.send(**way)
            if answer.status_code not in UNDERSTOOD or (answer.status_code >= 400 and written):
                wrong.append((endpoint, answer.status_code, str(way)[:60], written[:1]))
            if answer.status_code == 303:  # carried out: the same form once more
                with lasting_writes() as written:
                    again = one.send(**way)
                if written or again.status_code != 303 or again.location != answer.location:
                    wrong.append((endpoint, again.status_code, "twice", written[:1]))
                break
    assert wrong == []


def test_an_empty_file_is_refused_beside_its_field(found):
    taking = [(one, name) for one in found.values() for name in ("upload", "sheet") if name in one.form.names]
    assert len(taking) > 3
    for one, name in taking:
        with lasting_writes() as written:
            answer = one.send(**{name: (BytesIO(b""), "trong.pdf")})
        assert (answer.status_code, written) in ((422, []), (409, [])), one.url


def test_what_is_no_form_at_all_is_not_understood(found):
    for endpoint, one in found.items():
        for kind, body in (("application/json", b"{}"), ("multipart/form-data; boundary=x", b"\xff\xfe")):
            answer = one.browser.post(one.url, data=body, content_type=kind)
            assert 400 <= answer.status_code < 500, endpoint
