"""What a discipline record asks next, of the head of the team and of the clerk."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from tracker.access import Actor, Permission
from tracker.cases import sight
from tracker.cases.deadlines import due_of_event
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import ESTABLISHED_STATES, Outcome, TeamRole
from tracker.cases.states import State as CaseState
from tracker.core.text import N_, message
from tracker.discipline.models import ActivitySuspension, Deferral, Discipline, ExecutionStep, ReferralAnswer
from tracker.discipline.queries import IS_DECIDED_ELSEWHERE, money_is_owed, review_is_owed
from tracker.discipline.states import (
    ACTION_LABELS,
    DECIDED_STATES,
    DUTY_LABELS,
    PAUSED_LABELS,
    STATE_LABELS,
    Action,
    Duty,
    State,
)
from tracker.extensions import PLACE_COLUMNS
from tracker.findings.models import Finding
from tracker.findings.states import FindingType
from tracker.lawbook.queries import OfficeLaw
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.queries import stands
from tracker.meetings.states import Result, SessionState
from tracker.organizations.models import Body, Organization
from tracker.organizations.states import BodyKind
from tracker.regulations.bar_clock import NEAR_YEARS
from tracker.regulations.deadlines import add_years
from tracker.regulations.terms import Form
from tracker.tasks import Source, Task

_Item, _Session = aliased(AgendaItem), aliased(Meeting)
_NO_DATE = null().cast(Date).label("due")
# As ``meetings.queries.find_open_item`` asks it of one record.
_ON_AGENDA = exists().where(
    _Item.case_id == Discipline.case_id,
    _Item.subject_id == Discipline.subject_id,
    stands(_Item.result, Result.RETURNED),
    _Session.id == _Item.meeting_id,
    _Session.state == SessionState.PLANNED,
)
_ENDPOINTS = {
    State.PROPOSED: "discipline.review_discipline",
    State.REVIEWING: "discipline.put_on_agenda",
    State.POSTPONED: "discipline.consider_again",
    State.DECIDED: "discipline.announce_discipline",
}
_VERBS = {
    State.PROPOSED: ACTION_LABELS[Action.REVIEW],
    State.REVIEWING: N_("Put the vote on the agenda"),
    State.POSTPONED: ACTION_LABELS[Action.RESUME_PROPOSED],
    State.VOTED: N_("Carry out what was voted"),
    State.DECIDED: ACTION_LABELS[Action.ANNOUNCE],
}


def _records(actor: Actor) -> Select:
    columns = (Discipline.number, Discipline.state, Discipline.heard_on, Case.ref, Case.title, CaseSubject.name)
    return (
        select(Discipline.id.label("key"), _NO_DATE, *columns)
        .join(Case, Case.id == Discipline.case_id)
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .where(Case.state != CaseState.ARCHIVED, sight.content(actor))
    )


def _prepared(actor: Actor, today: date) -> Select:
    """What the head of the team carries on: the review, the way to a session, the end of a postponement.

    A combined record is under review before its subject is heard: the hearing comes first, then the session.
    """
    still = exists().where(
        Deferral.discipline_id == Discipline.id,
        Deferral.ended_on.is_(None),
        or_(Deferral.until.is_(None), Deferral.until >= today),
    )
    return _records(actor).where(
        sight.at_work(actor, TeamRole.HEAD),
        or_(
            Discipline.state == State.PROPOSED,
            and_(Discipline.state == State.REVIEWING, or_(Discipline.heard_on.is_(None), ~_ON_AGENDA)),
            and_(Discipline.state == State.POSTPONED, ~still),
        ),
    )


def _voted(actor: Actor, _today: date) -> Select:
    places = (getattr(Organization, column) for column in PLACE_COLUMNS)
    return (
        _records(actor)
        .add_columns(Discipline.decided_on, Organization.level, *places)
        .join(Body, Body.id == Discipline.body_id)
        .join(Organization, Organization.id == Body.organization_id)
        .where(sight.filed(actor), Discipline.state.in_((State.VOTED, State.DECIDED)))
    )


def _announce_by(row: Row[Any], law: OfficeLaw) -> date | None:
    """A decision is announced within its limit; no limit is tracked between the vote and the decision."""
    if row.state is not State.DECIDED:
        return None
    return due_of_event("announcement", row.level.value, row.decided_on, law.limits_for(row), law.calendar)


def _next(row: Row[Any], _label: str) -> Task:
    unheard = row.state is State.REVIEWING and row.heard_on is None
    state = State.PROPOSED if unheard else row.state  # what is asked of both is the hearing
    endpoint = _ENDPOINTS.get(state, "discipline.list_of_case")
    place = {"ref": row.ref} | ({"number": row.number} if state in _ENDPOINTS else {})
    why = message("%(name)s: %(state)s", name=row.name, state=message(STATE_LABELS[row.state]))
    return Task(row.title, _VERBS[state], endpoint, place, None, why)


def _referred(actor: Actor, today: date) -> Select:
    """What waits for the answer of the competent body: the clerk records it, who leads the body asks for it.

    ``due`` is the last day for the form in question while the time bar still runs – the conclusion that the subject
    must be disciplined stops it – and ends within twelve months, which the program counts as near.
    """
    form = func.coalesce(Discipline.voted_form, Discipline.proposed_form)
    until = case((form == Form.REPRIMAND, Finding.reprimand_until), (form == Form.WARNING, Finding.warning_until))
    violations = Finding.subject_id == Discipline.subject_id, Finding.type == FindingType.VIOLATION
    nearest = select(func.min(until)).where(*violations).correlate(Discipline).scalar_subquery()
    is_stopped = and_(Case.concluded_on.is_not(None), CaseSubject.outcome == Outcome.MUST_DISCIPLINE)
    near = and_(func.coalesce(~is_stopped, true()), nearest <= add_years(today, NEAR_YEARS))
    files, leads = sight.filed(actor), sight.led(actor)
    columns = Discipline.number, Discipline.referred_on, Discipline.referred_to, Case.ref, Case.title, CaseSubject.name
    return (
        select(Discipline.id.label("key"), case((near, nearest)).label("due"), *columns)
        .add_columns(files.label("files"), literal(today, Date).label("today"))
        .join(Case, Case.id == Discipline.case_id)
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .where(Discipline.state == State.REFERRED, or_(files, leads), sight.content(actor))
    )


def _await(row: Row[Any], label: str) -> Task:
    words = {"name": row.name, "to": row.referred_to, "on": row.referred_on}
    days = (row.today - row.referred_on).days
    why = message("%(name)s: referred to %(to)s on %(on)s, no answer for %(days)s days.", **words, days=days)
    if row.due is not None:
        why = message("%(why)s The time bar for this form ends on %(on)s.", why=why, on=row.due)
    if row.files:
        place = {"ref": row.ref, "number": row.number}
        return Task(row.title, label, "discipline.record_answer", place, row.due, why)
    verb = N_("Ask the competent body for its answer")
    return Task(row.title, verb, "discipline.list_of_case", {"ref": row.ref}, row.due, why)


def _to_propose(actor: Actor, _today: date) -> Select:
    recorded = exists().where(Discipline.subject_id == CaseSubject.id)
    return (
        select(CaseSubject.id.label("key"), _NO_DATE, Case.ref, Case.title, CaseSubject.number, CaseSubject.name)
        .join(Case, Case.id == CaseSubject.case_id)
        .where(
            Case.state.in_(ESTABLISHED_STATES - {CaseState.ARCHIVED}),
            CaseSubject.outcome == Outcome.MUST_DISCIPLINE,
            ~recorded,
            sight.at_work(actor, TeamRole.HEAD),
            sight.content(actor),
        )
    )


def _propose(row: Row[Any], label: str) -> Task:
    why = message("The conclusion says that %(name)s must be disciplined.", name=row.name)
    place = {"ref": row.ref, "subject": row.number}
    return Task(row.title, label, "discipline.propose_discipline", place, None, why)


# An own decision that was not announced is asked for above.
_ANNOUNCED_STATES = DECIDED_STATES - {State.DECIDED}
_DUTIES = list(Duty)


def _applies(listed: Any) -> ColumnElement[bool]:
    """Which duties a decision has, own or of another body."""
    # of a decision of another body, that body informs and hands over
    elsewhere = ReferralAnswer.id.is_not(None)
    form = func.coalesce(ReferralAnswer.form, Discipline.decided_form)
    return or_(
        listed.c.duty == Duty.FILED,
        and_(listed.c.duty.in_([Duty.HANDED_OVER, Duty.INFORMED]), ~elsewhere),
        and_(listed.c.duty == Duty.ANNOUNCED, elsewhere, ReferralAnswer.announced_on.is_(None)),
        and_(listed.c.duty == Duty.POST_CHANGED, form == Form.REMOVAL),
        and_(listed.c.duty == Duty.STATE_DISCIPLINE, CaseSubject.member_id.is_not(None)),
        and_(listed.c.duty == Duty.MONEY, money_is_owed(CaseSubject.id)),
    )


def _owed(actor: Actor, _today: date) -> Select:
    """The duties after a decision that are not recorded, as ``queries.duties_of`` asks them of one record."""
    listed = union_all(
        *(select(literal(duty.value).label("duty"), literal(rank).label("rank")) for rank, duty in enumerate(_DUTIES))
    ).subquery()
    done = exists().where(ExecutionStep.discipline_id == Discipline.id, ExecutionStep.key == listed.c.duty)
    places = (getattr(Organization, column) for column in PLACE_COLUMNS)
    return (
        _records(actor)
        .with_only_columns(
            (Discipline.id * len(_DUTIES) + listed.c.rank).label("key"),
            _NO_DATE,
            listed.c.duty,
            Discipline.number,
            Discipline.announced_on,
            Case.ref,
            Case.title,
            CaseSubject.name,
            _Session.held_on,
            Body.kind,
            Organization.level,
            *places,
            maintain_column_froms=True,
        )
        .join(Body, Body.id == Discipline.body_id)
        .join(Organization, Organization.id == Body.organization_id)
        .join(listed, true())
        .outerjoin(_Item, _Item.id == Discipline.agenda_item_id)
        .outerjoin(_Session, _Session.id == _Item.meeting_id)
        .outerjoin(ReferralAnswer, IS_DECIDED_ELSEWHERE)
        .where(
            sight.filed(actor),
            or_(Discipline.state.in_(_ANNOUNCED_STATES), ReferralAnswer.id.is_not(None)),
            _applies(listed),
            ~done,
        )
    )


def _owed_by(row: Row[Any], law: OfficeLaw) -> date | None:
    """A cell's decision is handed over within its limit, State discipline follows within its own; no other is known."""
    if row.duty == Duty.HANDED_OVER and row.kind is BodyKind.CELL_MEETING and row.held_on:
        return due_of_event("handover", row.level.value, row.held_on, law.limits_for(row), law.calendar)
    if row.duty == Duty.STATE_DISCIPLINE and row.announced_on:
        return due_of_event("state-discipline", row.level.value, row.announced_on, law.limits_for(row), law.calendar)
    return None


def _do(row: Row[Any], _label: str) -> Task:
    place = {"ref": row.ref, "number": row.number, "key": row.duty}
    why = message("After the decision on %(name)s.", name=row.name)
    if row.duty == Duty.MONEY:  # done by the money book, which the follow-up keeps
        return Task(row.title, DUTY_LABELS[Duty.MONEY], "follow_up.show_follow_up", {"ref": row.ref}, None, why)
    return Task(row.title, DUTY_LABELS[Duty(row.duty)], "discipline.do_duty", place, None, why)


def _unreviewed(actor: Actor, _today: date) -> Select:
    """The chain of responsibility is examined after a decision, whichever body took it."""
    decided = or_(Discipline.state.in_(DECIDED_STATES), ReferralAnswer.id.is_not(None))
    records = _records(actor).outerjoin(ReferralAnswer, IS_DECIDED_ELSEWHERE)
    return records.where(sight.at_work(actor, TeamRole.HEAD), decided, review_is_owed())


def _examine(row: Row[Any], label: str) -> Task:
    why = message("After the decision on %(name)s.", name=row.name)
    place = {"ref": row.ref, "number": row.number}
    return Task(row.title, label, "discipline.review_responsibility", place, None, why)


def _suspended(actor: Actor, today: date) -> Select:
    """Every suspension that runs waits for who may extend or lift it, also in a case that lies in the archive."""
    columns = (ActivitySuspension.number, ActivitySuspension.kind, ActivitySuspension.since, ActivitySuspension.days)
    may_lengthen = and_(ActivitySuspension.extended_days == 0, ActivitySuspension.due_on >= today)
    return (
        select(ActivitySuspension.id.label("key"), ActivitySuspension.due_on.label("due"), *columns)
        .add_columns(may_lengthen.label("may_lengthen"), Case.ref, Case.title, CaseSubject.name)
        .join(Case, Case.id == ActivitySuspension.case_id)
        .join(CaseSubject, CaseSubject.id == ActivitySuspension.subject_id)
        .where(
            ActivitySuspension.ended_on.is_(None),
            ActivitySuspension.due_on.is_not(None),
            or_(sight.at_work(actor), Case.directing_id == actor.user_id, sight.led(actor)),
            sight.content(actor),
        )
    )


def _lift(row: Row[Any], label: str) -> Task:
    words = {"name": row.name, "what": message(PAUSED_LABELS[row.kind]), "since": row.since}
    why = message("%(name)s, suspended since %(since)s: %(what)s.", **words)
    if row.days is not None:
        why = message("%(why)s The number of days is the office's own; that of the rule is unconfirmed.", why=why)
    if row.may_lengthen:
        return Task(row.title, label, "discipline.list_of_case", {"ref": row.ref}, None, why)
    place = {"ref": row.ref, "number": row.number}
    return Task(row.title, N_("Lift the suspension and record its end"), "discipline.end_suspension", place, None, why)


TASKS = (
    Source("to-propose", N_("Propose discipline"), Permission.SEE_CASES, _to_propose, _propose),
    Source("discipline", N_("Carry the discipline record on"), Permission.SEE_CASES, _prepared, _next),
    Source("voted", N_("Carry the vote on discipline out"), Permission.SEE_CASES, _voted, _next, _announce_by),
    Source("referred", ACTION_LABELS[Action.ANSWER], Permission.SEE_CASES, _referred, _await),
    Source("duties", N_("Do what follows a decision on discipline"), Permission.SEE_CASES, _owed, _do, _owed_by),
    Source("suspensions", N_("Extend the suspension or lift it"), Permission.SEE_CASES, _suspended, _lift),
    Source(
        "responsibility", N_("Record the examination of responsibility"), Permission.SEE_CASES, _unreviewed, _examine
    ),
)
