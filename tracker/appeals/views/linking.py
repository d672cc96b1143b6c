"""The pages of a link: a higher body names the decision that its case hears a complaint against; one undone."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.appeals import forms, services
from tracker.appeals.rules import Named
from tracker.appeals.views.area import CASE, HEARD, ONE, blueprint, find_one, step, tab
from tracker.cases.page import carry_out, load
from tracker.cases.queries import find_petition
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.regulations.appeals import appeal_row
from tracker.web.access import current_actor, requires


@blueprint.route(f"{CASE}/link", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def link_below(ref: str) -> ResponseReturnValue:
    """Link the complaint to the decision of a lower body that it is about."""
    file = load(ref, Permission.ISSUE_DECISION, part="complaints")
    petition = find_petition(file.case)
    if petition is None or not file.row.rules_on_complaint:
        raise NotVisible
    form = forms.LinkForm(data={"by_subject": True, "sign": petition.decision_number})
    if petition.decision_received_on:
        del form.decision_received_on

    def link() -> None:
        received = form.decision_received_on.data if "decision_received_on" in form else None
        named = Named(form.sign.data, form.issuer.data, form.decided_on.data)
        given = services.Link(named, form.by_subject.data, received)
        services.link_below(current_actor(), file, given, clock.today())

    done, ladder = gettext("The complaint is linked to the decision."), appeal_row("ladder", clock.today())
    shown = {"petition": petition, "ladder": ladder}
    return carry_out(file, form, link, "appeals/link_below.html", done, tab(ref), **shown)


@blueprint.route(f"{ONE}/unlink", methods=["GET", "POST"])
@blueprint.route(f"{HEARD}/unlink", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def unlink(ref: str, number: int, complaint: int | None = None) -> ResponseReturnValue:
    """Take off a link of a complaint that was made by mistake."""
    file = load(ref, Permission.ISSUE_DECISION, part="complaints")
    appeal = find_one(file, number, complaint)
    verdict = services.check_unlinking(current_actor(), file, appeal)
    form = forms.UnlinkingForm(data={"version": appeal.version})

    def take_off() -> None:
        services.unlink(current_actor(), file, appeal, form.reason.data, clock.today())

    done = gettext("The link is taken off.")
    return step(file, appeal, form, take_off, "unlink", done, verdict=verdict)
