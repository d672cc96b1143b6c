"""The line of the checklist that a subject's written answer fills, so that the same fact is not typed twice."""

from collections.abc import Sequence
from datetime import date

from tracker.access import Actor
from tracker.audit.services import record
from tracker.cases import services as cases
from tracker.cases.kinds import Step, is_subjects_paper
from tracker.cases.queries import CaseFile
from tracker.core.errors import RuleViolation
from tracker.evidence import queries
from tracker.evidence.models import SubjectStatement

STEP = "subject_report"


def step_to_fill(file: CaseFile) -> Step | None:
    """The step that a written answer fills and that is not done yet; None where no answer fills one.

    Where the time limit runs from it, an answer of one among several subjects does not start it.
    """
    step = next((step for step in file.steps if step.key == STEP and is_subjects_paper(step)), None)
    if step is None or STEP in file.step_keys():
        return None
    return None if cases.starts_clock(file, STEP) and len(file.case.subjects) > 1 else step


def fill_step(actor: Actor, file: CaseFile, on: date, today: date) -> None:
    """Record the step with the answers there are; it is done once every subject has answered."""
    if step_to_fill(file) is None:
        return
    verdict = cases.check_step_day(file, STEP, on)
    if not verdict.allowed:
        raise RuleViolation(verdict.reason, verdict.citations, "received_on")
    if cases.starts_clock(file, STEP):
        cases.record_step(actor, file, STEP, on, _line(file, queries.statements_of_case(file.case.id))[1], today)
    else:
        _settle(actor, file, queries.statements_of_case(file.case.id))


def rests_on_answers(file: CaseFile) -> bool:
    """Whether the step was recorded with the answers as they stand, and not by hand or from the start of the limit."""
    known, answers = cases.recorded_step(file, STEP), queries.statements_of_case(file.case.id)
    if known is None or not answers or cases.starts_clock(file, STEP):
        return False
    return (known.done_on, known.note) == _line(file, answers)


def settle_step(actor: Actor, file: CaseFile) -> None:
    """Bring the step into line with the answers that are left."""
    answers = queries.statements_of_case(file.case.id)
    if answers:
        _settle(actor, file, answers)
        return
    cases.unnote_step(file.case, STEP)
    record(actor, "case.step_taken_out", case_id=file.case.id, about={"step": STEP})


def _settle(actor: Actor, file: CaseFile, answers: Sequence[SubjectStatement]) -> None:
    on, note = _line(file, answers)
    given = {row.subject_id for row in answers}
    missing = ", ".join(subject.name for subject in file.case.subjects if subject.id not in given)
    cases.note_step(actor, file.case, STEP, on, note, missing)
    record(actor, "case.step_recorded", case_id=file.case.id, about={"step": STEP, "on": on})


def _line(file: CaseFile, answers: Sequence[SubjectStatement]) -> tuple[date, str]:
    """Day and note of the step."""
    given = {row.subject_id for row in answers}
    names = ", ".join(subject.name for subject in file.case.subjects if subject.id in given)
    return max(row.received_on for row in answers), f"Giải trình của {names}"[:500]
