"""Pure decisions about the amounts that an inspection of Party finance records."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from tracker.cases.rules import OK, refuse
from tracker.core.text import message
from tracker.findings.states import FinanceScope
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import Verdict

_FINANCE = Citation("354-QĐ/UBKTTW", "", Grade.B)


class FinanceTotals(Protocol):
    """The control totals of a finance record."""

    wrong: Any
    to_recover: Any


@dataclass(frozen=True)
class FinanceEntry:
    """What an inspection of Party finance looked at in one subject; whole đồng."""

    scope: FinanceScope
    period_from: date
    period_until: date
    reviewed: int
    wrong: int
    to_recover: int


@dataclass(frozen=True)
class Money:
    """Amounts that belong together: found wrong, of it to be recovered, of it recovered. ``undecided`` findings have an
    amount and no word on what is to be recovered of it."""

    wrong: int = 0
    to_recover: int = 0
    recovered: int = 0
    undecided: int = 0

    @property
    def remainder(self) -> int:
        """What has still to come back."""
        return self.to_recover - self.recovered


NO_MONEY = Money()


def check_finance_entry(entry: FinanceEntry) -> Verdict:
    """Reviewed ≥ found wrong ≥ to be recovered; the period runs forward."""
    if entry.period_until < entry.period_from:
        return refuse(
            message("The period cannot end before it starts. Correct one of the two days."), field="period_until"
        )
    if entry.wrong > entry.reviewed:
        return refuse(
            message(
                "At most the amount reviewed can be wrong. It is a part of what was reviewed; correct one of the two."
            ),
            field="wrong",
        )
    if entry.to_recover > entry.wrong:
        return refuse(
            message(
                "At most the amount found wrong is to be recovered. It is a part of what was found wrong;"
                " correct one of the two."
            ),
            field="to_recover",
        )
    return OK


def check_finance_period(period: tuple[date, date], examined: tuple[date, date]) -> Verdict:
    """Whether the amounts are of the period that the decision examines; informs only."""
    if examined[0] <= period[0] and period[1] <= examined[1]:
        return OK
    reason = message(
        "The amounts are of %(since)s – %(until)s; the decision examines %(first)s – %(last)s. Mend the days, or let a"
        " decision change the period examined.",
        since=period[0],
        until=period[1],
        first=examined[0],
        last=examined[1],
    )
    return refuse(reason, _FINANCE, field="period_from")


def check_finance(name: str, found: Money, records: Collection[FinanceTotals]) -> Verdict:
    """An inspection of Party finance has its amounts, and they are the sums of the findings (process.md 1.8, 4.4)."""
    if not records:
        reason = message("Record for %(name)s what was inspected: budget or dues, period and amounts.", name=name)
        return refuse(reason, _FINANCE)
    if found.undecided:
        reason = message("Say of every amount found in %(name)s how much of it is to be recovered.", name=name)
        return refuse(reason, _FINANCE)
    wrong, to_recover = sum(row.wrong for row in records), sum(row.to_recover for row in records)
    if (wrong, to_recover) != (found.wrong, found.to_recover):
        reason = message(
            "The amounts of %(name)s differ: recorded %(wrong)s wrong and %(claim)s to be recovered, the findings"
            " together %(found)s and %(asked)s (đồng).",
            name=name,
            wrong=grouped(wrong),
            claim=grouped(to_recover),
            found=grouped(found.wrong),
            asked=grouped(found.to_recover),
        )
        return refuse(reason, _FINANCE)
    return OK


def grouped(amount: int) -> str:
    """An amount as it is written in Vietnamese: ``1.234.567``."""
    return f"{amount:,}".replace(",", ".")
