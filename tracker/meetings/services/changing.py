"""A planned session is changed before anything is voted on: its day, place, who leads it, and who is invited."""

from sqlalchemy.orm.attributes import flag_modified

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.models import Case
from tracker.cases.rules import check_not_before
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.meetings import queries
from tracker.meetings.models import Attendee, Meeting
from tracker.meetings.services.locking import lock_planned
from tracker.meetings.services.planning import NewMeeting, check_invited
from tracker.regulations.procedure import COLLECTIVE

_WHEN_AND_WHERE = ("held_on", "starts_at", "place")  # those invited are told of these
PLANNED = (*_WHEN_AND_WHERE, "title", "chair_name", "secretary_name", "invitation")


def change_plan(actor: Actor, meeting: Meeting, new: NewMeeting) -> None:
    """Change what was planned. Who is taken off the list no longer reads the files by way of this session."""
    require(actor, Permission.PLAN_SESSION)
    lock_planned(meeting)
    db.session.refresh(meeting, ["attendees"])
    if new.body_id != meeting.body_id:
        raise RuleViolation(message("The body of a session does not change; plan another session."), field="body")
    if queries.has_votes(meeting.id):
        raise Conflict(
            message("A vote has been opened, so the plan of the session stands: votes were taken under it."),
            (COLLECTIVE,),
        )
    invited, wanted = meeting.invited_ids, set(new.attendees)
    check_invited(actor, wanted - invited)
    _check_day(meeting, new)
    changed = [name for name in PLANNED if getattr(meeting, name) != getattr(new, name)]
    for name in changed:
        setattr(meeting, name, getattr(new, name))
    meeting.attendees = [row for row in meeting.attendees if row.account_id in wanted] + [
        Attendee(account_id=account) for account in sorted(wanted - invited)
    ]
    flag_modified(meeting, "title")  # raises the version, though it be the list alone that has changed
    db.session.flush()
    about = {
        "session": meeting.ref,
        "changed": changed,
        "moved": any(name in changed for name in _WHEN_AND_WHERE),
        "invited": sorted(wanted - invited),
        "taken_off": sorted(invited - wanted),
    }
    record(actor, "session.plan_changed", about=about)


def _check_day(meeting: Meeting, new: NewMeeting) -> None:
    """The session is not before the report of a case on its agenda."""
    for item in meeting.items:
        case = db.session.get(Case, item.case_id) if item.case_id and not item.is_off else None
        if case and case.reported_on:
            check_not_before(new.held_on, case.reported_on, "held_on", message("the result report")).enforce()
