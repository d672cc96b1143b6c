"""Who is at a session, and who stays out of one of its items."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from tracker.access import Actor
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import clean, message
from tracker.extensions import db
from tracker.meetings import queries, rules
from tracker.meetings.models import AgendaItem, Attendance, KeptVoter, Meeting, Recusal
from tracker.meetings.services.locking import check_not_voting, check_on_agenda, check_open, standing_vote
from tracker.meetings.states import Part, VoteState
from tracker.regulations.presence import recusal_rule
from tracker.regulations.procedure import COLLECTIVE, CONFLICT

SUBJECT_REASON = "Là đối tượng của nội dung được xem xét"


@dataclass(frozen=True)
class Person:
    """Somebody on the list: a member of the body, a guest or the secretary. ``reason`` says why a member is absent."""

    name: str
    part: Part = Part.MEMBER
    position: str = ""
    member_id: int | None = None
    present: bool = True
    reason: str = ""


def record_attendance(actor: Actor, meeting: Meeting, people: Sequence[Person]) -> list[str]:
    """Write down who is there, in place of what was written before; it stands once a vote was opened.

    A subject of a case stays out of its items by rule. Recusals written down stay with who is still on the list;
    returns the names of those who left it, and whose recusals went with them.
    """
    check_open(actor, meeting)
    if queries.has_votes(meeting.id):
        raise Conflict(
            message("A vote has been opened, so the list of those present stands: the quorum was counted by it."),
            (COLLECTIVE,),
        )
    listed = [rules.Listed(row.name, row.part, row.present, row.reason, row.position, row.member_id) for row in people]
    rules.check_list(listed, meeting.seats, meeting.chair_name).enforce()
    written = _written_recusals(meeting)
    _forget_list(meeting)
    for number, row in enumerate(people, start=1):
        db.session.add(_attendance(meeting, number, row))
    db.session.flush()
    gone = _put_back(meeting, written)
    for item in meeting.items:
        recuse_subjects(meeting, item)
    present = sum(row.present for row in people if row.part is Part.MEMBER)
    about = {"session": meeting.ref, "present": present, "seats": meeting.seats, "recusals_lapsed": len(gone)}
    record(actor, "session.attendance", about=about)
    return gone


def _attendance(meeting: Meeting, number: int, row: Person) -> Attendance:
    return Attendance(
        meeting_id=meeting.id,
        number=number,
        part=row.part,
        name=row.name,
        position=row.position,
        member_id=row.member_id,
        present=row.present,
        reason="" if row.present else row.reason,
    )


def _forget_list(meeting: Meeting) -> None:
    own = select(Attendance.id).where(Attendance.meeting_id == meeting.id)
    for table in (Recusal, KeptVoter):
        db.session.execute(delete(table).where(table.attendance_id.in_(own)))
    db.session.execute(delete(Attendance).where(Attendance.meeting_id == meeting.id))


def _written_recusals(meeting: Meeting) -> list[Recusal]:
    """The recusals of a session that somebody wrote down, with whom they are about."""
    found = select(Recusal).join(Attendance).where(Attendance.meeting_id == meeting.id, Recusal.by_rule.is_(False))
    return list(db.session.execute(found.options(joinedload(Recusal.attendance)).order_by(Recusal.id)).scalars())


def _put_back(meeting: Meeting, written: Sequence[Recusal]) -> list[str]:
    """Recuse again who is still a member on the list; the names of the others."""
    listed = {_who(row): row.id for row in queries.attendance_of(meeting.id) if row.part is Part.MEMBER}
    for old in written:
        if _who(old.attendance) in listed:
            seat = listed[_who(old.attendance)]
            kept = {"reason": old.reason, "article": old.article, "by_rule": False}
            db.session.add(Recusal(item_id=old.item_id, attendance_id=seat, **kept))
    db.session.flush()
    return sorted({old.attendance.name for old in written if _who(old.attendance) not in listed})


def _who(row: Attendance) -> tuple[int | None, str]:
    """By whom a line of the list is known again: the Party member, else the name as typed."""
    return (row.member_id, "") if row.member_id else (None, clean(row.name).casefold())


def recuse_subjects(meeting: Meeting, item: AgendaItem) -> None:
    """Take the subjects of an item's case out of it, where they are members of the body."""
    members = queries.subject_members(item)
    out = {row.attendance_id for row in queries.recusals_of(item)}
    for row in queries.attendance_of(meeting.id):
        if row.part is Part.MEMBER and row.member_id in members and row.id not in out:
            article = str(recusal_rule(meeting.held_on))
            db.session.add(
                Recusal(item_id=item.id, attendance_id=row.id, reason=SUBJECT_REASON, article=article, by_rule=True)
            )
    db.session.flush()


def recuse(actor: Actor, meeting: Meeting, item: AgendaItem, number: int, reason: str, article: str) -> None:
    """Write down that a member stays out of an item, why, and by which article."""
    check_open(actor, meeting)
    check_on_agenda(item)
    check_not_voting(item)
    person = _votes_on(meeting, item, number)
    _forget_kept(item, person)
    db.session.add(Recusal(item_id=item.id, attendance_id=person.id, reason=reason, article=article, by_rule=False))
    db.session.flush()
    about = {"session": meeting.ref, "item": item.number, "person": person.number}
    record(actor, "session.recused", case_id=item.case_id, about=about)


def _votes_on(meeting: Meeting, item: AgendaItem, number: int) -> Attendance:
    """The member on this line of the list, who is not out of the item."""
    person = next((row for row in queries.attendance_of(meeting.id) if row.number == number), None)
    if person is None or person.part is not Part.MEMBER:
        raise RuleViolation(message("Choose a member of the body who is on the list."), field="person")
    if any(row.attendance_id == person.id for row in queries.recusals_of(item)):
        raise RuleViolation(
            message("This member is out of the item already. Who is out is recorded once."), field="person"
        )
    return person


def _forget_kept(item: AgendaItem, person: Attendance) -> None:
    same = (KeptVoter.item_id == item.id, KeptVoter.attendance_id == person.id)
    db.session.execute(delete(KeptVoter).where(*same))


def keep_voter(actor: Actor, meeting: Meeting, item: AgendaItem, number: int, reason: str) -> None:
    """Write down why a listed relative of a subject votes on the item all the same.

    That may still be done while the vote goes on: it changes neither the text nor who may vote.
    """
    check_open(actor, meeting)
    check_on_agenda(item)
    vote = standing_vote(item)
    if vote is not None and vote.state is VoteState.CLOSED:
        raise Conflict(
            message("The vote on this item has begun: the text and the people it was taken with stand."), (COLLECTIVE,)
        )
    person = _votes_on(meeting, item, number)
    if person.id not in {one.person.id for one in queries.proposed_recusals(actor, meeting, item) if one.is_relative}:
        raise RuleViolation(
            message("This member is not a listed relative of a subject. Only for such a one a reason to vote is kept."),
            (CONFLICT,),
            field="person",
        )
    _forget_kept(item, person)
    kept = {"reason": reason, "recorded_by": actor.user_id, "recorded_at": clock.now()}
    db.session.add(KeptVoter(item_id=item.id, attendance_id=person.id, **kept))
    db.session.flush()
    about = {"session": meeting.ref, "item": item.number, "person": person.number}
    record(actor, "session.voter_kept", case_id=item.case_id, about=about, basis=(CONFLICT,))


def check_relatives(item: AgendaItem) -> None:
    """No listed relative of a subject is counted without a decision. Raises ``RuleViolation`` that names them."""
    names = ", ".join(row.name for row in queries.undecided_relatives(item))
    if names:
        reason = message(
            "Listed relatives of a subject: %(names)s. Record first who stays out, or why somebody votes.", names=names
        )
        raise RuleViolation(reason, (CONFLICT,))


def withdraw_recusal(actor: Actor, meeting: Meeting, item: AgendaItem, number: int) -> None:
    """Take back a recusal written down by mistake; a subject of the case stays out."""
    check_open(actor, meeting)
    check_on_agenda(item)
    check_not_voting(item)
    found = next((row for row in queries.recusals_of(item) if row.attendance.number == number), None)
    if found is None:
        raise NotVisible
    if found.by_rule:
        raise RuleViolation(
            message("A subject of the case stays out of its items by rule: nobody votes in the own cause."),
            (recusal_rule(meeting.held_on),),
        )
    db.session.delete(found)
    db.session.flush()
    about = {"session": meeting.ref, "item": item.number, "person": number}
    record(actor, "session.recusal_withdrawn", case_id=item.case_id, about=about)
