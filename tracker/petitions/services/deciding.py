"""The verbs of the decision: accept, forward, guide, file; and the withdrawal by the sender."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import column, select, table

from tracker.access import Actor, require
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.observations.models import Observation, ObservationSubject
from tracker.observations.services import Cancelled, Note, keep_information
from tracker.observations.states import Assessment, Source
from tracker.petitions import queries, rules
from tracker.petitions.models import Petition, PetitionRelease
from tracker.petitions.services.moving import facts_of, move
from tracker.petitions.states import TRANSITIONS, Action, Sender, State
from tracker.regulations.petitions import article_on
from tracker.regulations.sources import Citation
from tracker.regulations.verdict import Verdict

# Cases are a later room; their table is named as models name each other, by text.
_CASES = table("cases", column("id"), column("petition_id"), column("concluded_on"))


@dataclass(frozen=True)
class Decision:
    """A leader's decision: on which day, in which words, and the document that carries it, if there is one."""

    on: date
    note: str
    paper: str = ""


@dataclass(frozen=True)
class Filing:
    """Filing without handling. ``area`` is given where anonymous content is kept as information on that area."""

    decision: Decision
    ground: str
    congress_on: date | None = None
    area: str | None = None


def check_accept(petition: Petition, on: date) -> Verdict:
    """Whether the petition may be accepted for handling on a day."""
    return rules.check_accept(facts_of(petition), on)


def accept_petition(actor: Actor, petition: Petition, on: date, today: date) -> None:
    """Accept a petition; the case that handles it is opened by the caller in the same transaction."""
    verdict = check_accept(petition, on)
    verdict.enforce()
    _decide(actor, petition, Action.ACCEPT, Decision(on, ""), today, verdict.citations)


def forward_petition(actor: Actor, petition: Petition, decision: Decision, to: str, today: date) -> None:
    """Forward a petition to the body that is competent, with the document that carries it."""
    petition.forwarded_to = to
    _decide(actor, petition, Action.FORWARD, decision, today)


def guide_sender(actor: Actor, petition: Petition, decision: Decision, today: date) -> None:
    """Tell the sender where and how to turn; the note is the guidance."""
    _decide(actor, petition, Action.GUIDE, decision, today)


def file_petition(actor: Actor, petition: Petition, filing: Filing, today: date) -> None:
    """File a petition without handling it, by a ground of the law in force on the day."""
    row = rules.check_ground(facts_of(petition), filing.ground, filing.decision.on, filing.congress_on)
    petition.ground = row.ground
    _decide(actor, petition, Action.FILE, filing.decision, today, (row.citation,))
    if filing.area is not None:
        rules.check_information(row.ground, len(petition.contents), filing.decision.on).enforce()
        petition.observation_id = _keep(actor, petition, filing.area, filing.decision.on).id
        db.session.flush()


def _keep(actor: Actor, petition: Petition, area: str, on: date) -> Observation:
    """What a nameless petition says, as information for regular supervision."""
    texts = [petition.abstract, *(f"{one.number}. {one.text}" for one in petition.contents)]
    note = Note(on, area, Source.PETITION, "\n".join(texts), Assessment.SIGNS)
    subjects = [
        ObservationSubject(
            number=one.number,
            type=one.type,
            organization_id=one.organization_id,
            member_id=one.member_id,
            name=one.name,
            description=one.description,
        )
        for one in petition.subjects
    ]
    return keep_information(actor, petition.body_id, note, subjects)


def record_withdrawal(actor: Actor, petition: Petition, on: date, note: str, forced: bool, today: date) -> None:
    """Record that the sender takes the petition back; under threat, coercion or bribery it goes on all the same."""
    require(actor, TRANSITIONS.get(petition.state, Action.WITHDRAW).permission)
    rules.check_step_date(on, petition.received_on, today, "on").enforce()
    concluded = select(_CASES.c.id).where(_CASES.c.petition_id == petition.id, _CASES.c.concluded_on.is_not(None))
    if db.session.execute(concluded).first():
        raise RuleViolation(
            message(
                "The petition is concluded on already and can no longer be taken back. A withdrawal ends"
                " work that has not ended yet."
            ),
            _law_of_withdrawal(on),
        )
    if petition.sender is Sender.ANONYMOUS:
        raise RuleViolation(
            message(
                "Nobody is known to have sent this petition, and nobody can take it back. Only the sender"
                " takes a petition back."
            ),
            _law_of_withdrawal(on),
        )
    if petition.withdrawn_on is not None:
        reason = message("A withdrawal under threat, coercion or bribery is on record: the work goes on.")
        rules.refuse(reason, article_on("withdrawal", petition.withdrawn_on)).enforce()
    verdict = rules.check_withdrawal(forced, on)
    petition.withdrawn_on, petition.withdrawal_note, petition.withdrawal_forced = on, note, forced
    if verdict.allowed:
        move(actor, petition, Action.WITHDRAW, on, verdict.citations)
        return
    db.session.flush()
    about = {"petition": petition.ref, "on": on}
    record(actor, "petition.withdrawal_without_effect", about=about, basis=verdict.citations)


def _law_of_withdrawal(on: date) -> tuple[Citation, ...]:
    law = article_on("withdrawal", on)
    return (law,) if law else ()


def release_petition(actor: Actor, petition: Petition, cancelled: Cancelled) -> None:
    """Put an accepted petition back among those to be decided; the caller cancels its case and checked who may.

    It was received when it was received: the time limit of a case opened anew runs from the same day.
    """
    if petition.state is not State.ACCEPTED or petition.decided_on is None or petition.decided_by is None:
        return
    db.session.add(
        PetitionRelease(
            petition_id=petition.id,
            case_id=cancelled.case_id,
            accepted_on=petition.decided_on,
            accepted_by=petition.decided_by,
            paper=petition.decision_paper,
            cancelled_on=cancelled.on,
            reason=cancelled.reason,
            released_by=actor.user_id,
            released_at=clock.now(),
        )
    )
    petition.state = TRANSITIONS.get(petition.state, Action.RELEASE).target
    petition.decided_on = petition.decided_by = None
    petition.decision_note = petition.decision_paper = ""
    db.session.flush()
    about = {"petition": petition.ref, "from": State.ACCEPTED, "to": petition.state, "on": cancelled.on}
    record(actor, f"petition.{Action.RELEASE}", about=about)


def _decide(
    actor: Actor, petition: Petition, action: Action, decision: Decision, today: date, basis: tuple = ()
) -> None:
    earlier = queries.last_cancelled_on(petition.id) or petition.screened_on
    rules.check_step_date(decision.on, earlier, today, "on").enforce()
    if action is not Action.ACCEPT and not decision.note:
        raise RuleViolation(message("Fill this in."), field="note")
    petition.decided_on, petition.decided_by = decision.on, actor.user_id
    petition.decision_note, petition.decision_paper = decision.note, decision.paper
    move(actor, petition, action, decision.on, basis)
