"""How a paper of the Party is laid out, by the guidance in force: what differs between the two guidances we know.

Page, margins, sizes and weights are the same in both and stand in ``templates/documents/_base/base.css``. From when a
guidance is followed, where tone marks stand and how a text ends are not confirmed: an office chooses them, by date.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from tracker.core.text import N_
from tracker.documents.parts import Paper


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


@dataclass(frozen=True)
class Setting:
    """Something that an office may choose: what it is called, what may be chosen, and what is known of it.

    ``usual`` is what holds where nothing was chosen; None where the guidance of the day says it.
    """

    label: str
    choices: Mapping[str, str]
    note: str
    usual: str | None = None


GUIDANCE, TONE, END, SUPERVISION = "guidance", "tone_style", "end_mark", "supervision_title"
SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        GUIDANCE: Setting(
            N_("Guidance on layout followed"),
            {HD36.key: N_("Guidance 36-HD/VPTW"), HD05.key: N_("Guidance 05-HD/VPTW")},
            N_("Four sources date guidance 05-HD/VPTW 27/5/2026, one 12/01/2026; its text was not read."),
        ),
        TONE: Setting(
            N_("Tone marks in fixed words"),
            {"old": N_("old style: uỷ, hoá"), "new": N_("new style: ủy, hóa")},
            N_("The digests of guidance 05-HD/VPTW disagree. Names and what people typed are never changed."),
        ),
        END: Setting(
            N_("Mark at the end of the text"),
            {".": N_("a full stop: ."), "./.": N_("full stop, stroke, full stop: ./.")},
            N_("The guidances end with a full stop; some offices still print ./."),
        ),
        SUPERVISION: Setting(
            N_("Name of the notice of a supervision"),
            {
                "kết quả": N_("Notice of the result (kết quả) of a supervision"),
                "kết luận": N_("Notice of the conclusion (kết luận) of a supervision"),
            },
            N_("Commissions use both names side by side; no regulation was read that says which."),
            "kết quả",
        ),
    }
)


@dataclass(frozen=True)
class Choice:
    """What an office chose of one setting, from ``since`` until ``until`` (both inclusive; None = open)."""

    setting: str
    value: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in its time."""
        return self.since <= day and (self.until is None or day <= self.until)


def profile_on(day: date, choices: Sequence[Choice] = ()) -> Profile:
    """The guidance in force on a day as an office follows it; of ``choices`` the first that holds counts.

    A guidance that the office follows from a later day is not yet followed, whatever our table says of its date.
    Raises ``LookupError`` for a day before the first guidance we know.
    """
    guidance = chosen(GUIDANCE, day, choices)
    later = {choice.value for choice in choices if choice.setting == GUIDANCE and choice.since > day}
    profile = PROFILES[guidance] if guidance else _national(day, later)
    tone, end = chosen(TONE, day, choices), chosen(END, day, choices)
    return replace(profile, tone_style=tone or profile.tone_style, end_mark=end or profile.end_mark)


def day_of_layout(day: date) -> date:
    """The day by whose guidance a paper is laid out: its own, or for an older one the first day we know one of."""
    return max(day, min(profile.since for profile in PROFILES.values()))


def chosen(setting: str, day: date, choices: Sequence[Choice]) -> str | None:
    """What holds for a setting on a day: the first choice in force, else what is usual, None where nothing is."""
    found = (choice.value for choice in choices if choice.setting == setting and choice.holds_on(day))
    return next(found, SETTINGS[setting].usual)


def of_paper(paper: Paper, profile: Profile) -> Profile:
    """The profile that a paper keeps from its day, else the one asked for."""
    if paper.sheet is None:
        return profile
    sheet = paper.sheet
    return replace(PROFILES[sheet.guidance], tone_style=sheet.tone_style, end_mark=sheet.end_mark)


def _national(day: date, not_yet: Collection[str]) -> Profile:
    """The latest guidance that had begun by a day and is followed by it."""
    begun = [profile for profile in PROFILES.values() if profile.since <= day and profile.key not in not_yet]
    if not begun:
        raise LookupError(f"no layout guidance is recorded for {day.isoformat()}")
    return begun[-1]
