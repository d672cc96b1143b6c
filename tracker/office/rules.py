"""Pure decisions about what an office may enter beside the national rules."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from tracker.core.errors import RuleViolation
from tracker.core.text import Message, message
from tracker.regulations.calendar import FIRST_YEAR, LAST_YEAR, PROVISIONAL_YEARS, Calendar
from tracker.regulations.limits import Extension, Limit, Unit
from tracker.regulations.terms import Level
from tracker.regulations.verdict import OK, Verdict, check_not_future

# Far above every number of the law, and small enough for every date that is counted from it.
MOST = {Unit.WORKING_DAYS: 400, Unit.CALENDAR_DAYS: 730, Unit.MONTHS: 24, Unit.YEARS: 5}


def _refuse(reason: Message, field: str) -> Verdict:
    return Verdict(False, reason, field=field)


def check_document(document_on: date, today: date) -> Verdict:
    """A document that is entered has been issued."""
    return check_not_future(document_on, today, "document_on")


def check_force(since: date, until: date | None) -> Verdict:
    """The time in force is in order."""
    if until is not None and until < since:
        return _refuse(message("The last day is before the first one. Correct one of the two days."), "until")
    return OK


def check_level(level: Level, scope: Level) -> Verdict:
    """An organization sets limits for bodies at its own level and below."""
    if level.rank > scope.rank:
        return _refuse(
            message(
                "This level stands above the organization the limit is for. A limit holds for its"
                " organization and those below; choose a lower level."
            ),
            "level",
        )
    return OK


def check_number(number: int, unit: Unit) -> Verdict:
    """The number is one that a time limit can have."""
    if not 1 <= number <= MOST[unit]:
        reason = message("The number must be between %(least)s and %(most)s; correct it.", least=1, most=MOST[unit])
        return _refuse(reason, "number")
    return OK


def extension_of(kind: str, numerator: int | None, denominator: int | None, number: int | None) -> Extension | None:
    """The extension as the form gives it: ``none``, ``share`` or ``number``. Raises ``RuleViolation``."""
    if kind == "share":
        if not numerator or not denominator:
            missing = "extension_numerator" if not numerator else "extension_denominator"
            raise RuleViolation(message("Give both numbers of the share, for example 1 and 3."), field=missing)
        if numerator > denominator:
            raise RuleViolation(
                message("The share is at most the whole limit. Correct one of the two numbers."),
                field="extension_numerator",
            )
        return Extension(share=Fraction(numerator, denominator))
    if kind == "number":
        if not number:
            raise RuleViolation(message("Give the largest extension."), field="extension_number")
        return Extension(number=number)
    return None


def check_overlap(others: Sequence[Limit], since: date, until: date | None) -> Verdict:
    """On no day do two of the office's numbers stand for the same limit, level and organization."""
    for other in others:
        if since <= (other.until or date.max) and other.since <= (until or date.max):
            reason = message(
                "On these days %(document)s is in force for the same limit, level and organization: revoke it first.",
                document=other.citation,
            )
            return _refuse(reason, "since")
    return OK


def check_confirmation(national: Limit, until: date | None) -> Verdict:
    """A confirmation lasts no longer than the national row it confirms."""
    if national.until is not None and (until is None or until > national.until):
        reason = message(
            "The national number is in force until %(until)s only. The office's own holds within that"
            " time; end it then or earlier.",
            until=national.until,
        )
        return _refuse(reason, "until")
    return OK


def check_day(calendar: Calendar, day: date, off: bool, is_corrected: bool) -> Verdict:
    """A correction changes something, on a day of the years that the calendar holds, and a day has one at most."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        reason = message(
            "The calendar holds the years %(first)s to %(last)s. Only their days can be corrected.",
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
        return _refuse(reason, "day")
    if calendar.is_working_day(day) is not off:
        return _refuse(message("The calendar says so already. A correction changes something."), "day")
    if is_corrected:
        return _refuse(message("This day is corrected already: revoke that first."), "day")
    return OK


def check_year(calendar_years: Sequence[int], year: int) -> Verdict:
    """Only a provisional year that is not confirmed yet is confirmed. ``calendar_years`` are the confirmed ones."""
    if year not in PROVISIONAL_YEARS:
        return _refuse(
            message("The public holidays of this year are not provisional. Only provisional ones are confirmed."),
            "year",
        )
    if year in calendar_years:
        return _refuse(
            message("This year is confirmed already. It is confirmed once; correct single days from now on."), "year"
        )
    return OK
