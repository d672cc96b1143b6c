"""What can go wrong, as the web edge tells it: each class has one answer (form error, 403, 404, 409)."""

from collections.abc import Sequence

from tracker.core.text import Message


class Refusal(Exception):
    """A request that is understood and not done; ``message`` says why in words for the user.

    ``citations`` name the articles it rests on; a refusal of the program's own order has none.
    """

    def __init__(self, message: Message, citations: tuple[object, ...] = ()):
        super().__init__(str(message))
        self.message = message
        self.citations = citations


class RuleViolation(Refusal):
    """A rule of the procedure forbids the step. ``field`` is the form field it belongs to, if one."""

    def __init__(self, message: Message, citations: tuple[object, ...] = (), field: str | None = None):
        super().__init__(message, citations)
        self.field = field


class ReasonNeeded(RuleViolation):
    """The step goes on once its reason is given; ``told`` are all the things it is needed for: (weight, sentence)."""

    def __init__(self, message: Message, told: Sequence[tuple[str, Message]], field: str):
        super().__init__(message, field=field)
        self.told = list(told)


class Unprintable(RuleViolation):
    """No paper can be made of what was typed."""


class Forbidden(Refusal):
    """The actor may see the thing but not do this."""


class HeldBack(Forbidden):
    """The actor's part in a team would allow this, but not before a declaration on conflict of interest."""


class NotVisible(Exception):
    """The thing does not exist for this actor: the same answer as for a thing that does not exist at all."""


class Conflict(Refusal):
    """The page the actor worked on is stale, or the step is impossible in the present state."""


class StaleVersion(Conflict):
    """Somebody else changed the record since the page was opened."""


class ImpossibleTransition(Conflict):
    """The action does not exist in the present state."""
