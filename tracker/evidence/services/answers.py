"""What the subject says: written answers, and the draft sent for a factual check with its answer point by point."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm.attributes import set_committed_value

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile, lock_case
from tracker.cases.rules import check_not_before, check_not_future
from tracker.cases.services import launched_on
from tracker.cases.states import STATE_LABELS, State
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import Message, message
from tracker.evidence import queries, rules
from tracker.evidence.models import DraftPoint, SentDraft, SubjectStatement, WithdrawnAnswer
from tracker.evidence.sealing import Seal
from tracker.evidence.services.checklist import fill_step, rests_on_answers, settle_step
from tracker.evidence.services.register import EvidenceEntry, Upload, add_original, register_evidence
from tracker.evidence.states import EvidenceKind
from tracker.extensions import db
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict

_MOST_TITLE = 300


@dataclass(frozen=True)
class Statement:
    """A written answer as the form gives it: of which subject (its number), when it came, its text or its file.

    ``fills_step``: it is the paper that the checklist waits for.
    """

    subject: int
    received_on: date
    text: str = ""
    upload: Upload | None = None
    fills_step: bool = False


@dataclass(frozen=True)
class DraftAnswer:
    """What a subject answered to a draft: its points in order; none, with a note, when nothing is objected to."""

    answered_on: date
    points: Sequence[str] = ()
    note: str = ""


def record_statement(actor: Actor, file: CaseFile, statement: Statement, seal: Seal, today: date) -> SubjectStatement:
    """Record what a subject answered in writing; its file becomes an entry of the register."""
    _require_work(actor, file, rules.RECORDING_STATES)
    check_not_future(statement.received_on, today, "received_on").enforce()
    if not statement.text and statement.upload is None:
        raise RuleViolation(message("Type the answer, or choose its file."), field="text")
    subject = file.subject(statement.subject)
    evidence_id = _keep_file(actor, file, statement, seal, today) if statement.upload else None
    made = SubjectStatement(
        case_id=file.case.id,
        number=queries.next_number(SubjectStatement, file.case.id),
        subject_id=subject.id,
        received_on=statement.received_on,
        text=statement.text,
        evidence_id=evidence_id,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    about = {"statement": made.number, "subject": statement.subject, "on": made.received_on}
    record(actor, "statement.recorded", case_id=file.case.id, about=about)
    if statement.fills_step:
        fill_step(actor, file, made.received_on, today)
    return made


def withdraw_statement(actor: Actor, file: CaseFile, statement: SubjectStatement, reason: str) -> None:
    """Strike out an answer recorded by mistake; it stays readable, and the step that it filled is open again."""
    _require_work(actor, file, rules.RECORDING_STATES)
    _require_standing(statement.withdrawn_at, reason)
    filled = rests_on_answers(file)
    _withdraw(actor, statement, reason)
    db.session.flush()
    if filled:
        settle_step(actor, file)
    about = {"statement": statement.number, "reason": reason}
    record(actor, "statement.withdrawn", case_id=file.case.id, about=about)


def send_draft(actor: Actor, file: CaseFile, subject: int, content: str, sent_on: date, today: date) -> SentDraft:
    """Record that a draft went to a subject for a factual check; from now on the report waits for its answer."""
    _require_work(actor, file, frozenset({State.CONDUCTING}))
    check_not_future(sent_on, today, "sent_on").enforce()
    check_not_before(sent_on, launched_on(file), "sent_on", message("the launch")).enforce()
    draft = SentDraft(
        case_id=file.case.id,
        number=queries.next_number(SentDraft, file.case.id),
        subject_id=file.subject(subject).id,
        sent_on=sent_on,
        content=content,
        sent_by=actor.user_id,
        points=[],
        withdrawn_answers=[],
    )
    db.session.add(draft)
    db.session.flush()
    record(actor, "draft.sent", case_id=file.case.id, about={"draft": draft.number, "subject": subject, "on": sent_on})
    return draft


def record_draft_answer(actor: Actor, file: CaseFile, draft: SentDraft, answer: DraftAnswer, today: date) -> None:
    """Record the subject's answer to a draft, or that none came; once, point by point."""
    _require_work(actor, file, frozenset({State.CONDUCTING}))
    _require_sent(draft)
    if draft.answered_on is not None:
        raise Conflict(
            message(
                "The answer to this draft is recorded already. A draft has one answer; withdraw it if it is wrong."
            ),
            (PROCEDURE,),
        )
    check_not_future(answer.answered_on, today, "answered_on").enforce()
    check_not_before(answer.answered_on, draft.sent_on, "answered_on", message("the draft was sent")).enforce()
    if not answer.points and not answer.note:
        raise RuleViolation(
            message("Give the points, or note that there are none and why."), (PROCEDURE,), field="note"
        )
    draft.answered_on, draft.answer_note = answer.answered_on, answer.note
    draft.points.extend(DraftPoint(number=number, text=text) for number, text in enumerate(answer.points, start=1))
    db.session.flush()
    about = {"draft": draft.number, "points": len(answer.points), "on": answer.answered_on}
    record(actor, "draft.answered", case_id=file.case.id, about=about)


def withdraw_draft(actor: Actor, file: CaseFile, draft: SentDraft, reason: str) -> None:
    """Strike out a sending recorded by mistake, with its answer; the report does not wait for it any more."""
    _require_work(actor, file, frozenset({State.CONDUCTING}))
    _require_standing(draft.withdrawn_at, reason)
    _withdraw(actor, draft, reason)
    db.session.flush()
    record(actor, "draft.withdrawn", case_id=file.case.id, about={"draft": draft.number, "reason": reason})


def withdraw_draft_answer(actor: Actor, file: CaseFile, draft: SentDraft, reason: str) -> WithdrawnAnswer:
    """Strike out an answer recorded by mistake, with its points and what was made of them; the draft waits again."""
    _require_work(actor, file, frozenset({State.CONDUCTING}))
    _require_sent(draft)
    if draft.answered_on is None:
        raise Conflict(
            message("No answer to this draft is recorded. Only the points of an answer are judged; record it first."),
            (PROCEDURE,),
        )
    _require_standing(None, reason)
    gone = WithdrawnAnswer(
        draft_id=draft.id,
        answered_on=draft.answered_on,
        answer_note=draft.answer_note,
        reason=reason,
        withdrawn_by=actor.user_id,
        withdrawn_at=clock.now(),
        points=list(draft.points),
    )
    draft.withdrawn_answers.append(gone)
    draft.answered_on, draft.answer_note = None, ""
    db.session.flush()
    set_committed_value(draft, "points", [])
    about = {"draft": draft.number, "points": len(gone.points), "reason": reason}
    record(actor, "draft.answer_withdrawn", case_id=file.case.id, about=about)
    return gone


def settle_point(actor: Actor, file: CaseFile, point: DraftPoint, accepted: bool, reason: str) -> None:
    """Accept or refuse a point of a standing answer, with the reason; until the report it may be settled anew."""
    _require_work(actor, file, frozenset({State.CONDUCTING}))
    _require_sent(db.session.get_one(SentDraft, point.draft_id))
    if point.withdrawn_answer_id is not None:
        raise Conflict(message("It is withdrawn already. What is withdrawn stays on record and changes no more."))
    if not reason:
        raise RuleViolation(message("Give the reason."), field="reason")
    point.accepted, point.reason = accepted, reason
    point.decided_by, point.decided_at = actor.user_id, clock.now()
    db.session.flush()
    about = {"point": point.number, "accepted": accepted}
    record(actor, "draft.point_settled", case_id=file.case.id, about=about)


def check_answers(file: CaseFile) -> Verdict:
    """Whether every draft sent is answered and every point settled, as the report needs."""
    return rules.check_drafts(queries.draft_states(file.case.id))


def _require_standing(withdrawn_at: datetime | None, reason: str) -> None:
    if withdrawn_at is not None:
        raise Conflict(message("It is withdrawn already. What is withdrawn stays on record and changes no more."))
    if not reason:
        raise RuleViolation(message("Give the reason."), field="reason")


def _require_sent(draft: SentDraft) -> None:
    if draft.withdrawn_at is not None:
        raise Conflict(message("It is withdrawn already. What is withdrawn stays on record and changes no more."))


def _withdraw(actor: Actor, row: SubjectStatement | SentDraft, reason: str) -> None:
    row.withdrawn_by, row.withdrawn_at, row.withdrawal_reason = actor.user_id, clock.now(), reason


def _keep_file(actor: Actor, file: CaseFile, statement: Statement, seal: Seal, today: date) -> int:
    name = file.subject(statement.subject).name
    entry = EvidenceEntry(
        title=f"Giải trình của {name}"[:_MOST_TITLE],
        kind=EvidenceKind.EXPLANATION,
        source=name,
        collector_id=actor.user_id,
        obtained_on=statement.received_on,
    )
    item = register_evidence(actor, file, entry, today)
    if statement.upload is not None:
        add_original(actor, file, item, statement.upload, seal)
    return item.id


def _require_work(actor: Actor, file: CaseFile, states: frozenset[State]) -> None:
    require(actor, Permission.RECORD_EVIDENCE, file.relations)
    state = lock_case(file.case.id)
    if state not in states:
        present = Message(STATE_LABELS[state])
        raise Conflict(
            message("This is recorded while the team works on the case; its state is now: %(state)s.", state=present),
            (PROCEDURE,),
        )
