"""The verbs of sessions: plan, put a case on the agenda, record votes, hold (close the minutes)."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.accounts.queries import tied_members
from tracker.audit.services import record
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK, check_not_before, refuse
from tracker.cases.services import move, prepare
from tracker.cases.states import Action, State
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.meetings import queries, rules
from tracker.meetings.models import AgendaItem, Attendee, Meeting
from tracker.meetings.states import Purpose, Result, SessionState
from tracker.organizations.models import Body
from tracker.regulations.terms import Form, Role, Subject
from tracker.regulations.verdict import Verdict
from tracker.regulations.voting import VoteCount, count_discipline_vote, eligible_members


@dataclass(frozen=True)
class NewMeeting:
    """What a session is planned from; ``attendees`` are the accounts invited."""

    body_id: int
    title: str
    held_on: date
    place: str
    chair_name: str
    secretary_name: str
    attendees: Collection[int]


def plan_meeting(actor: Actor, new: NewMeeting) -> Meeting:
    """Plan a session of a body of the actor's own organization."""
    require(actor, Permission.PLAN_SESSION)
    body = db.session.get(Body, new.body_id)
    if body is None or body.organization_id != actor.organization_id:
        raise RuleViolation(message("This body does not belong to your organization."), field="body")
    if len(tied_members(set(new.attendees), actor.organization_id)) != len(set(new.attendees)):
        raise RuleViolation(message("This person does not belong to your organization."), field="attendees")
    meeting = Meeting(
        ref=secrets.token_hex(5),
        body_id=body.id,
        state=SessionState.PLANNED,
        title=new.title,
        held_on=new.held_on,
        place=new.place,
        chair_name=new.chair_name,
        secretary_name=new.secretary_name,
        seats=body.seats,
        created_by=actor.user_id,
        created_at=clock.now(),
        attendees=[Attendee(account_id=account) for account in sorted(set(new.attendees))],
        items=[],
    )
    db.session.add(meeting)
    db.session.flush()
    record(actor, "session.planned", about={"session": meeting.ref, "body": body.id})
    return meeting


def put_case_on_agenda(actor: Actor, meeting: Meeting, case: Case) -> AgendaItem:
    """Put a reported case on the agenda of a session of the body that concludes it."""
    require(actor, Permission.PLAN_SESSION)
    if case.concluding_body_id != meeting.body_id:
        raise RuleViolation(message("Only the body that ordered the case concludes it."), field="case")
    if case.state is not State.REPORTED:
        raise RuleViolation(message("Only a reported case is put before a session."), field="case")
    if queries.find_open_item(case.id) is not None:
        raise RuleViolation(message("The case is on the agenda of a session that is still to be held."), field="case")
    check_not_before(meeting.held_on, case.reported_on, "case", message("the result report")).enforce()
    return add_item(actor, meeting, Purpose.CONCLUDE, case.id)


def add_item(
    actor: Actor, meeting: Meeting, purpose: Purpose, case_id: int, subject_id: int | None = None
) -> AgendaItem:
    """Add an item to the agenda; a case or a subject stands there once for each purpose."""
    _lock_planned(meeting)
    for item in meeting.items:
        if (item.case_id, item.subject_id, item.purpose) == (case_id, subject_id, purpose):
            raise RuleViolation(message("This is on the agenda already."), field="meeting")
    number = max((item.number for item in meeting.items), default=0) + 1
    item = AgendaItem(number=number, purpose=purpose, case_id=case_id, subject_id=subject_id)
    meeting.items.append(item)
    db.session.flush()
    about = {"session": meeting.ref, "item": number, "purpose": purpose}
    record(actor, "session.item_added", case_id=case_id, about=about)
    return item


@dataclass(frozen=True)
class HandVote:
    """A show of hands on a conclusion, and what was resolved."""

    votes_for: int
    votes_against: int
    votes_blank: int
    result: Result
    resolution: str


def record_hand_vote(actor: Actor, meeting: Meeting, item: AgendaItem, vote: HandVote, today: date) -> None:
    """Record the vote on concluding a case. Adoption needs more than half of all members of the body."""
    _check_open(actor, meeting)
    rules.check_date(meeting.held_on, today).enforce()
    counts = {"for": vote.votes_for, "against": vote.votes_against, "blank": vote.votes_blank}
    rules.check_show_of_hands(counts, meeting.seats).enforce()
    if item.purpose is not Purpose.CONCLUDE:
        raise Conflict(message("Discipline is voted on by secret ballot."))
    verdict = rules.check_result(vote.result, vote.votes_for, meeting.seats, meeting.held_on)
    verdict.enforce()
    item.votes_for, item.votes_against, item.votes_blank = vote.votes_for, vote.votes_against, vote.votes_blank
    item.result, item.resolution = vote.result, vote.resolution
    db.session.flush()
    about = {"session": meeting.ref, "item": item.number, "votes": list(counts.values()), "result": vote.result}
    record(actor, "session.voted", case_id=item.case_id, about=about, basis=verdict.citations)


@dataclass(frozen=True)
class Poll:
    """A secret ballot on the discipline of one subject: valid votes by box, and what the minutes of the tellers say.

    ``left_out`` are official members whom a rule leaves out of the total. ``issued`` is None where it was not noted.
    """

    votes: Mapping[str, int]
    left_out: int = 0
    left_out_reason: str = ""
    issued: int | None = None
    invalid: int = 0
    teller_head: str = ""
    teller_secretary: str = ""


@dataclass(frozen=True)
class Question:
    """What a secret ballot is about: what the subject is on the day, and the body's role for each form."""

    subject: Subject
    holds_post: bool
    roles: Mapping[Form, Role]


def record_ballots(
    actor: Actor, meeting: Meeting, item: AgendaItem, question: Question, poll: Poll, today: date
) -> VoteCount:
    """Record the secret ballots on discipline with the facts that the count needs; returns the count."""
    _check_open(actor, meeting)
    rules.check_date(meeting.held_on, today).enforce()
    rules.check_left_out(poll.left_out, poll.left_out_reason).enforce()
    eligible, denominator = eligible_members(meeting.seats, poll.left_out, meeting.held_on)
    asked = (question.subject, question.holds_post, question.roles)
    count = count_discipline_vote(*asked, eligible, poll.votes, meeting.held_on)
    rules.check_papers(sum(poll.votes.values()), poll.invalid, poll.issued).enforce()
    item.ballots, item.result = dict(poll.votes), Result.ADOPTED
    item.vote_subject, item.vote_holds_post = question.subject, question.holds_post
    item.vote_roles = {form.value: role.value for form, role in question.roles.items()}
    item.left_out, item.left_out_reason = poll.left_out, poll.left_out_reason
    item.ballots_issued, item.ballots_invalid = poll.issued, poll.invalid
    item.teller_head, item.teller_secretary = poll.teller_head, poll.teller_secretary
    db.session.flush()
    about = {
        "session": meeting.ref,
        "item": item.number,
        "ballots": sorted(f"{k}={v}" for k, v in poll.votes.items()),
        "roles": sorted(f"{k}={v}" for k, v in item.vote_roles.items()),
        "left_out": poll.left_out,
    }
    basis = (denominator,) if poll.left_out else ()
    record(actor, "session.ballots_recorded", case_id=item.case_id, about=about, basis=basis)
    return count


def take_off(actor: Actor, item: AgendaItem, resolution: str) -> None:
    """Take a vote off the agenda of a session still to be held, as part of another act, which the caller checks."""
    _lock_planned(item.meeting)
    item.result, item.resolution = Result.RETURNED, resolution
    db.session.flush()
    about = {"session": item.meeting.ref, "item": item.number}
    record(actor, "session.item_taken_off", case_id=item.case_id, about=about)


def hold_meeting(actor: Actor, meeting: Meeting, present: int, absences: str, resolution: str, today: date) -> None:
    """Close the minutes: attendance and resolution. Every item has its result; nothing changes afterwards."""
    _check_open(actor, meeting)
    rules.check_date(meeting.held_on, today).enforce()
    rules.check_attendance(present, meeting.seats).enforce()
    if not meeting.items:
        raise RuleViolation(message("The agenda is empty."))
    for item in meeting.items:
        if item.result is None:
            raise RuleViolation(message("Item %(number)s has no result yet.", number=item.number))
        cast = sum(item.ballots.values()) + item.ballots_invalid if item.ballots else _hands(item)
        if cast > present:
            reason = message("Item %(number)s has more votes than people present.", number=item.number)
            raise RuleViolation(reason, field="present")
    meeting.present, meeting.absences, meeting.resolution = present, absences, resolution
    meeting.state = SessionState.HELD
    db.session.flush()
    record(actor, "session.held", about={"session": meeting.ref, "present": present, "seats": meeting.seats})


def check_return(file: CaseFile) -> Verdict:
    """A reported case goes back to the team when the last session asked for more work."""
    found = queries.last_decision(file.case.id)
    reported_on = file.case.reported_on
    if found is None or found.item.result is not Result.RETURNED or found.meeting.held_on < (reported_on or date.min):
        return refuse(message("No held session has returned the case since it was reported."))
    return OK


def return_case(actor: Actor, file: CaseFile) -> None:
    """Send a reported case back to the team."""
    prepare(actor, file, Action.RETURN)
    check_return(file).enforce()
    move(actor, file, Action.RETURN)


def _check_open(actor: Actor, meeting: Meeting) -> None:
    require(actor, Permission.HOLD_SESSION)
    _lock_planned(meeting)


def _lock_planned(meeting: Meeting) -> None:
    """The agenda is open, and nobody else adds to it or closes it until the caller's transaction ends."""
    db.session.refresh(meeting, ["state", "version", "items"], with_for_update=True)
    if meeting.state is not SessionState.PLANNED:
        raise Conflict(message("The minutes of this session are closed."))


def _hands(item: AgendaItem) -> int:
    return (item.votes_for or 0) + (item.votes_against or 0) + (item.votes_blank or 0)
