"""Forms on one recommendation and on one violation: each adds an update, none changes an earlier one."""

from collections.abc import Callable
from datetime import date

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Actor, Permission
from tracker.cases.page import carry_out, law_of_page, load
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible
from tracker.core.text import message
from tracker.findings.models import Recommendation
from tracker.findings.queries import get_finding, get_recommendation
from tracker.findings.states import FindingType
from tracker.follow_up import forms, queries, services
from tracker.follow_up.rules import asks_money, is_top
from tracker.follow_up.services import Note
from tracker.follow_up.states import STEP_LABELS, Step
from tracker.follow_up.views.area import blueprint, labels, tab
from tracker.regulations.procedure import PROCEDURE
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices

Verb = Callable[[Actor, CaseFile, Recommendation, Note, date], None]


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/progress", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def record_progress(ref: str, number: int) -> ResponseReturnValue:
    """Record how far a recommendation is carried out."""
    return _update(ref, number, forms.ProgressForm(), services.record_progress, gettext("The progress is recorded."))


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/report", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def report_done(ref: str, number: int) -> ResponseReturnValue:
    """Report a recommendation as carried out."""
    return _update(
        ref, number, forms.ReportForm(), services.report_done, gettext("It is reported; somebody else now verifies it.")
    )


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/verification", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def verify_recommendation(ref: str, number: int) -> ResponseReturnValue:
    """Verify that a recommendation is carried out."""
    file = load(ref, Permission.FOLLOW_UP, part="follow_up")
    row = get_recommendation(file.case.id, number)
    owed = queries.unreconciled(file.case.id)
    form = forms.VerificationForm(data={"version": row.version})
    form.keep(is_money_owed=bool(owed), asks=asks_money(row.text))

    def verify() -> None:
        asks = form.asks_money.data == "yes" if "asks_money" in form else None
        services.verify_recommendation(current_actor(), file, row, _note(form), clock.today(), asks)

    done = gettext("The recommendation is verified as carried out.")
    values = _about(file, row) | {"owed": owed}
    return carry_out(file, form, verify, "follow_up/verify_recommendation.html", done, tab(ref), **values)


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/return", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def send_back_recommendation(ref: str, number: int) -> ResponseReturnValue:
    """Send a recommendation back that is not carried out."""
    return _update(
        ref, number, forms.ReturnForm(), services.send_back_recommendation, gettext("The recommendation is sent back.")
    )


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/transfer", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def transfer_recommendation(ref: str, number: int) -> ResponseReturnValue:
    """Hand a recommendation over to another body."""
    return _update(
        ref,
        number,
        forms.HandoverForm(),
        services.transfer_recommendation,
        gettext("The recommendation is transferred."),
    )


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/waiver", methods=["GET", "POST"])
@requires(Permission.WAIVE_RECOMMENDATION)
def waive_recommendation(ref: str, number: int) -> ResponseReturnValue:
    """Approve that a recommendation is given up."""
    done, needs = gettext("The recommendation is waived."), Permission.WAIVE_RECOMMENDATION
    return _update(ref, number, forms.WaiverForm(), services.waive_recommendation, done, needs)


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/waiver-refusal", methods=["GET", "POST"])
@requires(Permission.WAIVE_RECOMMENDATION)
def keep_recommendation(ref: str, number: int) -> ResponseReturnValue:
    """Refuse to give a recommendation up."""
    done, needs = gettext("The recommendation stays."), Permission.WAIVE_RECOMMENDATION
    return _update(ref, number, forms.WaiverForm(), services.keep_recommendation, done, needs)


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/waiver-proposal", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def ask_waiver(ref: str, number: int) -> ResponseReturnValue:
    """Propose to give up a recommendation that applies no longer."""
    done = gettext("It is proposed; a leader of the body now approves it or not.")
    return _update(ref, number, forms.WaiverForm(), services.ask_waiver, done)


def _update(
    ref: str,
    number: int,
    form: forms.ProgressForm,
    verb: Verb,
    done: str,
    needs: Permission = Permission.FOLLOW_UP,
) -> ResponseReturnValue:
    """The page of one of the updates of a recommendation."""
    file = load(ref, needs, part="follow_up")
    row = get_recommendation(file.case.id, number)
    if not form.is_submitted():
        form.version.data = row.version

    def save() -> None:
        verb(current_actor(), file, row, _note(form), clock.today())

    template = f"follow_up/{verb.__name__}.html"
    return carry_out(file, form, save, template, done, tab(ref), **_about(file, row))


def _about(file: CaseFile, row: Recommendation) -> dict[str, object]:
    updates = queries.updates_of_case(file.case.id).get(row.id, [])
    return {"version": row.version, "recommendation": row, "updates": updates, **labels()}


def _note(form: forms.ProgressForm) -> Note:
    return Note(form.on.data, form.text.data, form.proof.data)


@blueprint.route(
    "/cases/<ref>/recommendations/<int(max=9999):number>/updates/<int(max=999999999):update_id>/correction",
    methods=["GET", "POST"],
)
@requires(Permission.FOLLOW_UP)
def correct_update(ref: str, number: int, update_id: int) -> ResponseReturnValue:
    """Say what was wrong in an earlier update; both stay."""
    file = load(ref, Permission.FOLLOW_UP, part="follow_up")
    row = get_recommendation(file.case.id, number)
    wrong = queries.get_update(row.id, update_id)
    form = forms.CorrectionForm(data={"version": row.version, "on": clock.today()})

    def save() -> None:
        services.correct_update(current_actor(), file, row, wrong, _note(form), clock.today())

    done, values = gettext("The correction is recorded."), _about(file, row) | {"wrong": wrong}
    return carry_out(file, form, save, "follow_up/correct_update.html", done, tab(ref), **values)


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/escalation", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def escalate(ref: str, number: int) -> ResponseReturnValue:
    """Take the next step on an overdue recommendation."""
    file, law = load(ref, Permission.FOLLOW_UP, part="follow_up"), law_of_page()
    row = get_recommendation(file.case.id, number)
    steps = queries.escalations_of_case(file.case.id).get(row.id, [])
    if steps and is_top(steps[-1].step.step):
        raise Conflict(message("A new observation was proposed; the leader decides on it."), (PROCEDURE,))
    verdicts = services.next_steps(file, row, clock.today(), law)
    first = next((step.value for step, verdict in verdicts.items() if verdict.allowed), "")
    form = forms.EscalationForm(data={"version": row.version, "on": clock.today(), "step": first})
    form.step.offer(choices(STEP_LABELS))

    def save() -> None:
        services.escalate(current_actor(), file, row, Step(form.step.data), _note(form), law)

    done = gettext("The step is recorded.")
    values = _about(file, row) | {"verdicts": verdicts, "steps": steps}
    return carry_out(file, form, save, "follow_up/escalate.html", done, tab(ref), **values)


@blueprint.route("/cases/<ref>/findings/<int(max=9999):number>/closing", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def close_violation(ref: str, number: int) -> ResponseReturnValue:
    """Close a violation."""
    file = load(ref, Permission.FOLLOW_UP, part="follow_up")
    violation = get_finding(file.case.id, number)
    if violation.type is not FindingType.VIOLATION:
        raise NotVisible
    form = forms.ClosingForm(data={"version": violation.version})

    def close() -> None:
        note = Note(form.on.data, form.text.data)
        services.close_violation(current_actor(), file, violation, note, clock.today())

    done = gettext("The violation is closed.")
    values = {"version": violation.version, "violation": violation, "verdict": services.check_closing(file, violation)}
    return carry_out(file, form, close, "follow_up/close_violation.html", done, tab(ref), **values)
