"""Pages of incoming papers: the register, a line of it, and its forms."""

from collections.abc import Callable

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Actor, Permission, may
from tracker.cases.queries import CaseFilter, case_rows
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import has_control_character
from tracker.documents.states import SECRECY_LABELS, URGENCY_LABELS, Secrecy, Urgency
from tracker.incoming import forms, queries, services
from tracker.incoming.models import IncomingPaper
from tracker.incoming.queries import IncomingFilter
from tracker.incoming.rules import standing_of
from tracker.incoming.services import Arrival
from tracker.incoming.states import STANDING_LABELS, STANDING_TONES, Standing
from tracker.web.access import current_actor, requires
from tracker.web.fields import parse_day
from tracker.web.forms import VersionedForm, carried_out
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices

blueprint = Blueprint("incoming", __name__, url_prefix="/incoming")
_LABELS = {
    "standing_labels": STANDING_LABELS,
    "standing_tones": STANDING_TONES,
    "secrecy_labels": SECRECY_LABELS,
    "urgency_labels": URGENCY_LABELS,
}


@blueprint.get("/")
@requires(Permission.SEE_INCOMING)
def list_incoming() -> ResponseReturnValue:
    """The register, newest first; for an officer what is his to handle."""
    wanted, cursor, today = _filter_of_request(), cursor_of_request(), clock.today()
    found = queries.incoming_rows(current_actor(), wanted, cursor, today)
    page = page_of(found, cursor, lambda row: (row.arrived_on, row.id))
    return render_template("incoming/list_incoming.html", page=page, wanted=wanted, today=today, **_LABELS)


def _filter_of_request() -> IncomingFilter:
    given = {key: value for key, value in request.args.items() if not has_control_character(value)}
    days = {}
    for name in ("since", "until"):
        try:
            days[name] = parse_day(given[name].strip()) if given.get(name, "").strip() else None
        except ValueError:
            days[name] = None
    standing = Standing(given["standing"]) if given.get("standing") in set(Standing) else None
    return IncomingFilter(given.get("q", "")[:100], standing, **days)


@blueprint.get("/cases.json")
@requires(Permission.REGISTER_INCOMING)
def suggest_cases() -> ResponseReturnValue:
    """Cases that fit what was typed, for the picker."""
    found = _find_cases(current_actor(), request.args.get("q", "")[:100])
    return jsonify([{"key": key, "label": label} for key, label in found])


def _find_cases(actor: Actor, text: str) -> list[tuple[str, str]]:
    return [(row.ref, row.title) for row in case_rows(actor, CaseFilter(text=text), None)[:20]]


@blueprint.get("/<ref>")
@requires(Permission.SEE_INCOMING)
def show_incoming(ref: str) -> ResponseReturnValue:
    """One line of the register."""
    paper, actor = _load(ref), current_actor()
    return render_template(
        "incoming/show_incoming.html",
        paper=paper,
        standing=standing_of(paper.handler_id, paper.due_on, paper.answered_on, clock.today()),
        case=queries.case_label(actor, paper.case_id),
        may_answer=paper.answered_on is None and services.may_answer(actor, paper),
        may_correct=paper.answered_on is None and may(actor, Permission.REGISTER_INCOMING),
        **_LABELS,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.REGISTER_INCOMING)
def register_arrival() -> ResponseReturnValue:
    """Enter a paper that arrived."""
    form = forms.ArrivalForm(data={"arrived_on": clock.today()})
    _offer(form)
    if form.validate_on_submit():
        try:
            paper = services.register_arrival(current_actor(), _arrival(form), clock.today())
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            number = f"{paper.number:02d}/{paper.run_name}"
            flash(gettext("Registered under number %(number)s.", number=number), "success")
            return redirect(url_for("incoming.show_incoming", ref=paper.ref), 303)
    return render_template("incoming/register_arrival.html", form=form), 422 if form.errors else 200


@blueprint.route("/<ref>/correct", methods=["GET", "POST"])
@requires(Permission.REGISTER_INCOMING)
def correct_arrival(ref: str) -> ResponseReturnValue:
    """Correct a line, or give it to somebody."""
    paper, actor = _load(ref), current_actor()
    form = forms.ArrivalForm(data=_present(actor, paper))
    _offer(form)

    def correct() -> None:
        services.correct_arrival(actor, paper, _arrival(form), clock.today())

    return _carry_out(paper, form, correct, "incoming/correct_arrival.html", gettext("The line is corrected."))


@blueprint.route("/<ref>/answer", methods=["GET", "POST"])
@requires(Permission.SEE_INCOMING)
def answer_arrival(ref: str) -> ResponseReturnValue:
    """Record what came of it."""
    paper, actor = _load(ref), current_actor()
    form = forms.AnswerForm(data={"version": paper.version, "answered_on": clock.today()})

    def answer() -> None:
        services.answer_arrival(actor, paper, form.answered_on.data, form.result.data, clock.today())

    return _carry_out(paper, form, answer, "incoming/answer_arrival.html", gettext("The result is recorded."))


def _load(ref: str) -> IncomingPaper:
    paper = queries.get_incoming(current_actor(), ref)
    g.present_url = url_for("incoming.show_incoming", ref=ref)
    return paper


def _carry_out(
    paper: IncomingPaper, form: VersionedForm, step: Callable[[], None], template: str, done: str
) -> ResponseReturnValue:
    if carried_out(form, step, paper.version):
        flash(done, "success")
        return redirect(url_for("incoming.show_incoming", ref=paper.ref), 303)
    return render_template(template, paper=paper, form=form), 422 if form.errors else 200


def _offer(form: forms.ArrivalForm) -> None:
    actor = current_actor()
    form.secrecy.offer(choices(SECRECY_LABELS))
    form.urgency.offer(choices(URGENCY_LABELS))
    form.handler.offer([(str(key), name) for key, name in services.handlers(actor).items()])
    form.case.attach(
        lambda keys: queries.case_labels(actor, keys),
        lambda text: _find_cases(actor, text),
        url_for("incoming.suggest_cases"),
    )


def _arrival(form: forms.ArrivalForm) -> Arrival:
    return Arrival(
        arrived_on=form.arrived_on.data,
        sender=form.sender.data,
        sign=form.sign.data or "",
        dated_on=form.dated_on.data,
        abstract=form.abstract.data or "",
        secrecy=Secrecy(form.secrecy.data),
        urgency=Urgency(form.urgency.data),
        handler_id=int(form.handler.data) if form.handler.data else None,
        due_on=form.due_on.data,
        case_ref=form.case.first,
        note=form.note.data or "",
    )


def _present(actor: Actor, paper: IncomingPaper) -> dict[str, object]:
    shown = ("version", "arrived_on", "sender", "sign", "dated_on", "secrecy", "urgency", "abstract", "due_on", "note")
    linked = queries.case_label(actor, paper.case_id)
    handler = str(paper.handler_id) if paper.handler_id else ""
    values = {name: getattr(paper, name) for name in shown}
    return {**values, "handler": handler, "case": [linked[0]] if linked else []}
