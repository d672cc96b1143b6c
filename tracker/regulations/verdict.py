"""The one answer to "is it lawful?": yes or no, why, by which article, from which facts."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.errors import RuleViolation
from tracker.core.text import Message
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
