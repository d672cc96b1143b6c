"""The verbs of a link: a higher body names the decision that its case hears a complaint against; one undone."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.appeals import queries, rules
from tracker.appeals.models import Appeal, AppealUnlinking
from tracker.appeals.rules import CLOSED_STATES, NOT_FOUND, Named
from tracker.appeals.services.moving import check_here, tell
from tracker.appeals.services.receiving import CHANNELS, NewAppeal, enter
from tracker.audit.services import record
from tracker.cases.queries import CaseFile, find_petition, lock_case
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.discipline.models import Discipline
from tracker.discipline.services import note_complaint
from tracker.extensions import db
from tracker.petitions.models import Petition
from tracker.regulations.appeals import appeal_row
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class Link:
    """The decision as the complaint names it; whether the disciplined one complains itself; ``received`` is when it got
    the decision, for a petition that does not say it."""

    named: Named
    by_subject: bool
    received: date | None = None


def link_below(actor: Actor, handling: CaseFile, link: Link, today: date) -> Appeal:
    """Record the complaint that a case of a higher body handles against the decision of the lower body.

    Whoever names the decision wrongly is told one and the same, whether there is none, another or a hidden one. The
    words of the petition stay with it. The lower body learns that a complaint is being handled, and then its result.
    """
    require(actor, Permission.ISSUE_DECISION, handling.relations)
    petition = find_petition(handling.case)
    if petition is None or not handling.row.rules_on_complaint:
        raise NotVisible
    if lock_case(handling.case.id) in CLOSED_STATES:
        raise Conflict(
            message(
                "The case is closed, so no complaint is linked to it any more: only work under way handles a complaint."
            ),
            (PROCEDURE,),
        )
    discipline = queries.find_named(actor, handling.case, link.named, today)
    if discipline is None:
        raise RuleViolation(NOT_FOUND, (appeal_row("ladder", petition.received_on).citation,), "sign")
    if any(row.id == discipline.id for row in queries.disciplines_of_petition(petition.id)):
        raise Conflict(rules.RECORDED_ALREADY)
    appeal = enter(actor, discipline, _as_linked(petition, discipline, handling, link), today)
    about = {"complaint": appeal.number, "discipline": discipline.number, "on": petition.received_on}
    record(actor, "appeal.linked", case_id=handling.case.id, about=about)
    record(actor, "appeal.handled_above", case_id=discipline.case_id, about=about)
    return appeal


def _as_linked(petition: Petition, discipline: Discipline, handling: CaseFile, link: Link) -> NewAppeal:
    received = petition.decision_received_on or link.received
    if received is None:
        raise RuleViolation(message("Fill this in."), field="decision_received_on")
    return NewAppeal(
        by_subject=link.by_subject,
        complainant=discipline.subject.name if link.by_subject else "",
        received_on=petition.received_on,
        decision_received_on=received,
        channel=CHANNELS[petition.channel],
        content="",
        hearing_body_id=handling.case.body_id,
        petition_id=petition.id,
        heard_above=True,
    )


def unlink(actor: Actor, file: CaseFile, appeal: Appeal, reason: str, today: date) -> None:
    """Take off a link of a complaint to a decision that was made by mistake; the right one is linked anew.

    The complaint goes with it, and the discipline knows of complaints what it knew before; that it was there, and why
    it was taken off, stays on record. Refused once anything rests on the link.
    """
    check_here(file, appeal)
    require(actor, Permission.ISSUE_DECISION, file.relations)
    check_unlinking(actor, file, appeal).enforce()
    discipline, before = appeal.discipline, (appeal.before_complained_on, appeal.before_settled_on)
    db.session.add(
        AppealUnlinking(
            case_id=file.case.id,
            discipline_id=discipline.id,
            petition_id=appeal.petition_id,
            number=appeal.number,
            decision=_worded(queries.standing(discipline)),
            reason=reason,
            unlinked_on=today,
            unlinked_by=actor.user_id,
        )
    )
    db.session.delete(appeal)
    db.session.flush()
    _tell_as_before(discipline, appeal.number, before)
    about = {"complaint": appeal.number, "discipline": discipline.number}
    record(actor, "appeal.unlinked", case_id=file.case.id, about=about)
    other = discipline.case_id if appeal.heard_above else queries.handling_case_of(appeal)
    if other is not None:
        record(actor, "appeal.unlinked_elsewhere", case_id=other, about=about)


def check_unlinking(actor: Actor, file: CaseFile, appeal: Appeal) -> Verdict:
    """Whether a complaint has a link that may be taken off in this case."""
    if appeal.petition_id is None or (appeal.heard_above and file.case.state in CLOSED_STATES):
        raise NotVisible
    handling = queries.find_handling(actor, appeal)
    is_ruled = handling is not None and handling.ruling is not None
    return rules.check_unlinking(appeal.state, heard_above=appeal.heard_above, is_ruled=is_ruled)


def _worded(named: Named | None) -> str:
    return f"{named.sign}, {named.issuer}, {named.on:%d/%m/%Y}" if named else "–"


def _tell_as_before(discipline: Discipline, number: int, before: tuple[date | None, date | None]) -> None:
    """What the taken complaint found, the next one has found; without any other the discipline has it again."""
    others = queries.appeals_against(discipline.id)
    if not others:
        note_complaint(discipline, *before)
        return
    if others[0].number > number:
        others[0].before_complained_on, others[0].before_settled_on = before
    tell(discipline)
