"""Pages on who is at a session, and who stays out of an item."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.meetings import forms, queries, services
from tracker.meetings.models import Meeting
from tracker.meetings.states import PART_LABELS, Part
from tracker.meetings.views.area import ITEM, blueprint, load_item, load_meeting, step
from tracker.web.access import current_actor, requires
from tracker.web.forms import VersionedForm
from tracker.web.translate import choices

_LINES_FOR_OTHERS = 4  # guests and the secretary, beside the members


@blueprint.route("/<ref>/attendance", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def record_attendance(ref: str) -> ResponseReturnValue:
    """List who is present, and who is absent for what reason."""
    meeting = load_meeting(ref)
    seats = queries.members_of_body(meeting.body, meeting.held_on)
    present = _present(meeting, seats)
    form = forms.AttendanceForm(data={"version": meeting.version, "people": present})
    for entry in form.people.entries:
        entry.form.part.offer(choices(PART_LABELS))
    known = {str(line["member"]) for line in present if line["member"]}

    def save() -> None:
        people = [_person(line, known) for line in form.listed()]
        gone = services.record_attendance(current_actor(), meeting, people)
        if gone:
            names = "; ".join(gone)
            flash(gettext("No longer on the list, and so no longer recused: %(names)s.", names=names), "info")

    done = gettext("The list of those present is recorded.")
    return step(meeting, form, save, "meetings/record_attendance.html", done)


def _present(meeting: Meeting, seats: list[queries.Seat]) -> list[dict[str, object]]:
    """The list as it stands; else the members whom the records name, and room for the others."""
    listed: list[dict[str, object]] = [
        {
            "member": row.member_id,
            "name": row.name,
            "position": row.position,
            "part": row.part.value,
            "present": row.present,
            "reason": row.reason,
        }
        for row in queries.attendance_of(meeting.id)
    ]
    if not listed:
        listed = [_line(seat.name, seat.position, seat.member_id) for seat in seats[: meeting.seats]]
        listed += [_line() for _ in range(meeting.seats - len(listed))]
    return [*listed, *(_line(part=Part.GUEST) for _ in range(_LINES_FOR_OTHERS))]


def _line(
    name: str = "", position: str = "", member_id: int | None = None, part: Part = Part.MEMBER
) -> dict[str, object]:
    return {
        "member": member_id,
        "name": name,
        "position": position,
        "part": part.value,
        "present": True,
        "reason": "",
    }


def _person(line: dict, known: set[str]) -> services.Person:
    """A line of the form; whom it ties to a Party member is only who was offered."""
    member = str(line["member"] or "")
    return services.Person(
        name=line["name"],
        part=Part(line["part"]),
        position=line["position"] or "",
        member_id=int(member) if member in known else None,
        present=bool(line["present"]),
        reason=line["reason"] or "",
    )


@blueprint.route(f"{ITEM}/recuse", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def recuse(ref: str, item_ref: str) -> ResponseReturnValue:
    """Write down who stays out of an item."""
    meeting, row = load_item(ref, item_ref)
    form = forms.RecusalForm(data={"version": row.item.version})
    members = [person for person in queries.attendance_of(meeting.id) if person.part is Part.MEMBER]
    form.person.offer([(str(person.number), person.name) for person in members])

    def save() -> None:
        typed = (int(form.person.data), form.reason.data, form.article.data)
        services.recuse(current_actor(), meeting, row.item, *typed)

    done = gettext("The member stays out of this item.")
    return step(meeting, form, save, "meetings/recuse.html", done, row=row)


@blueprint.route(f"{ITEM}/keep", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def keep_voter(ref: str, item_ref: str) -> ResponseReturnValue:
    """Write down why a listed relative of a subject votes on an item all the same."""
    meeting, row = load_item(ref, item_ref)
    form = forms.KeepForm(data={"version": row.item.version, "person": request.args.get("person", "")})
    proposed = queries.proposed_recusals(current_actor(), meeting, row.item)
    relatives = {one.person.number: one.person.name for one in proposed if one.is_relative}
    form.person.offer([(str(number), name) for number, name in relatives.items()])

    def save() -> None:
        services.keep_voter(current_actor(), meeting, row.item, int(form.person.data), form.reason.data)

    return step(meeting, form, save, "meetings/keep_voter.html", gettext("The reason is recorded."), row=row)


@blueprint.route(f"{ITEM}/recusals/<int:number>/withdraw", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def withdraw_recusal(ref: str, item_ref: str, number: int) -> ResponseReturnValue:
    """Take back a recusal written down by mistake."""
    meeting, row = load_item(ref, item_ref)
    form = VersionedForm(data={"version": row.item.version})

    def save() -> None:
        services.withdraw_recusal(current_actor(), meeting, row.item, number)

    done = gettext("The recusal is taken back.")
    return step(meeting, form, save, "meetings/withdraw_recusal.html", done, row=row)
