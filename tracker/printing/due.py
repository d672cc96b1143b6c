"""The papers a case wants at this step: issued, ready from what is recorded, or what must be recorded first.

One table says for each paper of the catalogue how it is composed for a case; each area composes its own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select

from tracker.access import Actor, Permission, may
from tracker.accounts.queries import signers
from tracker.appeals.queries import appeals_of_case
from tracker.cases.papers import (
    HAND_PAPERS,
    Explained,
    compose_cell_minutes,
    compose_decision,
    compose_explanation,
    compose_hand_paper,
    compose_plan,
)
from tracker.cases.queries import CaseFile, get_file
from tracker.cases.queries.limits import find_deadline
from tracker.cases.states import State
from tracker.conclusions.papers import USUAL_RECIPIENTS, NoticeWords
from tracker.conclusions.queries import notices
from tracker.conclusions.services import draft_notice
from tracker.core.errors import NotVisible
from tracker.core.text import Message, message
from tracker.discipline.models import Discipline
from tracker.discipline.papers import MinutesWords, draft_words
from tracker.discipline.queries import disciplines_of_case, find_vote
from tracker.discipline.services import draft_decision, draft_minutes
from tracker.discipline.states import State as Step
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.composing import Signer
from tracker.documents.parts import Paper
from tracker.documents.queries import PaperRow, is_outside, papers_of_case
from tracker.documents.render import render_pdf
from tracker.documents.services import bytes_of
from tracker.documents.states import TYPE_SIGNS, PaperType
from tracker.documents.wordings import settled_for
from tracker.dossiers.papers import Placing, compose_contents
from tracker.dossiers.queries import dossiers_of, entries_of, suggested_retention
from tracker.extensions import db
from tracker.lawbook.queries import OfficeLaw
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.papers import (
    Held,
    compose_ballot,
    compose_extract,
    compose_invitation,
    compose_minutes,
    compose_resolution,
)
from tracker.meetings.queries import attendance_of, get_meeting, papers_of, sees_all, standing_agenda, stands
from tracker.meetings.states import Purpose, SessionState
from tracker.records.queries import get_content
from tracker.regulations.deadlines import Due
from tracker.regulations.terms import Subject
from tracker.writing.queries import written_of_case
from tracker.writing.services import body_of, draft_of
from tracker.writing.states import WrittenKind

_UNDECIDED = (Step.PROPOSED, Step.REVIEWING, Step.VOTED)


@dataclass(frozen=True)
class Words:
    """What only the web knows: how a due date is explained, and the office's law."""

    explained: Callable[[Due], Explained]
    law: OfficeLaw


@dataclass(frozen=True)
class Ready:
    """A paper that can be printed: its bookmark and its bytes, for one side or both sides of the sheet.

    ``paper`` is what it was composed of, where it is composed now.
    """

    title: str
    content: Callable[[bool], bytes]
    is_draft: bool = False
    stamped: bool = False
    paper: Paper | None = None


@dataclass(frozen=True)
class Missing:
    """What must be recorded before a paper can be printed, and the page where."""

    what: Message
    endpoint: str


@dataclass(frozen=True)
class DuePaper:
    """A paper of the catalogue that the case wants now."""

    key: str
    title: str
    issued: Sequence[PaperRow]
    ready: Sequence[Ready]
    missing: Sequence[Missing]


@dataclass(frozen=True)
class _Desk:
    actor: Actor
    file: CaseFile
    today: date
    words: Words
    organization_id: int


Found = Iterator[Ready | Missing]


def papers_due(actor: Actor, file: CaseFile, today: date, words: Words) -> list[DuePaper]:
    """Every paper that the kind and the state of the case want, in the order of the catalogue."""
    desk, rows = _Desk(actor, file, today, words, file.case.body.organization_id), papers_of_case(file.case.id)
    wanted = [row for row in CATALOGUE.values() if row.serves(file.case.kind, file.case.state)]
    sessions_last = sorted(wanted, key=lambda row: row.key in _SESSION)
    found = {row.key: _due(desk, row.key, row.title, rows) for row in sessions_last}
    get_file(actor, file.case.ref, Permission.SEE_PAPERS)  # an agenda is read anew with its cases: fill the case again
    due = [found[row.key] for row in wanted]
    return [one for one in due if one.issued or one.ready or one.missing]


def composed_for(actor: Actor, file: CaseFile, key: str, today: date, words: Words) -> Paper | None:
    """What would stand on a paper of the case if it were composed now, at whatever step; None where it cannot."""
    desk = _Desk(actor, file, today, words, file.case.body.organization_id)
    if key in _OF_TEAM:
        return _team_paper(desk, key)
    found = list(_COMPOSED[key](desk, key)) if key in _COMPOSED else []
    get_file(actor, file.case.ref, Permission.SEE_PAPERS)  # as above
    return next((one.paper for one in found if isinstance(one, Ready) and one.paper), None)


def _due(desk: _Desk, key: str, title: str, rows: Sequence[PaperRow]) -> DuePaper:
    issued = [row for row in rows if row.template == key and row.ending is None]
    stamped = not desk.file.allows(desk.actor, Permission.PRINT_ORIGINAL)
    kept = [
        Ready(f"{title} {row.full_number}", partial(_issued, desk.actor, row.ref), stamped=stamped)
        for row in issued
        if not row.is_outside
    ]
    found = list(_COMPOSED[key](desk, key)) if key in _COMPOSED else []
    composed = [one for one in found if isinstance(one, Ready)]
    missing = [one for one in found if isinstance(one, Missing)]
    return DuePaper(key, title, issued, [*kept, *composed], missing)


def _issued(actor: Actor, ref: str, duplex: bool) -> bytes:
    return bytes_of(get_content(actor, ref).paper, duplex=duplex)


def _printed(desk: _Desk, title: str, paper: Paper, state: str = "draft") -> Ready:
    paper = settled_for(paper, desk.organization_id, desk.today)

    def content(duplex: bool) -> bytes:
        return render_pdf(paper.key, paper, state=state, duplex=duplex)

    return Ready(title, content, is_draft=state == "draft", paper=paper)


def _title(key: str, name: str = "") -> str:
    title = CATALOGUE[key].title
    return f"{title} – {name}" if name else title


def _signer(body_id: int) -> Signer:
    people = signers(body_id)
    return Signer(people[0].full_name, people[0].position) if people else Signer("", "")


def _of_team(desk: _Desk, key: str) -> Found:
    """Decision and plan, until they are numbered."""
    if desk.file.case.state is State.DRAFT:
        yield _printed(desk, _title(key), _team_paper(desk, key))


def _team_paper(desk: _Desk, key: str) -> Paper:
    body = desk.file.case.body
    return _OF_TEAM[key](desk.file, _signer(body.id), (None, f"{CATALOGUE[key].type_sign}/{body.sign}"), None)


def _by_hand(desk: _Desk, key: str) -> Found:
    yield _printed(desk, _title(key), compose_hand_paper(key, desk.file, desk.today), "issued")


def _cell_minutes(desk: _Desk, key: str) -> Found:
    for paper in compose_cell_minutes(desk.file, desk.today):
        yield _printed(desk, _title(key, paper.issuer), paper, "issued")


def _deadline(desk: _Desk, key: str) -> Found:
    found = find_deadline(desk.file.case, desk.words.law).due
    if found is None:
        yield Missing(message("The time limit has not started, or has no rule."), "cases.show_case")
    else:
        said = desk.words.explained(found)
        yield _printed(desk, _title(key), compose_explanation(desk.actor, desk.file, found, said, desk.today), "issued")


def _notice(desk: _Desk, key: str) -> Found:
    """The notice to each subject that has none yet; the decision on a complaint is one too."""
    file = desk.file
    if file.row.notice != key:
        return
    issued = notices(file.case.id)
    words = NoticeWords(None, _signer(file.case.body_id), USUAL_RECIPIENTS)
    for subject in file.case.subjects:
        if subject.id not in issued:
            yield _printed(desk, _title(key, subject.name), draft_notice(file, subject, words))


def _written(desk: _Desk, key: str) -> Found:
    """What is being written of this kind and has no number yet."""
    for row in written_of_case(desk.file.case.id):
        if row.kind == key and row.paper_id is None:
            signer = _signer(body_of(desk.file, row).id)
            yield _printed(desk, _title(key, row.matter), draft_of(desk.file, row, signer))


def _complaint(desk: _Desk, key: str) -> Found:
    yield from _notice(desk, key)
    if any(row.state == "accepted" and not row.heard_above for row in appeals_of_case(desk.file.case.id)):
        yield Missing(message("Record the decision on the complaint first."), "appeals.list_of_case")


def _ballot_minutes(desk: _Desk, key: str) -> Found:
    for record in disciplines_of_case(desk.file.case.id):
        if record.ballot_minutes_id is not None:
            continue
        vote = find_vote(record)
        if vote is not None:
            words = MinutesWords(None, vote.item.teller_head, vote.item.teller_secretary)
            yield _printed(desk, _title(key, record.subject.name), draft_minutes(record, words))
        elif record.state in _UNDECIDED:
            yield _vote_missing(record)


def _discipline(desk: _Desk, key: str) -> Found:
    """The decision on each record that is voted and not decided."""
    for record in disciplines_of_case(desk.file.case.id):
        is_of_member = record.subject.member_id is not None
        if record.state not in _UNDECIDED or is_of_member != (key == "member_discipline"):
            continue
        if record.state is Step.VOTED:
            paper = draft_decision(desk.actor, desk.file, record, draft_words(record))
            yield _printed(desk, _title(key, record.subject.name), paper)
        else:
            yield _vote_missing(record)


def _vote_missing(record: Discipline) -> Missing:
    return Missing(message("Record the vote on %(name)s first.", name=record.subject.name), "discipline.list_of_case")


def _session(desk: _Desk, key: str) -> Found:
    """The papers of the sessions that have the case on their agenda, as far as the reader may have them."""
    sessions = _sessions(desk)
    if not sessions:
        yield Missing(message("Put the case on the agenda of a session first."), "cases.show_case")
    for meeting in sessions:
        held = Held(meeting, standing_agenda(desk.actor, meeting), attendance_of(meeting.id))
        yield from _SESSION[key](desk, key, held)


def _sessions(desk: _Desk) -> list[Meeting]:
    on_it = AgendaItem.case_id == desk.file.case.id, stands(AgendaItem.result)
    statement = select(Meeting.ref).join(AgendaItem).where(*on_it).distinct()
    found = []
    for ref in db.session.execute(statement).scalars():
        try:
            found.append(get_meeting(desk.actor, ref))
        except NotVisible:  # a session of another office: its papers are not the reader's
            continue
    return sorted(found, key=lambda meeting: (meeting.held_on, meeting.id))


def _invitation(desk: _Desk, key: str, held: Held) -> Found:
    if held.meeting.state is SessionState.PLANNED:
        paper = compose_invitation(held, desk.today, _signer(held.meeting.body_id))
        yield _printed(desk, _title(key, held.meeting.title), paper, "issued")


def _ballot(desk: _Desk, key: str, held: Held) -> Found:
    if held.meeting.state is not SessionState.PLANNED or not may(desk.actor, Permission.HOLD_SESSION):
        return
    for row in held.rows:
        if row.item.case_id == desk.file.case.id:
            subject = None
            if row.item.purpose is Purpose.DISCIPLINE:
                subject = Subject.FULL_MEMBER if row.subjects[0].member_id else Subject.ORGANIZATION
            yield _printed(desk, _title(key, held.meeting.title), compose_ballot(held, row, subject), "issued")


def _extract(desk: _Desk, key: str, held: Held) -> Found:
    if held.meeting.state is not SessionState.HELD:
        return
    issued = papers_of(held.meeting).get(held.meeting.minutes_id or 0)
    source = f"{issued.number:02d}-{issued.sign}" if issued else ""
    for row in held.rows:
        if row.item.case_id == desk.file.case.id:
            paper = compose_extract(held, row, source, desk.today)
            yield _printed(desk, _title(key, held.meeting.title), paper, "issued")


def _minutes(desk: _Desk, key: str, held: Held) -> Found:
    """Minutes or resolution of a held session: as issued, or of those items that the reader may know of."""
    meeting, is_minutes = held.meeting, key == "session_minutes"
    takes_part = may(desk.actor, Permission.HOLD_SESSION) or desk.actor.user_id in meeting.invited_ids
    if meeting.state is not SessionState.HELD or not takes_part:
        return
    issued = papers_of(meeting).get((meeting.minutes_id if is_minutes else meeting.resolution_id) or 0)
    title = _title(key, meeting.title)
    if issued is not None and is_outside(issued):
        return
    if issued is not None and sees_all(desk.actor, meeting) and issued.content:
        content = issued.content
        yield Ready(title, lambda _duplex: content)
        return
    paper_type = PaperType.MINUTES if is_minutes else PaperType.RESOLUTION
    number = (issued.number if issued else None, f"{TYPE_SIGNS[paper_type]}/{meeting.body.sign}")
    on = issued.issued_on if issued else None
    if is_minutes:
        paper: Paper = compose_minutes(held, on, number)
    else:
        paper = compose_resolution(held, _signer(meeting.body_id), on, number)
    yield _printed(desk, title, paper, "issued" if issued else "draft")


def _file_contents(desk: _Desk, key: str) -> Found:
    """The frozen paper of an archived file, or a draft of what is listed."""
    file = desk.file
    frozen = next((row for row in dossiers_of(file.case.id) if row.reopened_on is None), None)
    if frozen is not None:
        content = frozen.contents_pdf if key == "file_contents" else frozen.closing_pdf
        yield Ready(_title(key), lambda _duplex: content)
    elif key == "file_closing":
        yield Missing(message("The closing certificate is made when the file is archived."), "dossiers.show_dossier")
    elif entries := entries_of(file.case.id):
        suggested = str(suggested_retention(file, desk.today).citation)
        placing = Placing(desk.today, "…", "…", None, suggested)
        yield _printed(desk, _title(key), compose_contents(desk.actor, file, entries, placing))
    else:
        yield Missing(message("List the papers of the file first."), "dossiers.show_dossier")


_OF_TEAM: dict[str, Callable[..., Paper]] = {"team_decision": compose_decision, "team_plan": compose_plan}
# How each paper of the catalogue is composed for a case. A test holds its keys to those of the catalogue.
_SESSION: dict[str, Callable[[_Desk, str, Held], Found]] = {
    "session_invitation": _invitation,
    "session_ballot": _ballot,
    "session_minutes": _minutes,
    "session_resolution": _minutes,
    "session_extract": _extract,
}
_COMPOSED: dict[str, Callable[[_Desk, str], Found]] = {
    **dict.fromkeys(_OF_TEAM, _of_team),
    "deadline_explanation": _deadline,
    "conclusion_notice": _notice,
    "denunciation_notice": _notice,
    "supervision_notice": _notice,
    "ballot_minutes": _ballot_minutes,
    "member_discipline": _discipline,
    "organization_discipline": _discipline,
    "complaint_decision": _complaint,
    "file_contents": _file_contents,
    "file_closing": _file_contents,
    **dict.fromkeys(HAND_PAPERS, _by_hand),
    "cell_minutes": _cell_minutes,
    **dict.fromkeys(_SESSION, _session),
    **dict.fromkeys(WrittenKind, _written),
}
COMPOSED = frozenset(_COMPOSED)
