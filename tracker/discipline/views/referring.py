"""Pages of a referral: handing the record to the competent body, and what comes back."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.discipline import forms, queries, services
from tracker.discipline.views.area import RECORD, blueprint, load_record, power_of_form, step
from tracker.regulations.measures import rows_for
from tracker.regulations.terms import FORM_LABELS, Form
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices


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


@blueprint.route(f"{RECORD}/answer", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def answer_referral(ref: str, number: int) -> ResponseReturnValue:
    """Record what the competent body decided."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    form = forms.AnswerForm(data={"version": record.version})
    known = [row.form for row in rows_for(queries.subject_type_of(record.subject, clock.today()), clock.today())]
    form.form.offer(choices(FORM_LABELS, only=known))

    def answer() -> None:
        decided = Form(form.form.data) if form.form.data else None
        words = services.Answer(form.answered_on.data, form.answer.data, decided)
        services.answer_referral(current_actor(), file, record, words, clock.today())

    done = gettext("What the competent body decided is recorded.")
    return step(file, record, form, answer, "discipline/answer_referral.html", done)


@blueprint.route(f"{RECORD}/return", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def return_referral(ref: str, number: int) -> ResponseReturnValue:
    """Take the record back under review."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    form = forms.ReturnForm(data={"version": record.version})

    def take_back() -> None:
        words = services.Answer(form.answered_on.data, form.answer.data)
        services.return_referral(current_actor(), file, record, words, clock.today())

    done = gettext("The record is under review again.")
    return step(file, record, form, take_back, "discipline/return_referral.html", done)
