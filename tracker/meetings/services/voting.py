"""Votes: the text is frozen, the figures are recorded once, and a vote on another text counts for nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.meetings import queries, rules, texts
from tracker.meetings.models import AgendaItem, ItemVote, Meeting
from tracker.meetings.services.attending import check_relatives, recuse_subjects
from tracker.meetings.services.locking import annul, check_on_agenda, check_open, standing_vote, standing_votes
from tracker.meetings.states import VOTE_TRANSITIONS, Method, Part, Purpose, Result, VoteAction, VoteState
from tracker.regulations.presence import quorum, quorum_rule, recusal_rule
from tracker.regulations.procedure import COLLECTIVE, SECRET_BALLOT
from tracker.regulations.sources import Citation
from tracker.regulations.terms import Form, Role, Subject
from tracker.regulations.verdict import Verdict
from tracker.regulations.voting import VoteCount, count_discipline_vote, eligible_members

CHANGED = "Văn bản đã đổi sau khi mở biểu quyết"
_CARRIED_ON = message("The discipline record rests on this result: declare it void on the page of the record.")
_NOTHING_TO_VOTE_ON = message(
    "There is nothing to vote on in this item now. A vote is taken on a text or a proposal; see what the case still"
    " lacks."
)


def open_vote(actor: Actor, meeting: Meeting, item: AgendaItem, method: Method, today: date) -> ItemVote:
    """Freeze the text of an item and open the vote on it. A vote on an earlier text is void by that.

    Raises ``RuleViolation`` without a list of those present, without a quorum for the session or the item, and before
    what must come first: nobody's discipline is voted on before the subject was heard.
    """
    check_open(actor, meeting)
    rules.check_date(meeting.held_on, today).enforce()
    rules.check_method(item.purpose, method).enforce()
    current = texts.texts_now([item]).get(item.id)
    check_on_agenda(item)
    if current is None or item.result is Result.RETURNED:
        raise Conflict(_NOTHING_TO_VOTE_ON, (COLLECTIVE,))
    texts.check_ready(item).enforce()
    _set_aside(actor, item, {item.id: current})
    recuse_subjects(meeting, item)
    check_relatives(item)
    room, citations = _quorate(meeting, item)
    vote = ItemVote(
        item_id=item.id,
        number=queries.count_votes(item.id) + 1,
        state=VoteState.OPEN,
        method=method,
        text=current.text,
        sha256=texts.sha256_of(current.text),
        text_format=texts.FORMAT,
        members=room.members,
        present=room.present,
        opened_by=actor.user_id,
        opened_at=clock.now(),
    )
    db.session.add(vote)
    db.session.flush()
    about = {"session": meeting.ref, "item": item.number, "vote": vote.number, "hash": vote.sha256}
    record(actor, "session.vote_opened", case_id=item.case_id, about=about, basis=citations)
    return vote


def _set_aside(actor: Actor, item: AgendaItem, current: Mapping[int, texts.Draft]) -> None:
    """A vote on the same text stands; one on another text is annulled and stays in the history."""
    vote = standing_vote(item)
    if vote is None:
        return
    if not texts.is_changed(vote, current):
        raise Conflict(
            message(
                "This item has a vote already. A text is voted on once; another vote needs the first declared void."
            ),
            (COLLECTIVE,),
        )
    annul(actor, item, vote, CHANGED)


def _quorate(meeting: Meeting, item: AgendaItem) -> tuple[rules.Room, tuple[Citation, ...]]:
    people = [row for row in queries.attendance_of(meeting.id) if row.part is Part.MEMBER]
    if not people:
        raise RuleViolation(rules.NO_LIST, (quorum_rule(meeting.held_on),))
    present = sum(row.present for row in people)
    verdict = quorum(present, meeting.seats, meeting.held_on)
    verdict.enforce()
    out = [row.attendance.present for row in queries.recusals_of(item)]
    if len(out) >= meeting.seats:
        raise RuleViolation(
            message(
                "Nobody is left who may vote on this item. Who is concerned stays out; put it before a"
                " session in which others are present."
            ),
            (recusal_rule(meeting.held_on),),
        )
    room = rules.room_of(meeting.seats, present, sum(out), len(out) - sum(out))
    own = quorum(room.present, room.members, meeting.held_on)
    own.enforce()
    return room, own.citations


def annul_vote(actor: Actor, meeting: Meeting, item: AgendaItem, reason: str) -> None:
    """Declare a vote void while the minutes are open: broken off, mistyped, or on a text that changed since.

    The discipline record rests on a ballot whose text has not changed: that is declared void there.
    """
    check_open(actor, meeting)
    vote = standing_vote(item)
    if vote is None:
        raise Conflict(message("No vote on this item goes on. Only an open vote is closed or declared void."))
    is_carried_on = vote.state is VoteState.CLOSED and item.purpose is Purpose.DISCIPLINE
    if is_carried_on and not texts.is_changed(vote, texts.texts_now([item])):
        raise RuleViolation(_CARRIED_ON, (COLLECTIVE,))
    annul(actor, item, vote, reason)


@dataclass(frozen=True)
class HandVote:
    """The figures of a vote on a draft, by hands or – with ``issued`` and ``invalid`` – by ballot papers."""

    votes_for: int
    votes_against: int
    votes_blank: int
    result: Result
    resolution: str
    issued: int | None = None
    invalid: int = 0


def record_hand_vote(actor: Actor, meeting: Meeting, item: AgendaItem, vote: HandVote, today: date) -> None:
    """Record the result of the open vote on a draft. Adoption needs more than half of all who may vote."""
    check_open(actor, meeting)
    rules.check_date(meeting.held_on, today).enforce()
    if item.purpose is Purpose.DISCIPLINE:
        raise Conflict(
            message(
                "Discipline is voted on by secret ballot. So nobody is bound by how others vote; choose the ballot."
            ),
            (SECRET_BALLOT,),
        )
    opened = _open_vote_of(item)
    room = rules.Room(opened.members, opened.present)
    tally = rules.Tally(vote.votes_for, vote.votes_against, vote.votes_blank, vote.issued, vote.invalid)
    rules.check_tally(tally, opened.method, room).enforce()
    verdict = rules.check_result(vote.result, vote.votes_for, room.members, meeting.held_on)
    verdict.enforce()
    item.votes_for, item.votes_against, item.votes_blank = vote.votes_for, vote.votes_against, vote.votes_blank
    item.ballots_issued, item.ballots_invalid = vote.issued, vote.invalid
    item.result, item.resolution = vote.result, vote.resolution
    counts = {"for": vote.votes_for, "against": vote.votes_against, "blank": vote.votes_blank}
    _close(actor, item, opened, counts | _papers(vote.issued, vote.invalid), vote.result)
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
    check_open(actor, meeting)
    rules.check_date(meeting.held_on, today).enforce()
    rules.check_left_out(poll.left_out, poll.left_out_reason).enforce()
    opened = _open_vote_of(item)
    eligible, denominator = eligible_members(opened.members, poll.left_out, meeting.held_on)
    asked = (question.subject, question.holds_post, question.roles)
    count = count_discipline_vote(*asked, eligible, poll.votes, meeting.held_on)
    valid = sum(poll.votes.values())
    rules.check_papers(valid, poll.invalid, poll.issued).enforce()
    rules.check_cast(valid, poll.invalid, poll.issued, rules.Room(opened.members, opened.present)).enforce()
    _keep(item, question, poll)
    _close(actor, item, opened, dict(poll.votes) | _papers(poll.issued, poll.invalid), Result.ADOPTED)
    about = {
        "session": meeting.ref,
        "item": item.number,
        "ballots": sorted(f"{k}={v}" for k, v in poll.votes.items()),
        "roles": sorted(f"{k}={v}" for k, v in (item.vote_roles or {}).items()),
        "left_out": poll.left_out,
    }
    basis = (denominator,) if poll.left_out else ()
    record(actor, "session.ballots_recorded", case_id=item.case_id, about=about, basis=basis)
    return count


def _keep(item: AgendaItem, question: Question, poll: Poll) -> None:
    item.ballots, item.result = dict(poll.votes), Result.ADOPTED
    item.vote_subject, item.vote_holds_post = question.subject, question.holds_post
    item.vote_roles = {form.value: role.value for form, role in question.roles.items()}
    item.left_out, item.left_out_reason = poll.left_out, poll.left_out_reason
    item.ballots_issued, item.ballots_invalid = poll.issued, poll.invalid
    item.teller_head, item.teller_secretary = poll.teller_head, poll.teller_secretary


def _papers(issued: int | None, invalid: int) -> dict[str, int]:
    return {} if issued is None else {"issued": issued, "invalid": invalid}


def _open_vote_of(item: AgendaItem) -> ItemVote:
    """The vote that goes on, of which nobody has recorded the result, on the text as it still stands."""
    vote = standing_vote(item)
    if vote is None:
        raise RuleViolation(message("Open the vote first: that freezes the text voted on."), (COLLECTIVE,))
    VOTE_TRANSITIONS.get(vote.state, VoteAction.CLOSE)
    rules.check_unchanged(texts.is_changed(vote, texts.texts_now([item]))).enforce()
    check_relatives(item)
    return vote


def _close(actor: Actor, item: AgendaItem, vote: ItemVote, tally: dict[str, int], result: Result) -> None:
    vote.state = VOTE_TRANSITIONS.get(vote.state, VoteAction.CLOSE).target
    vote.tally, vote.result = tally, result
    vote.closed_by, vote.closed_at = actor.user_id, clock.now()
    out = queries.recusals_of(item)
    item.recused, item.recused_names = len(out), "; ".join(f"{row.attendance.name} ({row.reason})" for row in out)
    db.session.flush()


def check_text_stands(item: AgendaItem) -> Verdict:
    """What was voted on is still what stands in the file; asked before a paper is issued on a vote.

    An item voted on before votes froze their texts has no vote to compare.
    """
    return check_texts_stand([item])[item.id]


def check_texts_stand(items: Sequence[AgendaItem]) -> dict[int, Verdict]:
    """The same of several items: id of the item → the verdict."""
    votes, now = standing_votes(items), texts.texts_now(items)
    return {
        item.id: rules.check_unchanged(item.id in votes and texts.is_changed(votes[item.id], now)) for item in items
    }
