"""Pages of a complaint up to the decision: receive, accept, refuse, withdraw, hear."""

from flask import current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.appeals import forms, queries, rules, services
from tracker.appeals.states import CHANNEL_LABELS, Action, Channel
from tracker.appeals.views.area import HEARD, NEW, ONE, blueprint, load_one, step, tab
from tracker.cases.page import carry_out, load
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.discipline.queries import get_discipline, shown_state
from tracker.discipline.states import STANDING_STATES
from tracker.regulations.appeals import GROUND_LABELS, Ground, appeal_row, check_hearer
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices


@blueprint.route(NEW, methods=["GET", "POST"])
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

    done = gettext("The complaint is recorded.")
    shown = {"record": record, "version": record.version, "opens_archive": True}
    ladder = appeal_row("ladder", clock.today())
    return carry_out(file, form, receive, "appeals/receive_appeal.html", done, tab(ref), ladder=ladder, **shown)


@blueprint.route(f"{ONE}/accept", methods=["GET", "POST"])
@blueprint.route(f"{HEARD}/accept", methods=["GET", "POST"])
@requires(Permission.RECORD_VOTE)
def accept_appeal(ref: str, number: int, complaint: int | None = None) -> ResponseReturnValue:
    """Accept a complaint for handling."""
    file, appeal = load_one(ref, number, complaint, Action.ACCEPT)
    petition = queries.petition_of(appeal)
    accepted_on = (petition.decided_on if petition else None) or clock.today()
    form = forms.AcceptanceForm(data={"version": appeal.version, "accepted_on": accepted_on})
    filed = queries.filed_of(appeal)
    obstacles = rules.obstacles(filed, services.law_of(appeal.discipline))
    ladder = check_hearer(filed.decider, filed.hearer, filed.place, filed.received_on)

    def accept() -> None:
        acceptance = services.Acceptance(form.accepted_on.data, form.override_reason.data)
        reopen = current_app.extensions["reopen_archive"]
        services.accept_appeal(current_actor(), file, appeal, acceptance, reopen, clock.today())

    opening = services.check_opening(current_actor(), file)
    shown = {"obstacles": obstacles, "ladder": ladder, "opening": opening, "petition": petition}
    return step(file, appeal, form, accept, "accept_appeal", gettext("The complaint is accepted."), **shown)


@blueprint.route(f"{ONE}/refuse", methods=["GET", "POST"])
@blueprint.route(f"{HEARD}/refuse", methods=["GET", "POST"])
@requires(Permission.RECORD_VOTE)
def refuse_appeal(ref: str, number: int, complaint: int | None = None) -> ResponseReturnValue:
    """Do not handle a complaint."""
    file, appeal = load_one(ref, number, complaint, Action.REFUSE)
    form = forms.RefusalForm(data={"version": appeal.version, "ended_on": clock.today()})
    form.ground.offer(choices(GROUND_LABELS))

    def refuse() -> None:
        refusal = (Ground(form.ground.data), form.ended_on.data, form.ending.data)
        services.refuse_appeal(current_actor(), file, appeal, refusal, clock.today())

    return step(file, appeal, form, refuse, "refuse_appeal", gettext("The refusal is recorded."))


@blueprint.route(f"{ONE}/withdraw", methods=["GET", "POST"])
@blueprint.route(f"{HEARD}/withdraw", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def withdraw_appeal(ref: str, number: int, complaint: int | None = None) -> ResponseReturnValue:
    """Record the withdrawal of a complaint."""
    file, appeal = load_one(ref, number, complaint, Action.WITHDRAW)
    petition = queries.petition_of(appeal)
    ended_on = (petition.withdrawn_on if petition else None) or clock.today()
    form = forms.WithdrawalForm(data={"version": appeal.version, "ended_on": ended_on})

    def withdraw() -> None:
        day, words = form.ended_on.data, form.ending.data
        services.withdraw_appeal(current_actor(), file, appeal, day, words, clock.today())

    return step(file, appeal, form, withdraw, "withdraw_appeal", gettext("The withdrawal is recorded."))


@blueprint.route(f"{ONE}/hear", methods=["GET", "POST"])
@blueprint.route(f"{HEARD}/hear", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def hear_appeal(ref: str, number: int, complaint: int | None = None) -> ResponseReturnValue:
    """Record the work with the complainant, the deciding body and the cell."""
    file, appeal = load_one(ref, number, complaint, Action.HEAR)
    form = forms.HearingForm(data={"version": appeal.version})

    def hear() -> None:
        names = ("met_on", "meeting", "body_met_on", "body_meeting", "cell_remark_on", "cell_remark")
        hearing = services.Hearing(**{name: form[name].data for name in names})
        services.hear_appeal(current_actor(), file, appeal, hearing, clock.today())

    return step(file, appeal, form, hear, "hear_appeal", gettext("The meetings are recorded."))
