"""Discipline considered together with the work itself, before its conclusion (process.md 1.10)."""

from datetime import date

from tracker.cases.rules import OK, check_not_before, refuse
from tracker.cases.states import ESTABLISHED_STATES, Outcome
from tracker.cases.states import State as CaseState
from tracker.core.text import message
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import Verdict

_COMBINED = Citation("89-QĐ/TW", "", Grade.B)

RECORD_OPEN = message(
    "A discipline record of this subject is open. A subject has one record at a time; finish that one first."
)
# The work is under way and its conclusion is not drawn yet.
COMBINING_STATES = frozenset({CaseState.CONDUCTING, CaseState.REPORTED})


def check_combining(
    state: CaseState,
    outcome: Outcome | None,
    kind_allows: bool,
    acknowledges: bool,
    has_violation: bool,
    has_open_record: bool,
) -> Verdict:
    """The procedures are combined where a violation is recorded, must be disciplined, and the subject acknowledges it.

    That the violation is clear, and which form the subject names, is said and answered for with the approval.
    """
    if not kind_allows:
        return refuse(
            message("This kind of work is not combined with discipline. Discipline then follows by its own procedure."),
            _COMBINED,
        )
    if state not in COMBINING_STATES:
        reason = message("The procedures are combined while the work is under way, before its conclusion.")
        return refuse(reason, _COMBINED)
    if not has_violation:
        return refuse(message("Not clear yet: no violation of this subject is recorded."), _COMBINED)
    if outcome is not Outcome.MUST_DISCIPLINE:
        reason = message(
            "The subject is not judged to be at the level that must be disciplined. The procedures are combined only"
            " where discipline is certain."
        )
        return refuse(reason, _COMBINED)
    if not acknowledges:
        reason = message(
            "The subject does not acknowledge what was found. The procedures are combined only with who acknowledges"
            " the violation."
        )
        return refuse(reason, _COMBINED)
    return refuse(RECORD_OPEN, PROCEDURE) if has_open_record else OK


def check_concluded_first(combined: bool, state: CaseState, outcome: Outcome | None) -> Verdict:
    """A decision rests on the conclusion: where the procedures are combined, that is issued first and calls for it."""
    if not combined:
        return OK
    if state not in ESTABLISHED_STATES:
        return refuse(message("Issue the conclusion first: the decision on discipline rests on it."), _COMBINED)
    if outcome is not Outcome.MUST_DISCIPLINE:
        return refuse(
            message(
                "The conclusion does not say that this subject must be disciplined. Discipline rests on"
                " the conclusion; only what it calls for is proposed."
            ),
            _COMBINED,
        )
    return OK


def check_lapse(combined: bool, outcome: Outcome | None) -> Verdict:
    """A combined record ends without discipline once the subject is no longer judged to need it."""
    if not combined:
        return refuse(
            message("Only a record of the combined procedure ends with the conclusion. Any other ends by a vote."),
            _COMBINED,
        )
    if outcome is Outcome.MUST_DISCIPLINE:
        return refuse(
            message(
                "The subject is judged to be at the level that must be disciplined. Then the record is"
                " not closed without discipline; it goes to the vote."
            ),
            _COMBINED,
        )
    return OK


def check_heard_in_time(combined: bool, heard_on: date, approved_on: date | None, concluded_on: date | None) -> Verdict:
    """The subject is heard after the conclusion; in the combined procedure after it was approved."""
    if combined:
        return check_not_before(heard_on, approved_on, "heard_on", message("the approval to combine"))
    return check_not_before(heard_on, concluded_on, "heard_on", message("the conclusion"))
