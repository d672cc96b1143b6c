"""Page that hands a record to the competent body."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.discipline import forms, services
from tracker.discipline.views.area import RECORD, blueprint, load_record, power_of_form, step
from tracker.web.access import current_actor, requires


@blueprint.route(f"{RECORD}/refer", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def refer_discipline(ref: str, number: int) -> ResponseReturnValue:
    """Hand the record to the competent body."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    voted = services.voted_of(record)
    form = forms.ReferralForm(data={"version": record.version, "override_reason": record.override_reason})
    form.keep(needs_reason=voted.power is not None and voted.power.needs_override)

    def refer() -> None:
        reason = form.override_reason.data if "override_reason" in form else ""
        referral = services.Referral(form.referred_on.data, form.referred_to.data, reason)
        services.refer_discipline(current_actor(), file, record, referral, clock.today())

    done = gettext("The record is referred.")
    page = "discipline/refer_discipline.html"
    return step(file, record, form, refer, page, done, powers=power_of_form(record))


@blueprint.route(f"{RECORD}/refer-unvoted", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def refer_unvoted(ref: str, number: int) -> ResponseReturnValue:
    """Hand a record to the competent body without a vote, where this body may not decide on it."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    form = forms.UnvotedReferralForm(data={"version": record.version})

    def refer() -> None:
        referral = services.Referral(form.referred_on.data, form.referred_to.data, reason=form.reason.data)
        services.refer_unvoted(current_actor(), file, record, referral, clock.today())

    powers = services.ballot_powers(record, clock.today())
    page = "discipline/refer_unvoted.html"
    return step(file, record, form, refer, page, gettext("The record is referred."), powers=powers)
