"""Who of the body that hears a complaint may vote on it, as far as the program keeps the body's sessions."""

from datetime import date

from sqlalchemy import select

from tracker.appeals.models import Appeal
from tracker.appeals.queries.ladder import is_issued_here
from tracker.appeals.queries.records import last_announced
from tracker.appeals.rules import Voters
from tracker.cases.queries import CaseFile
from tracker.discipline.models import Discipline
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.queries import attendance_of, members_of_body, recusals_of
from tracker.meetings.states import Part, SessionState
from tracker.members.queries import relatives_among
from tracker.organizations.models import Body

_COMPLAINS = "người khiếu nại"
_RELATIVE = "có quan hệ gia đình với người khiếu nại"
_DECIDED = "đã tham gia quyết định bị khiếu nại"


def voters_at(file: CaseFile, appeal: Appeal, on: date, today: date) -> Voters:
    """Who of the body may vote on the complaint on a day.

    A body whose register is not kept here has no sessions here either: only its number of seats is known of it.
    """
    body = db.session.get_one(Body, appeal.hearing_body_id)
    if not is_issued_here(file, appeal):
        return Voters(body.name, body.seats, of_day=False)
    meeting = _session(body.id, on)
    listed = _listed(meeting)
    people = listed or {row.member_id: (row.name, True) for row in members_of_body(body, on) if row.member_id}
    reasons = _out(appeal.discipline, set(people))
    out = tuple(f"{people[key][0]} ({reason})" for key, reason in reasons.items())
    present = _present(meeting, set(reasons))
    return Voters(body.name, meeting.seats if meeting else body.seats, bool(meeting) or on == today, out, present)


def _session(body_id: int, on: date) -> Meeting | None:
    found = select(Meeting).where(Meeting.body_id == body_id, Meeting.held_on == on)
    found = found.where(Meeting.state != SessionState.CANCELLED)
    return db.session.execute(found.order_by(Meeting.id.desc()).limit(1)).scalar_one_or_none()


def _listed(meeting: Meeting | None) -> dict[int, tuple[str, bool]]:
    """The members of the body on the list of a session who are known as Party members: name, and whether present."""
    rows = attendance_of(meeting.id) if meeting else []
    return {row.member_id: (row.name, row.present) for row in rows if row.part is Part.MEMBER and row.member_id}


def _present(meeting: Meeting | None, out: set[int]) -> int | None:
    rows = [row for row in attendance_of(meeting.id) if row.part is Part.MEMBER] if meeting else []
    return sum(row.present and row.member_id not in out for row in rows) if rows else None


def _out(discipline: Discipline, people: set[int]) -> dict[int, str]:
    """Who stays out of the vote, and why: member → the reason."""
    found = dict.fromkeys(people & _deciders(discipline), _DECIDED)
    complainant = discipline.subject.member_id
    if complainant is not None:
        found |= dict.fromkeys(relatives_among(people, [complainant]), _RELATIVE)
        found |= {complainant: _COMPLAINS} if complainant in people else {}
    return found


def _deciders(discipline: Discipline) -> set[int]:
    """Who was present at the vote on the decision complained of, where its list was kept."""
    last = last_announced(discipline.id)
    if last and last.session_on:
        there = _listed(_session(last.hearing_body_id, last.session_on))
        return {key for key, (_, present) in there.items() if present}
    item = db.session.get(AgendaItem, discipline.agenda_item_id) if discipline.agenda_item_id else None
    if item is None:
        return set()
    stayed_out = {row.attendance.member_id for row in recusals_of(item)}
    there = _listed(db.session.get_one(Meeting, item.meeting_id))
    return {key for key, (_, present) in there.items() if present} - stayed_out
