"""One transaction a request, ended at one place.

A writing request commits once, inside dispatch, when its answer is a success (below 400); everything else is rolled
back. A form that arrives twice is answered the second time with the first one's redirect. A reading request never
changes business data; what it must leave behind (who read which file, when a session was last seen) is appended in a
short transaction of its own before the page goes out, so that nothing is shown whose reading could not be recorded.
"""

from collections.abc import Callable

from flask import flash, g, make_response, redirect, request
from flask_babel import gettext
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.wrappers import Response as BaseResponse

from tracker.core import clock
from tracker.extensions import db, transaction_mode
from tracker.web.models import SentForm

KEY_FIELD = "idempotency_key"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def begin() -> None:
    """Say, before anything touches the database, whether this request may write."""
    transaction_mode.set("DEFERRED" if request.method in _SAFE else "IMMEDIATE")
    g.traces = []


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
        _roll_back()
    if g.traces:
        transaction_mode.set("IMMEDIATE")
        for trace in g.traces:
            trace()
        db.session.commit()
    return response


def _write(dispatch: Callable[[], object]) -> BaseResponse:
    key = request.form.get(KEY_FIELD, "")[:64]
    done = _earlier_answer(key)
    if done is not None:
        return done
    try:
        response = make_response(dispatch())
        if response.status_code >= 400:
            _roll_back()
            return response
        _remember(key, response)
        db.session.commit()
    except IntegrityError:
        _roll_back()
        done = _earlier_answer(key)  # the same form, sent twice at the same moment
        if done is None:
            raise
        return done
    except BaseException:
        _roll_back()
        raise
    return response


def _earlier_answer(key: str) -> BaseResponse | None:
    if not key or g.get("actor") is None:
        return None
    sent = db.session.get(SentForm, (key, g.actor.user_id))
    if sent is None:
        return None
    flash(gettext("This form had already been saved; nothing was changed the second time."), "info")
    return redirect(sent.location, 303)


def _remember(key: str, response: BaseResponse) -> None:
    if key and g.get("actor") is not None and response.location:
        row = SentForm(key=key, account_id=g.actor.user_id, location=response.location[:500], at=clock.now())
        db.session.add(row)


def _roll_back() -> None:
    try:
        db.session.rollback()
    except DBAPIError:  # a full disk makes the rollback itself fail
        db.session.remove()
