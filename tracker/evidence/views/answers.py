"""Pages of what the subject says: written answers, drafts sent for a factual check, point by point."""

from collections.abc import Callable
from functools import partial

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.kinds import is_explanation
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.queries import CaseFile
from tracker.cases.states import State
from tracker.core import clock
from tracker.evidence import forms, queries, rules, services
from tracker.evidence.views.area import LARGEST, blueprint, seal, subjects, upload_of
from tracker.web.access import current_actor, requires
from tracker.web.translate import say
from tracker.web.uploads import takes_file


@blueprint.get("/cases/<ref>/answers")
@requires(Permission.SEE_FILE)
def list_answers(ref: str) -> ResponseReturnValue:
    """What the subjects answered, and how the drafts sent to them stand."""
    file = load(ref, part="answers")
    may_record = file.allows(current_actor(), Permission.RECORD_EVIDENCE)
    return render_case(
        "evidence/list_answers.html",
        file,
        statements=queries.all_statements(file.case.id),
        drafts=queries.all_drafts(file.case.id),
        names={subject.id: subject.name for subject in file.case.subjects},
        can_record=may_record and file.case.state in rules.RECORDING_STATES,
        can_send=may_record and file.case.state is State.CONDUCTING,
        verdict=services.check_answers(file),
        settle_url=lambda draft: partial(url_for, "evidence.settle_point", ref=ref, number=draft.number),
    )


@blueprint.route("/cases/<ref>/answers/new", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
@takes_file(LARGEST)
def record_statement(ref: str) -> ResponseReturnValue:
    """Record a written answer."""
    file = load(ref, Permission.RECORD_EVIDENCE, part="answers")
    step = services.step_to_fill(file)
    explains = step is not None and is_explanation(step)
    form = forms.StatementForm(data={"subject": _only_subject(file), "fills_step": explains})
    form.subject.offer(subjects(file))
    if step is not None:
        form.fills_step.description = gettext("The step “%(step)s” is recorded with its day.", step=say(step.label))
    else:
        del form.fills_step

    def save() -> None:
        upload = upload_of(form.upload.data) if form.upload.data else None
        fills = step is not None and form.fills_step.data
        statement = services.Statement(int(form.subject.data), form.received_on.data, form.text.data, upload, fills)
        services.record_statement(current_actor(), file, statement, seal(), clock.today())

    done = gettext("The answer is recorded.")
    return carry_out(file, form, save, "evidence/record_statement.html", done, _tab(ref))


@blueprint.route("/cases/<ref>/drafts/new", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
def send_draft(ref: str) -> ResponseReturnValue:
    """Record that a draft was sent."""
    file = load(ref, Permission.RECORD_EVIDENCE, part="answers")
    form = forms.DraftForm(data={"subject": _only_subject(file), "sent_on": clock.today()})
    form.subject.offer(subjects(file))

    def save() -> None:
        subject = int(form.subject.data)
        services.send_draft(current_actor(), file, subject, form.content.data, form.sent_on.data, clock.today())

    done = gettext("Recorded: the draft was sent.")
    return carry_out(file, form, save, "evidence/send_draft.html", done, _tab(ref))


@blueprint.route("/cases/<ref>/drafts/<int(max=9999):number>/answer", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
def record_draft_answer(ref: str, number: int) -> ResponseReturnValue:
    """Record the answer to a draft."""
    file = load(ref, Permission.RECORD_EVIDENCE, part="answers")
    draft = queries.get_draft(file.case.id, number)
    form = forms.DraftAnswerForm(data={"version": draft.version})
    form.add_row()

    def save() -> None:
        answer = services.DraftAnswer(form.answered_on.data, form.given_points(), form.note.data)
        services.record_draft_answer(current_actor(), file, draft, answer, clock.today())

    done, values = gettext("The answer is recorded."), {"version": draft.version, "draft": draft}
    return carry_out(file, form, save, "evidence/record_draft_answer.html", done, _tab(ref), **values)


@blueprint.route("/cases/<ref>/drafts/<int(max=9999):number>/points/<int(max=9999):point>", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
def settle_point(ref: str, number: int, point: int) -> ResponseReturnValue:
    """Accept or refuse a point of an answer."""
    file = load(ref, Permission.RECORD_EVIDENCE, part="answers")
    found = queries.get_point(queries.get_draft(file.case.id, number), point)
    decided = {True: "yes", False: "no", None: None}[found.accepted]
    form = forms.PointForm(data={"version": found.version, "accepted": decided, "reason": found.reason})
    form.accepted.offer([("yes", gettext("Accepted")), ("no", gettext("Refused"))])

    def save() -> None:
        services.settle_point(current_actor(), file, found, form.accepted.data == "yes", form.reason.data)

    done, values = gettext("The point is settled."), {"version": found.version, "point": found}
    return carry_out(file, form, save, "evidence/settle_point.html", done, _tab(ref), **values)


@blueprint.route("/cases/<ref>/answers/<int(max=9999):number>/withdraw", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
def withdraw_statement(ref: str, number: int) -> ResponseReturnValue:
    """Withdraw a written answer that was recorded by mistake."""
    file = load(ref, Permission.RECORD_EVIDENCE, part="answers")
    statement = queries.get_statement(file.case.id, number)
    version = int(statement.withdrawn_at is not None)
    form = forms.WithdrawalForm(data={"version": version})

    def withdraw() -> None:
        services.withdraw_statement(current_actor(), file, statement, form.reason.data)

    done, values = gettext("The answer is withdrawn."), {"version": version, "statement": statement}
    return carry_out(file, form, withdraw, "evidence/withdraw_statement.html", done, _tab(ref), **values)


@blueprint.route("/cases/<ref>/drafts/<int(max=9999):number>/withdraw", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
def withdraw_draft(ref: str, number: int) -> ResponseReturnValue:
    """Withdraw a sending that was recorded by mistake."""
    return _withdraw_of_draft(ref, number, services.withdraw_draft, gettext("The sending is withdrawn."))


@blueprint.route("/cases/<ref>/drafts/<int(max=9999):number>/answer/withdraw", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
def withdraw_draft_answer(ref: str, number: int) -> ResponseReturnValue:
    """Withdraw an answer to a draft that was recorded by mistake."""
    return _withdraw_of_draft(ref, number, services.withdraw_draft_answer, gettext("The answer is withdrawn."))


def _withdraw_of_draft(ref: str, number: int, act: Callable[..., object], done: str) -> ResponseReturnValue:
    file = load(ref, Permission.RECORD_EVIDENCE, part="answers")
    draft = queries.get_draft(file.case.id, number)
    form = forms.WithdrawalForm(data={"version": draft.version})

    def withdraw() -> None:
        act(current_actor(), file, draft, form.reason.data)

    values = {"version": draft.version, "draft": draft, "whole": act is services.withdraw_draft}
    return carry_out(file, form, withdraw, "evidence/withdraw_draft.html", done, _tab(ref), **values)


def _tab(ref: str) -> str:
    return url_for("evidence.list_answers", ref=ref)


def _only_subject(file: CaseFile) -> str:
    """The subject that the address names, or the only one there is."""
    single = str(file.case.subjects[0].number) if len(file.case.subjects) == 1 else ""
    return request.args.get("subject", single)
