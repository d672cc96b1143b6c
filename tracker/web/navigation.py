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
    gap: bool
    count: int | None = None


# Label, endpoint, permission, whether a line separates it from the entry above.
ENTRIES = (
    (N_("Start"), "home.start", Permission.USE, False),
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
    (N_("Statistics"), "statistics.show_figures", Permission.SEE_STATISTICS, False),
    (N_("Rules in force"), "lawbook.show_rules", Permission.USE, True),
    (N_("Organizations"), "organizations.show_tree", Permission.SEE_TREE, False),
    (N_("Members"), "members.list_members", Permission.SEE_MEMBERS, False),
    (N_("Accounts"), "accounts.list_accounts", Permission.MANAGE_ACCOUNTS, False),
    (N_("Own time limits, calendar"), "office.show_office", Permission.MANAGE_RULES, False),
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
    urls = [
        (gettext(label), url_for(endpoint), gap)
        for label, endpoint, permission, gap in ENTRIES
        if may(actor, permission)
    ]
    return [NavItem(label, url, _first_word(url) == _first_word(request.path), gap) for label, url, gap in urls]


def _first_word(path: str) -> str:
    """``/cases/ab12/findings`` belongs to the entry ``/cases/``."""
    return path.split("/")[1]
