"""The start page, the leader's page, and the search over everything."""

from collections.abc import Mapping
from enum import StrEnum

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, may
from tracker.cases.kinds import KINDS
from tracker.cases.queries import CaseFilter, count_cases
from tracker.cases.queries.limits import rule_bodies
from tracker.cases.states import SEVERITY_LABELS, STATE_LABELS, STATE_TONES, Severity, State
from tracker.core import clock
from tracker.core.text import N_, clean, fold, has_control_character
from tracker.findings.queries import open_violation_summary
from tracker.findings.states import AGE_LABELS, Age
from tracker.follow_up.queries import RecommendationFilter, count_recommendations
from tracker.follow_up.states import Timing
from tracker.home import queries
from tracker.lawbook.queries import office_law
from tracker.tasks import WHEN_LABELS, by_time, count_tasks, find_source, number_of, page_of_source, read_tasks
from tracker.web import drafts
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import say

blueprint = Blueprint("home", __name__)

SHORTEST_SEARCH, LONGEST_SEARCH = 2, 100
# What the figures of both pages count: label, and the filter of the list of cases.
CASE_FIGURES = {
    "draft": (N_("In preparation"), {"state": State.DRAFT.value}),
    "open": (N_("Cases not closed"), {"timing": "open"}),
    "overdue": (N_("Overdue cases"), {"timing": "overdue"}),
    "waiting": (N_("Waiting for a session"), {"timing": "waiting"}),
}


@blueprint.get("/")
@requires(Permission.USE)
def start() -> ResponseReturnValue:
    """Where everybody lands after signing in: what waits for the person."""
    actor = current_actor()
    sees_cases = may(actor, Permission.SEE_CASES)
    work = queries.work_of(actor) if sees_cases else []
    waiting = count_tasks(actor, clock.today(), current_app.extensions["tasks"])
    return render_template(
        "home/start.html",
        figures=[
            _figure(N_("Waiting for me"), waiting, url_for("home.my_work")),
            *(_case_figures("draft", "open", "overdue", "waiting") if sees_cases else []),
        ],
        work=work,
        own_rules=rule_bodies([row.ref for row in work], office_law()) if sees_cases else {},
        running=(State.DRAFT, *queries.RUNNING_STATES),
        sessions=queries.sessions_ahead(actor) if may(actor, Permission.SEE_SESSIONS) else [],
        kinds=KINDS,
        state_labels=STATE_LABELS,
        state_tones=STATE_TONES,
        today=clock.today(),
        drafts=drafts.drafts_of(actor.user_id),
    )


@blueprint.get("/work")
@requires(Permission.USE)
def my_work() -> ResponseReturnValue:
    """What waits for the person to do, answer, sign or attend, by due date."""
    actor, today = current_actor(), clock.today()
    tasks, rests = read_tasks(actor, today, current_app.extensions["tasks"])
    return render_template(
        "home/my_work.html",
        groups=by_time(tasks, today),
        rests=rests,
        total=number_of(tasks, rests),
        when_labels=WHEN_LABELS,
    )


@blueprint.get("/work/<sort>")
@requires(Permission.USE)
def work_of_sort(sort: str) -> ResponseReturnValue:
    """All that waits for the person of one sort, by due date."""
    actor, today, cursor = current_actor(), clock.today(), cursor_of_request()
    source = find_source(actor, sort, current_app.extensions["tasks"])
    found = page_of_source(actor, today, source, cursor)
    page = page_of(found, cursor, lambda row: (row.last, row.key))
    return render_template("home/work_of_sort.html", label=source.label, page=page, today=today)


@blueprint.post("/drafts")
@requires(Permission.USE)
def keep_draft() -> ResponseReturnValue:
    """Keep what is typed into a form, while it is being typed; the answer says when, or null for what is not kept."""
    fields = [(name, text) for name, text in request.form.items(multi=True) if not name.startswith("draft-")]
    path, form, title = (request.form.get(f"draft-{part}", "") for part in ("path", "form", "title"))
    saved_at = drafts.keep_draft(path, form, title, fields)
    return jsonify(saved_at=f"{clock.local(saved_at):%H:%M:%S}" if saved_at else None)


@blueprint.post("/drafts/drop")
@requires(Permission.USE)
def drop_draft() -> ResponseReturnValue:
    """Drop a draft of one's own and show its form as it is without it."""
    path = request.form.get("path", "")
    drafts.drop_draft(path, request.form.get("form", ""))
    return redirect(path, 303)


@blueprint.get("/overview")
@requires(Permission.SEE_OVERVIEW)
def overview() -> ResponseReturnValue:
    """The leader's page: what is open, overdue and waiting; every number opens exactly its list."""
    actor, today = current_actor(), clock.today()
    found = open_violation_summary(actor, today)
    late = count_recommendations(actor, RecommendationFilter(timing=Timing.OVERDUE, today=today))
    violations = url_for("findings.list_violations")
    recommendations = url_for("follow_up.list_recommendations", timing="overdue")
    return render_template(
        "home/overview.html",
        figures=[
            _figure(N_("Open violations"), found.total, violations),
            *_case_figures("overdue", "waiting"),
            _figure(N_("Recommendations past due"), late, recommendations),
        ],
        organizations=[
            (row.name or gettext("Own organization and others"), row.count, _violations(organization=row.code))
            for row in found.by_organization
        ],
        by_severity=_bars(dict(reversed(SEVERITY_LABELS.items())), found.by_severity, "severity"),
        by_kind=_bars({kind: row.label for kind, row in KINDS.items()}, found.by_kind, "kind"),
        by_age=_bars(AGE_LABELS, found.by_age, "age"),
        gravest=say(SEVERITY_LABELS[Severity.EXTREMELY_SERIOUS]),
        oldest=say(AGE_LABELS[Age.OVER_365]),
        today=today,
    )


@blueprint.get("/search")
@requires(Permission.USE)
def search() -> ResponseReturnValue:
    """Cases, organizations and members that fit what was typed, with or without marks."""
    typed = request.args.get("q", "")[:LONGEST_SEARCH]
    text = "" if has_control_character(typed) else clean(typed)
    long_enough = len(fold(text)) >= SHORTEST_SEARCH
    found = queries.search(current_actor(), text, clock.today()) if long_enough else None
    return render_template(
        "home/search.html",
        search_query=text,
        found=found,
        own_rules=rule_bodies([row.ref for row in found.cases], office_law()) if found and found.cases else {},
        most=queries.MOST_SHOWN,
        kinds=KINDS,
        state_labels=STATE_LABELS,
        state_tones=STATE_TONES,
    )


def _case_figures(*keys: str) -> list[dict[str, object]]:
    actor, today = current_actor(), clock.today()
    figures = []
    for key in keys:
        label, narrowed = CASE_FIGURES[key]
        state = State(narrowed["state"]) if "state" in narrowed else None
        wanted = CaseFilter(state=state, timing=narrowed.get("timing", ""), today=today)
        figures.append(_figure(label, count_cases(actor, wanted), url_for("cases.list_cases", **narrowed)))
    return figures


def _figure(label: str, count: int, url: str) -> dict[str, object]:
    return {"label": say(label), "count": count, "url": url}


def _bars(labels: Mapping[StrEnum, str], counts: Mapping[StrEnum, int], name: str) -> list[tuple[str, int, str]]:
    """(label, number, address of its list) of those that occur, in the order of the labels."""
    return [
        (say(label), counts[key], _violations(**{name: key.value})) for key, label in labels.items() if counts.get(key)
    ]


def _violations(**narrowed: str | None) -> str | None:
    """The list of open violations narrowed so; None for what no filter names."""
    return None if None in narrowed.values() else url_for("findings.list_violations", **narrowed)
