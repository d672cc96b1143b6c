"""Pure decisions about observations."""

from collections.abc import Collection
from datetime import date

from tracker.core.text import message
from tracker.regulations.procedure import CONFLICT
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import OK, Verdict, check_not_future

_SCOPE = Citation("Điều lệ Đảng", "Điều 30", Grade.B)
# Regular supervision as a log without decision, team and notice is read from summaries (process.md 1.5).


def check_day(on: date, today: date, field: str) -> Verdict:
    """What was observed lies not in the future."""
    return check_not_future(on, today, field)


def check_others(
    own_member: int | None, own_organization: int, members: Collection[int], organizations: Collection[int]
) -> Verdict:
    """Nobody observes himself or the organization of his own body: that is for the level above."""
    if own_member is not None and own_member in members:
        return Verdict(
            False,
            message("Nobody supervises himself. Who is concerned stays out; a colleague notes this."),
            (_SCOPE,),
            {},
            "subjects",
        )
    if own_organization in organizations:
        reason = message("Your own organization is supervised by the level above. Nobody supervises the own cause.")
        return Verdict(False, reason, (_SCOPE,), {}, "subjects")
    return OK


def check_no_relative(related: bool) -> Verdict:
    """What is noted about a relative is kept from its author, so that a colleague notes it."""
    if related:
        reason = message("A subject is listed as your relative; a colleague notes this.")
        return Verdict(False, reason, (CONFLICT,), {}, "subjects")
    return OK
