"""Pure decisions about the steps of a case between its decision and its archive."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.kinds import KindRow, Step
from tracker.cases.rules.verdicts import refuse
from tracker.cases.states import State
from tracker.core.text import Message, message
from tracker.regulations.calendar import Calendar
from tracker.regulations.petitions import AllegationVerdict, article_on
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.sources import NoRule
from tracker.regulations.verdict import OK, Verdict, check_not_before

_COUNTED_DAYS = 60  # further away, the exact number of working days says nothing more


# Steps are recorded from the decision to the archive.
RECORDING_STATES = frozenset(State) - {State.DRAFT, State.ARCHIVED, State.CANCELLED}


@dataclass(frozen=True)
class Milestones:
    """The days that the steps of a checklist follow."""

    decision_on: date | None
    launched_on: date | None
    concluded_on: date | None
    extended_on: date | None = None


def check_step_date(step: Step, on: date, milestones: Milestones) -> Verdict:
    """A step has its place: after the decision, the work after the launch, the file after the conclusion."""
    if step.per_subject:
        return refuse(
            message(
                "This step is noted with the discipline of each subject. Each subject is heard and"
                " decided on apart; note it there."
            ),
            PROCEDURE,
        )
    if step.before == "archive" and not step.if_combined:
        if milestones.concluded_on is None:
            return refuse(
                message(
                    "This step comes after the conclusion. The steps follow one another; issue the conclusion first."
                ),
                PROCEDURE,
            )
        return check_not_before(on, milestones.concluded_on, "done_on", message("the conclusion"))
    if step.if_extended:
        return check_not_before(on, milestones.extended_on, "done_on", message("the extension"))
    if step.key == "launch_minutes" and milestones.launched_on is None:
        return refuse(message("Record the launch itself: this step is a part of it and is noted with it."), PROCEDURE)
    if step.key in ("launch_minutes", "subject_report", "denouncer_met"):
        return check_not_before(on, milestones.decision_on, "done_on", message("the decision"))
    if milestones.launched_on is None:
        return refuse(
            message("This step comes after the launch. The steps follow one another; record the launch first."),
            PROCEDURE,
        )
    return check_not_before(on, milestones.launched_on, "done_on", message("the launch"))


def check_restart(starts_clock: bool, concluded_on: date | None) -> Verdict:
    """The recorded day of a step that starts the clock moves only by who decides on the time limit, never once
    the case is concluded."""
    if concluded_on is not None:
        return refuse(
            message(
                "The case is concluded: this day is not changed any more. The time limit that ran from it has ended."
            ),
            PROCEDURE,
            field="done_on",
        )
    if starts_clock:
        reason = message(
            "The time limit runs from this day: only the chair or the directing member corrects it, with a reason."
        )
        return refuse(reason, PROCEDURE, field="done_on")
    return OK


def check_order_kept(was: date, on: date, later: Collection[date]) -> Verdict:
    """A step stays before what was recorded after it."""
    following = min((day for day in later if day >= was), default=None)
    if following is not None and on > following:
        reason = message("Something recorded after this step is dated %(on)s; the step stays before it.", on=following)
        return refuse(reason, PROCEDURE, field="done_on")
    return OK


def check_steps(steps: Sequence[Step], done: Collection[str], before: str) -> Verdict:
    """All steps of the checklist that ``before`` waits for are done."""
    missing = [step for step in steps if step.before == before and step.key not in done]
    if missing:
        return refuse(message("Still to be recorded: %(step)s.", step=Message(missing[0].label)), PROCEDURE)
    return OK


def check_allegations(verdicts: Sequence[AllegationVerdict | None], on: date) -> Verdict:
    """Every content of a denunciation is concluded for itself; the refusal names the first that is not."""
    for number, verdict in enumerate(verdicts, start=1):
        if verdict is None:
            law = article_on("verdicts", on)
            reason = message(
                "Content %(number)s of the denunciation has no verdict yet. Each content is concluded for"
                " itself; judge it first.",
                number=number,
            )
            return refuse(reason, *([law] if law else []))
    return OK


def check_issue(subjects: int, has_head: bool) -> Verdict:
    """A decision and a plan can be issued: somebody is inspected, and a head leads the team."""
    if subjects == 0:
        return refuse(
            message("The case has no subject yet. A decision names whom it is about; pick a subject first."), PROCEDURE
        )
    if not has_head:
        return refuse(
            message("A team has exactly one head. One person answers for its work; name that person."), PROCEDURE
        )
    return OK


# A team tells what it came upon with its report; the file that is closed proposes nothing any more.
PROPOSING_STATES = frozenset({State.REPORTED, State.CONCLUDED, State.FOLLOW_UP})


def check_inspection_proposal(row: KindRow, state: State, signs: int) -> Verdict:
    """Whether a case may lead to an inspection on signs of violation. ``signs``: subjects with a recorded violation.

    Supervision cannot discipline: what it comes upon is inspected first (process.md 1.11, 1.12).
    """
    if not row.may_propose_inspection:
        return refuse(
            message(
                "This kind of work does not lead to an inspection on signs of violation. Only work that"
                " may find signs of violation does."
            ),
            PROCEDURE,
        )
    if state not in PROPOSING_STATES:
        return refuse(
            message(
                "An inspection is proposed once the team has reported. It rests on what the report says;"
                " record the report first."
            ),
            PROCEDURE,
        )
    if not signs:
        return refuse(message("No violation is recorded, so there is no sign to inspect."), PROCEDURE)
    return OK


def working_days_left(due_on: date, today: date, calendar: Calendar) -> int | None:
    """Working days from today to the due date, negative when it has passed; None far away or without a calendar."""
    if abs((due_on - today).days) > _COUNTED_DAYS:
        return None
    try:
        if due_on < today:
            return min(-calendar.working_days_between(due_on, today), -1)
        return calendar.working_days_between(today, due_on)
    except NoRule:
        return None
