"""Handing a record to the competent body."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future, refuse
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.discipline import rules
from tracker.discipline.models import Discipline
from tracker.discipline.services.moving import competence_of, move, note_override, prepare, rely_on
from tracker.discipline.services.proceeding import check_conclusion
from tracker.discipline.services.voting import ballot_powers, check_text, voted_of
from tracker.discipline.states import Action, Step
from tracker.extensions import db
from tracker.meetings.queries import find_open_item
from tracker.organizations.models import Body
from tracker.regulations.procedure import SECRET_BALLOT
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class Referral:
    """The handing over of a record: when, to which body and by which document; ``reason``: why without a vote."""

    on: date
    to: str
    override_reason: str = ""
    reason: str = ""


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
    discipline.referral_reason = discipline.referral_article = ""
    move(actor, file, discipline, Action.REFER, referred_to=referral.to, basis=verdict.citations)


def check_unvoted(file: CaseFile, discipline: Discipline, on: date) -> Verdict:
    """Whether the record may be referred without a vote on this day: competence, conclusion, nothing on an agenda."""
    body = db.session.get_one(Body, discipline.body_id)
    powers = ballot_powers(discipline, on)
    verdict = rules.check_unvoted_referral(competence_of(body), powers, discipline.proposed_form)
    if not verdict.allowed:
        return verdict
    concluded = check_conclusion(file, discipline)
    if not concluded.allowed:
        return concluded
    if find_open_item(file.case.id, discipline.subject_id) is not None:
        return refuse(
            message(
                "The vote is on the agenda of a session that is still to be held. A record is voted on"
                " once; wait for that session, or take the item off."
            ),
            SECRET_BALLOT,
        )
    return verdict


def refer_unvoted(actor: Actor, file: CaseFile, discipline: Discipline, referral: Referral, today: date) -> None:
    """Hand a record that nobody voted on to the competent body, with the reason and the articles on competence."""
    prepare(actor, file, discipline, Action.REFER_UNVOTED)
    check_not_future(referral.on, today, "referred_on").enforce()
    proposed_on = clock.day_of(discipline.proposed_at)
    check_not_before(referral.on, proposed_on, "referred_on", message("the proposal")).enforce()
    verdict = check_unvoted(file, discipline, referral.on)
    verdict.enforce()
    if not referral.reason.strip():
        raise RuleViolation(message("Say why the record is referred without a vote."), verdict.citations, "reason")
    power = ballot_powers(discipline, referral.on)[discipline.proposed_form]
    note_override(actor, discipline, Step.REFER, power, None, referral.reason)
    discipline.referred_on, discipline.referred_to = referral.on, referral.to
    discipline.referral_reason = referral.reason
    discipline.referral_article = "; ".join(map(str, verdict.citations))[:300]
    about = {"referred_to": referral.to, "form": discipline.proposed_form}
    move(actor, file, discipline, Action.REFER_UNVOTED, basis=verdict.citations, **about)
