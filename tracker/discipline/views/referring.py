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
