"""The left navigation, in the order of the work; each area's entry shows to those who may use it."""

from dataclasses import dataclass

from flask import Flask, g, request, url_for
from flask_babel import gettext

from tracker.access import Permission, may
from tracker.core.text import N_


@dataclass(frozen=True)
class NavItem:
    """One entry as the layout shows it."""

    label: str
    url: str
    active: bool
    count: int | None = None


ENTRIES = (
    (N_("Start"), "home.start", Permission.USE),
    (N_("Accounts"), "accounts.list_accounts", Permission.MANAGE_ACCOUNTS),
)


def register(app: Flask) -> None:
    """Give the layout its entries."""

    @app.context_processor
    def navigation() -> dict[str, object]:
        return {"nav_items": _items()}


def _items() -> list[NavItem]:
    actor = g.get("actor")
    if actor is None:
        return []
    here = (request.endpoint or "").split(".")[0]
    return [
        NavItem(gettext(label), url_for(endpoint), request.endpoint == endpoint or here == endpoint.split(".")[0])
        for label, endpoint, permission in ENTRIES
        if may(actor, permission)
    ]
