"""What the rooms after this one tell a programme: which kinds of work are planned, and what has become of its items.

Programmes stand before cases and never look forward, so the application hands them one ``RoomsAhead``.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.organizations.states import BodyKind
from tracker.programmes.overlap import Engagement, Reach


@dataclass(frozen=True)
class PlannedKind:
    """A kind of work that a programme may plan: for which bodies, and on what sort of subject."""

    code: str
    label: str
    body_kinds: frozenset[BodyKind]
    organizations: bool
    members: bool
    not_own_committee: bool = False
    asks_ground: frozenset[BodyKind] = frozenset()  # of the bodies that say what this work of theirs rests on
    name_vi: str = ""  # as papers say it


@dataclass(frozen=True)
class PlannedContent:
    """A content code, with the sort of subject it is examined on."""

    code: str
    label: str
    for_members: bool
    name_vi: str = ""  # as papers say it


@dataclass(frozen=True)
class CaseOfItem:
    """A case opened from an item, as far as the reader may know of it."""

    item_id: int
    ref: str
    title: str
    state_label: str
    concluded: bool
    cancelled: bool


@dataclass(frozen=True)
class RoomsAhead:
    """The lists in their order, and three questions about cases, each answered within the actor's sight.

    ``engagements`` asks for the actor, the reach, the day on which the new work starts, today, and the item whose own
    cases are not in its way.
    """

    kinds: Mapping[str, PlannedKind]
    contents: Mapping[str, PlannedContent]
    cases_of: Callable[[Actor, Collection[int]], list[CaseOfItem]]
    engagements: Callable[[Actor, Reach, date, date, int | None], list[Engagement]]
    loads: Callable[[Actor, Collection[int]], Mapping[int, int]]
