"""Pages of dispatch: the way of one paper, and the forms by which it is recorded."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.audit.services import record
from tracker.core import clock
from tracker.dispatch import forms, services
from tracker.dispatch.queries import DispatchedPaper, find_known_case, get_dispatched
from tracker.dispatch.rules import lines_of, standing, tally
from tracker.dispatch.services import Shipment
from tracker.dispatch.states import WAY_LABELS, EntryKind, Way
from tracker.documents.states import ENDING_LABELS, SECRECY_LABELS, TYPE_LABELS, URGENCY_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.forms import TrackerForm, carried_out
from tracker.web.translate import choices
from tracker.web.unit_of_work import leave_trace

blueprint = Blueprint("dispatch", __name__, url_prefix="/papers/<ref>/dispatch")


@blueprint.get("")
@requires(Permission.SEE_REGISTER)
def show_dispatch(ref: str) -> ResponseReturnValue:
    """To whom a paper went, and everything that was recorded about it."""
    paper = _load(ref)
    left = standing(paper.entries)
    return _render(
        "dispatch/show_dispatch.html",
        paper,
        lines=lines_of(paper.planned, paper.entries),
        tally=tally(paper.planned, paper.entries),
        standing={entry.id for entry in left},
        sent={entry.id: entry.recipient for entry in paper.entries if entry.kind is EntryKind.SENT},
        untouched=not any(entry.kind in (EntryKind.SENT, EntryKind.KEPT) for entry in left),
    )


@blueprint.route("/send", methods=["GET", "POST"])
@requires(Permission.DISPATCH_PAPER)
def send(ref: str) -> ResponseReturnValue:
    """Record that the paper went to several recipients."""
    paper, actor = _load(ref), current_actor()
    form = forms.SendForm(data={"sent_on": clock.today(), "sender": actor.full_name, "copies": 1})
    form.way.offer(choices(WAY_LABELS))
    unsent = [line.recipient for line in lines_of(paper.planned, paper.entries) if line.sent is None]
    form.recipients.offer([(name, name) for name in unsent])

    def do() -> None:
        others = [line.strip() for line in (form.others.data or "").split("\n") if line.strip()]
        shipment = Shipment(
            [*(form.recipients.data or ()), *others],
            Way(form.way.data),
            form.sent_on.data,
            form.sender.data,
            form.copies.data,
        )
        services.send_paper(actor, ref, shipment, clock.today())

    return _carry_out(paper, form, do, "dispatch/send.html", gettext("The dispatch is recorded."))


@blueprint.route("/receive", methods=["GET", "POST"])
@requires(Permission.DISPATCH_PAPER)
def receive(ref: str) -> ResponseReturnValue:
    """Record who signed for it."""
    paper = _load(ref)
    form = forms.ReceiptForm(data={"received_on": clock.today()})
    waiting = [line.sent for line in lines_of(paper.planned, paper.entries) if line.sent and not line.received]
    form.recipients.offer([(str(entry.id), entry.recipient) for entry in waiting])

    def do() -> None:
        ids = [int(key) for key in form.recipients.data or ()]
        services.receive_paper(current_actor(), ref, ids, form.received_on.data, form.receiver.data, clock.today())

    return _carry_out(paper, form, do, "dispatch/receive.html", gettext("The receipt is recorded."))


@blueprint.route("/keep", methods=["GET", "POST"])
@requires(Permission.DISPATCH_PAPER)
def keep(ref: str) -> ResponseReturnValue:
    """Record that the paper is not sent to anybody."""
    paper, form = _load(ref), forms.ReasonForm()

    def do() -> None:
        services.keep_paper(current_actor(), ref, form.reason.data, clock.today())

    return _carry_out(paper, form, do, "dispatch/keep.html", gettext("It is recorded that the paper is not sent."))


@blueprint.route("/<int:entry_id>/revoke", methods=["GET", "POST"])
@requires(Permission.DISPATCH_PAPER)
def revoke(ref: str, entry_id: int) -> ResponseReturnValue:
    """Take an entry back."""
    paper, form = _load(ref), forms.ReasonForm()
    entry = services.get_entry(paper, entry_id)

    def do() -> None:
        services.revoke_entry(current_actor(), ref, entry_id, form.reason.data, clock.today())

    return _carry_out(paper, form, do, "dispatch/revoke.html", gettext("The entry is revoked."), entry=entry)


def _load(ref: str) -> DispatchedPaper:
    actor = current_actor()
    paper = get_dispatched(actor, ref)
    g.present_url = url_for("dispatch.show_dispatch", ref=ref)
    case_id = find_known_case(actor, paper.row)
    leave_trace(lambda: record(actor, "read.dispatch", case_id=case_id, about={"paper": ref}))
    return paper


def _render(template: str, paper: DispatchedPaper, **values: object) -> str:
    labels = {"way_labels": WAY_LABELS, "type_labels": TYPE_LABELS, "ending_labels": ENDING_LABELS}
    degrees = {"secrecy_labels": SECRECY_LABELS, "urgency_labels": URGENCY_LABELS}
    return render_template(template, paper=paper.row, entries=paper.entries, **labels, **degrees, **values)


def _carry_out(
    paper: DispatchedPaper, form: TrackerForm, do: Callable[[], None], template: str, done: str, **values: object
) -> ResponseReturnValue:
    if carried_out(form, do):
        flash(done, "success")
        return redirect(url_for("dispatch.show_dispatch", ref=paper.row.ref), 303)
    return _render(template, paper, form=form, **values), 422 if form.errors else 200
