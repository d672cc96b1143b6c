"""Pure decisions about what is left to do after a conclusion."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracker.cases.kinds import Step
from tracker.cases.rules import OK, refuse
from tracker.cases.states import Action, Outcome
from tracker.core.text import Message, message
from tracker.discipline.states import FINISHED_STATES, OPEN_STATES, State
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import Verdict

# Verification apart from the report, and what an archived file holds, are read from published procedures
# (process.md 1.1 T8 and T9, 4.3).
_PROCEDURE = Citation("354-QĐ/UBKTTW; 89-QĐ/TW", "", Grade.B)


@dataclass(frozen=True)
class Remainder:
    """What is still open in a case: numbers of recommendations and violations, names of subjects under discipline."""

    recommendations: Sequence[int]
    violations: Sequence[int]
    disciplined: Sequence[str]


def check_verifier(verifier: int, reporter: int | None) -> Verdict:
    """What was done is reported by one person and verified by another."""
    if reporter is None:
        return refuse(message("Record first what was done; somebody else then verifies it."), _PROCEDURE)
    if verifier == reporter:
        reason = message("You recorded the last progress yourself; somebody else verifies it.")
        return refuse(reason, _PROCEDURE)
    return OK


def check_closing(outcome: Outcome | None, discipline: Collection[State]) -> Verdict:
    """A violation at the level that must be disciplined closes only when the subject's discipline is finished."""
    if outcome is not Outcome.MUST_DISCIPLINE:
        return OK
    if any(state in OPEN_STATES for state in discipline):
        return refuse(message("The discipline of this subject is not finished yet."), _PROCEDURE)
    if not any(state in FINISHED_STATES for state in discipline):
        reason = message("This subject must be disciplined, and no discipline is recorded yet.")
        return refuse(reason, _PROCEDURE)
    return OK


def check_follow_up(rest: Remainder) -> Verdict:
    """A case is followed up only while something is open."""
    if not (rest.recommendations or rest.violations or rest.disciplined):
        return refuse(message("Nothing is left to follow up; the case can be closed and archived."), _PROCEDURE)
    return OK


def archive_gaps(steps: Sequence[Step], done: Collection[str], rest: Remainder) -> list[Verdict]:
    """Everything that keeps a case from the archive; empty when nothing does."""
    gaps = []
    if rest.recommendations:
        gaps.append(message("Recommendations still open: %(numbers)s.", numbers=_listed(rest.recommendations)))
    if rest.violations:
        gaps.append(message("Violations still open: %(numbers)s.", numbers=_listed(rest.violations)))
    if rest.disciplined:
        gaps.append(message("Discipline not finished: %(names)s.", names="; ".join(rest.disciplined)))
    for step in steps:
        if step.before == Action.ARCHIVE and step.key not in done:
            gaps.append(message("Still to be recorded: %(step)s.", step=Message(step.label)))
    return [refuse(gap, _PROCEDURE) for gap in gaps]


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)
