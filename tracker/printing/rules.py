"""How much is printed at once, how much in the background, and how long what was made is kept."""

from datetime import timedelta

from tracker.core.text import message
from tracker.regulations.verdict import Verdict

AT_ONCE = 20  # papers that one request binds
MOST = 2_000  # papers in one batch
UNFINISHED_MOST = 3  # batches of one person that wait or run
LEASE = timedelta(seconds=120)  # twice what the longest paper may take
TRIES = 5
KEPT = timedelta(days=3)


def check_amount(count: int) -> Verdict:
    """Whether so many papers make one batch."""
    if count == 0:
        return Verdict(False, message("Choose at least one paper that can be printed."))
    if count > MOST:
        return Verdict(False, message("One batch holds at most %(most)s papers; narrow the list.", most=MOST))
    return Verdict(True, message("The batch may be made."))


def check_with_letters(count: int) -> Verdict:
    """Whether so many papers may be printed with letters about petitions among them: they are never kept in a batch."""
    if count > AT_ONCE:
        reason = message(
            "Letters about petitions are printed at once and not kept in a batch: at most %(most)s papers with them.",
            most=AT_ONCE,
        )
        return Verdict(False, reason)
    return Verdict(True, message("The batch may be made."))


def check_waiting(unfinished: int) -> Verdict:
    """Whether one more batch of the same person may wait."""
    if unfinished >= UNFINISHED_MOST:
        return Verdict(False, message("Wait until one of your batches is ready, or cancel one."))
    return Verdict(True, message("The batch may be made."))
