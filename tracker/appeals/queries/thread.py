"""One matter in several rooms: the petition by which a complaint came in, the case that handles it, what was ruled.

What belongs to a complaint elsewhere is shown only to those who may see it there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from tracker.access import Actor
from tracker.appeals.models import Appeal
from tracker.appeals.queries.records import stands_in
from tracker.appeals.rules import CaseRuling
from tracker.appeals.states import State
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import State as CaseState
from tracker.conclusions.models import Conclusion
from tracker.discipline.models import Discipline
from tracker.discipline.queries import ended_sql
from tracker.discipline.states import STANDING_STATES
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Meeting
from tracker.petitions.models import Petition
from tracker.petitions.queries import visible
from tracker.regulations.terms import Form


@dataclass(frozen=True)
class PetitionLink:
    """A petition that the reader may open."""

    ref: str
    number: int
    year: int


@dataclass(frozen=True)
class CaseLink:
    """A case that the reader may know of."""

    ref: str
    title: str


@dataclass(frozen=True)
class Thread:
    """What the reader may see of the petition and of the case to which a complaint belongs."""

    petition: PetitionLink | None = None
    case: CaseLink | None = None


@dataclass(frozen=True)
class AppealLink:
    """A complaint as the page of its petition or of the case that handles it names it."""

    case_ref: str
    case_title: str
    subject_name: str
    number: int
    round: int
    state: State


@dataclass(frozen=True)
class Contested:
    """A discipline that the complaint handled in a case may be about."""

    case_ref: str
    case_title: str
    number: int
    subject_name: str
    form: Form
    decided_on: date
    paper_number: int
    paper_sign: str

    @property
    def sign(self) -> str:
        """The number and sign of the decision."""
        return f"{self.paper_number:02d}-{self.paper_sign}"


@dataclass(frozen=True)
class Handling:
    """The case that handles a complaint: whether the actor may open it, and what it ruled, once that was issued."""

    is_open: bool
    ruling: CaseRuling | None
    paper_id: int | None = None
    announced_on: date | None = None


def threads_of(actor: Actor, appeals: Sequence[Appeal]) -> dict[int, Thread]:
    """The thread of each complaint by its id, as far as the actor may see it; in two questions."""
    ids = {appeal.petition_id for appeal in appeals if appeal.petition_id is not None}
    if not ids:
        return {}
    letters = select(Petition.id, Petition.ref, Petition.number, Petition.year)
    letters = letters.where(Petition.id.in_(ids), visible(actor))
    seen = {row[0]: PetitionLink(*row[1:]) for row in db.session.execute(letters)}
    cases = select(Case.petition_id, Case.ref, Case.title).where(Case.petition_id.in_(ids), sight.existence(actor))
    known = {row[0]: CaseLink(*row[1:]) for row in db.session.execute(cases)}
    return {
        appeal.id: Thread(seen.get(appeal.petition_id), known.get(appeal.petition_id))
        for appeal in appeals
        if appeal.petition_id is not None
    }


def appeals_of_petition(actor: Actor, petition_id: int | None) -> list[AppealLink]:
    """The complaints that came in by a petition, in the cases with their steps, as far as the actor may open these."""
    found: Any = db.session.execute(
        select(Case.ref, Case.title, CaseSubject.name, Appeal.number, Appeal.round, Appeal.state)
        .join(Discipline, Discipline.id == Appeal.discipline_id)
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .join(Case, stands_in())
        .where(Appeal.petition_id == petition_id, sight.content(actor))
        .order_by(Appeal.id)
    )
    return [AppealLink(*row) for row in found]


def contested_in(actor: Actor, case: Case, today: date) -> list[Contested]:
    """The disciplines in force of the subjects of a case, in cases whose papers the actor keeps, to which its petition
    is not linked yet."""
    linked = exists().where(Appeal.petition_id == case.petition_id, Appeal.discipline_id == Discipline.id)
    found: Any = db.session.execute(
        select(
            Case.ref,
            Case.title,
            Discipline.number,
            CaseSubject.name,
            Discipline.decided_form,
            Discipline.decided_on,
            RegisteredPaper.number,
            RegisteredPaper.sign,
        )
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .join(Case, Case.id == Discipline.case_id)
        .join(RegisteredPaper, RegisteredPaper.id == Discipline.paper_id)
        .where(
            or_(*(same_subject(subject) for subject in case.subjects)),
            Discipline.state.in_(STANDING_STATES),
            ~ended_sql(today),
            ~linked,
            sight.content(actor),
            sight.filed(actor),
        )
        .order_by(Discipline.decided_on.desc(), Discipline.id)
    )
    return [Contested(*row) for row in found]


def same_subject(subject: CaseSubject) -> ColumnElement[bool]:
    """That a subject of another case is the same member, or the same organization."""
    if subject.member_id is not None:
        return CaseSubject.member_id == subject.member_id
    return and_(CaseSubject.member_id.is_(None), CaseSubject.organization_id == subject.organization_id)


def is_about(discipline: Discipline, case: Case) -> bool:
    """Whether a discipline is that of a subject of the case."""
    one = discipline.subject
    return any(
        (one.member_id, one.member_id or one.organization_id)
        == (subject.member_id, subject.member_id or subject.organization_id)
        for subject in case.subjects
    )


def disciplines_of_petition(petition_id: int) -> list[Discipline]:
    """The disciplines against which a petition is recorded as a complaint already."""
    found = select(Discipline).join(Appeal, Appeal.discipline_id == Discipline.id)
    return list(db.session.execute(found.where(Appeal.petition_id == petition_id)).scalars())


def petition_of(appeal: Appeal) -> Petition | None:
    """The petition by which a complaint came in."""
    return db.session.get(Petition, appeal.petition_id) if appeal.petition_id is not None else None


def handling_case_of(appeal: Appeal) -> int | None:
    """The id of the case that handles the petition of a complaint; the caller shows it to nobody."""
    found = select(Case.id).where(Case.petition_id == appeal.petition_id, Case.state != CaseState.CANCELLED)
    return db.session.execute(found).scalar_one_or_none()


def find_handling(actor: Actor, appeal: Appeal) -> Handling | None:
    """The case that handles a complaint; None where it came without a petition, or where the case was cancelled."""
    if appeal.petition_id is None:
        return None
    going = (Case.petition_id == appeal.petition_id, Case.state != CaseState.CANCELLED)
    row = db.session.execute(select(Case.id, sight.content(actor)).where(*going)).one_or_none()
    return _handling(appeal, *row) if row else None


def _handling(appeal: Appeal, case_id: int, is_open: bool) -> Handling:
    row = db.session.execute(
        select(CaseSubject, Conclusion, RegisteredPaper, AgendaItem, Meeting)
        .join(Conclusion, Conclusion.subject_id == CaseSubject.id)
        .join(RegisteredPaper, RegisteredPaper.id == Conclusion.paper_id)
        .join(AgendaItem, AgendaItem.id == Conclusion.agenda_item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(CaseSubject.case_id == case_id, same_subject(appeal.discipline.subject))
    ).one_or_none()
    if row is None:
        return Handling(is_open, None)
    subject, conclusion, paper, item, meeting = row
    if subject.ruling is None:
        return Handling(is_open, None)
    ruling = CaseRuling(
        subject.ruling,
        subject.ruling_form,
        session_on=meeting.held_on,
        members=meeting.seats - item.recused,
        votes_for=item.votes_for or 0,
        decision=f"{paper.number:02d}-{paper.sign}",
        decided_on=paper.issued_on,
    )
    return Handling(is_open, ruling, paper.id, conclusion.announced_on)
