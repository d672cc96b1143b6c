"""Handing a record to the competent body, and what comes back from there."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.discipline import queries, rules
from tracker.discipline.models import Discipline
from tracker.discipline.services.moving import move, prepare, rely_on
from tracker.discipline.services.voting import check_text, voted_of
from tracker.discipline.states import Action, Step
from tracker.regulations.terms import Form


@dataclass(frozen=True)
class Referral:
    """The handing over of a record: when, to which body and by which document."""

    on: date
    to: str
    override_reason: str = ""


def refer_discipline(actor: Actor, file: CaseFile, discipline: Discipline, referral: Referral, today: date) -> None:
    """Hand the record to the competent body, which decides on what was voted here."""
    prepare(actor, file, discipline, Action.REFER)
    voted = voted_of(discipline)
    verdict = rules.check_referral(voted)
    verdict.enforce()
    check_text(discipline).enforce()
    rely_on(actor, discipline, Step.REFER, voted, referral.override_reason)
    check_not_future(referral.on, today, "referred_on").enforce()
    check_not_before(referral.on, voted.held_on, "referred_on", message("the session")).enforce()
    discipline.referred_on, discipline.referred_to = referral.on, referral.to
    discipline.answered_on, discipline.answer, discipline.answered_form = None, "", None
    move(actor, file, discipline, Action.REFER, referred_to=referral.to, basis=verdict.citations)


@dataclass(frozen=True)
class Answer:
    """What the competent body wrote: when, by which document, and the form it decided on (None: no discipline)."""

    on: date
    document: str
    form: Form | None = None


def answer_referral(actor: Actor, file: CaseFile, discipline: Discipline, answer: Answer, today: date) -> None:
    """Record that the competent body has dealt with the matter. Its own decision is not counted as one of this body."""
    prepare(actor, file, discipline, Action.ANSWER)
    _note(discipline, answer, today)
    move(actor, file, discipline, Action.ANSWER, answer=answer.document, form=answer.form)


def return_referral(actor: Actor, file: CaseFile, discipline: Discipline, answer: Answer, today: date) -> None:
    """Take the record back under review: the competent body wants it considered here. It is voted on anew."""
    prepare(actor, file, discipline, Action.RETURN)
    if queries.has_open([discipline.subject_id]):
        raise RuleViolation(message("A discipline record of this subject is open."))
    _note(discipline, answer, today)
    discipline.agenda_item_id = discipline.voted_form = discipline.voted_role = discipline.ballot_minutes_id = None
    move(actor, file, discipline, Action.RETURN, answer=answer.document)


def _note(discipline: Discipline, answer: Answer, today: date) -> None:
    if discipline.answered_on is not None:
        raise Conflict(message("The answer to this referral is recorded already."))
    check_not_future(answer.on, today, "answered_on").enforce()
    check_not_before(answer.on, discipline.referred_on, "answered_on", message("the referral")).enforce()
    discipline.answered_on, discipline.answer, discipline.answered_form = answer.on, answer.document, answer.form
