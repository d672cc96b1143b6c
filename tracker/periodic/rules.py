"""Pure decisions about periodic reports: which days a report counts, what it is called, when it may be issued."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.cases.rules import OK, refuse
from tracker.core.text import message
from tracker.periodic.states import MONTHS, Comparison, PeriodKind, months_back
from tracker.regulations.deadlines import add_months
from tracker.regulations.verdict import Verdict

_QUARTERS = ("I", "II", "III", "IV")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Words:
    """What officers write in a report; a draft may lack any of it."""

    assessment: str = ""
    shortcomings: str = ""
    causes: str = ""
    tasks: str = ""
    recipients: str = ""
    situation: str = ""
    leadership: str = ""
    regular: str = ""
    petitions: str = ""
    remedy: str = ""


def check_period(kind: PeriodKind, since: date, until: date) -> Verdict:
    """Whether the days may be those of a report of this kind. Offices close their figures on days of their own, so
    the first day is free, and the last one may come before the end of the period."""
    if until < since:
        return refuse(message("The period ends before it starts. Correct one of the two days."), field="until")
    if kind is not PeriodKind.TERM and until >= add_months(since, MONTHS[kind]):
        reason = message(
            "A report of this kind counts no more than %(count)s months. Shorten the period, or choose another kind.",
            count=MONTHS[kind],
        )
        return refuse(reason, field="until")
    return OK


def check_complete(words: Words) -> Verdict:
    """Whether a report may be issued: assessment, tasks and recipients are written."""
    if not words.assessment.strip():
        return refuse(message("The assessment is not written yet. Write it in the draft first."))
    if not words.tasks.strip():
        return refuse(message("The tasks ahead are not written yet. Write them in the draft first."))
    if not words.recipients.strip():
        return refuse(message("The recipients are not named yet. Name them in the draft first."))
    return OK


def check_day(issued_on: date, until: date, taken_on: date) -> Verdict:
    """Whether a paper of a day may hold the figures: it counts no later days, and they were taken by then."""
    if issued_on < until:
        reason = message("The figures count days until %(until)s; the paper cannot be older.", until=until)
        return refuse(reason, field="issued_on")
    if issued_on < taken_on:
        reason = message("The figures were taken on %(taken)s; the paper cannot be older.", taken=taken_on)
        return refuse(reason, field="issued_on")
    return OK


def kind_of(since: date, until: date) -> PeriodKind:
    """The shortest kind of report that the days fit."""
    return next((kind for kind in MONTHS if check_period(kind, since, until).allowed), PeriodKind.TERM)


def compared_days(kind: PeriodKind, days: tuple[date, date], comparison: Comparison) -> tuple[date, date]:
    """First and last day of the period compared with, as many months back; the end of a month stays one."""
    back = months_back(kind, comparison)
    since, until = days
    return add_months(since, -back), add_months(until + _DAY, -back) - _DAY


def period_name(kind: PeriodKind, until: date, term: str) -> str:
    """The period as papers name it, by its last day: ``quý III năm 2026``. ``term`` names the term of that day."""
    month = f"{until.month:02d}" if until.month < 3 else str(until.month)
    names = {
        PeriodKind.MONTH: f"tháng {month} năm {until.year}",
        PeriodKind.QUARTER: f"quý {_QUARTERS[(until.month - 1) // 3]} năm {until.year}",
        PeriodKind.SIX_MONTHS: f"6 tháng {'đầu' if until.month <= 6 else 'cuối'} năm {until.year}",
        PeriodKind.NINE_MONTHS: f"9 tháng năm {until.year}",
        PeriodKind.YEAR: f"năm {until.year}",
        PeriodKind.TERM: f"nhiệm kỳ {term}" if term else "nhiệm kỳ trước",
    }
    return names[kind]
