"""What is to be done after a decision, with its limits: the checklist of execution."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.core.text import Message, message
from tracker.discipline.models import Discipline, ExecutionStep
from tracker.discipline.queries.standing import level_of
from tracker.discipline.queries.votes import Vote
from tracker.discipline.states import DECIDED_STATES, Duty
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind
from tracker.regulations.deadlines import Due, due, find_limit
from tracker.regulations.sources import Citation, Grade, NoRule
from tracker.regulations.terms import Form

_LIMITS = {
    Duty.ANNOUNCED: "announcement",
    Duty.HANDED_OVER: "handover",
    Duty.STATE_DISCIPLINE: "state-discipline",
}
_INFORMED = Citation("22-QĐ/TW", "Điều 11.1.1", Grade.A)


@dataclass(frozen=True)
class DutyRow:
    """A duty after a decision: when it is due and why, whether it was done, and how it stands today.

    ``due`` is None where no limit exists or none was read for the day (``unread``).
    """

    duty: Duty
    due: Due | None
    unread: Message | None
    done_on: date | None
    note: str
    words: Message | None
    citation: Citation | None
    today: date

    @property
    def standing(self) -> str:
        """``done``, ``done_late``, ``late`` or ``open``."""
        last = self.due.due_on if self.due else None
        if self.done_on is not None:
            return "done_late" if last and self.done_on > last else "done"
        return "late" if last and self.today > last else "open"


def duties_of(discipline: Discipline, vote: Vote | None, today: date) -> list[DutyRow]:
    """The checklist of a decided discipline; empty before the decision."""
    if discipline.state not in DECIDED_STATES or discipline.decided_on is None:
        return []
    body = db.session.get_one(Body, discipline.body_id)
    done = {row.key: row for row in _steps(discipline.id)}
    voted_on = vote.meeting.held_on if vote else discipline.decided_on
    starts = {
        Duty.ANNOUNCED: discipline.decided_on,
        Duty.HANDED_OVER: voted_on,
        Duty.STATE_DISCIPLINE: discipline.announced_on,
    }
    by_cell = body.kind is BodyKind.CELL_MEETING
    rows = []
    for duty in _duties(discipline, by_cell):
        found, unread = _due(duty, level_of(body), starts.get(duty))
        step = done.get(duty)
        done_on = discipline.announced_on if duty is Duty.ANNOUNCED else step.done_on if step else None
        words, law = _words(duty, by_cell)
        rows.append(DutyRow(duty, found, unread, done_on, step.note if step else "", words, law, today))
    return rows


def find_step(discipline: Discipline, duty: Duty) -> ExecutionStep | None:
    """A duty as it was recorded."""
    return db.session.get(ExecutionStep, (discipline.id, duty.value))


def _duties(discipline: Discipline, by_cell: bool) -> list[Duty]:
    is_member = discipline.subject.member_id is not None
    wanted = {
        Duty.ANNOUNCED: True,
        Duty.HANDED_OVER: by_cell,
        Duty.INFORMED: True,
        Duty.FILED: True,
        Duty.POST_CHANGED: discipline.decided_form is Form.REMOVAL,
        Duty.STATE_DISCIPLINE: is_member,
    }
    return [duty for duty, applies in wanted.items() if applies]


def _due(duty: Duty, level: str, start: date | None) -> tuple[Due | None, Message | None]:
    if duty not in _LIMITS or start is None:
        return None, None
    try:
        return due(find_limit(_LIMITS[duty], level, start), start), None
    except NoRule:
        return None, message("No number was read for this day.")


def _words(duty: Duty, by_cell: bool) -> tuple[Message | None, Citation | None]:
    if duty is Duty.INFORMED and by_cell:
        words = message(
            "The committees on which the member sits; the committee and the commission that manage the member."
        )
        return words, _INFORMED
    if duty is Duty.INFORMED:
        return message("The organization of the subject, and the bodies among the recipients."), None
    return None, None


def _steps(discipline_id: int) -> list[ExecutionStep]:
    found = select(ExecutionStep).where(ExecutionStep.discipline_id == discipline_id)
    return list(db.session.execute(found).scalars())
