"""Pages of complaints against discipline: the register, those of a case, and each step."""

from collections.abc import Callable

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.appeals import forms, queries, rules, services
from tracker.appeals.models import Appeal
from tracker.appeals.offers import receivable, steps_of
from tracker.appeals.states import CHANNEL_LABELS, STATE_LABELS, STATE_TONES, TRANSITIONS, Action, Channel, State
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.discipline.queries import get_discipline, shown_state
from tracker.discipline.states import STANDING_STATES
from tracker.regulations.appeals import (
    GROUND_LABELS,
    OUTCOME_LABELS,
    PART_LABELS,
    RESTORATION,
    Ground,
    Outcome,
    Part,
    appeal_row,
    check_hearer,
)
from tracker.regulations.terms import FORM_LABELS, Form
from tracker.web.access import current_actor, requires
from tracker.web.forms import VersionedForm
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices

blueprint = Blueprint("appeals", __name__)
_CASE = "/cases/<ref>/complaints"
_NEW = "/cases/<ref>/discipline/<int(max=9999):number>/complaints/new"
_ONE = "/cases/<ref>/discipline/<int(max=9999):number>/complaints/<int(max=9999):complaint>"
_LABELS = {
    "appeal_labels": STATE_LABELS,
    "appeal_tones": STATE_TONES,
    "channel_labels": CHANNEL_LABELS,
    "ground_labels": GROUND_LABELS,
    "outcome_labels": OUTCOME_LABELS,
    "part_labels": PART_LABELS,
    "form_labels": FORM_LABELS,
}


@blueprint.get("/complaints")
@requires(Permission.SEE_CASES)
def list_appeals() -> ResponseReturnValue:
    """The complaints in all cases one knows of, newest first."""
    state = State(request.args["state"]) if request.args.get("state") in set(State) else None
    outcome = Outcome(request.args["outcome"]) if request.args.get("outcome") in set(Outcome) else None
    cursor = cursor_of_request()
    found = queries.appeal_rows(current_actor(), cursor, state, outcome)
    page = page_of(found, cursor, lambda row: (row.received_on, row.id))
    return render_template("appeals/list_appeals.html", page=page, state=state, outcome=outcome, **_LABELS)


@blueprint.get(_CASE)
@requires(Permission.SEE_PAPERS)
def list_of_case(ref: str) -> ResponseReturnValue:
    """The complaints against the disciplines of a case, with their steps and what is to be restored."""
    file = load(ref, Permission.SEE_PAPERS, part="complaints")
    actor, today = current_actor(), clock.today()
    appeals = queries.appeals_of_case(file.case.id)
    return render_case(
        "appeals/list_of_case.html",
        file,
        appeals=appeals,
        steps={row.id: steps_of(actor, file, row) for row in appeals},
        new=receivable(actor, file, today),
        sees_file=file.allows(actor, Permission.SEE_FILE),
        may_issue=file.allows(actor, Permission.ISSUE_DECISION),
        execution=appeal_row("execution", today),
        restoration=RESTORATION,
        **_LABELS,
    )


@blueprint.route(_NEW, methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def receive_appeal(ref: str, number: int) -> ResponseReturnValue:
    """Record a complaint that came in."""
    file = load(ref, Permission.ISSUE_DECISION, part="complaints")
    record = get_discipline(file.case.id, number)
    if shown_state(record, clock.today()) not in STANDING_STATES:
        raise NotVisible
    present = {"complainant": record.subject.name, "by_subject": True, "channel": Channel.DIRECT.value}
    form = forms.ReceiptForm(data={"version": record.version, "received_on": clock.today(), **present})
    form.channel.offer(choices(CHANNEL_LABELS))
    form.hearing_body_id.offer([(str(row.body.id), row.body.name) for row in queries.hearing_bodies(record)])

    def receive() -> None:
        fields = ("by_subject", "complainant", "received_on", "decision_received_on", "content")
        values = {name: form[name].data for name in fields}
        channel, body = Channel(form.channel.data), int(form.hearing_body_id.data)
        new = services.NewAppeal(**values, channel=channel, hearing_body_id=body)
        services.receive_appeal(current_actor(), file, record, new, clock.today())

    done, shown = gettext("The complaint is recorded."), {"record": record, "version": record.version}
    ladder = appeal_row("ladder", clock.today())
    return carry_out(file, form, receive, "appeals/receive_appeal.html", done, _tab(ref), ladder=ladder, **shown)


@blueprint.route(f"{_ONE}/accept", methods=["GET", "POST"])
@requires(Permission.RECORD_VOTE)
def accept_appeal(ref: str, number: int, complaint: int) -> ResponseReturnValue:
    """Accept a complaint for handling."""
    file, appeal = _load(ref, number, complaint, Action.ACCEPT)
    form = forms.AcceptanceForm(data={"version": appeal.version, "accepted_on": clock.today()})
    filed = queries.filed_of(appeal)
    obstacles = rules.obstacles(filed, services.law_of(appeal.discipline))
    ladder = check_hearer(filed.decider, filed.hearer, filed.place, filed.received_on)

    def accept() -> None:
        day, reason = form.accepted_on.data, form.override_reason.data
        services.accept_appeal(current_actor(), file, appeal, day, reason, clock.today())

    shown = {"obstacles": obstacles, "ladder": ladder}
    return _step(file, appeal, form, accept, "accept_appeal", gettext("The complaint is accepted."), **shown)


@blueprint.route(f"{_ONE}/refuse", methods=["GET", "POST"])
@requires(Permission.RECORD_VOTE)
def refuse_appeal(ref: str, number: int, complaint: int) -> ResponseReturnValue:
    """Do not handle a complaint."""
    file, appeal = _load(ref, number, complaint, Action.REFUSE)
    form = forms.RefusalForm(data={"version": appeal.version, "ended_on": clock.today()})
    form.ground.offer(choices(GROUND_LABELS))

    def refuse() -> None:
        refusal = (Ground(form.ground.data), form.ended_on.data, form.ending.data)
        services.refuse_appeal(current_actor(), file, appeal, refusal, clock.today())

    return _step(file, appeal, form, refuse, "refuse_appeal", gettext("The refusal is recorded."))


@blueprint.route(f"{_ONE}/withdraw", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def withdraw_appeal(ref: str, number: int, complaint: int) -> ResponseReturnValue:
    """Record the withdrawal of a complaint."""
    file, appeal = _load(ref, number, complaint, Action.WITHDRAW)
    form = forms.WithdrawalForm(data={"version": appeal.version, "ended_on": clock.today()})

    def withdraw() -> None:
        day, words = form.ended_on.data, form.ending.data
        services.withdraw_appeal(current_actor(), file, appeal, day, words, clock.today())

    return _step(file, appeal, form, withdraw, "withdraw_appeal", gettext("The withdrawal is recorded."))


@blueprint.route(f"{_ONE}/hear", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def hear_appeal(ref: str, number: int, complaint: int) -> ResponseReturnValue:
    """Record the work with the complainant, the deciding body and the cell."""
    file, appeal = _load(ref, number, complaint, Action.HEAR)
    form = forms.HearingForm(data={"version": appeal.version})

    def hear() -> None:
        names = ("met_on", "meeting", "body_met_on", "body_meeting", "cell_remark_on", "cell_remark")
        hearing = services.Hearing(**{name: form[name].data for name in names})
        services.hear_appeal(current_actor(), file, appeal, hearing, clock.today())

    return _step(file, appeal, form, hear, "hear_appeal", gettext("The meetings are recorded."))


@blueprint.route(f"{_ONE}/decide", methods=["GET", "POST"])
@requires(Permission.RECORD_VOTE)
def decide_appeal(ref: str, number: int, complaint: int) -> ResponseReturnValue:
    """Record the decision on a complaint."""
    file, appeal = _load(ref, number, complaint, Action.DECIDE)
    form = forms.AppealDecisionForm(data={"version": appeal.version})
    form.outcome.offer(choices(OUTCOME_LABELS))
    form.new_form.offer(choices(FORM_LABELS))

    def decide() -> None:
        names = ("session_on", "members", "votes_for", "decision", "decided_on", "announced_on", "restore_by")
        values = {name: form[name].data for name in (*names, "override_reason")}
        new_form = Form(form.new_form.data) if form.new_form.data else None
        decision = services.AppealDecision(**values, outcome=Outcome(form.outcome.data), new_form=new_form)
        services.decide_appeal(current_actor(), file, appeal, decision, clock.today())

    shown = {"adoption": rules.ADOPTION, "form_labels": FORM_LABELS}
    return _step(file, appeal, form, decide, "decide_appeal", gettext("The decision is recorded."), **shown)


@blueprint.route(f"{_ONE}/restoration/<part>", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def restore_part(ref: str, number: int, complaint: int, part: str) -> ResponseReturnValue:
    """Record that a part of the restoration was done."""
    file = load(ref, Permission.ISSUE_DECISION, part="complaints")
    appeal = queries.get_appeal(get_discipline(file.case.id, number).id, complaint)
    if part not in set(Part):
        raise NotVisible
    row = queries.get_part(appeal.id, Part(part))
    present = {"done_on": row.done_on or clock.today(), "document": row.document}
    form = forms.RestorationForm(data={"version": appeal.version, **present})

    def restore() -> None:
        done = (form.done_on.data, form.document.data)
        services.restore_part(current_actor(), file, appeal, row, done, clock.today())

    shown = {"part": row, "part_labels": PART_LABELS, "restoration": RESTORATION}
    return _step(file, appeal, form, restore, "restore_part", gettext("The restoration is recorded."), **shown)


def _load(ref: str, number: int, complaint: int, action: Action) -> tuple[CaseFile, Appeal]:
    """The complaint of an address; 404 unless the actor may take the step, 409 when it is not possible any more."""
    permission = next(row.permission for row in TRANSITIONS.rows if row.action is action)
    file = load(ref, permission, part="complaints")
    appeal = queries.get_appeal(get_discipline(file.case.id, number).id, complaint)
    TRANSITIONS.get(appeal.state, action)
    return file, appeal


def _step(
    file: CaseFile,
    appeal: Appeal,
    form: VersionedForm,
    act: Callable[[], None],
    page: str,
    done: str,
    **values: object,
) -> ResponseReturnValue:
    shown = {"record": appeal.discipline, "appeal": appeal, "version": appeal.version, **values}
    return carry_out(file, form, act, f"appeals/{page}.html", done, _tab(file.case.ref), **shown)


def _tab(ref: str) -> str:
    return url_for("appeals.list_of_case", ref=ref)
