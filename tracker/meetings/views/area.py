"""What the pages of sessions share: the blueprint, the loaders, the one way a form carries out a step."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.access import Permission, Role, may
from tracker.core.errors import NotVisible
from tracker.documents.asking import approval_in
from tracker.meetings import queries
from tracker.meetings.models import Meeting
from tracker.meetings.queries import AgendaRow
from tracker.meetings.states import SessionState
from tracker.regulations.sources import Grade
from tracker.web.access import current_actor
from tracker.web.format import capitalize_first
from tracker.web.forms import VersionedForm, carried_out
from tracker.web.translate import say

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


def proposals(meeting: Meeting, row: AgendaRow) -> list[tuple[queries.Proposed, dict[str, str]]]:
    """Whose recusal the records propose, for who holds the session, each with what is recorded by one press.

    The reason comes to stand in the minutes: it is Vietnamese in every language.
    """
    actor = current_actor()
    if meeting.state is not SessionState.PLANNED or not row.opens_file or not may(actor, Permission.HOLD_SESSION):
        return []
    with force_locale("vi"):
        return [
            (one, {"person": str(one.person.number), "reason": capitalize_first(say(one.reason))[:300]} | _article(one))
            for one in queries.proposed_recusals(actor, meeting, row.item)
        ]


def _article(one: queries.Proposed) -> dict[str, str]:
    unsure = f" ({gettext('unconfirmed')})" if one.citation.grade is Grade.UNCONFIRMED else ""
    return {"article": f"{one.citation}{unsure}"}


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
