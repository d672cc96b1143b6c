"""Pages of the session itself: the list, planning, the agenda, closing the minutes."""

from collections import defaultdict
from collections.abc import Collection

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, may
from tracker.accounts.queries import names_of, people_of_organization
from tracker.cases.page import carry_out, load
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.meetings import forms, queries, services
from tracker.meetings.models import Meeting
from tracker.meetings.states import (
    PART_LABELS,
    PURPOSE_LABELS,
    RESULT_LABELS,
    SESSION_STATE_LABELS,
    SESSION_STATE_TONES,
    Part,
)
from tracker.meetings.views.area import INVITED, blueprint, load_meeting, proposals, step
from tracker.organizations.queries import bodies_of
from tracker.regulations.presence import quorum
from tracker.regulations.terms import FORM_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.format import day
from tracker.web.forms import VersionedForm, carried_out
from tracker.web.pagination import cursor_of_request, page_of


@blueprint.get("/")
@requires(Permission.SEE_SESSIONS)
def list_meetings() -> ResponseReturnValue:
    """Sessions, the latest first."""
    cursor = cursor_of_request()
    page = page_of(queries.meeting_rows(current_actor(), cursor), cursor, lambda row: (row.held_on, row.id))
    states = {"state_labels": SESSION_STATE_LABELS, "state_tones": SESSION_STATE_TONES}
    return render_template("meetings/list_meetings.html", page=page, **states)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION)
def plan_meeting() -> ResponseReturnValue:
    """Plan a session."""
    actor = current_actor()
    form = forms.MeetingForm()
    form.body.offer([(str(body.id), body.name) for body in bodies_of(actor.organization_id, actor.body_id)])
    _offer_people(form)
    if form.validate_on_submit():
        try:
            meeting = services.plan_meeting(actor, _typed(form, int(form.body.data)))
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("The session is planned."), "success")
            return redirect(url_for("meetings.show_meeting", ref=meeting.ref), 303)
    return render_template("meetings/plan_meeting.html", form=form), 422 if form.errors else 200


@blueprint.route("/<ref>/plan", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION)
def change_plan(ref: str) -> ResponseReturnValue:
    """Change the day, place or list of those invited of a planned session."""
    meeting = load_meeting(ref)
    planned = {name: getattr(meeting, name) for name in services.PLANNED}
    form = forms.PlanChangeForm(
        data=planned | {"attendees": list(map(str, meeting.invited_ids)), "version": meeting.version}
    )
    _offer_people(form, meeting.invited_ids)

    def change() -> None:
        services.change_plan(current_actor(), meeting, _typed(form, meeting.body_id))

    return step(meeting, form, change, "meetings/change_plan.html", gettext("The plan of the session is changed."))


def _offer_people(form: forms.PlanFields, invited: Collection[int] = ()) -> None:
    """Who may be invited, and who is invited already whatever the roles are by now."""
    people = {one.id: one.full_name for one in people_of_organization(current_actor().organization_id, *INVITED)}
    form.attendees.offer([(str(account), name) for account, name in (people | names_of(invited)).items()])


def _typed(form: forms.PlanFields, body_id: int) -> services.NewMeeting:
    return services.NewMeeting(
        body_id=body_id,
        title=form.title.data,
        held_on=form.held_on.data,
        place=form.place.data,
        chair_name=form.chair_name.data,
        secretary_name=form.secretary_name.data,
        attendees=[int(account) for account in form.attendees.data],
        starts_at=form.starts_at.data,
        invitation=form.invitation.data,
    )


@blueprint.route("/<ref>", methods=["GET", "POST"])
@requires(Permission.SEE_SESSIONS)
def show_meeting(ref: str) -> ResponseReturnValue:
    """A session with its agenda; a waiting case is added here."""
    actor = current_actor()
    meeting = load_meeting(ref)
    waiting = {case.ref: case for case in queries.waiting_cases(actor, meeting.body_id)}
    form = forms.AgendaForm(data={"version": meeting.version})
    form.case.offer([(case.ref, case.title) for case in waiting.values()])
    if carried_out(form, lambda: services.put_case_on_agenda(actor, meeting, waiting[form.case.data]), meeting.version):
        flash(gettext("The case is on the agenda."), "success")
        return redirect(url_for("meetings.show_meeting", ref=ref), 303)
    page = render_template("meetings/show_meeting.html", meeting=meeting, form=form, waiting=waiting, **_shown(meeting))
    return page, 422 if form.errors else 200


def _shown(meeting: Meeting) -> dict[str, object]:
    """The agenda as far as the actor knows of it; who is there and what was resolved, for those who take part."""
    actor = current_actor()
    takes_part = may(actor, Permission.HOLD_SESSION) or actor.user_id in meeting.invited_ids
    people = queries.attendance_of(meeting.id)
    members = [row for row in people if row.part is Part.MEMBER]
    present = sum(row.present for row in members)
    rows = queries.agenda(actor, meeting)
    return {
        "rows": rows,
        "has_votes": queries.has_votes(meeting.id),
        "proposed": _proposed(meeting, rows),
        "purpose_labels": PURPOSE_LABELS,
        "result_labels": RESULT_LABELS,
        "state_labels": SESSION_STATE_LABELS,
        "state_tones": SESSION_STATE_TONES,
        "part_labels": PART_LABELS,
        "form_labels": FORM_LABELS,
        "sees_minutes": takes_part,
        "present": meeting.present or (present if members and takes_part else None),
        "people": people if takes_part else [],
        "quorum": quorum(present, meeting.seats, meeting.held_on) if members and takes_part else None,
        "addenda": queries.addenda_of(meeting.id) if may(actor, Permission.HOLD_SESSION) else [],
        "drafts": current_app.extensions["drafts_of_session"](actor, meeting.id),
    }


def _proposed(meeting: Meeting, rows: list[queries.AgendaRow]) -> dict[int, list[tuple]]:
    """Beside each person of the list: out of which items the records propose to stay."""
    found: dict[int, list[tuple]] = defaultdict(list)
    for row in rows:
        for one, values in proposals(meeting, row):
            found[one.person.id].append((row, one, values))
    return found


@blueprint.route("/<ref>/cancel", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION)
def cancel_meeting(ref: str) -> ResponseReturnValue:
    """Cancel a session that will not be held, with the reason."""
    meeting = load_meeting(ref)
    form = forms.ReasonForm(data={"version": meeting.version})

    def cancel() -> None:
        services.cancel_meeting(current_actor(), meeting, form.reason.data, clock.today())

    return step(meeting, form, cancel, "meetings/cancel_meeting.html", gettext("The session is cancelled."))


@blueprint.route("/<ref>/minutes", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def hold_meeting(ref: str) -> ResponseReturnValue:
    """Close the minutes of a session."""
    meeting = load_meeting(ref)
    form = forms.MinutesForm(data={"version": meeting.version})

    def hold() -> None:
        services.hold_meeting(current_actor(), meeting, form.resolution.data, clock.today())

    return step(meeting, form, hold, "meetings/hold_meeting.html", gettext("The minutes are closed."))


@blueprint.route("/<ref>/addendum", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def add_addendum(ref: str) -> ResponseReturnValue:
    """Correct closed minutes by an addendum."""
    meeting = load_meeting(ref)
    form = forms.AddendumForm(data={"version": meeting.version})

    def add() -> None:
        services.add_addendum(current_actor(), meeting, form.text.data, form.reason.data, clock.today())

    return step(meeting, form, add, "meetings/add_addendum.html", gettext("The addendum is recorded."))


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
