"""Pure decisions about sessions and their votes."""

from collections.abc import Mapping
from datetime import date

from tracker.core.text import Message, message
from tracker.meetings.states import Result
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import Verdict
from tracker.regulations.voting import majority

_COLLECTIVE = Citation("Điều lệ Đảng", "Điều 9", Grade.B)
OK = Verdict(True, message("Allowed."))


def check_attendance(present: int, seats: int) -> Verdict:
    """A collective decides: more than half of its members are present, and no more than there are."""
    if present > seats:
        return _no(
            message("%(present)s present, but the body has %(seats)s members.", present=present, seats=seats), "present"
        )
    if 2 * present <= seats:
        reason = message(
            "A session needs more than half of the members: %(present)s of %(seats)s are present.",
            present=present,
            seats=seats,
        )
        return Verdict(False, reason, (_COLLECTIVE,), {"present": present, "seats": seats}, "present")
    return OK


def check_show_of_hands(counts: Mapping[str, int], most: int) -> Verdict:
    """Not more votes than there are members (or, once recorded, people present)."""
    cast = sum(counts.values())
    if cast > most:
        return _no(message("%(cast)s votes, but only %(most)s may vote.", cast=cast, most=most), "votes_for")
    return OK


def check_result(result: Result, votes_for: int, seats: int, held_on: date) -> Verdict:
    """An item is adopted only by the majority that the rule asks for."""
    return majority(seats, votes_for, held_on) if result is Result.ADOPTED else OK


def check_left_out(left_out: int, reason: str) -> Verdict:
    """Members are left out of the total only with the reason in the minutes."""
    if left_out and not reason.strip():
        return _no(message("Say who is left out of the total, and why."), "left_out_reason")
    return OK


def check_papers(valid: int, invalid: int, issued: int | None) -> Verdict:
    """Not more ballot papers came back than were handed out."""
    if issued is not None and valid + invalid > issued:
        reason = message(
            "%(returned)s ballot papers came back, but only %(issued)s were handed out.",
            returned=valid + invalid,
            issued=issued,
        )
        return _no(reason, "issued")
    return OK


def check_date(held_on: date, today: date) -> Verdict:
    """Votes are recorded on the day of the session or later."""
    if held_on > today:
        return _no(message("The session is on %(on)s; nothing was voted yet.", on=held_on))
    return OK


def _no(reason: Message, field: str | None = None) -> Verdict:
    return Verdict(False, reason, field=field)
