"""The numbered papers of a held session: its minutes and its resolution, each issued once."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.documents.composing import Signer
from tracker.documents.models import RegisteredPaper
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.meetings import papers, queries
from tracker.meetings.models import Meeting
from tracker.meetings.states import Result, SessionState
from tracker.regulations.procedure import COLLECTIVE


@dataclass(frozen=True)
class PaperWords:
    """What is added when a paper of a session is issued."""

    issued_on: date
    signer: Signer


def issue_minutes(actor: Actor, meeting: Meeting, words: PaperWords, today: date) -> RegisteredPaper:
    """Issue the minutes: the chair signs them, the secretary beside."""
    held = _held(actor, meeting, words, today)
    if meeting.minutes_id is not None:
        raise Conflict(message("The minutes of this session are issued already. A session has one paper of minutes."))
    abstract = f"biên bản {meeting.title}"
    new = NewPaper(
        meeting.body, PaperType.MINUTES, words.issued_on, abstract, meeting.chair_name, meeting_id=meeting.id
    )
    paper = issue_paper(actor, new, lambda *letters: papers.compose_minutes(held, words.issued_on, letters))
    meeting.minutes_id = paper.id
    db.session.flush()
    record(actor, "session.minutes_issued", about={"session": meeting.ref, "paper": paper.ref})
    return paper


def issue_resolution(actor: Actor, meeting: Meeting, words: PaperWords, today: date) -> RegisteredPaper:
    """Issue the resolution on what the session adopted."""
    held = _held(actor, meeting, words, today)
    if meeting.resolution_id is not None:
        raise Conflict(message("The resolution of this session is issued already. A session has one resolution."))
    if not any(row.item.result is Result.ADOPTED for row in held.rows):
        raise RuleViolation(
            message(
                "The session has adopted nothing that a resolution could say. A resolution says what the"
                " session adopted."
            ),
            (COLLECTIVE,),
        )
    abstract, signer = f"nghị quyết {meeting.title}", words.signer.name
    new = NewPaper(meeting.body, PaperType.RESOLUTION, words.issued_on, abstract, signer, meeting_id=meeting.id)
    paper = issue_paper(
        actor, new, lambda *letters: papers.compose_resolution(held, words.signer, words.issued_on, letters)
    )
    meeting.resolution_id = paper.id
    db.session.flush()
    record(actor, "session.resolution_issued", about={"session": meeting.ref, "paper": paper.ref})
    return paper


def _held(actor: Actor, meeting: Meeting, words: PaperWords, today: date) -> papers.Held:
    """The session with all its items. Whoever does not see every one of them issues no paper about them."""
    require(actor, Permission.HOLD_SESSION)
    db.session.refresh(meeting, ["state", "version", "minutes_id", "resolution_id"], with_for_update=True)
    if meeting.state is not SessionState.HELD:
        raise Conflict(
            message(
                "The minutes of the session are not closed yet. Only minutes that stand are issued; close them first."
            ),
            (COLLECTIVE,),
        )
    if not queries.sees_all(actor, meeting):
        raise NotVisible
    check_not_future(words.issued_on, today, "issued_on").enforce()
    check_not_before(words.issued_on, meeting.held_on, "issued_on", message("the session")).enforce()
    return papers.Held(meeting, queries.standing_agenda(actor, meeting), queries.attendance_of(meeting.id))
