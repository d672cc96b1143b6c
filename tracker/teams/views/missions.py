"""Pages of missions."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.kinds import KINDS
from tracker.cases.states import STATE_LABELS, STATE_TONES, TEAM_ROLE_LABELS
from tracker.core import clock
from tracker.core.errors import Forbidden, NotVisible, RuleViolation
from tracker.documents.asking import NOT_ASKED, Approval, approval_of
from tracker.organizations.queries import bodies_of
from tracker.teams import forms, queries, services
from tracker.teams.models import Mission
from tracker.teams.rules import MissionCase
from tracker.teams.views.area import blueprint, workers
from tracker.web.access import current_actor, requires
from tracker.web.forms import carried_out


@blueprint.get("/missions")
@requires(Permission.SEE_CASES)
def list_missions() -> ResponseReturnValue:
    """The missions one has to do with."""
    return render_template("teams/list_missions.html", rows=queries.mission_rows(current_actor()))


@blueprint.get("/missions/<ref>")
@requires(Permission.SEE_CASES)
def show_mission(ref: str) -> ResponseReturnValue:
    """A mission with its team, and those of its cases that one may know of."""
    actor = current_actor()
    mission = queries.get_mission(actor, ref)
    cases = queries.cases_of(actor, mission)
    return render_template(
        "teams/show_mission.html",
        mission=mission,
        cases=cases,
        leads=queries.leads(actor, mission),
        change=queries.change_of(actor, mission, cases).verdict,
        drafts=queries.free_drafts(actor, mission),
        kinds=KINDS,
        role_labels=TEAM_ROLE_LABELS,
        state_labels=STATE_LABELS,
        state_tones=STATE_TONES,
    )


@blueprint.route("/missions/new", methods=["GET", "POST"])
@requires(Permission.OPEN_CASE)
def open_mission() -> ResponseReturnValue:
    """Set up a mission."""
    form = forms.MissionForm()
    actor = current_actor()
    form.body.offer([(str(body.id), body.name) for body in bodies_of(actor.organization_id, actor.body_id)])
    form.head.offer(workers())
    form.team.offer(workers())
    if form.validate_on_submit():
        try:
            mission = services.open_mission(actor, _new(form))
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("The mission is set up."), "success")
            return redirect(url_for("teams.show_mission", ref=mission.ref), 303)
    return render_template("teams/open_mission.html", form=form), 422 if form.errors else 200


@blueprint.route("/missions/<ref>/cases", methods=["GET", "POST"])
@requires(Permission.OPEN_CASE)
def add_case(ref: str) -> ResponseReturnValue:
    """Take a case in preparation into a mission."""
    actor = current_actor()
    mission = queries.get_mission(actor, ref)
    g.present_url = url_for("teams.show_mission", ref=ref)
    form = forms.MissionCaseForm(data={"version": mission.version})
    form.case.offer(queries.free_drafts(actor, mission))

    def add() -> None:
        file = queries.draft_of(actor, form.case.data)
        told = f"{file.case.ref} {file.case.version} {mission.version}"
        services.add_case(actor, mission, file, agreed=form.agrees_to(told))

    if carried_out(form, add, mission.version):
        flash(gettext("The case is in the mission; its team is that of the mission."), "success")
        return redirect(g.present_url, 303)
    return render_template("teams/add_case.html", form=form, mission=mission), 422 if form.errors else 200


@blueprint.route("/missions/<ref>/team", methods=["GET", "POST"])
@requires(Permission.SEE_CASES)
def change_mission_team(ref: str) -> ResponseReturnValue:
    """Change the team of a mission and of all its cases by one decision, or send its text for approval."""
    actor = current_actor()
    mission = queries.get_mission(actor, ref)
    g.present_url = url_for("teams.show_mission", ref=ref)
    cases = queries.cases_of(actor, mission)
    approval = _approval(mission, cases)
    form = _replacement_form(mission, approval)

    def change() -> None:
        out, into = (int(field.data) if field.data else None for field in (form.out, form.into))
        services.change_team(actor, mission, services.Replacement(out, into), form.decision(), clock.today())

    if carried_out(form, lambda: approval.carry(change), mission.version):
        flash(approval.done(gettext("The change of the team is recorded.")), "success")
        return redirect(approval.back(g.present_url), 303)
    shown = {"mission": mission, "cases": cases, "approval": approval, "state_labels": STATE_LABELS}
    page = render_template("teams/change_mission_team.html", form=form, **shown)
    return page, 422 if form.errors else 200


def _approval(mission: Mission, cases: list[MissionCase]) -> Approval:
    """How the text of the decision stands; without a decided case there is none.

    Who leads the mission and may not change it is told why; for others there is no such page.
    """
    actor = current_actor()
    change = queries.change_of(actor, mission, cases)
    if not change.verdict.allowed:
        if queries.leads(actor, mission):
            raise Forbidden(change.verdict.reason, change.verdict.citations)
        raise NotVisible
    decided = any(row.is_decided for row in cases)
    return approval_of(mission.body_id, issues=change.issues) if decided else NOT_ASKED


def _replacement_form(mission: Mission, approval: Approval) -> forms.ReplacementForm:
    form = forms.ReplacementForm(**approval.filled, data={"version": mission.version})
    form.signer.offer_signers(mission.body_id)
    present = {str(person.account_id): person.account.full_name for person in mission.people}
    form.out.offer(list(present.items()))
    form.into.offer([(key, name) for key, name in workers() if key not in present])
    return form


def _new(form: forms.MissionForm) -> services.NewMission:
    return services.NewMission(
        name=form.name.data,
        body_id=int(form.body.data),
        work_from=form.work_from.data,
        work_until=form.work_until.data,
        head=int(form.head.data),
        others=[int(person) for person in form.team.data or ()],
    )
