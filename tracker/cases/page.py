"""The frame of every page of one case: header, tabs and "what now", to which each area adds its part.

Areas stand in the order of the work and never look forward, so the frame asks each of them, in the list that the
application gives it, for its tab and for the steps it offers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import Select

from tracker.access import Actor, Permission
from tracker.audit.queries import case_history
from tracker.audit.services import record_read
from tracker.cases import queries
from tracker.cases.deadlines import EventDeadline
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile
from tracker.cases.queries.limits import Deadline, rule_bodies
from tracker.cases.rules import working_days_left
from tracker.cases.states import EXTENSIBLE_STATES, STATE_LABELS, STATE_TONES, State
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible
from tracker.core.text import Message, message
from tracker.documents.approval import may_draft
from tracker.documents.asking import Approval, approval_in, approval_of
from tracker.lawbook.queries import OfficeLaw, office_law
from tracker.petitions.services import check_words as check_sender
from tracker.regulations.calendar import Calendar
from tracker.regulations.cells import CELL_GROUND_LABELS, check_cell_ground
from tracker.regulations.procedure import ARCHIVE
from tracker.regulations.verdict import Verdict
from tracker.web.access import current_actor
from tracker.web.format import day
from tracker.web.forms import TrackerForm, carried_out
from tracker.web.translate import say
from tracker.web.unit_of_work import leave_trace


@dataclass(frozen=True)
class Offer:
    """A step on a case that the actor's relation allows; the verdict says whether it is lawful now, and if not, why.

    ``quiet`` steps, which stop the work instead of carrying it on, come last and never as the main button.
    """

    label: str | Message
    url: str
    verdict: Verdict
    quiet: bool = False


@dataclass(frozen=True)
class Tab:
    """A page of the case. What ``count`` selects is shown beside the label; ``permission`` decides who has the tab.

    ``shown`` keeps it to some cases.
    """

    label: str
    endpoint: str
    permission: Permission
    count: Callable[[CaseFile], Select[int] | int | None] | None = None
    shown: Callable[[CaseFile], bool] | None = None


@dataclass(frozen=True)
class Remark:
    """A line in the header of a case that asks for attention, with its tone."""

    words: Message
    tone: str


@dataclass(frozen=True)
class Area:
    """What an area adds to the pages of a case: tabs, steps, and the time limits of its events."""

    tabs: Sequence[Tab] = ()
    offers: Callable[[Actor, CaseFile, date], list[Offer]] | None = None
    remarks: Callable[[Actor, CaseFile, date], list[Remark]] | None = None
    deadlines: Callable[[CaseFile, OfficeLaw], list[EventDeadline]] | None = None


def connect(app: object, areas: Sequence[Area]) -> None:
    """Tell the frame which areas there are, in the order of the work."""
    app.extensions["case_areas"] = tuple(areas)  # type: ignore[attr-defined]


def load(ref: str, permission: Permission = Permission.SEE_FILE, *, part: str = "file") -> CaseFile:
    """The case of a page; 404 unless the actor may open it. The reading is recorded."""
    actor = current_actor()
    file = queries.get_file(actor, ref, permission)
    case_id = file.case.id
    g.present_url = url_for("cases.show_case", ref=ref)
    g.last_change = lambda: next(iter(case_history(case_id, limit=1)), None)
    leave_trace(lambda: record_read(actor, case_id, part))
    return file


def approval_for(file: CaseFile, permission: Permission) -> Approval:
    """How the papers stand that a step of the case issues: who lacks ``permission`` only sends their text.

    Raises ``NotVisible`` for them where the body demands no approval.
    """
    return approval_of(file.case.body_id, issues=file.allows(current_actor(), permission))


def takes_or_drafts(actor: Actor, file: CaseFile, permission: Permission) -> bool:
    """Whether the actor may take a step that issues papers, or send their text for approval."""
    return file.allows(actor, permission) or may_draft(actor, file.case.body, file.relations)


def render_case(template: str, file: CaseFile, **values: object) -> str:
    """A page of a case inside the frame."""
    return render_template(template, **frame(file), **values)


def frame(file: CaseFile) -> dict[str, object]:
    """What the frame's template needs."""
    return {
        "file": file,
        "case": file.case,
        "case_tabs": _tabs(file),
        "offers": lambda: _offers(file),
        "remarks": lambda: _remarks(file),
        "state_labels": STATE_LABELS,
        "state_tones": STATE_TONES,
        "today": clock.today(),
        "days_left": days_left(file.case.due_on, file.case.state, law_of_page().calendar),
        "extensible": EXTENSIBLE_STATES,
        "cell_ground_labels": CELL_GROUND_LABELS,
        "cell_law": check_cell_ground(file.case.cell_ground, clock.day_of(file.case.opened_at)).citations,
    }


def law_of_page() -> OfficeLaw:
    """What the office entered beside the national rules, asked for once a page."""
    if "office_law" not in g:
        g.office_law = office_law()
    return g.office_law


def limit_moved(file: CaseFile, before: Deadline) -> Callable[[], str]:
    """What is told once the day is corrected from which the limit runs: where the due date went, if it did."""

    def told() -> str:
        said = gettext("The day is corrected.")
        old, new = before.due_on, file.case.due_on
        if not old or not new or old == new:
            return said
        return said + " " + gettext("Due date: %(new)s instead of %(old)s.", new=day(new), old=day(old))

    return told


def days_left(due_on: date | None, state: State, calendar: Calendar) -> int | None:
    """Working days left to the due date of a case, negative when it has passed; None where none run.

    A case in preparation has a due date only where its limit runs from the receipt of a petition.
    """
    running = state in EXTENSIBLE_STATES or state is State.DRAFT
    return working_days_left(due_on, clock.today(), calendar) if due_on and running else None


def event_deadlines(file: CaseFile) -> list[EventDeadline]:
    """The time limits of the events of a case, of all areas, the earliest start first."""
    law = law_of_page()
    found = [row for area in _areas() if area.deadlines for row in area.deadlines(file, law)]
    return sorted(found, key=lambda row: row.event.start_on)


def _areas() -> tuple[Area, ...]:
    return current_app.extensions["case_areas"]


def _tabs(file: CaseFile) -> list[dict[str, object]]:
    actor = current_actor()
    shown = [
        tab
        for area in _areas()
        for tab in area.tabs
        if file.allows(actor, tab.permission) and (tab.shown is None or tab.shown(file))
    ]
    counts = queries.count_together({tab.endpoint: tab.count(file) for tab in shown if tab.count})
    return [
        {
            "label": say(tab.label),
            "url": url_for(tab.endpoint, ref=file.case.ref),
            "endpoint": tab.endpoint,
            "count": counts.get(tab.endpoint),
        }
        for tab in shown
    ]


def _offers(file: CaseFile) -> dict[str, list[dict[str, object]]]:
    actor, today = current_actor(), clock.today()
    found = [offer for area in _areas() if area.offers for offer in area.offers(actor, file, today)]
    found.sort(key=lambda offer: offer.quiet)
    return {
        "allowed": [
            {"label": say(offer.label), "url": offer.url, "quiet": offer.quiet}
            for offer in found
            if offer.verdict.allowed
        ],
        "blocked": [
            {"label": say(offer.label), "reason": say(offer.verdict.reason), "citations": offer.verdict.citations}
            for offer in found
            if not offer.verdict.allowed
        ],
    }


def _remarks(file: CaseFile) -> list[Remark]:
    actor, today = current_actor(), clock.today()
    return [remark for area in _areas() if area.remarks for remark in area.remarks(actor, file, today)]


def outline_or_404(ref: str) -> ResponseReturnValue:
    """What those see who may know of a case but not open it."""
    row = queries.find_outline(current_actor(), ref)
    if row is None:
        raise NotVisible
    own_rule = rule_bodies([ref], law_of_page()).get(ref, "")
    labels = {"state_labels": STATE_LABELS, "state_tones": STATE_TONES, "kinds": KINDS}
    return render_template("cases/_outline.html", row=row, own_rule=own_rule, **labels)


def check_words(case: Case, form: TrackerForm) -> None:
    """Raise ``RuleViolation`` beside the field of a form that names the sender of the petition the case handles."""
    petition = queries.find_petition(case)
    if petition is not None:
        check_sender(petition, form.data, current_app.extensions["vault"], [row.name for row in case.subjects])


def carry_out(
    file: CaseFile,
    form: TrackerForm,
    step: Callable[[], None],
    template: str,
    done: str | Callable[[], str],
    back: str | None = None,
    /,
    **values: object,
) -> ResponseReturnValue:
    """The form page of one step: show the form, or check version and rules, do the step, and go back to the case.

    ``done`` is told afterwards; one that depends on what was done is asked for then.

    ``values`` go to the template. A ``version`` among them is that of the record which the form is about, where that is
    not the case itself; ``opens_archive`` that the step is one which an archived case still allows; ``approval`` that
    the form issues papers, which may be sent for approval instead; they name nobody who sent a petition.
    """
    approval, version, ref = approval_in(values), values.get("version"), file.case.ref
    if form.is_sent and file.case.state is State.ARCHIVED and not values.get("opens_archive"):
        raise Conflict(
            message("An archived case is read only: nothing of it changes unless the leader opens it again."),
            (ARCHIVE,),
        )

    def take() -> None:
        if "approval" in values:  # what is typed goes onto a paper that others read
            check_words(file.case, form)
        approval.carry(step)

    if carried_out(form, take, version if isinstance(version, int) else file.case.version):
        flash(approval.done(done if isinstance(done, str) else done()), "success")
        return redirect(approval.back(back or url_for("cases.show_case", ref=ref)), 303)
    return render_case(template, file, form=form, **values), 422 if form.errors else 200
