"""The ladder of an overdue recommendation: reminder, leader, proposal of a new observation."""

from datetime import date

from tracker.access import Actor
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.findings.queries import addressee_key
from tracker.findings.states import OWED_RECOMMENDATIONS
from tracker.follow_up import queries, rules
from tracker.follow_up.models import Escalation
from tracker.follow_up.services.following import Note, check_day, require_followed
from tracker.follow_up.states import LADDER, Step
from tracker.lawbook.queries import OfficeLaw
from tracker.observations.services import Note as Observed
from tracker.observations.services import note_observation
from tracker.observations.states import Assessment, Source
from tracker.regulations.deadlines import due, find_limit
from tracker.regulations.verdict import Verdict


def check_step(file: CaseFile, recommendation: Recommendation, step: Step, on: date, law: OfficeLaw) -> Verdict:
    """Whether a step may be taken on a day: overdue, none skipped, the interval since the last is over."""
    taken = queries.escalations([recommendation.id])
    last = taken[-1] if taken else None
    if recommendation.state not in OWED_RECOMMENDATIONS:
        return rules.not_owed()
    if last is None:
        return rules.check_ladder(step, on, recommendation.due_on)
    limit = find_limit("escalation", file.case.body.organization.level.value, last.on, law.limits_for(file.case))
    until = due(limit, last.on, calendar=law.calendar)
    return rules.check_ladder(step, on, recommendation.due_on, last.step, until)


def next_steps(file: CaseFile, recommendation: Recommendation, today: date, law: OfficeLaw) -> dict[Step, Verdict]:
    """What may be done about a recommendation today, and why not."""
    return {step: check_step(file, recommendation, step, today, law) for step in LADDER}


def escalate(
    actor: Actor, file: CaseFile, recommendation: Recommendation, step: Step, note: Note, law: OfficeLaw
) -> Escalation:
    """Record a step of the ladder; the last one notes a new observation as well. ``note.proof`` is its paper."""
    require_followed(actor, file)
    today = clock.today()
    check_day(file, note.on, today, "on")
    check_step(file, recommendation, step, note.on, law).enforce()
    observation_id = _observe(actor, file, recommendation, note, today) if step is Step.OBSERVATION else None
    taken = Escalation(
        recommendation_id=recommendation.id,
        step=step,
        on=note.on,
        text=note.text,
        document=note.proof,
        observation_id=observation_id,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    db.session.add(taken)
    db.session.flush()
    about = {"recommendation": recommendation.number, "step": step, "on": note.on}
    record(actor, "recommendation.escalated", case_id=file.case.id, about=about, basis=(rules.PROCEDURE,))
    return taken


def _observe(actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date) -> int:
    """The observation is open to the whole house, so nothing of a restricted case may go into it."""
    if file.case.restricted:
        raise RuleViolation(message("An observation would make a restricted case known; report to the leader instead."))
    new = Observed(
        observed_on=note.on,
        area=file.case.title[:200],
        source=Source.DOCUMENT,
        content=f"Chưa thực hiện kiến nghị theo kết luận: {recommendation.text}\n{note.text}",
        assessment=Assessment.SIGNS,
        proposal="Kiểm tra khi có dấu hiệu vi phạm trong việc thực hiện kết luận.",
        subjects=[addressee_key(recommendation)],
    )
    return note_observation(actor, new, today).id
