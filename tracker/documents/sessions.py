"""The papers of a session: invitation, blank ballot, minutes, resolution, extract."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.documents.parts import Paper, Part


@dataclass(frozen=True, kw_only=True)
class SessionInvitationPaper(Paper):
    """Giấy mời họp, with the agenda. ``starts_at`` is "08:00", or "" where the hour is not fixed; ``guests`` are those
    who are invited, as "đồng chí …"."""

    key: ClassVar[str] = "session_invitation"
    numbered: ClassVar[bool] = False

    place: str
    starts_at: str = ""
    chair: str = ""
    note: str = ""
    guests: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SessionBallotPaper(Paper):
    """Phiếu biểu quyết: blank, unsigned, one for an item. ``sha256`` names the text voted on, where it is frozen.

    ``purpose`` ("đề nghị thi hành") is given for a vote on discipline: ``subject`` is then who is to be disciplined.
    """

    key: ClassVar[str] = "session_ballot"
    numbered: ClassVar[bool] = False

    subject: str
    options: tuple[str, ...]
    purpose: str = ""
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class ListedPerson(Part):
    """Somebody on the list of those present; ``note`` is "có mặt", or "vắng" with the reason."""

    name: str
    position: str = ""
    part: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MinutedItem(Part):
    """An item as the minutes have it: who stayed out, what was voted on, with what figures and result."""

    title: str
    subject: str = ""
    recusals: tuple[str, ...] = ()
    votes: tuple[str, ...] = ()
    result: str = ""
    resolution: str = ""
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionMinutesPaper(Paper):
    """Biên bản hội nghị. ``quorum`` is the sentence on those present; the chair signs as ``signature``."""

    key: ClassVar[str] = "session_minutes"

    place: str
    quorum: str
    starts_at: str = ""
    secretary: str = ""
    people: tuple[ListedPerson, ...] = ()
    items: tuple[MinutedItem, ...] = ()
    resolution: str = ""


@dataclass(frozen=True, kw_only=True)
class ResolvedItem(Part):
    """An adopted item as the resolution has it: by what vote, and what was resolved."""

    title: str
    vote: str = ""
    result: str = ""
    resolution: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionResolutionPaper(Paper):
    """Nghị quyết hội nghị: what was resolved on each item, and by the session as a whole."""

    key: ClassVar[str] = "session_resolution"

    items: tuple[ResolvedItem, ...] = ()
    resolution: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionExtractPaper(Paper):
    """Trích biên bản hội nghị: one item and nothing of another. ``source`` names the minutes, where they are issued."""

    key: ClassVar[str] = "session_extract"
    numbered: ClassVar[bool] = False

    place: str
    quorum: str
    item: MinutedItem
    source: str = ""
    secretary: str = ""
    absences: str = ""
