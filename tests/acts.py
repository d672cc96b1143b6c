"""The day of a violation and the edition that judges it, whatever the day on which the tests run."""

from datetime import date

from tests.cast import TODAY
from tracker.regulations.editions import editions_for
from tracker.regulations.terms import Subject

REASON = "Vi phạm kết thúc khi quy định này còn hiệu lực."


def judged(committed_on: date, subject: Subject = Subject.FULL_MEMBER) -> dict[str, str]:
    """The officer's choice and its reason where the recorded rule gives no edition; the edition of the act is taken."""
    found = editions_for(committed_on, TODAY, subject)
    return {} if found.default else {"edition": found.choices[0].key, "edition_reason": REASON}
