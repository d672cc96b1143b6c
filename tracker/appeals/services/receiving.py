"""The verbs up to the decision: receive, take over from a petition, accept, refuse, hear, withdraw."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.appeals import queries, rules
from tracker.appeals.models import Appeal
from tracker.appeals.services.moving import law_of, move, prepare, tell
from tracker.appeals.states import Action, Channel, State
from tracker.audit.services import record
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile, find_petition
from tracker.cases.rules import check_not_before, check_not_future
from tracker.cases.states import State as CaseState
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.discipline.models import Discipline
from tracker.discipline.queries import shown_state
from tracker.discipline.states import STANDING_STATES
from tracker.extensions import db
from tracker.petitions.models import Petition
from tracker.petitions.states import Channel as PetitionChannel
from tracker.regulations.appeals import Ground, appeal_row
from tracker.regulations.verdict import Verdict

CHANNELS = {
    PetitionChannel.POST: Channel.POST,
    PetitionChannel.DELIVERED: Channel.DIRECT,
    PetitionChannel.ORAL: Channel.DIRECT,
}
# Opens an archived file again: by which decision, on which day, why. The archive stands after this room.
Reopen = Callable[[Actor, CaseFile, str, date, str, date], None]


@dataclass(frozen=True)
class NewAppeal:
    """A complaint as it came in; ``petition_id`` where it is in the register of petitions."""

    by_subject: bool
    complainant: str
    received_on: date
    decision_received_on: date
    channel: Channel
    content: str
    hearing_body_id: int
    petition_id: int | None = None
    heard_above: bool = False


@dataclass(frozen=True)
class Acceptance:
    """The acceptance of a complaint; ``reason`` where it relies on an unconfirmed rule."""

    on: date
    reason: str = ""


@dataclass(frozen=True)
class Hearing:
    """The meetings with the complainant and with the deciding body, and the remark of the cell; day and words each."""

    met_on: date
    meeting: str
    body_met_on: date
    body_meeting: str
    cell_remark_on: date
    cell_remark: str


def receive_appeal(actor: Actor, file: CaseFile, discipline: Discipline, new: NewAppeal, today: date) -> Appeal:
    """Record a complaint that came in; one that may not be handled is recorded too, and then refused."""
    require(actor, Permission.ISSUE_DECISION, file.relations)
    appeal = enter(actor, discipline, new, today)
    about = {"discipline": discipline.number, "complaint": appeal.number, "on": new.received_on}
    record(actor, "appeal.receive", case_id=file.case.id, about=about)
    return appeal


def enter(actor: Actor, discipline: Discipline, new: NewAppeal, today: date) -> Appeal:
    """The row of a complaint that came in, and what the discipline is told of it. The caller asked who may."""
    if shown_state(discipline, today) not in STANDING_STATES:
        raise Conflict(rules.NOT_IN_FORCE, (appeal_row("refusal", new.received_on).citation,))
    check_not_future(new.received_on, today, "received_on").enforce()
    words = message("the decision")
    check_not_before(
        new.decision_received_on, queries.decided_last(discipline), "decision_received_on", words
    ).enforce()
    if new.hearing_body_id not in {row.body.id for row in queries.hearing_bodies(discipline)}:
        raise NotVisible
    number, last = queries.next_number(discipline.id), queries.last_announced(discipline.id)
    appeal = Appeal(
        discipline=discipline,
        number=number,
        round=last.round + 1 if last else 1,
        state=State.RECEIVED,
        before_complained_on=discipline.complained_on,
        before_settled_on=discipline.complaint_settled_on,
        recorded_by=actor.user_id,
        **vars(new),
    )
    db.session.add(appeal)
    db.session.flush()
    tell(discipline)
    return appeal


def take_over(
    actor: Actor, file: CaseFile, discipline: Discipline, handling: CaseFile, received: date | None, today: date
) -> Appeal:
    """Record the complaint that a case handles against the discipline it is about, as its petition tells it.

    ``received`` is when the complainant got the decision, for a petition that does not say it. Nothing is typed twice,
    and the words of the petition are shown to nobody who may not read them there.
    """
    require(actor, Permission.SEE_PAPERS, handling.relations)
    require(actor, Permission.ISSUE_DECISION, file.relations)
    petition = find_petition(handling.case)
    if petition is None or not handling.row.rules_on_complaint or not queries.is_about(discipline, handling.case):
        raise NotVisible
    if handling.case.state is CaseState.CANCELLED:
        raise Conflict(rules.CASE_CANCELLED, (rules.ONE_DECISION,))
    if any(row.id == discipline.id for row in queries.disciplines_of_petition(petition.id)):
        raise Conflict(rules.RECORDED_ALREADY)
    if handling.case.body_id not in {row.body.id for row in queries.hearing_bodies(discipline)}:
        law = appeal_row("ladder", petition.received_on).citation
        reason = message(
            "The body of this case does not hear complaints against this decision. Complaints go up"
            " from the level directly above the deciding body; hand it to that one."
        )
        raise RuleViolation(reason, (law,))
    new = _as_told(petition, discipline, handling.case, received)
    appeal = receive_appeal(actor, file, discipline, new, today)
    record(actor, "appeal.taken_over", case_id=handling.case.id, about={"complaint": appeal.number})
    return appeal


def _as_told(petition: Petition, discipline: Discipline, case: Case, received: date | None) -> NewAppeal:
    """The complaint as the register of petitions has it: its subject is the disciplined one, who complains."""
    decision_received_on = petition.decision_received_on or received
    if decision_received_on is None:
        raise RuleViolation(message("Fill this in."), field="decision_received_on")
    return NewAppeal(
        by_subject=True,
        complainant=discipline.subject.name,
        received_on=petition.received_on,
        decision_received_on=decision_received_on,
        channel=CHANNELS[petition.channel],
        content="\n".join([petition.abstract, *(one.text for one in petition.contents)]),
        hearing_body_id=case.body_id,
        petition_id=petition.id,
    )


def accept_appeal(
    actor: Actor, file: CaseFile, appeal: Appeal, acceptance: Acceptance, reopen: Reopen, today: date
) -> None:
    """Accept a complaint for handling; an unconfirmed rule is relied on only with a reason.

    An archived file is opened again by it, so there the one accepts who may open the archive.
    """
    prepare(actor, file, appeal, Action.ACCEPT)
    check_opening(actor, file).enforce()
    _check_day(appeal, acceptance.on, today)
    verdict = rules.check_acceptance(queries.filed_of(appeal), law_of(appeal.discipline), acceptance.reason)
    verdict.enforce()
    last = queries.last_announced(appeal.discipline_id)
    if last and last.announced_on and appeal.decision_received_on < last.announced_on:
        raise RuleViolation(
            message(
                "This complaint came before the decision on the earlier one. The next round begins only"
                " when the complainant has that decision."
            ),
            (appeal_row("ladder", appeal.received_on).citation,),
        )
    appeal.round = last.round + 1 if last else 1
    appeal.accepted_on, appeal.override_reason = acceptance.on, acceptance.reason
    move(actor, file, appeal, Action.ACCEPT, basis=verdict.citations)
    if file.case.state is CaseState.ARCHIVED:
        _reopen(actor, file, appeal, acceptance.on, reopen, today)


def check_opening(actor: Actor, file: CaseFile) -> Verdict:
    """Whether the actor may accept a complaint in this file: an archived one is opened by that."""
    archived = file.case.state is CaseState.ARCHIVED
    return rules.check_opens_archive(archived, is_leader=file.allows(actor, Permission.OVERRULE_ARCHIVE))


def _check_day(appeal: Appeal, on: date, today: date) -> None:
    """A complaint is accepted after it came; one that a petition brought, on the day on which that was accepted."""
    check_not_future(on, today, "accepted_on").enforce()
    rules.check_order((("received_on", appeal.received_on), ("accepted_on", on))).enforce()
    petition = queries.petition_of(appeal)
    rules.check_accepted_once(on, petition.decided_on if petition else None).enforce()


def _reopen(actor: Actor, file: CaseFile, appeal: Appeal, on: date, reopen: Reopen, today: date) -> None:
    name = appeal.discipline.subject.name
    decision = f"Thụ lý khiếu nại kỷ luật lần {appeal.round} của {name}"[:120]
    reason = f"{name} khiếu nại kỷ luật, đơn nhận ngày {appeal.received_on:%d/%m/%Y}, thụ lý ngày {on:%d/%m/%Y}."
    # a petition may have been accepted before the file went to the archive
    reopen(actor, file, decision, max(on, file.case.archived_on or on), reason, today)


def refuse_appeal(
    actor: Actor,
    file: CaseFile,
    appeal: Appeal,
    refusal: tuple[Ground, date, str],
    today: date,
) -> None:
    """Do not handle a complaint: the ground with its article, the day, and why in words."""
    prepare(actor, file, appeal, Action.REFUSE)
    ground, on, words = refusal
    check_not_future(on, today, "ended_on").enforce()
    rules.check_order((("received_on", appeal.received_on), ("ended_on", on))).enforce()
    found = rules.obstacles(queries.filed_of(appeal), law_of(appeal.discipline))
    verdict = rules.check_refusal(ground, found, appeal.received_on)
    verdict.enforce()
    appeal.ground, appeal.cited = ground, str(verdict.citations[0])
    appeal.ended_on, appeal.ending = on, words
    move(actor, file, appeal, Action.REFUSE, basis=verdict.citations, ground=ground)
    tell(appeal.discipline)


def withdraw_appeal(actor: Actor, file: CaseFile, appeal: Appeal, on: date, words: str, today: date) -> None:
    """Record that the complainant took the complaint back."""
    prepare(actor, file, appeal, Action.WITHDRAW)
    check_not_future(on, today, "ended_on").enforce()
    rules.check_order((("received_on", appeal.received_on), ("ended_on", on))).enforce()
    appeal.ended_on, appeal.ending = on, words
    move(actor, file, appeal, Action.WITHDRAW)
    tell(appeal.discipline)


def hear_appeal(actor: Actor, file: CaseFile, appeal: Appeal, hearing: Hearing, today: date) -> None:
    """Record the work with the complainant and the deciding body, and what the cell says of the conduct since."""
    prepare(actor, file, appeal, Action.HEAR)
    for field in ("met_on", "body_met_on", "cell_remark_on"):
        on = getattr(hearing, field)
        check_not_future(on, today, field).enforce()
        check_not_before(on, appeal.accepted_on, field, message("the acceptance")).enforce()
    for name, value in vars(hearing).items():
        setattr(appeal, name, value)
    move(actor, file, appeal, Action.HEAR)
