"""The verbs of printing: ask, cancel, resume; and what a worker does for a batch."""

from tracker.printing.services.asking import ask, cancel, resume
from tracker.printing.services.holding import Lost, claim, has_work, hold, release, sweep
from tracker.printing.services.making import Held, Press, fetch, keep, keep_made, lay_out
from tracker.printing.services.revealing import read_letters

__all__ = [
    "Held",
    "Lost",
    "Press",
    "ask",
    "cancel",
    "claim",
    "fetch",
    "has_work",
    "hold",
    "keep",
    "keep_made",
    "lay_out",
    "read_letters",
    "release",
    "resume",
    "sweep",
]
