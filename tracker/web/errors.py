"""The answers to everything that can go wrong, each with a page that says what happened and what to do."""

import logging
from collections import defaultdict
from collections.abc import Sequence

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation, StaleVersion, Unprintable
from tracker.core.text import clean, visible
from tracker.web.access import SignInNeeded
from tracker.web.drafts import draft_path, kept_here
from tracker.web.labels import field_labels, said, standing
from tracker.web.resume import SECRET_FIELDS, VAULT_FIELDS, pack_form
from tracker.web.session import owner_of_session
from tracker.web.translate import say
from tracker.web.unit_of_work import roll_back
from tracker.web.uploads import limit_of_request, missed_files

log = logging.getLogger(__name__)

# what nobody typed: hidden fields, and a button
_HIDDEN_FIELDS = SECRET_FIELDS | {"idempotency_key", "version", "resume", "send_for_approval"}
_TAKEN = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}


def register(app: Flask) -> None:
    """Attach the handlers."""
    app.register_error_handler(SignInNeeded, _sign_in)
    app.register_error_handler(NotVisible, lambda _error: _page("404", 404, typed=typed_fields()))
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(RuleViolation, _rule_violation)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(StaleDataError, lambda _error: _stale(gettext("Somebody else has just changed this.")))
    app.register_error_handler(CSRFError, _page_expired)
    app.register_error_handler(IntegrityError, _integrity)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(NoConnectionFree, _database_away)
    app.register_error_handler(DBAPIError, _database_trouble)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def typed_fields() -> list[tuple[str, str]]:
    """What the user had typed into the form of this request: (label, text), for a page to show again."""
    try:
        pairs = [(name, said(name, value)) for name, value in request.form.items(multi=True) if value.strip()]
    except HTTPException:  # larger than a form may be
        return []
    return [*labelled(pairs), *_not_kept([name for name, _text in pairs])]


def _not_kept(names: list[str]) -> list[tuple[str, str]]:
    """The fields of the vault that were filled in: their texts are shown to nobody again, and are typed again."""
    sealed = [name for name in dict.fromkeys(names) if name in VAULT_FIELDS]
    labels, told = field_labels(sealed), gettext("(not kept, since it is sealed in the vault: type it again)")
    return [(labels[name], told) for name in sealed]


def labelled(pairs: list[tuple[str, str]], area: str | None = None) -> list[tuple[str, str]]:
    """The texts that a person typed among the fields of a form, each under its label. See ``field_labels``."""
    labels, texts = field_labels([name for name, _ in pairs], area), defaultdict[str, list[str]](list)
    for name, value in pairs:
        if name not in _HIDDEN_FIELDS and value.strip():
            texts[name].append(visible(clean(value)))
    return [(labels[name], "; ".join(found)) for name, found in texts.items()]


def _page(name: str, status: int, **values: object) -> ResponseReturnValue:
    return render_template(f"errors/{name}.html", **values), status


def _sign_in(_error: SignInNeeded) -> ResponseReturnValue:
    if request.method == "POST":
        resume = pack_form(request.full_path, _sent(), owner_of_session())
        filled = [name for name, value in request.form.items(multi=True) if value.strip()]
        return _page("session_lost", 401, again=_not_kept(filled), resume=resume)
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))


def _sent() -> MultiDict[str, str]:
    return MultiDict([*request.form.items(multi=True), *missed_files()])


def _page_expired(_error: CSRFError) -> ResponseReturnValue:
    view = current_app.view_functions.get(request.endpoint or "")
    if g.get("actor") is None and not getattr(view, "public", False):
        return _sign_in(SignInNeeded())  # the session went, and what proves that the form is ours went with it
    return _page("400", 400, reason=gettext("The page had expired."), typed=typed_fields())


def _forbidden(error: Forbidden) -> ResponseReturnValue:
    return _page("403", 403, reason=say(error.message), citations=error.citations, typed=typed_fields())


def _rule_violation(error: RuleViolation) -> ResponseReturnValue:
    about = {"citations": error.citations, "paper": isinstance(error, Unprintable)}
    return _page("422", 422, reason=say(error.message), typed=typed_fields(), **about)


def _conflict(error: Conflict) -> ResponseReturnValue:
    # the form was filled from the record that is newer than the page
    present_texts = standing(_HIDDEN_FIELDS) if isinstance(error, StaleVersion) else []
    return _stale(say(error.message), present_texts, error.citations)


def _stale(
    reason: str, present_texts: Sequence[tuple[str, str]] = (), citations: tuple[object, ...] = ()
) -> ResponseReturnValue:
    reads = request.method in ("GET", "HEAD")
    present = g.get("present_url") or (None if reads else request.path)
    roll_back()  # the page reads again what the request has spoiled
    change = g.last_change() if "last_change" in g else None
    return _page(
        "stale",
        409,
        message=reason,
        citations=citations,
        present_url=present,
        reads=reads,
        typed=typed_fields(),
        present=g.present_texts() if "present_texts" in g else present_texts,
        changed_by=change.actor_name if change else None,
        changed_at=change.at if change else None,
    )


def _integrity(error: IntegrityError) -> ResponseReturnValue:
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    if code in _TAKEN:  # what must be there once was stored by somebody else at the same moment
        return _stale(gettext("Somebody else has just changed this."))
    return _unexpected(error)


def _database_away(error: OperationalError | NoConnectionFree) -> ResponseReturnValue:
    log.error("the database does not answer: %s", error)
    return _page("503", 503, typed=typed_fields())


def _database_trouble(error: DBAPIError) -> ResponseReturnValue:
    if "read-only" in str(error.orig) or "readonly" in str(error.orig):
        return _page("503", 503, typed=typed_fields())
    return _unexpected(error)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error
    if isinstance(error, MethodNotAllowed):
        return render_template("errors/404.html"), 405, {"Allow": ", ".join(error.valid_methods or ())}
    if error.code == 413:
        return _too_large()
    if error.code in (403, 404):
        return _page(str(error.code), error.code, typed=typed_fields())
    if error.code == 400:
        return _page("400", 400, reason=gettext("The request could not be understood."), typed=typed_fields())
    log.error("%s on %s", error, request.path)
    return _page("500", error.code or 500, typed=typed_fields())


def _too_large() -> ResponseReturnValue:
    """What was sent cannot be read any more: the way back to the form, filled in from its draft where one was kept."""
    is_ours = g.get("actor") is not None and request.endpoint is not None
    return _page("413", 413, reason=_size_allowed(), kept=kept_here(), form_url=draft_path() if is_ours else None)


def _size_allowed() -> str:
    most = limit_of_request()
    return gettext("A file of at most %(most)s MB is taken here.", most=most // 1024**2) if most else ""


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.exception("unexpected error on %s %s", request.method, request.path, exc_info=error)
    return _page("500", 500, typed=typed_fields())
