"""The clock of a time bar as it stands on a day: for each form of discipline, until when it may still be used.

The law has no warning period. That twelve months before the end count as near is the product's own choice.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.text import N_, Message, message
from tracker.regulations.deadlines import add_years
from tracker.regulations.limitation import Act, TimeBar, time_bar
from tracker.regulations.measures import forms_for
from tracker.regulations.sources import Source
from tracker.regulations.terms import Form, Subject

NEAR_YEARS = 1


class Standing(StrEnum):
    """How near the end of a period is, the most urgent first."""

    OVER = "over"
    NEAR = "near"
    OPEN = "open"
    NEVER = "never"


STANDING_LABELS = {
    Standing.OVER: N_("Time bar passed"),
    Standing.NEAR: N_("Time bar within 12 months"),
    Standing.OPEN: N_("More than 12 months left"),
    Standing.NEVER: N_("No time bar"),
}
STANDING_TONES = {
    Standing.OVER: "danger",
    Standing.NEAR: "warn",
    Standing.OPEN: "neutral",
    Standing.NEVER: "neutral",
}


@dataclass(frozen=True)
class FormClock:
    """One form of discipline on the day of the clock. ``days_left`` is 0 on the last day, negative when over."""

    form: Form
    bar: TimeBar
    standing: Standing
    days_left: int | None

    @property
    def words(self) -> Message:
        """What is left, in words."""
        return self.bar.verdict.reason if self.days_left is None else words_of(self.days_left)


def standing_on(ends_on: date | None, on: date) -> Standing:
    """How a period that ends on this day (None: it never does) stands on another."""
    if ends_on is None:
        return Standing.NEVER
    if ends_on < on:
        return Standing.OVER
    return Standing.NEAR if ends_on <= add_years(on, NEAR_YEARS) else Standing.OPEN


def words_of(days_left: int) -> Message:
    """The days left as a phrase."""
    if days_left < 0:
        return message("over for %(count)s days", count=-days_left)
    if days_left == 0:
        return message("today is the last day")
    return message("%(count)s days left", count=days_left)


def form_clocks(subject: Subject, act: Act, edition: Source, on: date) -> tuple[FormClock, ...]:
    """Each form that exists for such a subject, lightest first, as it stands on the day.

    Raises ``RuleViolation`` where the edition gives no time bar (181).
    """
    return tuple(_clock(form, time_bar(subject, form, act, on, edition), on) for form in forms_for(subject, True, on))


def _clock(form: Form, bar: TimeBar, on: date) -> FormClock:
    return FormClock(form, bar, standing_on(bar.bar_ends_on, on), bar.days_left(on))


def last_days(subject: Subject, act: Act, edition: Source) -> tuple[date | None, date | None]:
    """The last days for the lightest form and for the next heavier one, whatever the day; None: no time bar."""
    last_known = max((act.done_on, *act.new_violations))
    reprimand = time_bar(subject, Form.REPRIMAND, act, last_known, edition)
    warning = time_bar(subject, Form.WARNING, act, last_known, edition)
    return reprimand.bar_ends_on, warning.bar_ends_on
