"""Pure decisions about evidence and the subject's answers: plain values in, verdicts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.rules import OK, check_not_before, check_not_future, refuse
from tracker.cases.states import STATE_LABELS, State
from tracker.core.text import Message, message
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict

# The steps of the team's work are read from published procedures, not from their full text.

RECORDING_STATES = frozenset({State.ISSUED, State.CONDUCTING})
# A thing is handed on, and a copy is made for a session, also after the report; the archive ends both.
KEEPING_STATES = frozenset(State) - {State.DRAFT, State.ARCHIVED, State.CANCELLED}


def check_recording(state: State) -> Verdict:
    """Evidence is entered and withdrawn from the decision to the report: the report rests on what there is then."""
    if state not in RECORDING_STATES:
        present = Message(STATE_LABELS[state])
        return refuse(
            message(
                "Evidence is recorded between the decision and the report; the state is now: %(state)s.", state=present
            ),
            PROCEDURE,
        )
    return OK


def check_keeping(state: State) -> Verdict:
    """Custody moves and redacted copies are recorded until the archive."""
    if state not in KEEPING_STATES:
        present = Message(STATE_LABELS[state])
        return refuse(
            message(
                "This is recorded between the decision and the archive; the state is now: %(state)s.", state=present
            ),
            PROCEDURE,
        )
    return OK


def check_withdrawal(is_withdrawn: bool, findings: Sequence[int]) -> Verdict:
    """Evidence on which a finding rests stays."""
    if is_withdrawn:
        return refuse(
            message("This evidence is withdrawn already. What is withdrawn stays in the list and is not used any more.")
        )
    if findings:
        return refuse(
            message("Finding %(number)s rests on this evidence; change the finding first.", number=findings[0]),
            PROCEDURE,
        )
    return OK


@dataclass(frozen=True)
class Handover:
    """A custody move as the form gives it; who hands over is whoever holds the thing now."""

    to_holder: str
    moved_on: date
    reason: str


def check_handover(handover: Handover, holder: str, since: date, today: date) -> Verdict:
    """Custody is one line in time: from the present holder to somebody else, not before it came there."""
    if handover.to_holder.casefold() == holder.casefold():
        return refuse(message("This is who holds it already. A handover names somebody else."), field="to_holder")
    for verdict in (
        check_not_future(handover.moved_on, today, "moved_on"),
        check_not_before(handover.moved_on, since, "moved_on", message("the last handover")),
    ):
        if not verdict.allowed:
            return verdict
    return OK


@dataclass(frozen=True)
class DraftState:
    """A draft sent to a subject: whether an answer is recorded, and the numbers of its points not settled yet."""

    subject_name: str
    answered: bool
    open_points: tuple[int, ...]


def check_drafts(drafts: Sequence[DraftState]) -> Verdict:
    """Before the report, every draft sent has its answer, and every point of it is accepted or refused."""
    for draft in drafts:
        if not draft.answered:
            return refuse(
                message(
                    "%(name)s: the answer to the draft sent is not recorded; also record that none came.",
                    name=draft.subject_name,
                ),
                PROCEDURE,
            )
        if draft.open_points:
            return refuse(
                message(
                    "%(name)s: point %(number)s of the answer to the draft is neither accepted nor refused.",
                    name=draft.subject_name,
                    number=draft.open_points[0],
                ),
                PROCEDURE,
            )
    return OK
