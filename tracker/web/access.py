"""The mark that every view carries, and the actor of the request."""

from collections.abc import Callable
from typing import Any

from flask import g, request

from tracker.access import Actor, Permission, require
from tracker.access.permissions import ROLE_GRANTS
from tracker.core.errors import NotVisible

View = Callable[..., Any]


class SignInNeeded(Exception):
    """Nobody is signed in, or the session has ended."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the permission its visitors need. A permission on a case is asked again by its loader."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Mark a view that needs no sign-in."""
    view.public = True  # type: ignore[attr-defined]
    return view


def current_actor() -> Actor:
    """The signed-in actor; raises ``SignInNeeded``."""
    if g.get("actor") is None:
        raise SignInNeeded
    return g.actor


def check_access(view: View) -> None:
    """Let the request through only if its view is public or the actor's role holds the permission. Deny by default."""
    if getattr(view, "public", False):
        return
    permission = getattr(view, "permission", None)
    if permission is None:
        raise NotVisible
    actor = current_actor()
    if permission in ROLE_GRANTS:
        require(actor, permission)


def client_address() -> str:
    """The address the request came from, as far as the trusted proxies tell."""
    return (request.remote_addr or "")[:64]
