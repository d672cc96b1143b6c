"""Reads of sessions: those of the actor's organization and those the actor is invited to."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, selectinload

from tracker.access import Actor, Permission, may
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import State
from tracker.core.errors import NotVisible
from tracker.core.text import N_
from tracker.documents.models import RegisteredPaper
from tracker.documents.queries import PaperRow, in_files_of, papers_of_case
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.meetings.models import Addendum, AgendaItem, Attendee, ItemVote, Meeting, Recusal
from tracker.meetings.states import DECISIONS, RESULT_LABELS, Purpose, Result, SessionState, VoteState
from tracker.meetings.texts import Drafts, is_changed, texts_now
from tracker.organizations.models import Body
from tracker.regulations.sources import Citation
from tracker.regulations.terms import FORM_LABELS, Form, Role
from tracker.regulations.voting import VoteCount, count_discipline_vote, eligible_members


@dataclass(frozen=True)
class MeetingRow:
    """A session in a list."""

    id: int
    ref: str
    title: str
    body_name: str
    held_on: date
    place: str
    state: SessionState


@dataclass(frozen=True)
class BallotCount:
    """A counted secret ballot: what the rule makes of it, and the total of members it is measured against."""

    count: VoteCount
    official: int
    left_out: int
    left_out_reason: str
    denominator_rule: Citation


@dataclass(frozen=True)
class AgendaRow:
    """An item as a page shows it: with the case, as far as the actor may know of it.

    ``case_ref`` is "" for another matter. ``opens_file``: whether the actor may read the file, and so the text.
    """

    item: AgendaItem
    case_ref: str
    case_title: str
    subjects: tuple[CaseSubject, ...]
    ballot: BallotCount | None = None
    opens_file: bool = False
    votes: tuple[ItemVote, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    is_changed: bool = False

    @property
    def vote(self) -> ItemVote | None:
        """The vote that is not void."""
        return next((vote for vote in self.votes if vote.state is not VoteState.VOID), None)

    @property
    def result_label(self) -> str:
        """The result in words: of a ballot on discipline the form that won; "" without a result."""
        if self.item.result is None:
            return ""
        if self.ballot is None or self.item.result is not Result.ADOPTED:
            return RESULT_LABELS[self.item.result]
        form = self.ballot.count.form
        if form is None:
            return N_("nothing reached its share")
        return FORM_LABELS[Form(form)] if form in set(Form) else N_("no discipline")


@dataclass(frozen=True)
class Adoption:
    """The last item of a held session about a case, or about one subject's discipline."""

    item: AgendaItem
    meeting: Meeting


def get_meeting(actor: Actor, ref: str) -> Meeting:
    """A session with its body and invitations; raises ``NotVisible``."""
    meeting = db.session.execute(
        select(Meeting)
        .where(Meeting.ref == ref, visible(actor))
        .options(joinedload(Meeting.body), selectinload(Meeting.attendees), selectinload(Meeting.items))
    ).scalar_one_or_none()
    if meeting is None:
        raise NotVisible
    return meeting


def meeting_rows(actor: Actor, cursor: Cursor | None) -> list[MeetingRow]:
    """One page of sessions, the latest first, and one row more."""
    statement = (
        select(Meeting.id, Meeting.ref, Meeting.title, Body.name, Meeting.held_on, Meeting.place, Meeting.state)
        .join(Body, Body.id == Meeting.body_id)
        .where(visible(actor))
    )
    found = keyset(statement, Meeting.held_on, Meeting.id, cursor, newest_first=True)
    return [MeetingRow(*row) for row in db.session.execute(found)]


def agenda(actor: Actor, meeting: Meeting) -> list[AgendaRow]:
    """The items whose cases the actor may know of, in order; other matters are everybody's who sees the session.

    That discipline is voted on is known to those only who may open the file.
    """
    known = and_(AgendaItem.purpose != Purpose.DISCIPLINE, sight.existence(actor))
    found = db.session.execute(
        select(AgendaItem, Case, sight.content(actor))
        .outerjoin(Case, Case.id == AgendaItem.case_id)
        .where(
            AgendaItem.meeting_id == meeting.id,
            or_(AgendaItem.purpose == Purpose.OTHER, sight.content(actor), known),
        )
        .options(
            selectinload(Case.subjects),
            selectinload(AgendaItem.votes),
            selectinload(AgendaItem.recusals).joinedload(Recusal.attendance),
        )
        .order_by(AgendaItem.number)
        .execution_options(populate_existing=True)
    ).all()
    texts = texts_now([item for item, _case, _content in found if item.votes])
    return [_agenda_row(item, case, bool(content), meeting, texts) for item, case, content in found]


def standing_agenda(actor: Actor, meeting: Meeting) -> list[AgendaRow]:
    """The same without what was taken off: of what the papers of a session speak."""
    return [row for row in agenda(actor, meeting) if not row.item.is_off]


def _agenda_row(item: AgendaItem, case: Case | None, content: bool, meeting: Meeting, texts: Drafts) -> AgendaRow:
    row = AgendaRow(item, "", item.title, (), None, True, tuple(item.votes), tuple(item.recusals))
    changed = row.vote is not None and is_changed(row.vote, texts)
    if case is None:
        return replace(row, is_changed=changed)
    return replace(
        row,
        case_ref=case.ref,
        case_title=case.title,
        subjects=_about(item, case),
        ballot=count_of(item, meeting),
        opens_file=content,
        is_changed=changed,
    )


def addenda_of(meeting_id: int) -> list[Addendum]:
    """The recorded corrections of closed minutes, the first one first."""
    return list(
        db.session.execute(
            select(Addendum).where(Addendum.meeting_id == meeting_id).order_by(Addendum.number)
        ).scalars()
    )


def papers_of(meeting: Meeting) -> dict[int, RegisteredPaper]:
    """The issued minutes and resolution of a session, by id; their bytes are read where they are asked for."""
    ids = [key for key in (meeting.minutes_id, meeting.resolution_id) if key is not None]
    rows = db.session.execute(select(RegisteredPaper).where(RegisteredPaper.id.in_(ids))).scalars()
    return {row.id: row for row in rows}


def sees_all(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor may read the file of every item of the session, and so its papers as they were issued."""
    count = select(func.count()).where(AgendaItem.meeting_id == meeting.id, stands(AgendaItem.result))
    opened = [row for row in standing_agenda(actor, meeting) if row.opens_file]
    return db.session.execute(count).scalar_one() == len(opened)


def papers_before(row: AgendaRow, meeting: Meeting) -> list[PaperRow]:
    """The papers of its case that a session had before it: of its day or earlier, and numbered before the vote opened.

    Without a vote in the program only the day is known.
    """
    if row.item.case_id is None:
        return []
    known = in_files_of([row.item.case_id]), RegisteredPaper.issued_on <= meeting.held_on
    statement = select(RegisteredPaper.id).where(*known)
    if row.vote is not None:
        statement = statement.where(RegisteredPaper.issued_at <= row.vote.opened_at)
    ids = set(db.session.execute(statement).scalars())
    return [paper for paper in papers_of_case(row.item.case_id) if paper.id in ids]


def open_papers(actor: Actor, paper_ids: Collection[int]) -> set[int]:
    """Of the papers of held sessions, those the actor reads as they were issued: taking part, with no item hidden."""
    issued_as = or_(Meeting.minutes_id.in_(paper_ids), Meeting.resolution_id.in_(paper_ids))
    is_open = func.coalesce(sight.content(actor), false())  # what compares with nothing is not open
    hidden = (
        select(AgendaItem.id)
        .outerjoin(Case, Case.id == AgendaItem.case_id)
        .where(
            AgendaItem.meeting_id == Meeting.id,
            AgendaItem.purpose != Purpose.OTHER,
            stands(AgendaItem.result),
            not_(is_open),
        )
    )
    takes_part: list[ColumnElement[bool]] = [visible(actor), Meeting.state == SessionState.HELD, ~hidden.exists()]
    if not may(actor, Permission.HOLD_SESSION):
        takes_part.append(Meeting.id.in_(select(Attendee.meeting_id).where(Attendee.account_id == actor.user_id)))
    found = db.session.execute(select(Meeting.minutes_id, Meeting.resolution_id).where(issued_as, *takes_part))
    return {key for row in found for key in row if key in set(paper_ids)}


def count_of(item: AgendaItem, meeting: Meeting) -> BallotCount | None:
    """The recorded ballot counted by the rule of the session's day, from the facts frozen with it; None without one."""
    if item.ballots is None or item.vote_subject is None or item.vote_roles is None:
        return None
    eligible, rule = eligible_members(meeting.seats - item.recused, item.left_out, meeting.held_on)
    roles = {Form(form): Role(role) for form, role in item.vote_roles.items()}
    holds_post = bool(item.vote_holds_post)
    count = count_discipline_vote(item.vote_subject, holds_post, roles, eligible, item.ballots, meeting.held_on)
    reasons = "; ".join(filter(None, (item.left_out_reason, item.recused_names)))
    return BallotCount(count, meeting.seats, item.left_out + item.recused, reasons, rule)


def waiting_cases(actor: Actor, body_id: int) -> list[Case]:
    """Cases that wait for a session of the body and are on no agenda still to be held, as far as the actor knows."""
    planned = (
        select(AgendaItem.case_id)
        .join(Meeting)
        .where(Meeting.state == SessionState.PLANNED, AgendaItem.case_id.is_not(None), stands(AgendaItem.result))
    )
    return list(
        db.session.execute(
            select(Case)
            .where(
                Case.concluding_body_id == body_id,
                Case.state == State.REPORTED,
                Case.id.not_in(planned),
                sight.existence(actor),
            )
            .order_by(Case.reported_on, Case.id)
        ).scalars()
    )


def open_meetings(body_id: int) -> list[Meeting]:
    """The planned sessions of a body, earliest first."""
    return list(
        db.session.execute(
            select(Meeting)
            .where(Meeting.body_id == body_id, Meeting.state == SessionState.PLANNED)
            .options(selectinload(Meeting.items))
            .order_by(Meeting.held_on, Meeting.id)
        ).scalars()
    )


def last_decision(case_id: int) -> Adoption | None:
    """What the last held session said about concluding the case."""
    return _last(AgendaItem.case_id == case_id, AgendaItem.purpose == Purpose.CONCLUDE)


def decided_since_report(*results: Result) -> ColumnElement[bool]:
    """A held session said one of these of concluding the case, since it was reported last.

    A return that was carried out spoke of an earlier report, though this one is of the same day.
    """
    item, session = aliased(AgendaItem), aliased(Meeting)
    return exists().where(
        item.case_id == Case.id,
        item.purpose == Purpose.CONCLUDE,
        item.result.in_(results),
        session.id == item.meeting_id,
        session.state == SessionState.HELD,
        session.held_on >= Case.reported_on,
        item.sent_back_at.is_(None),
    )


def find_open_item(case_id: int, subject_id: int | None = None) -> AgendaItem | None:
    """The item of a planned session about the case, or about the discipline of one of its subjects."""
    about = and_(AgendaItem.subject_id.is_(None), stands(AgendaItem.result))
    if subject_id is not None:  # a vote that was taken off the agenda of a session waits for another one
        about = and_(AgendaItem.subject_id == subject_id, stands(AgendaItem.result, Result.RETURNED))
    return db.session.execute(
        select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.case_id == case_id, about, Meeting.state == SessionState.PLANNED)
        .options(joinedload(AgendaItem.meeting).selectinload(Meeting.items))
        .order_by(AgendaItem.id)
        .limit(1)
    ).scalar_one_or_none()


def _last(*conditions: ColumnElement[bool]) -> Adoption | None:
    row = db.session.execute(
        select(AgendaItem, Meeting)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.state == SessionState.HELD, AgendaItem.result.in_(DECISIONS), *conditions)
        .order_by(Meeting.held_on.desc(), AgendaItem.id.desc())
        .limit(1)
        .options(joinedload(Meeting.body))
    ).one_or_none()
    return Adoption(*row) if row else None


def stands(result: ColumnElement | InstrumentedAttribute, *off: Result) -> ColumnElement[bool]:
    """An item of an agenda was not taken off it; ``off``: what counts as that besides."""
    return or_(result.is_(None), result.not_in((Result.WITHDRAWN, *off)))


def visible(actor: Actor) -> ColumnElement[bool]:
    """The actor knows of the session: one of the own organization, or one to which the actor is invited."""
    return or_(
        Meeting.body_id.in_(select(Body.id).where(Body.organization_id == actor.organization_id)),
        Meeting.id.in_(select(Attendee.meeting_id).where(Attendee.account_id == actor.user_id)),
    )


def _about(item: AgendaItem, case: Case) -> tuple[CaseSubject, ...]:
    return tuple(row for row in case.subjects if item.subject_id in (None, row.id))
