"""Pages of regular supervision: the log, one observation, and the steps on it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, may
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.core.text import N_, has_control_character
from tracker.members.queries import find_subjects, key_of, subject_labels
from tracker.observations import forms, queries, services
from tracker.observations.models import Observation
from tracker.observations.queries import ObservationFilter
from tracker.observations.services import Note
from tracker.observations.states import (
    ACTION_LABELS,
    ASSESSMENT_LABELS,
    ASSESSMENT_TONES,
    AUTOMATIC,
    SOURCE_LABELS,
    STATE_LABELS,
    STATE_TONES,
    TRANSITIONS,
    Action,
    Assessment,
    Source,
    State,
)
from tracker.web.access import current_actor, requires
from tracker.web.forms import VersionedForm, carried_out
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices, say
from tracker.web.unit_of_work import leave_trace

blueprint = Blueprint("observations", __name__, url_prefix="/observations")

_ENDPOINTS = {
    Action.REPORT: "observations.report_observation",
    Action.REMIND: "observations.remind",
    Action.WATCH: "observations.watch_further",
    Action.ESCALATE: "case_sources.open_from_observation",
}


@blueprint.get("/")
@requires(Permission.SEE_OBSERVATIONS)
def list_observations() -> ResponseReturnValue:
    """The log, newest first, narrowed by the address, with the counts of all of it."""
    actor, wanted, cursor = current_actor(), _filter_of_request(), cursor_of_request()
    found = queries.observation_rows(actor, wanted, cursor)
    counts = queries.counts_of(actor)
    return render_template(
        "observations/list_observations.html",
        page=page_of(found, cursor, lambda row: (row.observed_on, row.id)),
        wanted=wanted,
        total=queries.count_observations(actor, wanted),
        counts=counts,
        by_state=[(say(label), counts.by_state.get(key, 0), _list(state=key)) for key, label in STATE_LABELS.items()],
        by_officer=[(name, count, _list(officer=key)) for key, name, count in counts.by_officer],
        by_area=[(area, count, _list(area=area)) for area, count in counts.by_area],
        **_labels(),
    )


def _list(**narrowed: object) -> str:
    return url_for("observations.list_observations", **narrowed)


def _filter_of_request() -> ObservationFilter:
    given = {key: value for key, value in request.args.items() if not has_control_character(value)}
    officer = given.get("officer", "")
    return ObservationFilter(
        text=given.get("q", "")[:100],
        state=State(given["state"]) if given.get("state") in set(State) else None,
        source=Source(given["source"]) if given.get("source") in set(Source) else None,
        officer_id=int(officer) if officer.isascii() and officer.isdigit() and len(officer) < 10 else None,
        area=given.get("area", "")[:200],
    )


def _labels() -> dict[str, object]:
    return {
        "state_labels": STATE_LABELS,
        "state_tones": STATE_TONES,
        "source_labels": SOURCE_LABELS,
        "assessment_labels": ASSESSMENT_LABELS,
        "assessment_tones": ASSESSMENT_TONES,
    }


def _load(ref: str) -> Observation:
    actor = current_actor()
    observation = queries.get_observation(actor, ref)
    g.present_url = url_for("observations.show_observation", ref=ref)
    leave_trace(lambda: record(actor, "read.observation", about={"observation": ref}))
    return observation


@blueprint.get("/<ref>")
@requires(Permission.SEE_OBSERVATIONS)
def show_observation(ref: str) -> ResponseReturnValue:
    """One observation: what was seen, what the leader says, what now."""
    observation = _load(ref)
    return render_template(
        "observations/show_observation.html",
        observation=observation,
        officer=queries.officer_of(observation),
        decider=queries.decider_of(observation),
        releases=queries.releases_of(observation.id),
        offers=_offers(observation),
        case_ref=current_app.extensions["case_of_observation"](current_actor(), observation.id),
        **_labels(),
    )


@dataclass(frozen=True)
class _Offer:
    label: str
    url: str
    quiet: bool = False


def _offers(observation: Observation) -> list[_Offer]:
    actor, found = current_actor(), []
    for row in TRANSITIONS.from_state(observation.state):
        if row.action in AUTOMATIC:
            continue
        is_own = observation.noted_by == actor.user_id
        allowed = is_own if row.action is Action.REPORT else services.may_decide(actor, observation)
        if allowed and may(actor, row.permission):
            url = url_for(_ENDPOINTS[row.action], ref=observation.ref)
            found.append(_Offer(say(ACTION_LABELS[row.action]), url))
            if row.action is Action.REPORT:
                url = url_for("observations.change_observation", ref=observation.ref)
                found.append(_Offer(say(N_("Change the note")), url, quiet=True))
    return found


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.NOTE_OBSERVATION)
def note_observation() -> ResponseReturnValue:
    """Note what was observed."""
    form = forms.NoteForm(data={"observed_on": clock.today()})
    _offer(form)
    if form.validate_on_submit():
        try:
            observation = services.note_observation(current_actor(), _note(form), clock.today())
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("The observation is noted."), "success")
            return redirect(url_for("observations.show_observation", ref=observation.ref), 303)
    return render_template("observations/note_observation.html", form=form), 422 if form.errors else 200


@blueprint.route("/<ref>/change", methods=["GET", "POST"])
@requires(Permission.NOTE_OBSERVATION)
def change_observation(ref: str) -> ResponseReturnValue:
    """Change one's own observation before it is reported."""
    observation = _load(ref)
    if observation.noted_by != current_actor().user_id:
        raise NotVisible
    form = forms.NoteForm(data=_present(observation))
    _offer(form)

    def change() -> None:
        services.change_observation(current_actor(), observation, _note(form), clock.today())

    template = "observations/change_observation.html"
    return _carry_out(observation, form, change, template, gettext("The observation is changed."))


@blueprint.route("/<ref>/report", methods=["GET", "POST"])
@requires(Permission.NOTE_OBSERVATION)
def report_observation(ref: str) -> ResponseReturnValue:
    """Put one's own observation before the leader."""
    observation = _load(ref)
    if observation.noted_by != current_actor().user_id:
        raise NotVisible
    form = forms.ReportForm(data={"version": observation.version, "on": clock.today()})

    def report() -> None:
        services.report_observation(current_actor(), observation, form.on.data, clock.today())

    template = "observations/report_observation.html"
    return _carry_out(observation, form, report, template, gettext("The observation is reported."))


@blueprint.route("/<ref>/remind", methods=["GET", "POST"])
@requires(Permission.DECIDE_OBSERVATION)
def remind(ref: str) -> ResponseReturnValue:
    """The leader has the subject reminded."""
    return _opinion(ref, services.remind, "observations/remind.html", gettext("The reminder is recorded."))


@blueprint.route("/<ref>/watch", methods=["GET", "POST"])
@requires(Permission.DECIDE_OBSERVATION)
def watch_further(ref: str) -> ResponseReturnValue:
    """The leader has the area watched further."""
    done = gettext("It is recorded that the area is watched further.")
    return _opinion(ref, services.watch_further, "observations/watch_further.html", done)


def _opinion(ref: str, verb: Callable, template: str, done: str) -> ResponseReturnValue:
    observation, actor = _load(ref), current_actor()
    if not services.may_decide(actor, observation):
        raise NotVisible
    form = forms.OpinionForm(data={"version": observation.version})
    return _carry_out(
        observation, form, lambda: verb(actor, observation, form.opinion.data, clock.today()), template, done
    )


def _carry_out(
    observation: Observation, form: VersionedForm, step: Callable[[], None], template: str, done: str
) -> ResponseReturnValue:
    if carried_out(form, step, observation.version):
        flash(done, "success")
        return redirect(url_for("observations.show_observation", ref=observation.ref), 303)
    return render_template(template, observation=observation, form=form), 422 if form.errors else 200


def _offer(form: forms.NoteForm) -> None:
    actor = current_actor()
    form.source.offer(choices(SOURCE_LABELS))
    form.assessment.offer(choices(ASSESSMENT_LABELS))
    form.subjects.attach(
        lambda keys: subject_labels(actor, keys),
        lambda text: find_subjects(actor, text),
        url_for("members.suggest_subjects"),
    )


def _note(form: forms.NoteForm) -> Note:
    return Note(
        observed_on=form.observed_on.data,
        area=form.area.data,
        source=Source(form.source.data),
        content=form.content.data,
        assessment=Assessment(form.assessment.data),
        proposal=form.proposal.data or "",
        subjects=form.subjects.data,
    )


def _present(observation: Observation) -> dict[str, object]:
    return {
        "version": observation.version,
        "observed_on": observation.observed_on,
        "area": observation.area,
        "source": observation.source.value,
        "subjects": [key_of(one) for one in observation.subjects],
        "content": observation.content,
        "assessment": observation.assessment.value,
        "proposal": observation.proposal,
    }
