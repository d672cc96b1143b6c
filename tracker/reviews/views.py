"""Pages of reviewed decisions."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.states import RULING_LABELS, State
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.findings.states import RECOMMENDATION_LABELS, RECOMMENDATION_TONES
from tracker.regulations.terms import FORM_LABELS
from tracker.reviews import forms, queries, services
from tracker.reviews.states import FAULT_LABELS, REQUEST_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices

blueprint = Blueprint("reviews", __name__, url_prefix="/cases/<ref>/reviews")


@blueprint.get("/")
@requires(Permission.SEE_FILE)
def list_reviews(ref: str) -> ResponseReturnValue:
    """The decisions of lower bodies to be reviewed, or the ruling on the decision complained of."""
    file = load(ref, part="findings")
    if not (file.row.reviews_decisions or file.row.rules_on_complaint):
        raise NotVisible
    may_record = file.allows(current_actor(), Permission.RECORD_FINDINGS) and file.case.state is State.CONDUCTING
    return render_case(
        "reviews/list_reviews.html",
        file,
        reviews=queries.reviews_of(file.case.id),
        can_record=may_record,
        request_labels=REQUEST_LABELS,
        fault_labels=FAULT_LABELS,
        ruling_labels=RULING_LABELS,
        form_labels=FORM_LABELS,
        recommendation_labels=RECOMMENDATION_LABELS,
        recommendation_tones=RECOMMENDATION_TONES,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def ask_review(ref: str) -> ResponseReturnValue:
    """Ask for a decision of a lower body to be changed or annulled."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    if not file.row.reviews_decisions:
        raise NotVisible
    form = forms.ReviewForm()
    form.subject.offer([(str(subject.number), subject.name) for subject in file.case.subjects])
    form.fault_kind.offer(choices(FAULT_LABELS))
    form.request.offer(choices(REQUEST_LABELS))

    def ask() -> None:
        services.ask_review(current_actor(), file, form.reviewed(), clock.today())

    done = gettext("The review of the decision is asked for.")
    return carry_out(file, form, ask, "reviews/ask_review.html", done, _tab(ref))


@blueprint.route("/ruling/<int(max=9999):number>", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def propose_ruling(ref: str, number: int) -> ResponseReturnValue:
    """Propose the ruling on the decision that one subject complains of."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    subject = file.subject(number)
    if not file.row.rules_on_complaint:
        raise NotVisible
    present = {"version": subject.version, "text": subject.ruling_text, "reason": subject.ruling_reason}
    present["ruling"] = subject.ruling.value if subject.ruling else None
    present["new_form"] = subject.ruling_form.value if subject.ruling_form else ""
    form = forms.RulingForm(data=present)
    form.ruling.offer(choices(RULING_LABELS))
    form.new_form.offer(choices(FORM_LABELS))

    def propose() -> None:
        services.propose_ruling(current_actor(), file, subject, form.ruled())

    done, values = gettext("The ruling is proposed."), {"version": subject.version, "subject": subject}
    return carry_out(file, form, propose, "reviews/propose_ruling.html", done, _tab(ref), **values)


def _tab(ref: str) -> str:
    return url_for("reviews.list_reviews", ref=ref)
