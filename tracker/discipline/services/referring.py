"""Handing a record to the competent body."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core.text import message
from tracker.discipline import rules
from tracker.discipline.models import Discipline
from tracker.discipline.services.moving import move, prepare, rely_on
from tracker.discipline.services.voting import check_text, voted_of
from tracker.discipline.states import Action, Step


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
    move(actor, file, discipline, Action.REFER, referred_to=referral.to, basis=verdict.citations)
