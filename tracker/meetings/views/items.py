"""Pages of one item: what is put before the session, its text, other matters, the order of the agenda."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.audit.services import record_read
from tracker.core.text import N_
from tracker.documents.states import TYPE_LABELS
from tracker.meetings import forms, queries, services, texts
from tracker.meetings.states import METHOD_LABELS, PURPOSE_LABELS, RESULT_LABELS, VOTE_STATE_LABELS
from tracker.meetings.views.area import ITEM, blueprint, load_item, load_meeting, proposals, step
from tracker.regulations.terms import FORM_LABELS
from tracker.regulations.voting import NO_DISCIPLINE
from tracker.web.access import current_actor, requires
from tracker.web.forms import VersionedForm
from tracker.web.unit_of_work import leave_trace

_TALLY_LABELS = {
    "for": N_("For"),
    "against": N_("Against"),
    "blank": N_("No opinion"),
    "issued": N_("Papers handed out"),
    "invalid": N_("Invalid papers"),
    NO_DISCIPLINE: N_("no discipline"),
    **FORM_LABELS,
}


@blueprint.get(ITEM)
@requires(Permission.SEE_SESSIONS)
def show_item(ref: str, item_ref: str) -> ResponseReturnValue:
    """An item: papers put before the session, text voted on, who stays out, every vote. The reading is recorded."""
    meeting, row = load_item(ref, item_ref)
    actor, case_id = current_actor(), row.item.case_id
    if case_id is not None:
        leave_trace(lambda: record_read(actor, case_id, "session"))
    return render_template(
        "meetings/show_item.html",
        meeting=meeting,
        row=row,
        papers=queries.papers_before(row, meeting),
        text_now=texts.text_now(row.item),
        proposed=proposals(meeting, row),
        purpose_labels=PURPOSE_LABELS,
        result_labels=RESULT_LABELS,
        type_labels=TYPE_LABELS,
        method_labels=METHOD_LABELS,
        vote_labels=VOTE_STATE_LABELS,
        form_labels=FORM_LABELS,
        tally_labels=_TALLY_LABELS,
    )


@blueprint.route("/<ref>/matters/new", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION)
def add_matter(ref: str) -> ResponseReturnValue:
    """Put another matter on the agenda."""
    meeting = load_meeting(ref)
    form = forms.MatterForm(data={"version": meeting.version})

    def add() -> None:
        services.add_matter(current_actor(), meeting, services.Matter(form.title.data, form.draft.data))

    return step(meeting, form, add, "meetings/add_matter.html", gettext("The matter is on the agenda."))


@blueprint.route(f"{ITEM}/change", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION)
def change_matter(ref: str, item_ref: str) -> ResponseReturnValue:
    """Change the draft of another matter; a vote already taken on it is void by that."""
    meeting, row = load_item(ref, item_ref)
    present = {"version": row.item.version, "title": row.item.title, "draft": row.item.draft}
    form = forms.MatterForm(data=present)

    def change() -> None:
        services.change_matter(current_actor(), meeting, row.item, services.Matter(form.title.data, form.draft.data))

    return step(meeting, form, change, "meetings/change_matter.html", gettext("The draft is changed."), row=row)


@blueprint.route(f"{ITEM}/off", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION)
def withdraw_item(ref: str, item_ref: str) -> ResponseReturnValue:
    """Take an item off the agenda before its vote, with the reason."""
    meeting, row = load_item(ref, item_ref)
    form = forms.ReasonForm(data={"version": row.item.version})

    def withdraw() -> None:
        services.withdraw_item(current_actor(), meeting, row.item, form.reason.data)

    done = gettext("The item is off the agenda; it waits for another session.")
    return step(meeting, form, withdraw, "meetings/withdraw_item.html", done, row=row)


@blueprint.route(f"{ITEM}/up", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def move_up(ref: str, item_ref: str) -> ResponseReturnValue:
    """Put an item before the one above it."""
    meeting, row = load_item(ref, item_ref)
    form = VersionedForm(data={"version": row.item.version})

    def move() -> None:
        services.move_up(current_actor(), meeting, row.item)

    return step(meeting, form, move, "meetings/move_up.html", gettext("The order is changed."), row=row)
