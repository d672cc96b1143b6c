"""The end of a session: its minutes are closed, and corrected by recorded addenda only; a case may go back."""

from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK, refuse
from tracker.cases.services import move, prepare
from tracker.cases.states import Action
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.meetings import queries, rules, texts
from tracker.meetings.models import Addendum, AgendaItem, Meeting
from tracker.meetings.services.locking import annul, check_open, standing_vote
from tracker.meetings.states import Part, Result, SessionState, VoteState
from tracker.regulations.presence import quorum, quorum_rule
from tracker.regulations.procedure import COLLECTIVE
from tracker.regulations.verdict import Verdict

_VOID_BALLOT = (
    "Kết quả bỏ phiếu kín của nội dung số {number} không có giá trị;"
    " nội dung này được đưa ra kỳ họp khác để biểu quyết lại."
)


def hold_meeting(actor: Actor, meeting: Meeting, resolution: str, today: date) -> None:
    """Close the minutes: every item has its result, on the text as it stands; nothing changes afterwards."""
    check_open(actor, meeting)
    rules.check_date(meeting.held_on, today).enforce()
    people = queries.attendance_of(meeting.id)
    if not people:
        raise RuleViolation(rules.NO_LIST, (quorum_rule(meeting.held_on),))
    items = [item for item in meeting.items if not item.is_off]
    if not items:
        raise RuleViolation(
            message("The agenda is empty. Minutes say what was considered; put an item on it first."), (COLLECTIVE,)
        )
    present = sum(row.present for row in people if row.part is Part.MEMBER)
    verdict = quorum(present, meeting.seats, meeting.held_on)
    verdict.enforce()
    current = texts.texts_now(items)
    for item in items:
        _check_finished(item, current)
    listed = [rules.Listed(row.name, row.part, row.present, row.reason) for row in people]
    meeting.present, meeting.absences, meeting.resolution = present, rules.absences(listed), resolution
    meeting.state = SessionState.HELD
    db.session.flush()
    about = {"session": meeting.ref, "present": present, "seats": meeting.seats}
    record(actor, "session.held", about=about, basis=verdict.citations)


def _check_finished(item: AgendaItem, current: texts.Drafts) -> None:
    """The item has a result, and the text that was voted on is the one that stands."""
    if item.result is None:
        raise RuleViolation(
            message(
                "Item %(number)s has no result yet. Minutes say the result of every item; record it first.",
                number=item.number,
            ),
            (COLLECTIVE,),
        )
    vote = standing_vote(item)
    if vote is None:
        return
    if vote.state is VoteState.OPEN:
        raise RuleViolation(
            message(
                "The vote on item %(number)s goes on. Minutes are closed when every vote is; close it first.",
                number=item.number,
            ),
            (COLLECTIVE,),
        )
    if texts.is_changed(vote, current):
        raise RuleViolation(
            message("The text of item %(number)s changed after the vote: vote again.", number=item.number),
            (COLLECTIVE,),
        )


def add_addendum(actor: Actor, meeting: Meeting, text: str, reason: str, today: date) -> Addendum:
    """Correct closed minutes by an addendum that stands beside them."""
    require(actor, Permission.HOLD_SESSION)
    db.session.refresh(meeting, ["state", "version"], with_for_update=True)
    if meeting.state is SessionState.CANCELLED:
        raise Conflict(message("This session was cancelled. Nothing is recorded in it any more; plan another one."))
    if meeting.state is not SessionState.HELD:
        raise Conflict(message("The minutes are still open, so nothing is added to them: correct them themselves."))
    number = len(queries.addenda_of(meeting.id)) + 1
    addendum = Addendum(
        meeting_id=meeting.id, number=number, text=text, reason=reason, recorded_by=actor.user_id, recorded_on=today
    )
    db.session.add(addendum)
    db.session.flush()
    record(actor, "session.addendum", about={"session": meeting.ref, "addendum": number})
    return addendum


def void_ballot(actor: Actor, meeting: Meeting, item: AgendaItem, reason: str, today: date) -> None:
    """Declare a recorded ballot on discipline void, as part of another act, which the caller checks.

    While the minutes are open the item has no result again; closed ones stay as they were, and an addendum says so.
    """
    if meeting.state is SessionState.HELD:
        add_addendum(actor, meeting, _VOID_BALLOT.format(number=item.number), reason, today)
        return
    check_open(actor, meeting)
    vote = standing_vote(item)
    if vote is None:
        raise Conflict(message("No vote on this item goes on. Only an open vote is closed or declared void."))
    annul(actor, item, vote, reason)


def check_return(file: CaseFile) -> Verdict:
    """A reported case goes back to the team when the last session asked for more work.

    It goes back once. Reported again, it is another report even on the same day, and waits for a session – unless its
    text is that of the vote to the letter, by the hash frozen with it: then the session has spoken of this very text.
    """
    found = queries.last_decision(file.case.id)
    reported_on = file.case.reported_on
    if found is None or found.item.result is not Result.RETURNED or found.meeting.held_on < (reported_on or date.min):
        return refuse(
            message(
                "No held session has returned the case since it was reported. A report goes back to the"
                " team only by the body's resolution."
            ),
            COLLECTIVE,
        )
    if found.item.sent_back_at is not None and not _is_text_voted_on(found.item):
        return refuse(
            message("The session returned an earlier report; this one has not been before a session yet."), COLLECTIVE
        )
    return OK


def _is_text_voted_on(item: AgendaItem) -> bool:
    vote = standing_vote(item)
    return vote is not None and not texts.is_changed(vote, texts.texts_now([item]))


def return_case(actor: Actor, file: CaseFile) -> None:
    """Send a reported case back to the team."""
    prepare(actor, file, Action.RETURN)
    check_return(file).enforce()
    found = queries.last_decision(file.case.id)
    if found is not None:
        found.item.sent_back_at = clock.now()
    move(actor, file, Action.RETURN)
