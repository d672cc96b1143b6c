"""What the pages of sessions share: the blueprint, the loaders, the one way a form carries out a step."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Role
from tracker.core.errors import NotVisible
from tracker.documents.asking import approval_in
from tracker.meetings import queries
from tracker.meetings.models import Meeting
from tracker.meetings.queries import AgendaRow
from tracker.web.access import current_actor
from tracker.web.forms import VersionedForm, carried_out

blueprint = Blueprint("meetings", __name__, url_prefix="/sessions")

INVITED = (Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR, Role.COMMITTEE_LEADER)
ITEM = "/<ref>/items/<item_ref>"


def load_meeting(ref: str) -> Meeting:
    """The session of a page; 404 for who does not see it."""
    meeting = queries.get_meeting(current_actor(), ref)
    g.present_url = url_for("meetings.show_meeting", ref=ref) if request.method == "POST" else None
    return meeting


def load_item(ref: str, item_ref: str) -> tuple[Meeting, AgendaRow]:
    """An item with its session; 404 unless the actor may read the file it is about."""
    meeting = load_meeting(ref)
    for row in queries.agenda(current_actor(), meeting):
        if row.item.ref == item_ref and row.opens_file:
            return meeting, row
    raise NotVisible


def step(
    meeting: Meeting,
    form: VersionedForm,
    act: Callable[[], None],
    template: str,
    done: str,
    /,
    row: AgendaRow | None = None,
    **values: object,
) -> ResponseReturnValue:
    """The form page of one step on a session, or on one of its items."""
    version = row.item.version if row else meeting.version
    back = url_for("meetings.show_meeting", ref=meeting.ref)
    if row is not None:
        back = url_for("meetings.show_item", ref=meeting.ref, item_ref=row.item.ref)
    approval = approval_in(values)
    if carried_out(form, lambda: approval.carry(act), version):
        flash(approval.done(done), "success")
        return redirect(approval.back(back), 303)
    page = render_template(template, meeting=meeting, row=row, form=form, back=back, **values)
    return page, 422 if form.errors else 200
