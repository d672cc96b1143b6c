"""The shapes that every rule of a case answers in, and the two rules of days that all areas ask."""

from datetime import date

from tracker.core.text import Message, message
from tracker.regulations.sources import Citation
from tracker.regulations.verdict import Verdict

OK = Verdict(True, message("Allowed."))


def refuse(reason: Message, *citations: Citation, field: str | None = None, **facts: object) -> Verdict:
    """A negative verdict."""
    return Verdict(False, reason, citations, facts, field)


def check_not_before(on: date, earlier: date | None, field: str, what: Message) -> Verdict:
    """A step is not dated before the step it follows."""
    if earlier is not None and on < earlier:
        return refuse(
            message(
                "This date is before %(what)s (%(on)s). The steps follow one another; correct the day.",
                what=what,
                on=earlier,
            ),
            field=field,
        )
    return OK


def check_not_future(on: date, today: date, field: str) -> Verdict:
    """What is recorded as done lies not in the future."""
    if on > today:
        return refuse(
            message(
                "This date is in the future. Only what has happened is recorded; give the day on which it happened."
            ),
            field=field,
        )
    return OK
