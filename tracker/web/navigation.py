"""The left navigation, in the order of the work; each area's entry shows to those who may use it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext

from tracker.access import Permission, may
from tracker.core import clock
from tracker.core.text import N_


@dataclass(frozen=True)
class NavItem:
    """One entry as the layout shows it."""

    label: str
    url: str
    active: bool
    gap: bool
    counter: Callable[[], int] | None = None

    @property
    def count(self) -> int:
        """The number beside the label; asked for only by a page that shows it."""
        return self.counter() if self.counter else 0


# Label, endpoint, permission, whether a line separates it from the entry above.
ENTRIES = (
    (N_("Start"), "home.start", Permission.USE, False),
    (N_("My work"), "home.my_work", Permission.USE, False),
    (N_("Notifications"), "notifications.list_notifications", Permission.USE, False),
    (N_("Overview"), "home.overview", Permission.SEE_OVERVIEW, False),
    (N_("Programmes"), "programmes.list_programmes", Permission.SEE_PROGRAMMES, True),
    (N_("Regular supervision"), "observations.list_observations", Permission.SEE_OBSERVATIONS, False),
    (N_("Petitions"), "petitions.list_petitions", Permission.SEE_PETITIONS, False),
    (N_("Cases"), "cases.list_cases", Permission.SEE_CASES, False),
    (N_("Missions"), "teams.list_missions", Permission.SEE_CASES, False),
    (N_("Sessions"), "meetings.list_meetings", Permission.SEE_SESSIONS, False),
    (N_("Open violations"), "findings.list_violations", Permission.SEE_OVERVIEW, False),
    (N_("Discipline"), "discipline.list_disciplines", Permission.SEE_CASES, False),
    (N_("Complaints against discipline"), "appeals.list_appeals", Permission.SEE_CASES, False),
    (N_("Recommendations"), "follow_up.list_recommendations", Permission.SEE_OVERVIEW, False),
    (N_("Register"), "records.list_register", Permission.SEE_REGISTER, False),
    (N_("Incoming papers"), "incoming.list_incoming", Permission.SEE_INCOMING, False),
    (N_("Registers to print"), "registers.list_registers", Permission.SEE_BOOKS, False),
    (N_("Printing"), "printing.list_jobs", Permission.SEE_CASES, False),
    (N_("Statistics"), "statistics.show_figures", Permission.SEE_STATISTICS, False),
    (N_("Rules in force"), "lawbook.show_rules", Permission.USE, True),
    (N_("Organizations"), "organizations.show_tree", Permission.SEE_TREE, False),
    (N_("Members"), "members.list_members", Permission.SEE_MEMBERS, False),
    (N_("Accounts"), "accounts.list_accounts", Permission.MANAGE_ACCOUNTS, False),
    (N_("Own time limits, calendar"), "office.show_office", Permission.MANAGE_RULES, False),
    (N_("Wording and layout of papers"), "wordings.list_papers", Permission.MANAGE_RULES, False),
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
    counters = current_app.extensions["counters"]
    urls = [
        (gettext(label), url_for(endpoint), gap, partial(_count, endpoint) if endpoint in counters else None)
        for label, endpoint, permission, gap in ENTRIES
        if may(actor, permission)
    ]
    here = _first_word(request.path)
    return [NavItem(label, url, _first_word(url) == here, gap, counter) for label, url, gap, counter in urls]


def _count(endpoint: str) -> int:
    """The number of an entry; the layout shows the navigation twice and asks once."""
    counts = g.setdefault("navigation_counts", {})
    if endpoint not in counts:
        counts[endpoint] = current_app.extensions["counters"][endpoint](g.actor, clock.today())
    return counts[endpoint]


def _first_word(path: str) -> str:
    """``/cases/ab12/findings`` belongs to the entry ``/cases/``."""
    return path.split("/")[1]
