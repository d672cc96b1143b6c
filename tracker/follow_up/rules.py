"""Pure decisions about what is left to do after a conclusion."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.rules import OK, refuse
from tracker.cases.states import Outcome
from tracker.core.text import Message, fold, message
from tracker.discipline.states import FINISHED_STATES, OPEN_STATES, State
from tracker.findings.money import grouped
from tracker.follow_up.states import LADDER, STEP_LABELS, Step
from tracker.regulations.deadlines import Due
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict

# Verification apart from the report, and what an archived file holds, are read from published procedures
# (process.md 1.1 T8 and T9, 4.3).


@dataclass(frozen=True)
class Remainder:
    """What is still open in a case: numbers of recommendations and violations, names of subjects under discipline."""

    recommendations: Sequence[int]
    violations: Sequence[int]
    disciplined: Sequence[str]


@dataclass(frozen=True)
class Asked:
    """A recommendation to which the subject still owes something, or whose verification waits."""

    number: int
    text: str


def check_verifier(verifier: int, reporter: int | None) -> Verdict:
    """What was done is reported by one person and verified by another."""
    if reporter is None:
        return refuse(message("First it is reported as carried out; somebody else then verifies it."), PROCEDURE)
    if verifier == reporter:
        reason = message("You reported it yourself; somebody else verifies it.")
        return refuse(reason, PROCEDURE)
    return OK


# Phrases by which a conclusion asks for money, in the search form; they only say what the form is filled with.
_OF_MONEY = (
    "thu hoi",
    "hoan tra",
    "nop lai",
    "nop tra",
    "truy thu",
    "truy nop",
    "xuat toan",
    "nop quy",
    "nop ngan sach",
)


def asks_money(text: str) -> bool:
    """Whether the words of a recommendation probably ask for money to come back."""
    folded = fold(text)
    return any(phrase in folded for phrase in _OF_MONEY)


def check_figures(owed: Sequence[int], asks: bool) -> Verdict:
    """What asks for money is verified once the money book of the case has all of it, or an explanation of the rest.

    ``owed`` are the numbers of the findings whose money has neither come back nor been explained.
    """
    if not (asks and owed):
        return OK
    numbers = ", ".join(map(str, owed))
    reason = message(
        "The money book does not agree: record what came back for finding %(numbers)s, or explain the remainder.",
        numbers=numbers,
    )
    return refuse(reason, PROCEDURE, field="asks_money")


def check_waiver(approver: int, asked_by: int | None) -> Verdict:
    """What a conclusion asks is given up by two: one proposes, another approves (as with the verification)."""
    if asked_by is None:
        return refuse(
            message("First it is proposed, with the reason, to give it up; a leader then approves."), PROCEDURE
        )
    if approver == asked_by:
        return refuse(message("You proposed it yourself; somebody else approves it."), PROCEDURE)
    return OK


def check_closing(outcome: Outcome | None, discipline: Collection[State], asked: Sequence[Asked] = ()) -> Verdict:
    """A violation closes when nothing is asked of its subject any more, and where the subject must be disciplined, when
    the discipline is finished."""
    if asked:
        numbers = ", ".join(str(one.number) for one in asked)
        words = "; ".join(one.text if len(one.text) <= 80 else f"{one.text[:79]}…" for one in asked[:2])
        reason = message(
            "Still open for this subject: recommendation %(numbers)s (%(words)s).", numbers=numbers, words=words
        )
        return refuse(reason, PROCEDURE)
    if outcome is not Outcome.MUST_DISCIPLINE:
        return OK
    if any(state in OPEN_STATES for state in discipline):
        return refuse(
            message(
                "The discipline of this subject is not finished yet. A file is closed when all that"
                " follows from the conclusion is done."
            ),
            PROCEDURE,
        )
    if not any(state in FINISHED_STATES for state in discipline):
        reason = message("This subject must be disciplined, and no discipline is recorded yet.")
        return refuse(reason, PROCEDURE)
    return OK


def check_follow_up(rest: Remainder) -> Verdict:
    """A case is followed up only while something is open."""
    if not (rest.recommendations or rest.violations or rest.disciplined):
        return refuse(message("Nothing is left to follow up; the case can be closed and archived."), PROCEDURE)
    return OK


def is_top(last: Step) -> bool:
    """Whether nothing follows on the ladder: a new observation was proposed, the leader decides on it."""
    return last is LADDER[-1]


def not_owed() -> Verdict:
    """Nothing is urged that is settled, or waits for its verification."""
    return refuse(message("This recommendation is not owed any more, or waits for its verification."), PROCEDURE)


def check_ladder(step: Step, on: date, due_on: date, last: Step | None = None, until: Due | None = None) -> Verdict:
    """A step on an overdue recommendation: none is skipped, and the next comes after the interval since the last.

    A step may be repeated, or followed by the next; after the last step the observation goes its own way. ``until`` is
    the interval that runs since ``last``.
    """
    if on <= due_on:
        return refuse(
            message("It is not overdue on that day. Steps are taken against what is overdue; give a later day."),
            PROCEDURE,
            field="on",
        )
    if last is not None and is_top(last):
        return refuse(message("A new observation was proposed; the leader decides on it."), PROCEDURE)
    reached = 0 if last is None else LADDER.index(last)
    allowed = LADDER[:1] if last is None else LADDER[reached : reached + 2]
    if step not in allowed:
        reason = message(
            "The steps come one after the other; next is: %(step)s.", step=Message(STEP_LABELS[allowed[-1]])
        )
        return refuse(reason, PROCEDURE, field="step")
    if until is not None and on <= until.due_on:
        reason = message(
            "The interval since the last step runs until %(on)s. The next step waits for its end.", on=until.due_on
        )
        return refuse(reason, *until.citations, field="on")
    return OK


def check_receipt(amount: int, to_recover: int | None, recovered: int) -> Verdict:
    """What comes back is never more than is to be recovered."""
    if amount <= 0:
        return refuse(message("An amount is more than 0. Nothing else can have come back; correct it."), field="amount")
    if recovered + amount > (to_recover or 0):
        left = grouped((to_recover or 0) - recovered)
        return refuse(
            message(
                "At most %(left)s đồng are still to be recovered. No more can come back than is owed; correct it.",
                left=left,
            ),
            field="amount",
        )
    return OK


def is_reconciled(to_recover: int | None, recovered: int, explained: int | None) -> bool:
    """Everything came back, or the last explanation is of exactly what has not."""
    remainder = (to_recover or 0) - recovered
    return remainder == 0 or explained == remainder
