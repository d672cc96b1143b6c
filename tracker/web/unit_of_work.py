"""One transaction a request, ended at one place.

A writing request commits once, inside dispatch, when its answer is a success (below 400); everything else is rolled
back. A form that arrives twice is answered the second time with the first one's redirect: its number is claimed before
anything else happens, so that the second one waits for the first and is never refused as stale. A reading request never
changes business data; what it must leave behind (who read which file, when a session was last seen) is appended in a
short transaction of its own before the page goes out, so that nothing is shown whose reading could not be recorded.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import flash, g, make_response, redirect, request
from flask_babel import gettext
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.wrappers import Response as BaseResponse

from tracker.core import clock
from tracker.extensions import db, transaction_mode
from tracker.web.drafts import forget_sent
from tracker.web.models import SentForm

KEY_FIELD = "idempotency_key"
_KEY = re.compile(r"[\w-]{1,64}", re.ASCII)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def begin() -> None:
    """Say, before anything touches the database, whether this request may write."""
    transaction_mode.set("DEFERRED" if request.method in _SAFE else "IMMEDIATE")
    g.traces = []


@contextmanager
def reading() -> Iterator[None]:
    """A short transaction that only reads, before that of the request begins."""
    transaction_mode.set("DEFERRED")
    try:
        yield
    finally:
        roll_back()


def leave_trace(trace: Callable[[], None]) -> None:
    """Queue something that a reading request must append; a writing one does it at once."""
    if request.method in _SAFE:
        g.traces.append(trace)
    else:
        trace()


def run(dispatch: Callable[[], object]) -> BaseResponse:
    """Carry out a request within its transaction."""
    if request.method in _SAFE:
        return _read(dispatch)
    return _write(dispatch)


def _read(dispatch: Callable[[], object]) -> BaseResponse:
    try:
        response = make_response(dispatch())
    finally:
        roll_back()
    if g.traces:
        transaction_mode.set("IMMEDIATE")
        for trace in g.traces:
            trace()
        db.session.commit()
    return response


def _write(dispatch: Callable[[], object]) -> BaseResponse:
    try:
        sent = _claim()
        if sent is not None and sent.location:
            flash(gettext("This form had already been saved; nothing was changed the second time."), "info")
            return redirect(sent.location, 303)
        response = make_response(dispatch())
        if response.status_code >= 400:
            roll_back()
            return response
        _keep(sent, response)
        db.session.commit()
    except BaseException:
        roll_back()
        raise
    return response


def _claim() -> SentForm | None:
    """The row of this form's number: with the address of its answer if it was carried out, else new and without.

    While the same form is being carried out, the database makes this one wait. None: a form without a number of ours.
    """
    key = request.form.get(KEY_FIELD, "")
    if g.get("actor") is None or not _KEY.fullmatch(key):
        return None
    identity = (key, g.actor.user_id)
    sent = db.session.get(SentForm, identity)
    if sent is None:
        try:
            with db.session.begin_nested():
                sent = SentForm(key=key, account_id=g.actor.user_id, location="", at=clock.now())
                db.session.add(sent)
        except IntegrityError:  # carried out meanwhile
            sent = db.session.get_one(SentForm, identity)
    return sent


def _keep(sent: SentForm | None, response: BaseResponse) -> None:
    """Remember where the form led; one that only asked for itself again, with a search result say, may come again."""
    if sent is None:
        return
    if response.location:
        sent.location = response.location[:500]
        forget_sent()
    else:
        db.session.delete(sent)


def roll_back() -> None:
    """Undo what this request has done so far, whatever state its transaction is in."""
    try:
        db.session.rollback()
    except DBAPIError:  # a full disk makes the rollback itself fail
        db.session.remove()
