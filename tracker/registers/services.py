"""What leaves the program as a register is noted: which one, of what period, how many lines, as what."""

from tracker.access import Actor
from tracker.audit.services import record
from tracker.registers.queries import Period
from tracker.registers.states import Book


def record_export(actor: Actor, book: Book, period: Period, lines: int, kind: str) -> None:
    """Append that the actor took a register out."""
    about = {"book": book, "since": period.since, "until": period.until, "lines": lines, "as": kind}
    record(actor, "read.register", about=about)
