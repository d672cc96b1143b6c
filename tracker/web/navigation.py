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
    counter: Callable[[], int] | None = None

    @property
    def count(self) -> int:
        """The number beside the label; asked for only by a page that shows it."""
        return self.counter() if self.counter else 0


@dataclass(frozen=True)
class NavGroup:
    """Entries under one heading; the first group needs none."""

    label: str
    entries: list[NavItem]


# Heading, then label, endpoint and permission of its entries.
GROUPS = (
    (
        "",
        (
            (N_("Start"), "home.start", Permission.USE),
            (N_("My work"), "home.my_work", Permission.USE),
            (N_("Notifications"), "notifications.list_notifications", Permission.USE),
            (N_("Overview"), "home.overview", Permission.SEE_OVERVIEW),
        ),
    ),
    (
        N_("Inspection and supervision"),
        (
            (N_("Programmes"), "programmes.list_programmes", Permission.SEE_PROGRAMMES),
            (N_("Regular supervision"), "observations.list_observations", Permission.SEE_OBSERVATIONS),
            (N_("Petitions"), "petitions.list_petitions", Permission.SEE_PETITIONS),
            (N_("Cases"), "cases.list_cases", Permission.SEE_CASES),
            (N_("Missions"), "teams.list_missions", Permission.SEE_CASES),
            (N_("Sessions"), "meetings.list_meetings", Permission.SEE_SESSIONS),
            (N_("Open violations"), "findings.list_violations", Permission.SEE_OVERVIEW),
            (N_("Discipline"), "discipline.list_disciplines", Permission.SEE_CASES),
            (N_("Complaints against discipline"), "appeals.list_appeals", Permission.SEE_CASES),
            (N_("Recommendations"), "follow_up.list_recommendations", Permission.SEE_OVERVIEW),
        ),
    ),
    (
        N_("Papers and registers"),
        (
            (N_("Register"), "records.list_register", Permission.SEE_REGISTER),
            (N_("Incoming papers"), "incoming.list_incoming", Permission.SEE_INCOMING),
            (N_("Periodic reports"), "periodic.list_reports", Permission.SEE_REPORTS),
            (N_("Registers to print"), "registers.list_registers", Permission.SEE_BOOKS),
            (N_("Printing"), "printing.list_jobs", Permission.SEE_CASES),
        ),
    ),
    (
        N_("To look up"),
        (
            (N_("Statistics"), "statistics.show_figures", Permission.SEE_STATISTICS),
            (N_("Rules in force"), "lawbook.show_rules", Permission.USE),
            (N_("Organizations"), "organizations.show_tree", Permission.SEE_TREE),
            (N_("Members"), "members.list_members", Permission.SEE_MEMBERS),
        ),
    ),
    (
        N_("Administration"),
        (
            (N_("Accounts"), "accounts.list_accounts", Permission.MANAGE_ACCOUNTS),
            (N_("Own time limits, calendar"), "office.show_office", Permission.MANAGE_RULES),
            (N_("Wording and layout of papers"), "wordings.list_papers", Permission.MANAGE_RULES),
        ),
    ),
)
# Pages without an entry of their own, and the entry they are reached from.
REACHED_FROM = {"drafts": "cases", "papers": "register"}


def register(app: Flask) -> None:
    """Give the layout its entries."""

    @app.context_processor
    def navigation() -> dict[str, object]:
        return {"nav_groups": _groups()}


def _groups() -> list[NavGroup]:
    actor = g.get("actor")
    if actor is None:
        return []
    here = _first_word(request.path)
    here = REACHED_FROM.get(here, here)
    groups = [
        NavGroup(
            gettext(heading) if heading else "",
            [_item(one, at, here) for one, at, needed in entries if may(actor, needed)],
        )
        for heading, entries in GROUPS
    ]
    return [group for group in groups if group.entries]


def _item(label: str, endpoint: str, here: str) -> NavItem:
    url = url_for(endpoint)
    counter = partial(_count, endpoint) if endpoint in current_app.extensions["counters"] else None
    return NavItem(gettext(label), url, _first_word(url) == here, counter)


def _count(endpoint: str) -> int:
    """The number of an entry; the layout shows the navigation twice and asks once."""
    counts = g.setdefault("navigation_counts", {})
    if endpoint not in counts:
        counts[endpoint] = current_app.extensions["counters"][endpoint](g.actor, clock.today())
    return counts[endpoint]


def _first_word(path: str) -> str:
    """``/cases/ab12/findings`` belongs to the entry ``/cases/``."""
    return path.split("/")[1]
