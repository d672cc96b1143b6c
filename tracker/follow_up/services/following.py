"""The verbs on recommendations and violations after a conclusion, and the step to follow-up."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future
from tracker.cases.services import move
from tracker.cases.states import Action, State
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.findings.models import Finding, Recommendation
from tracker.findings.queries import lock_case
from tracker.findings.states import OPEN_RECOMMENDATIONS, RecommendationState
from tracker.follow_up import queries, rules
from tracker.follow_up.models import RecommendationUpdate
from tracker.follow_up.states import TRANSITIONS, Act
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict

FOLLOWED_STATES = frozenset({State.CONCLUDED, State.FOLLOW_UP})


@dataclass(frozen=True)
class Note:
    """What was learnt, on which day, and which document proves it."""

    on: date
    text: str
    proof: str = ""


def record_progress(actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date) -> None:
    """Record how far a recommendation is carried out."""
    advance(actor, file, recommendation, Act.PROGRESS, note, today)


def report_done(actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date) -> None:
    """Report a recommendation as carried out on ``note.on``, with its proof; somebody else then verifies it."""
    if not note.proof:
        raise RuleViolation(message("Name the document that proves it."), (PROCEDURE,), field="proof")
    require_open(actor, file, recommendation)
    TRANSITIONS.get(recommendation.state, Act.REPORT)
    check_day(file, note.on, today, "on")
    recommendation.reported_by, recommendation.waiver_asked_by = actor.user_id, None
    advance(actor, file, recommendation, Act.REPORT, note, today)


def check_verification(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Whether the actor may verify the recommendation: it is reported as carried out, by somebody else."""
    reported = recommendation.state is RecommendationState.REPORTED
    return rules.check_verifier(actor.user_id, recommendation.reported_by if reported else None)


def verify_recommendation(
    actor: Actor,
    file: CaseFile,
    recommendation: Recommendation,
    note: Note,
    today: date,
    asks_money: bool | None = None,
) -> None:
    """Verify that a recommendation is carried out, on ``note.on``.

    ``asks_money``: whether it asks for money, as the verifier says; None: as its words say. One that does is verified
    only once the money book agrees.
    """
    require_open(actor, file, recommendation)
    check_verification(actor, recommendation).enforce()
    check_day(file, note.on, today, "on")
    asks = rules.asks_money(recommendation.text) if asks_money is None else asks_money
    owed = [finding.number for finding in queries.unreconciled(file.case.id)]
    rules.check_figures(owed, asks).enforce()
    if owed:  # verified as asking for no money: whoever reads the log sees who said so
        said = {"recommendation": recommendation.number, "open_money": ", ".join(map(str, owed))}
        record(actor, "recommendation.asks_no_money", case_id=file.case.id, about=said)
    recommendation.done_on, recommendation.verified_by = note.on, actor.user_id
    advance(actor, file, recommendation, Act.VERIFY, note, today)


def send_back_recommendation(
    actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date
) -> None:
    """Send a recommendation back that was reported as carried out and is not; the note says what is missing."""
    require_open(actor, file, recommendation)
    check_verification(actor, recommendation).enforce()
    advance(actor, file, recommendation, Act.SEND_BACK, note, today)


def transfer_recommendation(
    actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date
) -> None:
    """Hand a recommendation over to another body; the note says to which, and why, its proof by which document."""
    if not note.proof:
        raise RuleViolation(message("Name the document by which it was handed over."), (PROCEDURE,), field="proof")
    require_open(actor, file, recommendation)
    recommendation.waiver_asked_by = None
    advance(actor, file, recommendation, Act.TRANSFER, note, today)


def correct_update(
    actor: Actor, file: CaseFile, recommendation: Recommendation, wrong: RecommendationUpdate, note: Note, today: date
) -> None:
    """Say what was wrong in an earlier update; both stay, and so does the state."""
    require_followed(actor, file)
    check_day(file, note.on, today, "on")
    append_update(recommendation, Act.CORRECT, note, actor.user_id, corrects_id=wrong.id)
    about = {"recommendation": recommendation.number, "on": note.on}
    record(actor, "recommendation.corrected", case_id=file.case.id, about=about)


def note_successor(recommendation: Recommendation, on: date, text: str) -> None:
    """Let the program itself add a note to a recommendation, as part of an act that the caller checks and logs."""
    append_update(recommendation, Act.NOTE, Note(on, text), None)


def check_closing(file: CaseFile, violation: Finding) -> Verdict:
    """Whether a violation may be closed: nothing is asked of the subject any more, and where it must be disciplined,
    the discipline is finished."""
    subject = next(subject for subject in file.case.subjects if subject.id == violation.subject_id)
    asked = queries.still_asked(file.case.id).get(subject.id, ())
    discipline = queries.discipline_states(file.case.id).get(subject.id, frozenset())
    return rules.check_closing(subject.outcome, discipline, asked)


def close_violation(actor: Actor, file: CaseFile, violation: Finding, note: Note, today: date) -> None:
    """Close a violation: it is remedied, or its discipline is finished, on ``note.on``."""
    require_followed(actor, file)
    if violation.closed_on is not None:
        raise Conflict(message("This violation is closed already. What is closed changes no more."), (PROCEDURE,))
    check_closing(file, violation).enforce()
    check_day(file, note.on, today, "on")
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


def advance(actor: Actor, file: CaseFile, recommendation: Recommendation, act: Act, note: Note, today: date) -> None:
    """Carry a recommendation to the state that an act leads to, and keep the update."""
    require_open(actor, file, recommendation)
    row = TRANSITIONS.get(recommendation.state, act)
    check_day(file, note.on, today, "on")
    recommendation.state = row.target
    append_update(recommendation, act, note, actor.user_id)
    about = {"recommendation": recommendation.number, "state": row.target, "on": note.on}
    record(actor, f"recommendation.{_EVENTS[act]}", case_id=file.case.id, about=about, basis=(rules.PROCEDURE,))


_EVENTS = {
    Act.PROGRESS: "progress_recorded",
    Act.REPORT: "reported",
    Act.VERIFY: "verified",
    Act.SEND_BACK: "sent_back",
    Act.TRANSFER: "transferred",
    Act.WAIVE: "waived",
}


def append_update(
    recommendation: Recommendation, act: Act, note: Note, by: int | None, corrects_id: int | None = None
) -> None:
    """Add an update in the state that the recommendation has now; the caller checks and logs."""
    update = RecommendationUpdate(
        recommendation_id=recommendation.id,
        act=act,
        state=recommendation.state,
        on=note.on,
        text=note.text,
        proof=note.proof,
        corrects_id=corrects_id,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    db.session.add(update)
    db.session.flush()


def require_followed(actor: Actor, file: CaseFile) -> None:
    """The actor follows the case up, which is between its conclusion and the archive; nothing changes meanwhile."""
    require(actor, Permission.FOLLOW_UP, file.relations)
    if lock_case(file.case.id) not in FOLLOWED_STATES:
        raise Conflict(
            message(
                "A case is followed up between its conclusion and the archive. Before, nothing is"
                " recommended; afterwards the file stands."
            ),
            (PROCEDURE,),
        )


def require_open(actor: Actor, file: CaseFile, recommendation: Recommendation) -> None:
    """The actor follows the case up, and the recommendation is not settled yet."""
    require_followed(actor, file)
    if recommendation.state not in OPEN_RECOMMENDATIONS:
        raise Conflict(
            message(
                "This recommendation is settled already. What is carried out, transferred or given up changes no more."
            ),
            (PROCEDURE,),
        )


def check_money_day(file: CaseFile, on: date, today: date) -> None:
    """Money comes back from the day of the decision on: who pays during the work has paid, and it counts."""
    check_not_future(on, today, "on").enforce()
    check_not_before(on, file.case.decision_on, "on", message("the decision")).enforce()


def check_day(file: CaseFile, on: date, today: date, field: str) -> None:
    """What is recorded happened after the conclusion and not in the future."""
    check_not_future(on, today, field).enforce()
    check_not_before(on, file.case.concluded_on, field, message("the conclusion")).enforce()
