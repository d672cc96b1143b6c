"""The one answer to "is it lawful?": yes or no, why, by which article, from which facts."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.core.errors import RuleViolation
from tracker.core.text import Message, message
from tracker.regulations.sources import Citation, Grade


@dataclass(frozen=True)
class Verdict:
    """``allowed`` with its ``reason``; ``citations`` are the rules applied, ``facts`` the values they were applied to.

    ``field`` names the form field that a refusal belongs to, when there is one.
    """

    allowed: bool
    reason: Message
    citations: tuple[Citation, ...] = ()
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    field: str | None = None

    @property
    def is_unconfirmed(self) -> bool:
        """Whether any rule applied is general knowledge only and must be shown so."""
        return any(citation.grade is Grade.UNCONFIRMED for citation in self.citations)

    def enforce(self) -> None:
        """Raise ``RuleViolation`` with the reason and the citations unless the step is allowed."""
        if not self.allowed:
            raise RuleViolation(self.reason, self.citations, self.field)


OK = Verdict(True, message("Allowed."))


def check_not_before(on: date, earlier: date | None, field: str, what: Message) -> Verdict:
    """A step is not dated before the step it follows."""
    if earlier is not None and on < earlier:
        return Verdict(
            False,
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
        return Verdict(
            False,
            message(
                "This date is in the future. Only what has happened is recorded; give the day on which it happened."
            ),
            field=field,
        )
    return OK
