"""What an organization came from and what it went into, and everything that ever contained a part of that line."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select

from tracker.extensions import PLACE_COLUMNS, db
from tracker.organizations.models import Organization, OrganizationEvent
from tracker.organizations.states import EventKind


@dataclass(frozen=True)
class Line:
    """``members``: the organization with all its predecessors and successors; ``above``: what contains one of them."""

    members: frozenset[int]
    above: frozenset[int]


def lines_of(ids: Collection[int]) -> dict[int, Line]:
    """The line of each organization. Two that went into one successor are not of one line: they never were the same."""
    found: dict[int, set[int]] = {one: {one} for one in ids}
    for forwards in (True, False):
        for root, member in db.session.execute(_walk(ids, forwards=forwards)):
            found[root].add(member)
    places = _places({member for members in found.values() for member in members})
    lines = {}
    for root, members in found.items():
        above = frozenset().union(*(places.get(member, frozenset()) for member in members))
        lines[root] = Line(frozenset(members), above - members)
    return lines


def origins_of(ids: Collection[int]) -> dict[int, dict[int, date | None]]:
    """All that each organization was, with the last day on which it was: its line (None, to this day), and the line of
    what a part of it was split off from, until the day before."""
    lines = lines_of(ids)
    parts = {member for line in lines.values() for member in line.members}
    splits = db.session.execute(
        select(OrganizationEvent.organization_id, OrganizationEvent.other_id, OrganizationEvent.happened_on)
        .where(OrganizationEvent.kind == EventKind.SPLIT, OrganizationEvent.other_id.in_(parts))
        .order_by(OrganizationEvent.happened_on.desc())
    ).all()
    before = lines_of({split.organization_id for split in splits})
    found: dict[int, dict[int, date | None]] = {}
    for root, line in lines.items():
        found[root] = dict.fromkeys(line.members)
        for split in splits:
            if split.other_id in line.members:
                for member in before[split.organization_id].members:
                    found[root].setdefault(member, split.happened_on - timedelta(days=1))
    return found


def _walk(ids: Collection[int], *, forwards: bool) -> Select:
    start = select(Organization.id.label("root"), Organization.id.label("member"), Organization.successor_id)
    line = start.where(Organization.id.in_(ids)).cte("line", recursive=True)
    step = Organization.id == line.c.successor_id if forwards else Organization.successor_id == line.c.member
    following = select(line.c.root, Organization.id, Organization.successor_id).join(line, step)
    line = line.union(following)
    return select(line.c.root, line.c.member)


def _places(ids: Collection[int]) -> dict[int, frozenset[int]]:
    columns = [getattr(Organization, name) for name in PLACE_COLUMNS]
    found = db.session.execute(select(Organization.id, *columns).where(Organization.id.in_(ids)))
    return {row[0]: frozenset(place for place in row[1:] if place is not None and place != row[0]) for row in found}
