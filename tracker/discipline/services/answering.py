"""The way back of a referral: what the competent body decided, or that it sent the record back."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.discipline import queries, rules
from tracker.discipline.models import Discipline, ReferralAnswer
from tracker.discipline.services.checklist import settle_steps
from tracker.discipline.services.moving import move, prepare
from tracker.discipline.states import Action, Answer
from tracker.extensions import db
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.terms import Form


@dataclass(frozen=True)
class Reply:
    """The document that came back: its day, its number."""

    on: date
    document: str
    note: str = ""


@dataclass(frozen=True)
class OtherDecision:
    """What the competent body decided: the form (None: no discipline), its decision and days.

    ``announced_on`` is None as long as it is not known.
    """

    form: Form | None
    decision: str = ""
    decided_on: date | None = None
    announced_on: date | None = None


def record_answer(
    actor: Actor, file: CaseFile, discipline: Discipline, reply: Reply, decided: OtherDecision, today: date
) -> None:
    """Record what the competent body decided; the record ends here, the decision is that body's own."""
    prepare(actor, file, discipline, Action.ANSWER)
    _check_reply(discipline, reply, today)
    _check_decided(discipline, decided, today)
    outcome = Answer.DECIDED if decided.form else Answer.NOT_DISCIPLINED
    _keep(actor, discipline, reply, outcome, decided)
    move(actor, file, discipline, Action.ANSWER, outcome=outcome, form=decided.form, document=reply.document)


def take_back(actor: Actor, file: CaseFile, discipline: Discipline, reply: Reply, today: date) -> None:
    """Record that the competent body sent the record back; it is considered and voted on anew.

    What the first session voted stays in its minutes, and its minutes of the ballot among the papers of the case.
    """
    prepare(actor, file, discipline, Action.TAKE_BACK)
    _check_reply(discipline, reply, today)
    if not reply.note:
        raise RuleViolation(message("Write down why the competent body sent it back."), (PROCEDURE,), field="note")
    _keep(actor, discipline, reply, Answer.RETURNED, OtherDecision(None))
    discipline.agenda_item_id = discipline.voted_form = discipline.voted_role = discipline.ballot_minutes_id = None
    move(actor, file, discipline, Action.TAKE_BACK, document=reply.document)
    if discipline.combined:
        settle_steps(actor, file)


def _check_reply(discipline: Discipline, reply: Reply, today: date) -> None:
    check_not_future(reply.on, today, "answered_on").enforce()
    check_not_before(reply.on, discipline.referred_on, "answered_on", message("the referral")).enforce()
    if not reply.document:
        raise RuleViolation(message("Name the document by which it answered."), (PROCEDURE,), field="document")


def _check_decided(discipline: Discipline, decided: OtherDecision, today: date) -> None:
    for name, on in (("decided_on", decided.decided_on), ("announced_on", decided.announced_on)):
        if on is not None:
            check_not_future(on, today, name).enforce()
    if decided.form is None:
        return
    if not decided.decision:
        raise RuleViolation(
            message(
                "A form of discipline has its decision. Discipline exists only by a written decision; give its number."
            ),
            (PROCEDURE,),
            field="decision",
        )
    if decided.decided_on is None:
        raise RuleViolation(
            message("A decision has its date. Its effect and the time for a complaint run from it; give the day."),
            (PROCEDURE,),
            field="decided_on",
        )
    check_not_before(decided.decided_on, discipline.referred_on, "decided_on", message("the referral")).enforce()
    if decided.announced_on is not None:
        check_not_before(decided.announced_on, decided.decided_on, "announced_on", message("the decision")).enforce()
    standing = queries.standing_of_record(discipline, decided.decided_on)
    rules.check_proposed_form(decided.form, standing, decided.decided_on).enforce()


def _keep(actor: Actor, discipline: Discipline, reply: Reply, outcome: Answer, decided: OtherDecision) -> None:
    if discipline.referred_on is None:
        raise RuleViolation(message("This record was not referred. Only what was referred is answered."), (PROCEDURE,))
    is_decided = outcome is Answer.DECIDED
    db.session.add(
        ReferralAnswer(
            discipline_id=discipline.id,
            referred_on=discipline.referred_on,
            referred_to=discipline.referred_to,
            answered_on=reply.on,
            document=reply.document,
            outcome=outcome,
            form=decided.form,
            decision=decided.decision if is_decided else "",
            decided_on=decided.decided_on if is_decided else None,
            announced_on=decided.announced_on if is_decided else None,
            note=reply.note,
            recorded_by=actor.user_id,
            recorded_at=clock.now(),
        )
    )
    db.session.flush()
