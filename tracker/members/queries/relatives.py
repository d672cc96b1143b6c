"""Who is listed as whose relative, from either side."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, select, union_all

from tracker.access import Actor
from tracker.core.errors import NotVisible
from tracker.extensions import db
from tracker.members.models import Member, Relative
from tracker.members.states import OPPOSITE, Kinship
from tracker.organizations.queries import in_scope


@dataclass(frozen=True)
class RelativeRow:
    """A relative of a member. ``name`` is None where the actor does not see that member."""

    id: int
    relative_id: int
    kinship: Kinship
    name: str | None


def relatives_of(actor: Actor, member_id: int) -> list[RelativeRow]:
    """The listed relatives of a member, whoever of the two they were entered for."""
    found = db.session.execute(
        select(Relative).where((Relative.member_id == member_id) | (Relative.relative_id == member_id))
    ).scalars()
    pairs = [
        (row.id, row.relative_id, row.kinship)
        if row.member_id == member_id
        else (row.id, row.member_id, OPPOSITE[row.kinship])
        for row in found
    ]
    others = [other for _, other, _ in pairs]
    names = {
        row.id: row.full_name
        for row in db.session.execute(
            select(Member.id, Member.full_name).where(Member.id.in_(others), in_scope(actor, Member))
        )
    }
    rows = [RelativeRow(key, other, kinship, names.get(other)) for key, other, kinship in pairs]
    return sorted(rows, key=lambda row: (row.name or "", row.id))


def related_to(member_id: int) -> Select:
    """The ids of everybody listed as a relative of a member: a statement for the conditions of other queries."""
    both = union_all(
        select(Relative.relative_id.label("id")).where(Relative.member_id == member_id),
        select(Relative.member_id.label("id")).where(Relative.relative_id == member_id),
    ).subquery()
    return select(both.c.id)


def relatives_among(member_ids: Collection[int], others: Collection[int]) -> dict[int, list[tuple[int, Kinship]]]:
    """Which of ``others`` are listed as relatives of the members, and as what: member → (relative, kinship)."""
    found: dict[int, list[tuple[int, Kinship]]] = {}
    if not member_ids or not others:
        return found
    forward = (Relative.member_id.in_(member_ids)) & (Relative.relative_id.in_(others))
    backward = (Relative.relative_id.in_(member_ids)) & (Relative.member_id.in_(others))
    for row in db.session.execute(select(Relative).where(forward | backward).order_by(Relative.id)).scalars():
        if row.member_id in member_ids and row.relative_id in others:
            found.setdefault(row.member_id, []).append((row.relative_id, row.kinship))
        if row.relative_id in member_ids and row.member_id in others:
            found.setdefault(row.relative_id, []).append((row.member_id, OPPOSITE[row.kinship]))
    return found


def get_relative(member: Member, relative_id: int) -> Relative:
    """An entry about a member by its id, from either side; raises ``NotVisible``."""
    about = (Relative.member_id == member.id) | (Relative.relative_id == member.id)
    statement = select(Relative).where(Relative.id == relative_id, about)
    found = db.session.execute(statement).scalar_one_or_none() if relative_id < 2**31 else None
    if found is None:
        raise NotVisible
    return found
