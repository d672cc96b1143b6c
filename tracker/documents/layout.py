"""How a paper of the Party is laid out, by the guidance in force: what differs between the two guidances we know.

Page, margins, sizes and weights are the same in both and stand in ``templates/documents/_base/base.css``.
"""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True)
class Profile:
    """One guidance on layout, in force ``since`` … ``until`` (both inclusive; None = open).

    ``tone_style`` is where fixed labels carry the tone mark: "old" (uỷ, hoá) or "new" (ủy, hóa). ``line_height`` is
    in points. ``grade`` says how surely the row is known, in the words of the regulations' grades.
    """

    key: str
    citation: str
    since: date
    until: date | None
    recipient_separator: str
    submission_label: str
    tone_style: str
    line_height: int
    end_mark: str
    grade: str


HD36 = Profile(
    key="hd36",
    citation="Hướng dẫn số 36-HD/VPTW, ngày 03/4/2018",
    since=date(2018, 4, 3),
    until=date(2026, 5, 26),
    recipient_separator=",",
    submission_label="Kính gửi",
    tone_style="old",
    line_height=19,  # "at least 18 pt, exactly"
    end_mark=".",
    grade="B",
)

HD05 = Profile(
    key="hd05",
    citation="Hướng dẫn số 05-HD/VPTW, ngày 27/5/2026",
    since=date(2026, 5, 27),  # one source says 12/01/2026
    until=None,
    recipient_separator=";",
    submission_label="Kính trình",
    tone_style="new",  # the digests disagree; the labels are filtered, names never
    line_height=20,  # "18 to 22 pt, exactly"
    end_mark=".",
    grade="unconfirmed",  # the guidance itself was not read, only digests of it
)

PROFILES = MappingProxyType({profile.key: profile for profile in (HD36, HD05)})
DEFAULT = HD05.key


def profile_on(day: date) -> Profile:
    """The guidance in force on a day. Raises ``LookupError`` for a day before the first one we know."""
    for profile in PROFILES.values():
        if profile.since <= day and (profile.until is None or day <= profile.until):
            return profile
    raise LookupError(f"no layout guidance is recorded for {day.isoformat()}")
