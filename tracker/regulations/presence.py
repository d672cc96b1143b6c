"""Sessions: how many must be there for a vote, and who stays out of it."""

from dataclasses import dataclass
from datetime import date

from tracker.core.text import N_, message
from tracker.regulations.sources import Citation, Grade, cite, row_on
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class SessionRow:
    """A rule on sessions that is general knowledge or read in a secondary source only."""

    since: date
    until: date | None
    citation: Citation
    note: str = ""


QUORUM = N_("A session, and each vote in it, needs more than half of the members who may vote.")
RECUSAL = N_("A subject of the case, and who is asked to stay out of an item, takes no part in its vote or its count.")
_STATUTE = N_("Read in secondary sources; the wording was not seen.")
QUORUM_ROWS = (SessionRow(date(2016, 7, 26), None, cite("Điều lệ Đảng", "Điều 9", Grade.UNCONFIRMED), _STATUTE),)
RECUSAL_ROWS = (SessionRow(date(2016, 7, 26), None, cite("Điều lệ Đảng", "", Grade.UNCONFIRMED), _STATUTE),)


def quorum(present: int, members: int, on: date) -> Verdict:
    """Whether enough of those who may vote are there: more than one half of them."""
    row = row_on(QUORUM_ROWS, on, message("quorum"), "on")
    facts = {"present": present, "members": members, "on": on}
    words = {"present": present, "seats": members}
    if 2 * present > members:
        return Verdict(True, message("%(present)s of %(seats)s members are present.", **words), (row.citation,), facts)
    reason = message("A session needs more than half of the members: %(present)s of %(seats)s are present.", **words)
    return Verdict(False, reason, (row.citation,), facts, "present")


def quorum_rule(on: date) -> Citation:
    """The rule by which a session needs a quorum."""
    return row_on(QUORUM_ROWS, on, message("quorum"), "on").citation


def recusal_rule(on: date) -> Citation:
    """The rule by which a subject of the case stays out of the vote."""
    return row_on(RECUSAL_ROWS, on, message("recusal"), "on").citation
