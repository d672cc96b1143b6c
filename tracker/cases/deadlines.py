"""The time limits of the law for the other events of a case, as rows: how each is due, and what was done. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.text import Message, message
from tracker.regulations.calendar import Calendar
from tracker.regulations.deadlines import Due, due, find_limit
from tracker.regulations.limits import LIMIT_LABELS, Limit
from tracker.regulations.sources import NoRule


@dataclass(frozen=True)
class Event:
    """Something with a time limit that a case has a date for: which limit, from when, and when it was done.

    ``about`` names the subject, where it is one's. ``tracked`` is False where the program does not learn that it was
    done; ``note`` says what else the reader should know.
    """

    key: str
    level: str
    start_on: date
    done_on: date | None = None
    about: str = ""
    tracked: bool = True
    note: Message | None = None


@dataclass(frozen=True)
class EventDeadline:
    """An event with its due date, or the rule that is missing for it."""

    event: Event
    due: Due | None = None
    missing: NoRule | None = None

    @property
    def label(self) -> Message:
        """What has to be done."""
        return message(LIMIT_LABELS[self.event.key])

    def is_late(self, today: date) -> bool:
        """Whether it was done after the due date, or is not done although that has passed."""
        if self.due is None or not self.event.tracked:
            return False
        return (self.event.done_on or today) > self.due.due_on


def event_deadline(event: Event, overrides: Sequence[Limit], calendar: Calendar) -> EventDeadline:
    """When the event is due by the rule in force on its start day, the office's own before the national one."""
    try:
        limit = find_limit(event.key, event.level, event.start_on, overrides)
        return EventDeadline(event, due(limit, event.start_on, calendar=calendar))
    except NoRule as missing:
        return EventDeadline(event, missing=missing)


def due_of_event(key: str, level: str, start_on: date, overrides: Sequence[Limit], calendar: Calendar) -> date | None:
    """Until when something is to be done that has begun on a day; None where no rule was read for it."""
    found = event_deadline(Event(key, level, start_on), overrides, calendar)
    return found.due.due_on if found.due else None
