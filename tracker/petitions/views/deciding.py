"""Pages of the decision: forward, guide, file; and the withdrawal. Accepting opens the case, on a page of cases."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.petitions import forms, services
from tracker.petitions.services import Decision, Filing
from tracker.petitions.views.area import blueprint, carry_out, check_words, load, offer_grounds
from tracker.regulations.petitions import article_on
from tracker.web.access import current_actor, requires


@blueprint.route("/<ref>/forward", methods=["GET", "POST"])
@requires(Permission.DECIDE_PETITION)
def forward_petition(ref: str) -> ResponseReturnValue:
    """Forward a petition to the competent body."""
    petition, form = load(ref), forms.ForwardForm()

    def forward() -> None:
        check_words(petition, form)
        decision = Decision(form.on.data, form.note.data, form.paper.data)
        services.forward_petition(current_actor(), petition, decision, form.to.data, clock.today())

    done = gettext("The petition is recorded as forwarded.")
    return carry_out(petition, form, forward, "petitions/forward_petition.html", done)


@blueprint.route("/<ref>/guide", methods=["GET", "POST"])
@requires(Permission.DECIDE_PETITION)
def guide_sender(ref: str) -> ResponseReturnValue:
    """Tell the sender where to turn."""
    petition, form = load(ref), forms.GuideForm()

    def guide() -> None:
        check_words(petition, form)
        decision = Decision(form.on.data, form.note.data, form.paper.data or "")
        services.guide_sender(current_actor(), petition, decision, clock.today())

    done = gettext("The guidance to the sender is recorded.")
    return carry_out(petition, form, guide, "petitions/guide_sender.html", done)


@blueprint.route("/<ref>/file", methods=["GET", "POST"])
@requires(Permission.DECIDE_PETITION)
def file_petition(ref: str) -> ResponseReturnValue:
    """File a petition without handling it."""
    petition, form = load(ref), forms.FilingForm()
    offer_grounds(form.ground, petition)
    if not form.is_submitted():
        form.on.data = clock.today()
        form.ground.data = petition.ground.value if petition.ground else ""

    def file() -> None:
        check_words(petition, form)
        decision = Decision(form.on.data, form.note.data)
        area = form.area.data or petition.abstract[:200] if form.keep_as_information.data else None
        filing = Filing(decision, form.ground.data, form.congress_on.data, area)
        services.file_petition(current_actor(), petition, filing, clock.today())

    done = gettext("The petition is filed.")
    return carry_out(petition, form, file, "petitions/file_petition.html", done)


@blueprint.route("/<ref>/withdrawal", methods=["GET", "POST"])
@requires(Permission.RECEIVE_PETITION)
def record_withdrawal(ref: str) -> ResponseReturnValue:
    """Record that the sender takes the petition back."""
    petition, form = load(ref), forms.WithdrawalForm()

    def withdraw() -> None:
        check_words(petition, form)
        on, note, forced = form.on.data, form.note.data, form.forced.data
        services.record_withdrawal(current_actor(), petition, on, note, forced, clock.today())

    done = gettext("The withdrawal is recorded.")
    law = article_on("withdrawal", clock.today())
    return carry_out(petition, form, withdraw, "petitions/record_withdrawal.html", done, law=law)
