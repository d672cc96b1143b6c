"""The verbs of incoming papers: register, correct, answer; and set how arrivals are counted."""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite

from tracker.access import Actor, Permission, Role, require
from tracker.accounts.queries import people_of_organization
from tracker.audit.services import record
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core import clock
from tracker.core.errors import Conflict, Forbidden, RuleViolation
from tracker.core.text import fold, message
from tracker.documents.classified import check_abstract
from tracker.documents.states import Secrecy, Urgency
from tracker.extensions import db
from tracker.incoming import rules
from tracker.incoming.models import ArrivalRun, IncomingCounter, IncomingPaper
from tracker.incoming.queries import find_case, find_run, last_arrival
from tracker.incoming.states import RunUnit
from tracker.organizations.models import Organization
from tracker.organizations.queries import term_on
from tracker.regulations.procedure import NUMBERING

HANDLERS = (Role.OFFICER, Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR, Role.CLERK, Role.COMMITTEE_LEADER)


@dataclass(frozen=True)
class Arrival:
    """What the register takes down of a paper. ``case_ref`` is the case it belongs to, if any."""

    arrived_on: date
    sender: str
    sign: str
    dated_on: date | None
    abstract: str
    secrecy: Secrecy = Secrecy.ORDINARY
    urgency: Urgency = Urgency.ORDINARY
    handler_id: int | None = None
    due_on: date | None = None
    case_ref: str | None = None
    note: str = ""


def register_arrival(actor: Actor, arrival: Arrival, today: date) -> IncomingPaper:
    """Enter a paper into the register with the next number of arrival."""
    require(actor, Permission.REGISTER_INCOMING)
    case_id = _checked(actor, arrival, today)
    run, name = _run(actor.organization_id, arrival.arrived_on)
    paper = IncomingPaper(
        ref=secrets.token_hex(6),
        organization_id=actor.organization_id,
        run=run,
        run_name=name,
        number=_next_number(actor.organization_id, run),
        registered_by=actor.user_id,
        registered_at=clock.now(),
    )
    _fill(paper, arrival, case_id)
    db.session.add(paper)
    db.session.flush()
    about = {"paper": paper.ref, "run": run, "number": paper.number, "handler": paper.handler_id}
    record(actor, "incoming.registered", about=about)
    return paper


def correct_arrival(actor: Actor, paper: IncomingPaper, arrival: Arrival, today: date) -> None:
    """Correct a line before it is answered, or give it to somebody. Its number and its run stay."""
    require(actor, Permission.REGISTER_INCOMING)
    _check_open(paper)
    case_id = _checked(actor, arrival, today)
    if _run(actor.organization_id, arrival.arrived_on)[0] != paper.run:
        raise RuleViolation(
            message(
                "The number belongs to another year or term. Numbers run within it; a paper keeps the"
                " time it was entered in."
            ),
            (NUMBERING,),
            field="arrived_on",
        )
    before = paper.handler_id
    _fill(paper, arrival, case_id)
    db.session.flush()
    record(actor, "incoming.corrected", about={"paper": paper.ref, "before": before, "handler": paper.handler_id})


def answer_arrival(actor: Actor, paper: IncomingPaper, answered_on: date, result: str, today: date) -> None:
    """Record what came of a paper: by who handles it, or by the clerk."""
    require(actor, Permission.SEE_INCOMING)
    if not may_answer(actor, paper):
        raise Forbidden(
            message("Only who handles this paper, or the clerk, records what came of it: they know what was done.")
        )
    _check_open(paper)
    check_not_future(answered_on, today, "answered_on").enforce()
    check_not_before(answered_on, paper.arrived_on, "answered_on", message("the arrival")).enforce()
    paper.answered_on, paper.result, paper.answered_by = answered_on, result, actor.user_id
    db.session.flush()
    record(actor, "incoming.answered", about={"paper": paper.ref, "on": answered_on})


def may_answer(actor: Actor, paper: IncomingPaper) -> bool:
    """Whether it is the actor's to say what came of a paper."""
    return paper.handler_id == actor.user_id or actor.has(Role.CLERK)


def set_run(actor: Actor, unit: RunUnit, since: date, document: str, today: date) -> ArrivalRun:
    """Set how arrivals are counted from a day on."""
    require(actor, Permission.SET_NUMBERING)
    db.session.execute(_own(actor.organization_id).with_for_update())
    rules.check_run(since, today, last_arrival(actor.organization_id)).enforce()
    row = ArrivalRun(
        organization_id=actor.organization_id,
        unit=unit,
        since=since,
        document=document,
        set_by=actor.user_id,
        set_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    record(actor, "numbers.arrivals_set", about={"unit": unit, "since": since})
    return row


def _checked(actor: Actor, arrival: Arrival, today: date) -> int | None:
    rules.check_days(arrival.arrived_on, arrival.dated_on, arrival.due_on, today).enforce()
    rules.check_handler(arrival.handler_id, arrival.due_on).enforce()
    check_abstract(arrival.secrecy, arrival.abstract).enforce()
    if arrival.handler_id is not None and arrival.handler_id not in handlers(actor):
        raise RuleViolation(
            message("This person does not work here. A paper is handled by somebody of this office; choose one."),
            field="handler",
        )
    return find_case(actor, arrival.case_ref)


def handlers(actor: Actor) -> dict[int, str]:
    """Who of the own organization may be given a paper, with their names."""
    people = people_of_organization(actor.organization_id, *HANDLERS)
    return {person.id: person.full_name for person in people}


def _fill(paper: IncomingPaper, arrival: Arrival, case_id: int | None) -> None:
    for name in ("arrived_on", "sender", "sign", "dated_on", "abstract", "secrecy", "urgency"):
        setattr(paper, name, getattr(arrival, name))
    paper.handler_id, paper.due_on, paper.note, paper.case_id = (
        arrival.handler_id,
        arrival.due_on,
        arrival.note,
        case_id,
    )
    paper.search_key = fold(" ".join((arrival.sender, arrival.sign, arrival.abstract, arrival.note)))


def _check_open(paper: IncomingPaper) -> None:
    if paper.answered_on is not None:
        raise Conflict(
            message(
                "What came of this paper is recorded already. A result stands once; a new paper tells what came later."
            )
        )


def _run(organization_id: int, on: date) -> tuple[str, str]:
    """The run that a day's arrivals are numbered in, and how it is written; it stays so until the transaction ends."""
    db.session.execute(_own(organization_id).with_for_update(read=True))
    if find_run(organization_id, on) is RunUnit.YEAR:
        return str(on.year), str(on.year)
    term = term_on(organization_id, on)
    if term is None:
        reason = message("No term of this committee is recorded for %(on)s; numbers run through a term.", on=on)
        raise RuleViolation(reason, (NUMBERING,), field="arrived_on")
    return f"term-{term.id}", term.name


def _own(organization_id: int) -> Select:
    return select(Organization.id).where(Organization.id == organization_id)


def _next_number(organization_id: int, run: str) -> int:
    """The counter row is locked until the caller's transaction ends: no gap and no duplicate, whatever fails."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    raised = (
        insert(IncomingCounter)
        .values(organization_id=organization_id, run=run, last=1)
        .on_conflict_do_update(index_elements=["organization_id", "run"], set_={"last": IncomingCounter.last + 1})
        .returning(IncomingCounter.last)
    )
    return db.session.execute(raised).scalar_one()
