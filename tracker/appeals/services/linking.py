"""The verb of a higher body: name the decision below that its case hears a complaint against."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.appeals import queries
from tracker.appeals.models import Appeal
from tracker.appeals.rules import CLOSED_STATES, NOT_FOUND, Named
from tracker.appeals.services.receiving import CHANNELS, NewAppeal, enter
from tracker.audit.services import record
from tracker.cases.queries import CaseFile, find_petition, lock_case
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.discipline.models import Discipline
from tracker.petitions.models import Petition
from tracker.regulations.appeals import appeal_row


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
        raise Conflict(message("The case is closed; no complaint is linked to it any more."))
    discipline = queries.find_named(actor, handling.case, link.named, today)
    if discipline is None:
        raise RuleViolation(NOT_FOUND, (appeal_row("ladder", petition.received_on).citation,), "sign")
    if any(row.id == discipline.id for row in queries.disciplines_of_petition(petition.id)):
        raise Conflict(message("This complaint is recorded already."))
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
