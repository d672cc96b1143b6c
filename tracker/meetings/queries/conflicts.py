"""Who on the list may have to stay out of an item: what the records hint at, and whom a listed kinship concerns."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.cases.models import Case, CaseSubject
from tracker.core.text import Message
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Attendance, KeptVoter, Meeting, Recusal
from tracker.meetings.queries.attendance import attendance_of, subject_members
from tracker.meetings.states import Part
from tracker.members.queries import relatives_among
from tracker.regulations.sources import Citation
from tracker.teams.queries import Person, hints_of


@dataclass(frozen=True)
class Proposed:
    """A member of the list whose recusal the records propose: why, by which article.

    ``is_relative``: nothing is voted on before it is decided; ``kept``: why the member votes all the same, or "".
    """

    person: Attendance
    reason: Message
    citation: Citation
    is_relative: bool
    kept: str = ""


def kept_voters(item_id: int) -> dict[int, str]:
    """Why members with a listed kinship vote on an item all the same: id of the attendance → reason."""
    rows = db.session.execute(select(KeptVoter).where(KeptVoter.item_id == item_id)).scalars()
    return {row.attendance_id: row.reason for row in rows}


def proposed_recusals(actor: Actor, meeting: Meeting, item: AgendaItem) -> list[Proposed]:
    """What the records hint at of those on the list who are not out of the item, in the order of the list.

    The caller checked that the actor reads the file of the item.
    """
    case, rows = db.session.get(Case, item.case_id or 0), _voting(item)
    if case is None or not rows:
        return []
    about = [CaseSubject.case_id == case.id]
    if item.subject_id is not None:
        about.append(CaseSubject.id == item.subject_id)
    subjects = db.session.execute(select(CaseSubject).where(*about).order_by(CaseSubject.number)).scalars().all()
    found = hints_of(actor, case, subjects, _people(rows), meeting.held_on)
    by_member, kept = {row.member_id: row for row in rows}, kept_voters(item.id)
    proposed = [
        Proposed(row, hint.reason, hint.citation, hint.is_relative, kept.get(row.id, ""))
        for person, hint in found
        if (row := by_member.get(person.member_id)) is not None
    ]
    return sorted(proposed, key=lambda one: one.person.number)


def undecided_relatives(item: AgendaItem) -> list[Attendance]:
    """The listed relatives of a subject who neither stay out of the item nor are kept with a reason."""
    rows, kept = _voting(item), kept_voters(item.id)
    relatives = relatives_among([row.member_id for row in rows if row.member_id], subject_members(item))
    return [row for row in rows if row.member_id in relatives and row.id not in kept]


def _voting(item: AgendaItem) -> list[Attendance]:
    """The members of the list whom the records know and who are not out of the item."""
    out = select(Recusal.attendance_id).where(Recusal.item_id == item.id)
    gone = set(db.session.execute(out).scalars())
    listed = attendance_of(item.meeting_id)
    return [row for row in listed if row.part is Part.MEMBER and row.member_id and row.id not in gone]


def _people(rows: Collection[Attendance]) -> list[Person]:
    """Everybody with the account, if there is one: work in a team is known by it."""
    wanted = [row.member_id for row in rows]
    statement = select(Account.member_id, Account.id).where(Account.member_id.in_(wanted)).order_by(Account.id)
    accounts = {row.member_id: row.id for row in db.session.execute(statement)}
    return [Person(row.name, row.member_id, accounts.get(row.member_id)) for row in rows]
