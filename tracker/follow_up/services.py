"""The verbs after a conclusion: record progress, verify, transfer, waive, close violations, follow up, archive."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK, check_not_before, check_not_future
from tracker.cases.services import move
from tracker.cases.states import Action, State
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.findings.models import Finding, Recommendation
from tracker.findings.queries import lock_case
from tracker.findings.states import OPEN_RECOMMENDATIONS, RecommendationState
from tracker.follow_up import queries, rules
from tracker.regulations.sources import written
from tracker.regulations.verdict import Verdict

FOLLOWED_STATES = frozenset({State.CONCLUDED, State.FOLLOW_UP})


@dataclass(frozen=True)
class Note:
    """What was learnt, and on which day."""

    on: date
    text: str


def record_progress(
    actor: Actor, file: CaseFile, recommendation: Recommendation, state: RecommendationState, note: Note, today: date
) -> None:
    """Record how far a recommendation is carried out: not yet, or in part."""
    _require_open(actor, file, recommendation)
    if state not in OPEN_RECOMMENDATIONS:
        raise RuleViolation(message("That it is carried out is a verification, by somebody else."), field="state")
    _check_day(file, note.on, today, "on")
    recommendation.state, recommendation.reported_by = state, actor.user_id
    _append(actor, recommendation, note)
    db.session.flush()
    about = {"recommendation": recommendation.number, "state": state, "on": note.on}
    record(actor, "recommendation.progress_recorded", case_id=file.case.id, about=about)


def check_verification(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Whether the actor may verify the recommendation: somebody else recorded the last progress."""
    return rules.check_verifier(actor.user_id, recommendation.reported_by)


def verify_recommendation(
    actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date
) -> None:
    """Verify that a recommendation is carried out, on ``note.on``."""
    _require_open(actor, file, recommendation)
    verdict = check_verification(actor, recommendation)
    verdict.enforce()
    _check_day(file, note.on, today, "on")
    recommendation.state = RecommendationState.DONE
    recommendation.done_on, recommendation.verified_by = note.on, actor.user_id
    _append(actor, recommendation, note)
    db.session.flush()
    about = {"recommendation": recommendation.number, "on": note.on}
    record(actor, "recommendation.verified", case_id=file.case.id, about=about, basis=verdict.citations)


def transfer_recommendation(
    actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date
) -> None:
    """Hand a recommendation over to another body; the note says to which, and why."""
    _settle(actor, file, recommendation, RecommendationState.TRANSFERRED, note, today)


def waive_recommendation(actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date) -> None:
    """Give up a recommendation that applies no longer; the note says why."""
    _settle(actor, file, recommendation, RecommendationState.WAIVED, note, today)


def check_closing(file: CaseFile, violation: Finding) -> Verdict:
    """Whether a violation may be closed: where the subject must be disciplined, the discipline is finished."""
    subject = next(subject for subject in file.case.subjects if subject.id == violation.subject_id)
    return rules.check_closing(subject.outcome, queries.discipline_states(file.case.id).get(subject.id, frozenset()))


def close_violation(actor: Actor, file: CaseFile, violation: Finding, note: Note, today: date) -> None:
    """Close a violation: it is remedied, or its discipline is finished, on ``note.on``."""
    _require_followed(actor, file)
    if violation.closed_on is not None:
        raise Conflict(message("This violation is closed already."))
    check_closing(file, violation).enforce()
    _check_day(file, note.on, today, "on")
    violation.closed_on, violation.closing_note = note.on, note.text
    db.session.flush()
    about = {"finding": violation.number, "on": note.on}
    record(actor, "violation.closed", case_id=file.case.id, about=about)


def check_follow_up(file: CaseFile) -> Verdict:
    """Whether the case moves to follow-up: something is still open."""
    return rules.check_follow_up(queries.remainder_of(file))


def follow_up_case(actor: Actor, file: CaseFile) -> None:
    """Move a concluded case, in which something is still open, to follow-up."""
    verdict = check_follow_up(file)
    verdict.enforce()
    move(actor, file, Action.FOLLOW_UP, basis=verdict.citations)


def archive_gaps(file: CaseFile) -> list[Verdict]:
    """Everything that keeps the case from the archive."""
    return rules.archive_gaps(file.steps, file.step_keys(), queries.remainder_of(file))


def check_archive(file: CaseFile) -> Verdict:
    """Whether the case may be archived; the refusal names the first thing that is missing."""
    return next(iter(archive_gaps(file)), OK)


def archive_case(actor: Actor, file: CaseFile, archived_on: date, today: date) -> None:
    """Close the case: nothing is open, the file is complete and handed over."""
    lock_case(file.case.id)
    check_archive(file).enforce()
    _check_day(file, archived_on, today, "archived_on")
    move(actor, file, Action.ARCHIVE, on=archived_on)
    file.case.archived_on = archived_on
    db.session.flush()


def _settle(
    actor: Actor, file: CaseFile, recommendation: Recommendation, state: RecommendationState, note: Note, today: date
) -> None:
    _require_open(actor, file, recommendation)
    _check_day(file, note.on, today, "on")
    recommendation.state = state
    _append(actor, recommendation, note)
    db.session.flush()
    about = {"recommendation": recommendation.number, "on": note.on}
    record(actor, f"recommendation.{state}", case_id=file.case.id, about=about)


def _append(actor: Actor, recommendation: Recommendation, note: Note) -> None:
    line = f"{written(note.on)}, {actor.full_name}: {note.text}"
    recommendation.progress = "\n".join(filter(None, (recommendation.progress, line)))


def _require_followed(actor: Actor, file: CaseFile) -> None:
    require(actor, Permission.FOLLOW_UP, file.relations)
    if lock_case(file.case.id) not in FOLLOWED_STATES:
        raise Conflict(message("A case is followed up between its conclusion and the archive."))


def _require_open(actor: Actor, file: CaseFile, recommendation: Recommendation) -> None:
    _require_followed(actor, file)
    if recommendation.state not in OPEN_RECOMMENDATIONS:
        raise Conflict(message("This recommendation is settled already."))


def _check_day(file: CaseFile, on: date, today: date, field: str) -> None:
    check_not_future(on, today, field).enforce()
    check_not_before(on, file.case.concluded_on, field, message("the conclusion")).enforce()
