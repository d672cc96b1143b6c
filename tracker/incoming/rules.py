"""Pure decisions about incoming papers."""

from datetime import date

from tracker.core.text import message
from tracker.incoming.states import Standing
from tracker.regulations.verdict import OK, Verdict, check_not_future


def check_days(arrived_on: date, dated_on: date | None, due_on: date | None, today: date) -> Verdict:
    """A paper is written before it arrives, arrives before it is registered, and is due after that."""
    arrived = check_not_future(arrived_on, today, "arrived_on")
    if not arrived.allowed:
        return arrived
    if dated_on is not None and dated_on > arrived_on:
        return Verdict(
            False,
            message(
                "The paper cannot be dated after it arrived. A paper is dated before it is sent; correct"
                " one of the two days."
            ),
            (),
            {},
            "dated_on",
        )
    if due_on is not None and due_on < arrived_on:
        return Verdict(
            False,
            message("The due date is before the arrival. Nothing is due before it came; correct one of the two days."),
            (),
            {},
            "due_on",
        )
    return OK


def check_handler(handler_id: int | None, due_on: date | None) -> Verdict:
    """A due date binds somebody."""
    if due_on is not None and handler_id is None:
        return Verdict(False, message("Name who handles it until then."), (), {}, "handler")
    return OK


def check_run(since: date, today: date, last_arrival: date | None) -> Verdict:
    """How arrivals are counted changes for the days ahead: no number that was given is renamed."""
    if since < today:
        return Verdict(
            False,
            message("It cannot begin in the past. Numbers given already stay as they are; give today or a later day."),
            (),
            {},
            "since",
        )
    if last_arrival is not None and since <= last_arrival:
        reason = message("Papers that arrived on %(day)s are numbered already; let it begin later.", day=last_arrival)
        return Verdict(False, reason, (), {}, "since")
    return OK


def standing_of(handler_id: int | None, due_on: date | None, answered_on: date | None, today: date) -> Standing:
    """How far a paper is on a day."""
    if answered_on is not None:
        return Standing.ANSWERED
    if handler_id is None:
        return Standing.NOTED
    return Standing.OVERDUE if due_on is not None and due_on < today else Standing.OPEN
