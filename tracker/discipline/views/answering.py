"""Pages of the way back of a referral."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.discipline import forms, queries, services
from tracker.discipline.forms.proceeding import NO_DISCIPLINE
from tracker.discipline.views.area import RECORD, blueprint, load_record, step
from tracker.regulations.measures import rows_for
from tracker.regulations.terms import FORM_LABELS, Form
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices


@blueprint.route(f"{RECORD}/answer", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def record_answer(ref: str, number: int) -> ResponseReturnValue:
    """Record what the competent body decided on a referred record."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    today = clock.today()
    known = [row.form for row in rows_for(queries.subject_type_of(record.subject, today), today)]
    form = forms.AnswerForm(data={"version": record.version, "form": record.voted_form})
    form.form.offer([(NO_DISCIPLINE, gettext("No discipline")), *choices(FORM_LABELS, only=known)])

    def answer() -> None:
        given = None if form.form.data == NO_DISCIPLINE else Form(form.form.data)
        decided = services.OtherDecision(given, form.decision.data, form.decided_on.data, form.announced_on.data)
        reply = services.Reply(form.answered_on.data, form.document.data, form.note.data)
        services.record_answer(current_actor(), file, record, reply, decided, today)

    done = gettext("The answer of the competent body is recorded.")
    return step(file, record, form, answer, "discipline/record_answer.html", done)


@blueprint.route(f"{RECORD}/take-back", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def take_back(ref: str, number: int) -> ResponseReturnValue:
    """Record that the competent body sent the record back."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    form = forms.TakeBackForm(data={"version": record.version})

    def take() -> None:
        reply = services.Reply(form.answered_on.data, form.document.data, form.note.data)
        services.take_back(current_actor(), file, record, reply, clock.today())

    done = gettext("The record is under review again.")
    return step(file, record, form, take, "discipline/take_back.html", done)
