"""Pages of cases that come of a petition or an observation: opening them, the petition behind one, its verdicts."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases import forms, queries, services
from tracker.cases.draft_form import draft_of, offer
from tracker.cases.kinds import ESCALATION_KINDS, Kind
from tracker.cases.models import Case
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.states import State
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.members.queries import key_of
from tracker.observations.queries import get_observation
from tracker.observations.services import may_decide
from tracker.petitions import queries as petitions
from tracker.petitions.services import check_accept, check_words
from tracker.petitions.states import KIND_LABELS, STATE_LABELS, STATE_TONES
from tracker.regulations.petitions import VERDICT_LABELS, AllegationVerdict, article_on
from tracker.web.access import current_actor, requires
from tracker.web.forms import carried_out
from tracker.web.translate import choices

blueprint = Blueprint("case_sources", __name__)


@blueprint.route("/petitions/<ref>/accept", methods=["GET", "POST"])
@requires(Permission.DECIDE_PETITION)
def open_from_petition(ref: str) -> ResponseReturnValue:
    """Accept a petition and open the case that handles it."""
    actor, today = current_actor(), clock.today()
    petition = petitions.get_petition(actor, ref)
    words = services.words_for_petition(petition)
    given = {"version": petition.version, "contents": services.usual_contents(petition), "accepted_on": today}
    form = forms.HandlingForm(data={"title": words.title, "basis_text": words.basis, **given})
    offer(form)
    opened: list[Case] = []

    def accept() -> None:
        check_words(petition, form.data, current_app.extensions["vault"])
        opened.append(services.open_from_petition(actor, petition, draft_of(form), form.accepted_on.data, today))

    if carried_out(form, accept, petition.version):
        flash(gettext("The petition is accepted, and its case is opened."), "success")
        return redirect(url_for("cases.show_case", ref=opened[0].ref), 303)
    verdict = check_accept(petition, form.accepted_on.data or today)
    page = render_template("case_sources/open_from_petition.html", form=form, petition=petition, verdict=verdict)
    return page, 422 if form.errors else 200


@blueprint.route("/observations/<ref>/case", methods=["GET", "POST"])
@requires(Permission.DECIDE_OBSERVATION)
def open_from_observation(ref: str) -> ResponseReturnValue:
    """Open the case that an observation leads to."""
    actor = current_actor()
    observation = get_observation(actor, ref)
    if not may_decide(actor, observation):
        raise NotVisible
    given = {
        "version": observation.version,
        "body": str(observation.body_id),
        "kind": ESCALATION_KINDS[0].value,
        "subjects": [key_of(one) for one in observation.subjects],
        "basis_text": services.words_for_observation(observation).basis,
    }
    form = forms.EscalationForm(data=given)
    offer(form, ESCALATION_KINDS)
    form.subjects.suggest_url = url_for("members.suggest_subjects")  # committee leaders open no case by hand
    opened: list[Case] = []

    def open_it() -> None:
        work, opinion = draft_of(form), form.opinion.data
        opened.append(services.open_from_observation(actor, observation, work, opinion, clock.today()))

    if carried_out(form, open_it, observation.version):
        flash(gettext("The case is opened."), "success")
        return redirect(url_for("cases.show_case", ref=opened[0].ref), 303)
    page = render_template("case_sources/open_from_observation.html", form=form, observation=observation)
    return page, 422 if form.errors else 200


@blueprint.route("/cases/<ref>/inspection", methods=["GET", "POST"])
@requires(Permission.OPEN_CASE)
def open_from_case(ref: str) -> ResponseReturnValue:
    """Open the inspection on signs of violation that a case leads to."""
    actor, file = current_actor(), load(ref)
    case, words = file.case, services.words_for_case(file)
    given = {
        "version": case.version,
        "body": str(case.body_id),
        "kind": Kind.VIOLATION_INSPECTION.value,
        "title": words.title,
        "basis_text": words.basis,
        "subjects": [key_of(one) for one in services.signs_of(file)],
        "overlap_reason": words.basis,
        "period_from": case.period_from,
        "period_until": case.period_until,
    }
    form = forms.ChosenForm(data=given)
    offer(form, (Kind.VIOLATION_INSPECTION,))
    opened: list[Case] = []

    def open_it() -> None:
        opened.append(services.open_from_case(actor, file, draft_of(form), clock.today()))

    if carried_out(form, open_it, case.version):
        flash(gettext("The case is opened."), "success")
        return redirect(url_for("cases.show_case", ref=opened[0].ref), 303)
    verdict = services.check_inspection_proposal(file)
    page = render_template("case_sources/open_from_case.html", form=form, case=case, verdict=verdict)
    return page, 422 if form.errors else 200


@blueprint.get("/cases/<ref>/petition")
@requires(Permission.SEE_FILE)
def show_petition(ref: str) -> ResponseReturnValue:
    """The petition that a case handles, its contents with their verdicts; never who sent it."""
    file, actor = load(ref, part="petition"), current_actor()
    petition = queries.find_petition(file.case)
    if petition is None:
        raise NotVisible
    has_identity = petitions.has_identity(petition.id)
    may_judge = file.allows(actor, Permission.RECORD_FINDINGS) and file.case.state is State.CONDUCTING
    return render_case(
        "case_sources/show_petition.html",
        file,
        petition=petition,
        kind_labels=KIND_LABELS,
        petition_labels=STATE_LABELS,
        petition_tones=STATE_TONES,
        verdict_labels=VERDICT_LABELS,
        can_judge=may_judge,
        named=petitions.subjects_of([petition.id]).get(petition.id, ()),
        has_identity=has_identity,
        can_reveal=has_identity and petitions.may_reveal(actor, petition, clock.today()),
    )


@blueprint.route("/cases/<ref>/petition/<int(max=9999):number>", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def judge_allegation(ref: str, number: int) -> ResponseReturnValue:
    """Conclude one content of a denunciation."""
    file = load(ref, Permission.RECORD_FINDINGS, part="petition")
    allegation = file.allegation(number)
    present = {"version": allegation.version, "note": allegation.note}
    form = forms.AllegationForm(data=present | {"verdict": allegation.verdict.value if allegation.verdict else None})
    form.verdict.offer(choices(VERDICT_LABELS))

    def judge() -> None:
        verdict = AllegationVerdict(form.verdict.data)
        services.judge_allegation(current_actor(), file, allegation, verdict, form.note.data)

    back = url_for("case_sources.show_petition", ref=ref)
    done, law = gettext("The verdict is recorded."), article_on("verdicts", clock.today())
    values = {"version": allegation.version, "allegation": allegation, "law": law}
    return carry_out(file, form, judge, "case_sources/judge_allegation.html", done, back, **values)
