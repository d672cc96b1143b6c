"""After the decision: duties done, what a complaint changes, the end by itself, the chain of responsibility."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.discipline import queries
from tracker.discipline.models import Discipline, ExecutionStep, ResponsibilityReview
from tracker.discipline.queries import RESPONSIBILITY
from tracker.discipline.services.moving import move, prepare, set_end
from tracker.discipline.states import KNOWN_ELSEWHERE, STANDING_STATES, TRANSITIONS, Action, Duty, State
from tracker.extensions import db
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.terms import Form


def do_duty(
    actor: Actor, file: CaseFile, discipline: Discipline, duty: Duty, done: tuple[date, str], today: date
) -> None:
    """Record that a duty after the decision was done; ``done`` is the day and a note."""
    require(actor, Permission.ISSUE_DECISION, file.relations)
    on, note = done
    if duty is Duty.ANNOUNCED and discipline.state is State.DECIDED_ELSEWHERE:
        _announced_elsewhere(actor, file, discipline, on, today)
        return
    open_duties = {row.duty for row in queries.duties_of(discipline, queries.find_vote(discipline), today)}
    if duty not in open_duties - KNOWN_ELSEWHERE:
        raise NotVisible
    check_not_future(on, today, "done_on").enforce()
    answer = queries.find_answer(discipline) if discipline.state is State.DECIDED_ELSEWHERE else None
    of = answer or discipline
    earliest = of.announced_on if duty is Duty.STATE_DISCIPLINE else of.decided_on
    check_not_before(on, earliest, "done_on", message("the decision")).enforce()
    step = queries.find_step(discipline, duty)
    if step is None:
        step = ExecutionStep(discipline_id=discipline.id, key=duty.value)
        db.session.add(step)
    about = {"discipline": discipline.number, "duty": duty, "on": on, **_before(step.done_on)}
    step.done_on, step.note, step.recorded_by = on, note, actor.user_id
    db.session.flush()
    record(actor, "discipline.duty_done", case_id=file.case.id, about=about)


def _announced_elsewhere(actor: Actor, file: CaseFile, discipline: Discipline, on: date, today: date) -> None:
    """Fill in when the competent body announced its decision, once that is known; it is not changed afterwards."""
    answer = queries.find_answer(discipline)
    if answer is None:
        raise NotVisible
    if answer.announced_on is not None:
        raise Conflict(
            message(
                "The announcement of this decision is recorded already. A decision is announced once: its"
                " effect runs from that day."
            ),
            (PROCEDURE,),
        )
    check_not_future(on, today, "done_on").enforce()
    check_not_before(on, answer.decided_on, "done_on", message("the decision")).enforce()
    answer.announced_on = on
    db.session.flush()
    about = {"discipline": discipline.number, "duty": Duty.ANNOUNCED, "on": on}
    record(actor, "discipline.duty_done", case_id=file.case.id, about=about)


def note_complaint(discipline: Discipline, complained_on: date | None, settled_on: date | None) -> None:
    """Tell the record of a complaint that was received, or that it was settled; the complaint itself is recorded where
    complaints are. One that waits keeps the discipline from ending; the months then run from its settlement."""
    if discipline.state not in STANDING_STATES:
        raise Conflict(
            message(
                "Only a discipline in force is complained about. A complaint follows the written"
                " decision, and ends with what it is about."
            ),
            (PROCEDURE,),
        )
    discipline.complained_on, discipline.complaint_settled_on = complained_on, settled_on
    set_end(discipline)
    db.session.flush()


def change_on_complaint(actor: Actor, file: CaseFile, discipline: Discipline, new_form: Form | None) -> None:
    """Give the discipline the form that a decision on a complaint gave it, or annul it (None). Its own decision and
    number stay."""
    old = discipline.decided_form
    action = Action.AMEND if new_form else Action.ANNUL
    prepare(actor, file, discipline, action)
    if new_form:
        discipline.decided_form = new_form
        set_end(discipline)
    move(actor, file, discipline, action, old_form=old, new_form=new_form)


def expire_ended(today: date) -> int:
    """End every discipline whose months have passed with nothing against it; returns how many. Run as often as
    wanted: one that has ended is not ended again."""
    ended = queries.ended_disciplines(today)
    for discipline in ended:
        came_from, discipline.state = discipline.state, TRANSITIONS.get(discipline.state, Action.EXPIRE).target
        about = {
            "discipline": discipline.number,
            "from": came_from,
            "to": discipline.state,
            "ended": discipline.ends_on,
        }
        record(None, f"discipline.{Action.EXPIRE}", case_id=discipline.case_id, about=about)
    db.session.flush()
    return len(ended)


@dataclass(frozen=True)
class Examined:
    """What the examination of responsibility found. ``head_name`` is the head of a disciplined organization."""

    on: date
    findings: str
    head_name: str = ""


def review_responsibility(
    actor: Actor, file: CaseFile, discipline: Discipline, examined: Examined, today: date
) -> None:
    """Record that the responsibility of the individuals, first the head, or of the organization was examined."""
    require(actor, Permission.REVIEW_DISCIPLINE, file.relations)
    if not queries.is_disciplined(discipline):
        raise Conflict(
            message("Responsibility is examined after the decision. It follows from what was decided."),
            (RESPONSIBILITY,),
        )
    if discipline.subject.member_id is None and not examined.head_name:
        reason = message("When an organization is disciplined, the responsibility of its head is examined first.")
        raise RuleViolation(reason, (RESPONSIBILITY,), "head_name")
    check_not_future(examined.on, today, "reviewed_on").enforce()
    row = db.session.get(ResponsibilityReview, discipline.id)
    if row is None:
        row = ResponsibilityReview(discipline_id=discipline.id)
        db.session.add(row)
    about = {"discipline": discipline.number, "on": examined.on, **_before(row.reviewed_on)}
    row.reviewed_on, row.findings, row.head_name = examined.on, examined.findings, examined.head_name
    row.recorded_by = actor.user_id
    db.session.flush()
    record(actor, "discipline.responsibility", case_id=file.case.id, about=about, basis=(RESPONSIBILITY,))


def _before(on: date | None) -> dict[str, date]:
    """The day that stood there, where what is recorded corrects something."""
    return {"was": on} if on else {}
