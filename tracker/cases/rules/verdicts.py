"""The shape in which a rule of a case refuses."""

from tracker.core.text import Message
from tracker.regulations.sources import Citation
from tracker.regulations.verdict import Verdict


def refuse(reason: Message, *citations: Citation, field: str | None = None, **facts: object) -> Verdict:
    """A negative verdict."""
    return Verdict(False, reason, citations, facts, field)
