"""The fixed words of periodic reports: for which periods there are any, and with what the figures are compared."""

from enum import StrEnum

from tracker.core.text import N_


class PeriodKind(StrEnum):
    """How long a report looks back, as the reporting regime last seen has it (885-QĐ/UBKTTW, 2022)."""

    MONTH = "month"
    QUARTER = "quarter"
    SIX_MONTHS = "six_months"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    TERM = "term"


PERIOD_LABELS = {
    PeriodKind.MONTH: N_("Month"),
    PeriodKind.QUARTER: N_("Quarter"),
    PeriodKind.SIX_MONTHS: N_("Six months"),
    PeriodKind.NINE_MONTHS: N_("Nine months"),
    PeriodKind.YEAR: N_("Year"),
    PeriodKind.TERM: N_("Term"),
}

MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.SIX_MONTHS: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
    PeriodKind.TERM: 60,
}

_YEARLY = 12


class Comparison(StrEnum):
    """With which period the figures are compared; no regulation that was read says which."""

    BEFORE = "before"
    YEAR_BEFORE = "year_before"


COMPARISON_LABELS = {
    Comparison.BEFORE: N_("The period before"),
    Comparison.YEAR_BEFORE: N_("The same period a year before"),
}


def months_back(kind: PeriodKind, comparison: Comparison) -> int:
    """How many months lie between the two periods; before nine months stand the nine months of the last year."""
    if comparison is Comparison.YEAR_BEFORE or kind is PeriodKind.NINE_MONTHS:
        return _YEARLY
    return MONTHS[kind]
