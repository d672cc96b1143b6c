"""The members an actor sees: one, those that match, a page of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.core.errors import NotVisible
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.members.models import Member
from tracker.members.states import Standing
from tracker.organizations.models import Organization
from tracker.organizations.queries import best_first, every_word, in_scope, is_in_scope, search_key, under
from tracker.organizations.states import Level

LARGEST_ID = 2**31 - 1
RANKED = 200
_KEY = re.compile(r"member-([1-9]\d{0,8})")


@dataclass(frozen=True)
class MemberRow:
    """A member in a list, with the present home organization and the one above it if the actor sees it."""

    id: int
    code: str
    full_name: str
    born_on: date
    admitted_on: date
    official_on: date | None
    managing_level: Level | None
    left_on: date | None
    organization_id: int
    organization_name: str
    above_name: str | None
    search_key: str

    @property
    def key(self) -> str:
        """How pickers name the member."""
        return f"member-{self.id}"

    @property
    def label(self) -> str:
        """How pickers show the member: name, home organization and the one above."""
        above = f" ({self.above_name})" if self.above_name else ""
        return f"{self.full_name} – {self.organization_name}{above}"

    def standing_on(self, on: date) -> Standing:
        """Official or probationary on a day."""
        official = self.official_on is not None and self.official_on <= on
        return Standing.OFFICIAL if official else Standing.PROBATIONARY


@dataclass(frozen=True)
class MemberFilter:
    """What a list of members is narrowed to. ``today`` decides who is official."""

    today: date
    text: str = ""
    top: Organization | None = None
    standing: Standing | None = None
    left: bool = False


def get_member(actor: Actor, member_id: int) -> Member:
    """A member in the actor's scope; raises ``NotVisible``, whether the member exists or not."""
    found = db.session.get(Member, member_id) if 0 < member_id <= LARGEST_ID else None
    if found is None or not is_in_scope(actor, found):
        raise NotVisible
    return found


def member_rows(actor: Actor, wanted: MemberFilter, cursor: Cursor | None) -> list[MemberRow]:
    """A page of the members in scope (and one more), by name."""
    statement = _rows(actor).where(every_word(Member.search_key, wanted.text))
    if wanted.top:
        statement = statement.where(under(wanted.top, Member))
    if wanted.standing is Standing.OFFICIAL:
        statement = statement.where(Member.official_on <= wanted.today)
    elif wanted.standing is Standing.PROBATIONARY:
        statement = statement.where(or_(Member.official_on.is_(None), Member.official_on > wanted.today))
    if not wanted.left:
        statement = statement.where(Member.left_on.is_(None))
    return [MemberRow(*row) for row in db.session.execute(keyset(statement, Member.search_key, Member.id, cursor))]


def find_by_code(code: str) -> Member | None:
    """The member with a code, for commands: whoever runs them sees every member."""
    return db.session.execute(select(Member).where(Member.code == code)).scalar_one_or_none()


def find_members(actor: Actor, text: str, limit: int = 20) -> list[tuple[str, str]]:
    """(key, label) of the members in scope that match, those with the very marks typed first; also who has left."""
    if not search_key(text, most=1):
        return []
    statement = _rows(actor).where(every_word(Member.search_key, text))
    found = db.session.execute(statement.order_by(Member.search_key, Member.id).limit(RANKED))
    rows = best_first([MemberRow(*row) for row in found], text, lambda row: row.full_name)
    return [(row.key, row.label) for row in rows[:limit]]


def label_of(actor: Actor, keys: Sequence[str]) -> dict[str, str]:
    """The labels of those of the keys (``member-5``) that name a member in scope."""
    ids = [one for one in map(id_of, keys) if one is not None]
    if not ids:
        return {}
    rows = [MemberRow(*row) for row in db.session.execute(_rows(actor).where(Member.id.in_(ids)))]
    return {row.key: row.label for row in rows}


def id_of(key: str | None) -> int | None:
    """5 for ``member-5``; None for anything else."""
    match = _KEY.fullmatch(key or "")
    return int(match[1]) if match else None


def _rows(actor: Actor) -> Select:
    home, above = aliased(Organization), aliased(Organization)
    return (
        select(
            Member.id,
            Member.code,
            Member.full_name,
            Member.born_on,
            Member.admitted_on,
            Member.official_on,
            Member.managing_level,
            Member.left_on,
            Member.organization_id,
            home.name,
            above.name,
            Member.search_key,
        )
        .join(home, home.id == Member.organization_id)
        .outerjoin(above, (above.id == home.parent_id) & in_scope(actor, above))
        .where(in_scope(actor, Member))
    )
