"""What is to be done after a decision, with its limits: the checklist of execution."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, or_, select

from tracker.cases.models import CaseSubject
from tracker.core.text import N_, Message, message
from tracker.discipline.models import Discipline, ExecutionStep, ReferralAnswer, ResponsibilityReview
from tracker.discipline.queries.money import BOOK
from tracker.discipline.queries.records import disciplines_of_case
from tracker.discipline.queries.standing import level_of
from tracker.discipline.queries.votes import Vote, find_votes
from tracker.discipline.states import DECIDED_STATES, DUTY_LABELS, Answer, Duty, State
from tracker.extensions import db
from tracker.findings.models import Finding
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
# Who is disciplined in an organization answers for it with it, first the head.
RESPONSIBILITY = Citation("22-QĐ/TW", "", Grade.A)


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
    if discipline.state is State.DECIDED_ELSEWHERE:
        return _duties_elsewhere(discipline, find_answer(discipline), today)
    if discipline.state not in DECIDED_STATES or discipline.decided_on is None:
        return []
    body = db.session.get_one(Body, discipline.body_id)
    done = {row.key: row for row in _steps(discipline.id)}
    voted_on = vote.meeting.held_on if vote else discipline.decided_on
    by_cell = body.kind is BodyKind.CELL_MEETING
    starts = {
        Duty.ANNOUNCED: discipline.decided_on,
        Duty.HANDED_OVER: voted_on if by_cell else None,  # only a cell's decision has a limit for it
        Duty.STATE_DISCIPLINE: discipline.announced_on,
    }
    rows = []
    for duty in _duties(discipline):
        found, unread = _due(duty, level_of(body), starts.get(duty))
        step = done.get(duty)
        done_on = _known_on(discipline, duty) or (step.done_on if step else None)
        words, law = _words(duty, by_cell)
        rows.append(DutyRow(duty, found, unread, done_on, step.note if step else "", words, law, today))
    return rows


def find_answer(discipline: Discipline) -> ReferralAnswer | None:
    """The answer by which the competent body disciplined the subject; None where it did not."""
    found = select(ReferralAnswer).where(
        ReferralAnswer.discipline_id == discipline.id, ReferralAnswer.outcome == Answer.DECIDED
    )
    return db.session.execute(found.order_by(ReferralAnswer.id.desc()).limit(1)).scalar_one_or_none()


def _duties_elsewhere(discipline: Discipline, answer: ReferralAnswer | None, today: date) -> list[DutyRow]:
    """What is left to the own organization of a decision of another body: who informs and hands over is that body."""
    if answer is None:
        return []
    done = {row.key: row for row in _steps(discipline.id)}
    wanted = {
        Duty.ANNOUNCED: True,
        Duty.FILED: True,
        Duty.POST_CHANGED: answer.form is Form.REMOVAL,
        Duty.STATE_DISCIPLINE: discipline.subject.member_id is not None,
        Duty.MONEY: _has_claim(discipline.subject_id),
    }
    rows = []
    for duty in (one for one, applies in wanted.items() if applies):
        step = done.get(duty)
        known = answer.announced_on if duty is Duty.ANNOUNCED else _known_on(discipline, duty)
        words, law = _words(duty, False)
        if duty is Duty.ANNOUNCED:
            words = message(
                "By the body that decided: %(document)s. Effect and end follow from it.", document=answer.decision
            )
        on = known or (step.done_on if step else None)
        rows.append(DutyRow(duty, None, None, on, step.note if step else "", words, law, today))
    return rows


def find_step(discipline: Discipline, duty: Duty) -> ExecutionStep | None:
    """A duty as it was recorded."""
    return db.session.get(ExecutionStep, (discipline.id, duty.value))


def handed_over_on(discipline: Discipline) -> date | None:
    """The day on which the subject received the written decision, where it is recorded."""
    step = find_step(discipline, Duty.HANDED_OVER)
    return step.done_on if step else None


@dataclass(frozen=True)
class Asked:
    """What is asked after the decisions of a case: the subjects for whom it is still to be done, by which article."""

    what: Message
    lacking: list[str]
    citation: Citation | None


def asked_after_decisions(case_id: int, today: date) -> list[Asked]:
    """The duties and the reviews of responsibility of the decided records of a case, each sort once."""
    records = disciplines_of_case(case_id)
    votes = find_votes(records)
    found: dict[Duty, Asked] = {}
    for record in records:
        for row in duties_of(record, votes.get(record.id), today):
            law = row.due.citations[0] if row.due and row.due.citations else row.citation
            asked = found.setdefault(row.duty, Asked(message(DUTY_LABELS[row.duty]), [], law))
            asked.lacking.extend([] if row.done_on else [record.subject.name])
    return [*(found[duty] for duty in Duty if duty in found), *_reviews(records)]


def _reviews(records: list[Discipline]) -> list[Asked]:
    asked = [row for row in records if _asks_review(row) and is_disciplined(row)]
    if not asked:
        return []
    key = ResponsibilityReview.discipline_id
    done = set(db.session.execute(select(key).where(key.in_([row.id for row in asked]))).scalars())
    lacking = [row.subject.name for row in asked if row.id not in done]
    return [Asked(message("Responsibility along the chain examined"), lacking, RESPONSIBILITY)]


def is_disciplined(discipline: Discipline) -> bool:
    """Whether there is a decision on discipline, of the own body or of the one to which the record was referred."""
    elsewhere = discipline.state is State.DECIDED_ELSEWHERE and find_answer(discipline) is not None
    return elsewhere or discipline.state in DECIDED_STATES


def _asks_review(discipline: Discipline) -> bool:
    """The individuals of an organization, or the organization of a member who holds a post."""
    return discipline.subject.member_id is None or discipline.holds_post


def review_is_owed() -> ColumnElement[bool]:
    """The same as a condition over decided records, joined with their subjects."""
    reviewed = exists().where(ResponsibilityReview.discipline_id == Discipline.id)
    return and_(or_(CaseSubject.member_id.is_(None), Discipline.holds_post), ~reviewed)


def money_is_owed(subject_id: SQLColumnExpression[int] | int) -> ColumnElement[bool]:
    """Money of a finding about the subject has neither come back nor has its remainder been explained."""
    remainder = Finding.to_recover - Finding.recovered
    explained = exists().where(
        BOOK.c.finding_id == Finding.id, BOOK.c.entry == "explanation", BOOK.c.amount == remainder
    )
    return exists().where(Finding.subject_id == subject_id, remainder > 0, ~explained)


def _known_on(discipline: Discipline, duty: Duty) -> date | None:
    """When a duty was done that is recorded elsewhere: the announcement, the last entry of the money book."""
    if duty is Duty.ANNOUNCED:
        return discipline.announced_on
    if duty is not Duty.MONEY or db.session.execute(select(money_is_owed(discipline.subject_id))).scalar_one():
        return None
    last = select(func.max(BOOK.c.on)).join(Finding, Finding.id == BOOK.c.finding_id)
    return db.session.execute(last.where(Finding.subject_id == discipline.subject_id)).scalar_one()


def _has_claim(subject_id: int) -> bool:
    claim = exists().where(Finding.subject_id == subject_id, Finding.to_recover > 0)
    return db.session.execute(select(claim)).scalar_one()


def _duties(discipline: Discipline) -> list[Duty]:
    is_member = discipline.subject.member_id is not None
    wanted = {
        Duty.ANNOUNCED: True,
        Duty.HANDED_OVER: True,
        Duty.INFORMED: True,
        Duty.FILED: True,
        Duty.POST_CHANGED: discipline.decided_form is Form.REMOVAL,
        Duty.STATE_DISCIPLINE: is_member,
        Duty.MONEY: _has_claim(discipline.subject_id),
    }
    return [duty for duty, applies in wanted.items() if applies]


def _due(duty: Duty, level: str, start: date | None) -> tuple[Due | None, Message | None]:
    if duty not in _LIMITS or start is None:
        return None, None
    try:
        return due(find_limit(_LIMITS[duty], level, start), start), None
    except NoRule:
        return None, message("No number was read for this day.")


_PLAIN_WORDS = {
    Duty.HANDED_OVER: N_(
        "Practice: no article that was read orders it here. The time for a complaint runs from the day of receipt."
    ),
    Duty.STATE_DISCIPLINE: N_("Where the member works in no State body or mass organization, record that in the note."),
    Duty.MONEY: N_("Done by itself once the money book has all of it, or an explanation of the rest."),
}


def _words(duty: Duty, by_cell: bool) -> tuple[Message | None, Citation | None]:
    if duty is Duty.INFORMED and by_cell:
        words = message(
            "The committees on which the member sits; the committee and the commission that manage the member."
        )
        return words, _INFORMED
    if duty is Duty.INFORMED:
        return message("The organization of the subject, and the bodies among the recipients."), None
    if duty in _PLAIN_WORDS and not (duty is Duty.HANDED_OVER and by_cell):
        return message(_PLAIN_WORDS[duty]), None
    return None, None


def _steps(discipline_id: int) -> list[ExecutionStep]:
    found = select(ExecutionStep).where(ExecutionStep.discipline_id == discipline_id)
    return list(db.session.execute(found).scalars())
