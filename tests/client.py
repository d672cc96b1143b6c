"""The client of the tests: a browser without JavaScript that looks critically at every page and every commit."""

import secrets
from functools import cache
from urllib.parse import urljoin

from flask import Flask, request, request_finished
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from tests.pages import PageForm, faults, forms
from tests.trouble import Trouble
from tracker.accounts.models import SignIn
from tracker.accounts.queries import token_hash
from tracker.core import clock
from tracker.extensions import db
from tracker.web.session import TOKEN


class PageClient(FlaskClient):
    """Fetches pages, and fails the test on a bad one; ``submit`` fills in and sends a form as a person would.

    ``trouble``: what is tried on the way, where a test asks for it; see tests/trouble.py.
    """

    trouble: Trouble | None = None

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        response = super().open(*args, **kwargs)
        redirects = 300 <= response.status_code < 400
        if response.mimetype == "text/html" and response.request.method != "HEAD" and not redirects:
            found = faults(response.text)
            assert not found, f"{response.request.path} ({response.status_code}):\n  " + "\n  ".join(found)
        return response

    def submit(
        self,
        url: str,
        values: dict[str, object] | None = None,
        *,
        press: str | None = None,
        form: int | None = None,
        page: TestResponse | None = None,
    ) -> TestResponse:
        """Fetch ``url``, fill in its form and send it; returns the answer, redirects not followed.

        ``values`` replace what the form holds: text, a list of texts, ``(stream, filename)`` for a file, None for
        nothing at all (an unticked box). ``press`` is the text, name or value of the button. ``form`` is the number of
        the form on the page, by default the one POST form in which ``values`` and ``press`` have a place. ``page`` is
        an answer that holds the form already, for a form sent again.
        """
        page = page or self.get(url)
        assert page.status_code < 500 and page.mimetype == "text/html", f"{url} answered {page.status}"
        wanted = values or {}
        found = forms(page.text)[form] if form is not None else _choose(forms(page.text), wanted, press, url)
        sent: dict[str, object] = {**found.values, **found.pressed(press), **wanted}
        given = {name: value for name, value in sent.items() if value is not None}
        return self._sent(urljoin(page.request.path, found.action or url), found, given)

    def _sent(self, url: str, form: PageForm, given: dict[str, object]) -> TestResponse:
        tries = self.trouble and self.trouble.begins(self, url, form, given)
        answer = self.open(url, method=form.method.upper(), data=given)
        if tries and self.trouble and answer.status_code == 303:
            self.trouble.after(self, url, given, answer)
        return answer


def sign_in(client: FlaskClient, account_id: int) -> None:
    """Sign an account in without its password, whose checking is made to be slow; tests of the page type one."""
    token = secrets.token_urlsafe(32)
    with client.application.app_context():
        now = clock.now()
        visit = SignIn(
            token_hash=token_hash(token), account_id=account_id, started_at=now, seen_at=now, address="127.0.0.1"
        )
        db.session.add(visit)
        db.session.commit()
    with client.session_transaction() as session:
        session[TOKEN] = token


def _choose(found: list[PageForm], wanted: dict[str, object], press: str | None, url: str) -> PageForm:
    posting = [form for form in found if form.method == "post"]
    fitting = [form for form in posting if all(form.knows(name) for name in wanted)]
    if press is not None:
        fitting = [form for form in fitting if any(press in button for button in form.buttons)]
    fitting = [form for form in fitting if form.in_main] or fitting  # the layout has forms of its own
    there = [(sorted(form.names), [text for _, _, text in form.buttons]) for form in posting]
    assert len(fitting) == 1, f"{len(fitting)} forms of {url} fit {sorted(wanted)} and {press!r}, of {there}"
    return fitting[0]


def watch_commits(app: Flask) -> None:
    """Fail the request that reports success and leaves changes it did not commit."""
    request_finished.connect(_refuse_unsaved, app)
    _listen()


@cache
def _listen() -> None:
    event.listen(db.session, "after_flush", _note_flush)
    event.listen(db.session, "do_orm_execute", _note_statement)
    event.listen(db.session, "after_commit", _note_commit)
    event.listen(db.session, "after_rollback", _note_rollback)


def _refuse_unsaved(_app: Flask, response: object, **_: object) -> None:
    session = db.session()
    unsaved = session.info.get("unsaved") or session.new or session.dirty or session.deleted
    lost = session.info.get("lost") and request.method in ("GET", "HEAD")
    if response.status_code < 400 and (unsaved or lost):
        raise AssertionError(f"{request.method} {request.path} answered {response.status} with uncommitted changes")


def _note_flush(session: object, _context: object) -> None:
    session.info["unsaved"] = True


def _note_statement(state: object) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info["unsaved"] = True


def _note_commit(session: object) -> None:
    session.info.pop("unsaved", None)


def _note_rollback(session: object) -> None:
    session.info["lost"] = session.info.pop("unsaved", False)
