"""Views that store something and then end in every way a view can."""

from flask import Flask, abort, request

from tracker.access import Permission
from tracker.accounts.models import LoginAttempt
from tracker.core import clock
from tracker.core.errors import Conflict, Forbidden, RuleViolation
from tracker.core.text import message
from tracker.extensions import csrf, db
from tracker.regulations.sources import Citation, Grade
from tracker.web.access import public, requires


def add(app: Flask) -> None:
    """Add the views to an application that has not answered yet."""
    app.add_url_rule("/fail", "fail", public(_fail), methods=["GET", "POST"])
    app.add_url_rule("/unmarked", "unmarked", lambda: "never shown")
    app.add_url_rule("/done", "done", requires(Permission.USE)(_done), methods=["POST"])
    for view in (_fail, _done):
        csrf.exempt(view)


def attempts(app: Flask) -> int:
    """How many rows the failing view has left behind."""
    with app.app_context():
        return db.session.query(LoginAttempt).count()


def _store() -> None:
    db.session.add(LoginAttempt(login_key="x", address="x", at=clock.now()))
    db.session.flush()


def _done() -> tuple[str, int, dict[str, str]]:
    _store()
    return "", 303, {"Location": "/"}


def _fail() -> tuple[str, int, dict[str, str]]:
    _store()
    how = request.args["how"]
    if how == "raise":
        raise LookupError("the secret of the traceback")
    if how == "rule":
        raise RuleViolation(
            message(
                "This login name is taken. Each account has a name of its own, so that what is "
                "done stays tied to one person; choose another."
            )
        )
    refusing = {"law": RuleViolation, "state": Conflict, "right": Forbidden}
    if how in refusing:
        raise refusing[how](message("Not now."), (Citation("131-QĐ/TW", "", Grade.B),))
    if how == "twice":
        rows = [LoginAttempt(id=9_000, login_key="x", address="x", at=clock.now()) for _ in range(2)]
        for row in rows:
            db.session.add(row)
            db.session.flush()
            db.session.expunge(row)
    if how == "null":
        db.session.add(LoginAttempt(login_key="x", address=None, at=clock.now()))
        db.session.flush()
    if how == "answer":
        return "refused", 422, {"Content-Type": "text/plain"}
    if how.isdigit():
        abort(int(how))
    return "fine", 200, {"Content-Type": "text/plain"}
