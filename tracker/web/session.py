"""Who is asking: the session of the request, its actor and its language."""

from datetime import timedelta

from flask import Flask, g, request, session

from tracker.accounts import queries, services
from tracker.core import clock
from tracker.web.unit_of_work import leave_trace, reading

TOKEN = "token"  # noqa: S105  (the name of a cookie's entry)
LANGUAGES = ("vi", "en")
_SEEN_EVERY = timedelta(minutes=3)


def open_session(app: Flask) -> None:
    """Set ``g.actor`` (None when nobody is signed in) and ``g.body_name`` from the session cookie."""
    g.actor = None
    g.body_name = ""
    token = session.get(TOKEN)
    if not token or request.endpoint == "static":
        return
    now = clock.now()
    visit = queries.find_visit(token, now, hours=app.config["SESSION_HOURS"], idle_minutes=app.config["IDLE_MINUTES"])
    if visit is None:
        return
    g.actor = visit.actor
    g.body_name = visit.body_name
    g.language = visit.language
    if now - visit.seen_at > _SEEN_EVERY:
        leave_trace(lambda: services.touch(visit.sign_in_id, now))


def is_live(app: Flask) -> bool:
    """Whether somebody is signed in, asked in a short reading transaction of its own."""
    token = session.get(TOKEN)
    if not token:
        return False
    with reading():
        limits = {"hours": app.config["SESSION_HOURS"], "idle_minutes": app.config["IDLE_MINUTES"]}
        return queries.find_visit(token, clock.now(), **limits) is not None


def owner_of_session() -> int | None:
    """The account whose session the request's cookie names, also one that has ended; None without one."""
    token = session.get(TOKEN)
    return queries.owner_of(token) if token else None


def language() -> str:
    """The language of the request: the session's choice, else the account's, else Vietnamese."""
    chosen = session.get("language") if request else None
    return chosen if chosen in LANGUAGES else g.get("language", "vi")
