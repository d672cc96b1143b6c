"""Pure decisions about the diary of a team."""

from datetime import date

from tracker.cases.rules import OK, check_not_before, check_not_future, refuse
from tracker.cases.states import STATE_LABELS, State
from tracker.core.text import Message, message
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import Verdict

# "Sổ nhật ký Đoàn kiểm tra" for the commissions of all levels, 11/5/2018; its text was not read.
DIARY = Citation("02-QĐ/UBKTTW", "", Grade.B)

WRITING_STATES = frozenset(State) - {State.DRAFT, State.ARCHIVED, State.CANCELLED}


def check_state(state: State) -> Verdict:
    """The diary is kept from the decision until the file goes to the archive."""
    if state not in WRITING_STATES:
        present = Message(STATE_LABELS[state])
        reason = message("The diary is kept from the decision to the archive; state now: %(state)s.", state=present)
        return refuse(reason, DIARY)
    return OK


def check_day(on: date, decision_on: date | None, today: date) -> Verdict:
    """An entry is about a day of the team's work, not about one to come."""
    future = check_not_future(on, today, "happened_on")
    return check_not_before(on, decision_on, "happened_on", message("the decision")) if future.allowed else future
