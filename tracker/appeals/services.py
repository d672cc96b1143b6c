"""The verbs of a complaint against discipline; the one that decides changes the discipline in the same transaction."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.appeals import queries, rules
from tracker.appeals.models import Appeal, RestorationPart
from tracker.appeals.states import TRANSITIONS, Action, Channel, State
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.discipline.models import Discipline
from tracker.discipline.queries import shown_state, standing_of_record
from tracker.discipline.services import change_on_complaint, note_complaint
from tracker.discipline.states import STANDING_STATES
from tracker.extensions import db
from tracker.lawbook.queries import office_law
from tracker.organizations.models import Body, Organization
from tracker.regulations.appeals import RESTORATION, Ground, Outcome, check_outcome, parts_of
from tracker.regulations.authority import Answer, authority, body_of
from tracker.regulations.sources import Citation
from tracker.regulations.terms import Form, Level


@dataclass(frozen=True)
class NewAppeal:
    """A complaint as it came in."""

    by_subject: bool
    complainant: str
    received_on: date
    decision_received_on: date
    channel: Channel
    content: str
    hearing_body_id: int


@dataclass(frozen=True)
class Hearing:
    """The meetings with the complainant and with the deciding body, and the remark of the cell; day and words each."""

    met_on: date
    meeting: str
    body_met_on: date
    body_meeting: str
    cell_remark_on: date
    cell_remark: str


@dataclass(frozen=True)
class AppealDecision:
    """What the session decided, by how many of how many members; ``restore_by`` is for an annulment."""

    session_on: date
    members: int
    votes_for: int
    decision: str
    decided_on: date
    announced_on: date
    outcome: Outcome
    new_form: Form | None = None
    override_reason: str = ""
    restore_by: date | None = None


def receive_appeal(actor: Actor, file: CaseFile, discipline: Discipline, new: NewAppeal, today: date) -> Appeal:
    """Record a complaint that came in; one that may not be handled is recorded too, and then refused."""
    require(actor, Permission.ISSUE_DECISION, file.relations)
    if shown_state(discipline, today) not in STANDING_STATES:
        raise Conflict(message("Only a discipline in force is complained about."))
    check_not_future(new.received_on, today, "received_on").enforce()
    words = message("the decision")
    check_not_before(
        new.decision_received_on, queries.decided_last(discipline), "decision_received_on", words
    ).enforce()
    if new.hearing_body_id not in {row.body.id for row in queries.hearing_bodies(discipline)}:
        raise NotVisible
    number, last = queries.next_number(discipline.id), queries.last_decided(discipline.id)
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
    _tell(discipline)
    about = {"discipline": discipline.number, "complaint": number, "on": new.received_on}
    record(actor, "appeal.receive", case_id=file.case.id, about=about)
    return appeal


def accept_appeal(actor: Actor, file: CaseFile, appeal: Appeal, on: date, reason: str, today: date) -> None:
    """Accept a complaint for handling; an unconfirmed rule is relied on only with a reason."""
    _prepare(actor, file, appeal, Action.ACCEPT)
    check_not_future(on, today, "accepted_on").enforce()
    rules.check_order((("received_on", appeal.received_on), ("accepted_on", on))).enforce()
    verdict = rules.check_acceptance(queries.filed_of(appeal), law_of(appeal.discipline), reason)
    verdict.enforce()
    last = queries.last_decided(appeal.discipline_id)
    if last and last.announced_on and appeal.decision_received_on < last.announced_on:
        raise RuleViolation(message("This complaint came before the decision on the earlier one."))
    appeal.round = last.round + 1 if last else 1
    appeal.accepted_on, appeal.override_reason = on, reason
    _move(actor, file, appeal, Action.ACCEPT, basis=verdict.citations)


def refuse_appeal(
    actor: Actor,
    file: CaseFile,
    appeal: Appeal,
    refusal: tuple[Ground, date, str],
    today: date,
) -> None:
    """Do not handle a complaint: the ground with its article, the day, and why in words."""
    _prepare(actor, file, appeal, Action.REFUSE)
    ground, on, words = refusal
    check_not_future(on, today, "ended_on").enforce()
    rules.check_order((("received_on", appeal.received_on), ("ended_on", on))).enforce()
    found = rules.obstacles(queries.filed_of(appeal), law_of(appeal.discipline))
    verdict = rules.check_refusal(ground, found, appeal.received_on)
    verdict.enforce()
    appeal.ground, appeal.cited = ground, str(verdict.citations[0])
    appeal.ended_on, appeal.ending = on, words
    _move(actor, file, appeal, Action.REFUSE, basis=verdict.citations, ground=ground)
    _tell(appeal.discipline)


def withdraw_appeal(actor: Actor, file: CaseFile, appeal: Appeal, on: date, words: str, today: date) -> None:
    """Record that the complainant took the complaint back."""
    _prepare(actor, file, appeal, Action.WITHDRAW)
    check_not_future(on, today, "ended_on").enforce()
    rules.check_order((("received_on", appeal.received_on), ("ended_on", on))).enforce()
    appeal.ended_on, appeal.ending = on, words
    _move(actor, file, appeal, Action.WITHDRAW)
    _tell(appeal.discipline)


def hear_appeal(actor: Actor, file: CaseFile, appeal: Appeal, hearing: Hearing, today: date) -> None:
    """Record the work with the complainant and the deciding body, and what the cell says of the conduct since."""
    _prepare(actor, file, appeal, Action.HEAR)
    for field in ("met_on", "body_met_on", "cell_remark_on"):
        on = getattr(hearing, field)
        check_not_future(on, today, field).enforce()
        check_not_before(on, appeal.accepted_on, field, message("the acceptance")).enforce()
    for name, value in vars(hearing).items():
        setattr(appeal, name, value)
    _move(actor, file, appeal, Action.HEAR)


def decide_appeal(actor: Actor, file: CaseFile, appeal: Appeal, decision: AppealDecision, today: date) -> None:
    """Record the decision, and do to the discipline what it says."""
    _prepare(actor, file, appeal, Action.DECIDE)
    discipline = appeal.discipline
    old = discipline.decided_form
    if old is None or discipline.state not in STANDING_STATES:
        raise Conflict(message("Only a discipline in force is complained about."))
    basis = _check_decision(appeal, decision, old, today)
    kept = {"override_reason", "restore_by"}
    for name, value in vars(decision).items():
        if name not in kept:
            setattr(appeal, name, value)
    appeal.old_form = old
    appeal.override_reason = "\n".join(filter(None, (appeal.override_reason, decision.override_reason)))
    _move(actor, file, appeal, Action.DECIDE, basis=basis, outcome=decision.outcome)
    _tell(appeal.discipline)
    if decision.outcome is not Outcome.UPHELD:
        change_on_complaint(actor, file, discipline, decision.new_form)
    if decision.outcome is Outcome.ANNULLED and decision.restore_by:
        parts = [RestorationPart(appeal_id=appeal.id, part=one, due_on=decision.restore_by) for one in parts_of(old)]
        db.session.add_all(parts)


def restore_part(
    actor: Actor, file: CaseFile, appeal: Appeal, row: RestorationPart, done: tuple[date, str], today: date
) -> None:
    """Record that a part of the restoration was done, and by which document."""
    require(actor, Permission.ISSUE_DECISION, file.relations)
    row.done_on, row.document = done
    check_not_future(done[0], today, "done_on").enforce()
    check_not_before(done[0], appeal.decided_on, "done_on", message("the decision")).enforce()
    row.recorded_by = actor.user_id
    db.session.flush()
    about = {"complaint": appeal.number, "part": row.part, "on": row.done_on}
    record(actor, "appeal.restored", case_id=file.case.id, about=about, basis=(RESTORATION,))


def law_of(discipline: Discipline) -> rules.Law:
    """The office's limits for the body whose decision stands, and its calendar."""
    law, body = office_law(), queries.deciding_body(discipline)
    organization = db.session.get_one(Organization, body.organization_id)
    return rules.Law(law.limits_for(organization), law.calendar)


def _check_decision(appeal: Appeal, decision: AppealDecision, old: Form, today: date) -> tuple[Citation, ...]:
    check_not_future(decision.announced_on, today, "announced_on").enforce()
    heard = max(day for day in (appeal.met_on, appeal.body_met_on, appeal.cell_remark_on) if day)
    days = [("met_on", heard), ("session_on", decision.session_on)]
    days += [("decided_on", decision.decided_on), ("announced_on", decision.announced_on)]
    rules.check_order(days).enforce()
    adopted = rules.check_votes(decision.members, decision.votes_for)
    adopted.enforce()
    check_outcome(old, decision.outcome, decision.new_form).enforce()
    if decision.outcome is Outcome.ANNULLED and (
        decision.restore_by is None or decision.restore_by < decision.decided_on
    ):
        reason = message("An annulled discipline is made good: say until when, after the decision.")
        raise RuleViolation(reason, (RESTORATION,), "restore_by")
    return adopted.citations + _check_new_form(appeal, decision)


def _check_new_form(appeal: Appeal, decision: AppealDecision) -> tuple[Citation, ...]:
    """A heavier form must be in the power of the body that hears, or the complaint goes up; a lighter one may be."""
    if decision.new_form is None:
        return ()
    body = db.session.get_one(Body, appeal.hearing_body_id)
    level = Level(db.session.get_one(Organization, body.organization_id).level.value)
    standing = standing_of_record(appeal.discipline, decision.session_on)
    power = authority(body_of(body.kind.value, level), decision.new_form, standing, decision.session_on, level)
    if decision.outcome is not Outcome.HEAVIER:
        return ()
    verdict = power.verdict
    if power.needs_override and not decision.override_reason.strip():
        raise RuleViolation(verdict.reason, verdict.citations, "override_reason")
    if power.answer in (Answer.NO, Answer.PROPOSES):
        raise RuleViolation(verdict.reason, verdict.citations, "new_form")
    return verdict.citations


def _prepare(actor: Actor, file: CaseFile, appeal: Appeal, action: Action) -> None:
    require(actor, TRANSITIONS.get(appeal.state, action).permission, file.relations)


def _move(
    actor: Actor,
    file: CaseFile,
    appeal: Appeal,
    action: Action,
    *,
    basis: tuple[Citation, ...] = (),
    **about: object,
) -> None:
    came_from, appeal.state = appeal.state, TRANSITIONS.get(appeal.state, action).target
    db.session.flush()
    facts = {"discipline": appeal.discipline.number, "complaint": appeal.number, "from": came_from, "to": appeal.state}
    record(actor, f"appeal.{action}", case_id=file.case.id, about=facts | about, basis=basis)


def _tell(discipline: Discipline) -> None:
    """Tell the discipline what its months must know: a complaint that waits, the last settled, or what was before."""
    if discipline.state in STANDING_STATES:
        note_complaint(discipline, *queries.complaint_dates(discipline.id))
