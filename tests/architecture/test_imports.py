"""The order of the rooms, and what each file of a room may know. See the map of the code in README.md."""

import sys
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter

from tests.architecture.source import LAYERS, Import, Module, imports, modules, refuse

# A package imports only packages that stand before it. The order is that of the work.
ORDER = (
    *("core", "regulations", "workflow", "access"),
    *("extensions", "keyset"),
    *("audit", "organizations", "members", "accounts", "web", "documents", "lawbook", "tasks"),
    *("programmes", "observations", "petitions"),
    *("cases", "teams", "evidence", "findings", "reviews", "meetings", "conclusions", "discipline", "appeals"),
    *(
        "follow_up",
        "reorganization",
        "office",
        "wordings",
        "dossiers",
        "statistics",
        "periodic",
        "approvals",
        "dispatch",
        "records",
        "incoming",
        "registers",
        "diary",
        "writing",
        "printing",
        "notifications",
        "home",
    ),
    *("translations",),
    *("tables", "demo", "cli", "app"),
)
PURE = ("core", "regulations", "workflow", "access")

# What another area may import of an area. The other packages (core, web …) are meant to be imported whole.
PUBLIC = {"services", "queries", "states"}
PUBLIC_BESIDE = {
    # the kinds and contents are tables, sight is every query's, rules and page are what each area of a case builds on
    # and a case is named on all its papers as on its first
    "cases": {"kinds", "contents", "sight", "rules", "deadlines", "page", "papers"},
    # one table of rules for work that gets in the way of other work; what the application tells a programme of cases
    "programmes": {"overlap", "ahead"},
    "meetings": {"texts", "papers"},  # what an item puts to the vote: later rooms say it for theirs
    "findings": {"money"},  # one book of amounts, kept by the follow-up
    "conclusions": {"papers"},  # a decision names the case as its notice does
    # what is put together for the printer is what each area composes for itself
    "discipline": {"papers"},
    "dossiers": {"papers"},
    "evidence": {"sealing"},  # what is kept of evidence for the printer is sealed as the evidence is
}
# Files that may also name the tables of an area before their own: a list joins them in one statement, and an act
# reads what it acts on.
JOINING = {"queries", "services", "papers"}
WHOLE = ("tables", "demo", "cli", "app")  # know every area from the inside
AREAS = set(ORDER[ORDER.index("organizations") :]) - {"web", "documents", "tasks", "translations", *WHOLE}

# What a file of an area may import of its own area.
BELOW = {
    "states": set(),
    "rules": {"states"},
    "models": {"states"},
    "queries": {"models", "rules", "states"},
    "papers": {"queries", "models", "rules", "states"},
    "services": {"papers", "queries", "models", "rules", "states"},
    "forms": {"rules", "states"},
    "views": {"forms", "services", "papers", "queries", "models", "rules", "states"},
}
# Files of an area with a ninth name, and the file they rank with. Give the reason beside each.
NINTH_NAMES = {
    ("accounts", "passwords"): "rules",  # one library, one place
    ("petitions", "vault"): "rules",  # one library, one place
    ("petitions", "commands"): "views",  # the keys of the vault
    ("cases", "kinds"): "states",  # the kinds of work are one table
    ("cases", "contents"): "states",  # the controlled lists of what is examined are one table
    ("findings", "bars"): "queries",  # what is known of a subject's acts, apart from the lists
    ("findings", "day_views"): "views",  # the day of a violation that was reported without one
    ("findings", "money"): "queries",  # what was found wrong and came back, apart from the lists
    ("cases", "sight"): "queries",  # who may see a case: one condition that every query uses
    ("cases", "deadlines"): "rules",  # the time limits of the other events of a case: each area adds its own
    ("meetings", "texts"): "queries",  # what each item puts to the vote, composed from the records
    ("programmes", "overlap"): "rules",  # one table of rules, used when planning and when opening a case
    ("programmes", "ahead"): "rules",  # what a programme is told of the rooms after it
    ("cases", "overlaps"): "queries",  # what the rules of overlap are told of cases
    ("cases", "planning"): "queries",  # what a programme is told of cases, and what a case takes from its item
    ("cases", "past"): "services",  # closed cases entered from their paper files
    ("cases", "draft_form"): "views",  # between one long form and its service
    ("cases", "page"): "views",  # the frame of every page of a case
    ("cases", "source_views"): "views",  # a case that comes of a petition or an observation
    **{
        (area, "offers"): "views"
        for area in (
            "cases",
            "teams",
            "evidence",
            "findings",
            "reviews",
            "meetings",
            "conclusions",
            "discipline",
            "appeals",
            "follow_up",
            "dossiers",
            "diary",
            "writing",
        )
    },
    **{  # what waits for a person: statements that the page "My work" reads
        (area, "tasks"): "queries"
        for area in (
            "programmes",
            "observations",
            "petitions",
            "cases",
            "teams",
            "evidence",
            "meetings",
            "conclusions",
            "discipline",
            "appeals",
            "follow_up",
            "dossiers",
            "dispatch",
            "incoming",
            "approvals",
            "diary",
        )
    },
    ("evidence", "filetypes"): "rules",  # what a file is, told from its bytes
    ("evidence", "pdfs"): "rules",  # whether the end of a PDF is there
    ("evidence", "recordings"): "rules",  # which recording a content is
    ("evidence", "sealing"): "rules",  # one library, one place
    ("evidence", "commands"): "views",
    ("documents", "numbering"): "services",  # how numbers run: read when a number is given, set by the clerk
    ("writing", "starting"): "papers",  # what a new draft begins with, composed from the records
    ("records", "checking"): "services",  # a check without a sign-in: no actor, no case
    ("records", "history"): "states",  # the sentences of a case's history are one table
    ("accounts", "commands"): "views",  # the first account of an empty database
    ("office", "commands"): "views",  # the same recheck from the command line
    ("statistics", "money"): "queries",  # amounts, under the sight of files, apart from the counted subjects
    ("statistics", "commands"): "views",  # the same figures from the command line
    ("discipline", "commands"): "views",  # what the scheduler runs
    ("printing", "due"): "services",  # the papers a case wants now, composed by each area
    ("printing", "working"): "views",  # the worker: it commits as a request does
    ("printing", "commands"): "views",  # starts the worker
    ("demo", "commands"): "views",
    ("lawbook", "commands"): "views",  # the pure law, asked from the command line
}
WITHOUT_WEB = {"states", "rules", "models", "queries", "papers", "services"}
WEB_ONLY = ("flask", "flask_babel", "flask_wtf", "wtforms", "werkzeug", "tracker.web")

# Imports against a rule above that are right all the same: (module, target) with the reason beside it.
EXCEPTIONS: set[tuple[str, str]] = {
    # follow-up works on the findings: their amounts and what was recommended
    ("tracker.follow_up.views.money", "tracker.findings.models"),
    ("tracker.follow_up.views.recommendations", "tracker.findings.models"),
    # what every paper of a body is composed from
    ("tracker.documents.composing", "tracker.organizations.models"),
    # whether a body demands approval, and who gave it
    ("tracker.documents.approval", "tracker.organizations.models"),
    ("tracker.documents.asking", "tracker.organizations.models"),
    ("tracker.documents.asking", "tracker.accounts.models"),
    # whose wording is the nearest to a body
    ("tracker.documents.wordings", "tracker.organizations.models"),
}


def test_packages_import_only_packages_that_stand_before_them():
    def is_backwards(found: Import) -> bool:
        area, target = found.module.area, _area_of(found.target)
        if target in ("", area) or (target == "web" and _layer(found.module) in ("forms", "views")):
            return False
        return ORDER.index(target) > ORDER.index(area)

    refuse(_against(is_backwards))


def test_every_package_has_its_place_in_the_order():
    refuse([module.name for module in modules() if module.area and module.area not in ORDER])


def test_pure_packages_import_only_the_standard_library_and_each_other():
    def is_impure(found: Import) -> bool:
        if found.module.area not in PURE:
            return False
        top = found.target.split(".")[0]
        return _area_of(found.target) not in PURE if top == "tracker" else top not in sys.stdlib_module_names

    refuse(_against(is_impure))


def test_another_area_is_entered_only_by_its_services_queries_and_states():
    def is_entered_elsewhere(found: Import) -> bool:
        target = _area_of(found.target)
        if target not in AREAS or target == found.module.area or found.module.area in WHOLE:
            return False
        part = found.target.removeprefix(f"tracker.{target}").removeprefix(".").split(".")[0]
        if part == "models" and _layer(found.module) in JOINING:
            return False
        return part not in PUBLIC | PUBLIC_BESIDE.get(target, set())

    refuse(_against(is_entered_elsewhere))


def test_files_of_an_area_have_the_known_names():
    def is_unknown(module: Module) -> bool:
        return module.area in AREAS and bool(module.part) and _layer(module) is None

    refuse([module.name for module in modules() if is_unknown(module)])


def test_files_of_an_area_import_only_the_files_below_them():
    def is_upwards(found: Import) -> bool:
        own, target = found.module, found.target.split(".")
        if _area_of(found.target) != own.area or _layer(own) is None or len(target) < 3:
            return False
        wanted = NINTH_NAMES.get((own.area, target[2]), target[2])
        same = target[2] == own.part or wanted == _layer(own)
        return wanted in LAYERS and not same and wanted not in BELOW[_layer(own)]

    refuse(_against(is_upwards))


def test_everything_below_forms_and_views_knows_nothing_of_the_web():
    def knows_web(found: Import) -> bool:
        is_web = any(found.target == name or found.target.startswith(f"{name}.") for name in WEB_ONLY)
        return _layer(found.module) in WITHOUT_WEB and is_web

    refuse(_against(knows_web))


def test_only_the_renderer_imports_weasyprint():
    def is_stray(found: Import) -> bool:
        return found.target.split(".")[0] == "weasyprint" and found.module.name != "tracker.documents.render"

    refuse(_against(is_stray))


def test_no_function_imports_our_own_modules_outside_app_and_cli():
    def is_hidden(found: Import) -> bool:
        ours = found.target.split(".")[0] == "tracker"
        return ours and found.inside is not None and found.module.name not in ("tracker.app", "tracker.cli")

    refuse(_against(is_hidden))


def test_the_import_graph_has_no_circle():
    graph: dict[str, set[str]] = {module.name: set() for module in modules()}
    for found in imports():
        if found.target in graph and found.target != found.module.name:
            graph[found.module.name].add(found.target)
    circle: list[str] = []
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
    assert circle == []


def test_exceptions_are_still_needed():
    used = {(found.module.name, found.target) for found in imports()}
    assert used >= EXCEPTIONS


def _against(is_wrong: Callable[[Import], bool]) -> list[str]:
    regular = [found for found in imports() if (found.module.name, found.target) not in EXCEPTIONS]
    return [str(found) for found in regular if is_wrong(found)]


def _area_of(target: str) -> str:
    parts = target.split(".")
    return parts[1] if parts[0] == "tracker" and len(parts) > 1 else ""


def _layer(module: Module) -> str | None:
    """The layer of a file: its own name, or the one it ranks with; None for files outside the scheme."""
    name = NINTH_NAMES.get((module.area, module.part), module.part)
    return name if name in LAYERS else None
