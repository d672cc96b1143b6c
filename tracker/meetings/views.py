"""Pages of sessions."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, Role, may
from tracker.accounts.queries import people_of_organization
from tracker.cases.page import carry_out, load
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.meetings import forms, queries, services
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.states import PURPOSE_LABELS, RESULT_LABELS, SESSION_STATE_LABELS, Purpose, Result
from tracker.organizations.queries import bodies_of
from tracker.regulations.terms import FORM_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.format import day
from tracker.web.forms import VersionedForm
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices

blueprint = Blueprint("meetings", __name__, url_prefix="/sessions")

_INVITED = (Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR, Role.COMMITTEE_LEADER)


@blueprint.get("/")
@requires(Permission.SEE_SESSIONS)
def list_meetings() -> ResponseReturnValue:
    """Sessions, the latest first."""
    cursor = cursor_of_request()
    page = page_of(queries.meeting_rows(current_actor(), cursor), cursor, lambda row: (row.held_on, row.id))
    return render_template("meetings/list_meetings.html", page=page, state_labels=SESSION_STATE_LABELS)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION)
def plan_meeting() -> ResponseReturnValue:
    """Plan a session."""
    actor = current_actor()
    form = forms.MeetingForm()
    people = people_of_organization(actor.organization_id, *_INVITED)
    form.body.offer([(str(body.id), body.name) for body in bodies_of(actor.organization_id)])
    form.attendees.offer([(str(account.id), account.full_name) for account in people])
    if form.validate_on_submit():
        try:
            meeting = services.plan_meeting(actor, _typed(form))
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("The session is planned."), "success")
            return redirect(url_for("meetings.show_meeting", ref=meeting.ref), 303)
    return render_template("meetings/plan_meeting.html", form=form), 422 if form.errors else 200


def _typed(form: forms.MeetingForm) -> services.NewMeeting:
    return services.NewMeeting(
        body_id=int(form.body.data),
        title=form.title.data,
        held_on=form.held_on.data,
        place=form.place.data,
        chair_name=form.chair_name.data,
        secretary_name=form.secretary_name.data,
        attendees=[int(account) for account in form.attendees.data],
    )


@blueprint.route("/<ref>", methods=["GET", "POST"])
@requires(Permission.SEE_SESSIONS)
def show_meeting(ref: str) -> ResponseReturnValue:
    """A session with its agenda; a waiting case is added here."""
    actor = current_actor()
    meeting = _load(ref)
    waiting = {case.ref: case for case in queries.waiting_cases(actor, meeting.body_id)}
    form = forms.AgendaForm(data={"version": meeting.version})
    form.case.offer([(case.ref, case.title) for case in waiting.values()])
    if form.validate_on_submit():
        form.check_version(meeting.version)
        try:
            services.put_case_on_agenda(actor, meeting, waiting[form.case.data])
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("The case is on the agenda."), "success")
            return redirect(url_for("meetings.show_meeting", ref=ref), 303)
    page = render_template(
        "meetings/show_meeting.html",
        meeting=meeting,
        rows=queries.agenda(actor, meeting),
        form=form,
        waiting=waiting,
        purpose_labels=PURPOSE_LABELS,
        result_labels=RESULT_LABELS,
        state_labels=SESSION_STATE_LABELS,
        form_labels=FORM_LABELS,
        sees_minutes=may(actor, Permission.HOLD_SESSION) or actor.user_id in meeting.invited_ids,
    )
    return page, 422 if form.errors else 200


@blueprint.route("/<ref>/items/<case_ref>", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def record_hand_vote(ref: str, case_ref: str) -> ResponseReturnValue:
    """Record the vote on concluding a case."""
    meeting = _load(ref)
    rows = [row for row in queries.agenda(current_actor(), meeting) if row.item.purpose is Purpose.CONCLUDE]
    row = next((row for row in rows if row.case_ref == case_ref), None)
    if row is None:
        raise NotVisible
    form = forms.HandVoteForm(data=_present(row.item))
    form.result.offer(choices(RESULT_LABELS))

    def save() -> None:
        vote = services.HandVote(
            form.votes_for.data,
            form.votes_against.data,
            form.votes_blank.data,
            Result(form.result.data),
            form.resolution.data,
        )
        services.record_hand_vote(current_actor(), meeting, row.item, vote, clock.today())

    if _carried_out(form, row.item.version, save):
        return redirect(url_for("meetings.show_meeting", ref=ref), 303)
    page = render_template("meetings/record_hand_vote.html", meeting=meeting, row=row, form=form)
    return page, 422 if form.errors else 200


def _present(item: AgendaItem) -> dict[str, object]:
    return {
        "version": item.version,
        "votes_for": item.votes_for,
        "votes_against": item.votes_against,
        "votes_blank": item.votes_blank,
        "result": item.result.value if item.result else None,
        "resolution": item.resolution,
    }


@blueprint.route("/<ref>/minutes", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def hold_meeting(ref: str) -> ResponseReturnValue:
    """Close the minutes of a session."""
    meeting = _load(ref)
    form = forms.MinutesForm(data={"version": meeting.version})

    def hold() -> None:
        minutes = (form.present.data, form.absences.data, form.resolution.data)
        services.hold_meeting(current_actor(), meeting, *minutes, clock.today())

    if _carried_out(form, meeting.version, hold):
        flash(gettext("The minutes are closed."), "success")
        return redirect(url_for("meetings.show_meeting", ref=ref), 303)
    return render_template("meetings/hold_meeting.html", meeting=meeting, form=form), 422 if form.errors else 200


def _carried_out(form: VersionedForm, version: int, step: Callable[[], None]) -> bool:
    if not form.validate_on_submit():
        return False
    form.check_version(version)
    try:
        step()
    except RuleViolation as refusal:
        form.refuse(refusal)
        return False
    return True


@blueprint.route("/for/<ref>", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION)
def choose_meeting(ref: str) -> ResponseReturnValue:
    """Put a reported case on the agenda of a planned session, from the page of the case."""
    file = load(ref, Permission.SEE_PAPERS)
    planned = {meeting.ref: meeting for meeting in queries.open_meetings(file.case.concluding_body_id)}
    form = forms.MeetingChoiceForm(data={"version": file.case.version})
    form.meeting.offer([(key, f"{meeting.title}, {day(meeting.held_on)}") for key, meeting in planned.items()])

    def put() -> None:
        services.put_case_on_agenda(current_actor(), planned[form.meeting.data], file.case)

    done = gettext("The case is on the agenda.")
    return carry_out(file, form, put, "meetings/choose_meeting.html", done, planned=planned)


@blueprint.route("/return/<ref>", methods=["GET", "POST"])
@requires(Permission.RETURN_CASE)
def return_case(ref: str) -> ResponseReturnValue:
    """Send a case back to the team after a session asked for more work."""
    file = load(ref, Permission.RETURN_CASE)
    form = VersionedForm(data={"version": file.case.version})
    done = gettext("The case is back with the team.")
    return carry_out(file, form, lambda: services.return_case(current_actor(), file), "meetings/return_case.html", done)


def _load(ref: str) -> Meeting:
    meeting = queries.get_meeting(current_actor(), ref)
    g.present_url = url_for("meetings.show_meeting", ref=ref) if request.method == "POST" else None
    return meeting
