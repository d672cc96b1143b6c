"""The time bar after the vote: vote first, compare then (HD 06-HD/UBKTTW 2018, HD 08-HD/TW 2025)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.cases.rules import OK, refuse
from tracker.core.text import message
from tracker.discipline.rules.powers import check_decision
from tracker.discipline.rules.proceeding import Voted
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import Verdict

AFTER_VOTE = (Citation("06-HD/UBKTTW", "", Grade.A), Citation("08-HD/TW", "mục I.7", Grade.B))


@dataclass(frozen=True)
class BarVerdict:
    """What the comparison after the vote gave: the numbers of the violations, those barred for the form voted among
    them, and the articles applied."""

    violations: tuple[int, ...] = ()
    barred: tuple[int, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def bars_everything(self) -> bool:
        """Whether no violation is left that could carry the discipline."""
        return bool(self.violations) and self.barred == self.violations


def check_not_barred(found: BarVerdict) -> Verdict:
    """No discipline is decided where every violation is barred for the form voted."""
    if found.bars_everything:
        reason = message(
            "The time bar of every violation has passed for the form voted (no. %(numbers)s): no discipline is carried"
            " out; the record is closed as barred by time.",
            numbers=_listed(found.barred),
        )
        return refuse(reason, *found.citations)
    if not found.barred:
        return OK
    reason = message(
        "Barred by time and not cited as ground of the decision: violations no. %(numbers)s.",
        numbers=_listed(found.barred),
    )
    return Verdict(True, reason, found.citations)


def check_barring(voted: Voted, found: BarVerdict) -> Verdict:
    """A record ends barred after a vote that this body could decide on, and only when every violation is barred."""
    decision = check_decision(voted)
    if not decision.allowed:
        return decision
    if not found.bars_everything:
        return refuse(
            message(
                "At least one violation is not barred for the form voted. A record is closed as barred"
                " only when every violation is; decide on the form voted."
            ),
            *AFTER_VOTE,
        )
    return Verdict(True, check_not_barred(found).reason, found.citations)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)
