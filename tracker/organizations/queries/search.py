"""Search without regard to marks and case: every typed word must begin a word of the record's search key."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, select, true
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.core.text import clean, fold
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Organization
from tracker.organizations.queries.scope import beside, in_scope, in_view, under
from tracker.organizations.states import LEVEL_ORDER, Level

Found = TypeVar("Found")
MOST_WORDS = 8
MOST_LETTERS = 100
RANKED = 200  # how many matches are ranked for a suggestion; a common word matches far more
_KEY = re.compile(r"org-([1-9]\d{0,8})")
_WORD = re.compile(r"\w+")


def search_key(*texts: str, most: int) -> str:
    """The folded words of the texts, punctuation dropped, at most ``most`` characters."""
    return " ".join(_WORD.findall(fold(" ".join(texts))))[:most]


def every_word(column: Any, text: str) -> ColumnElement[bool]:
    """The condition "each typed word begins a word of the search key in ``column``".

    True for an empty text; false for one of signs only.
    """
    words = _WORD.findall(fold(text[:MOST_LETTERS]))[:MOST_WORDS]
    if not words:
        return false() if text.strip() else true()
    padded = literal(" ").concat(column)
    return and_(*(padded.contains(f" {word}", autoescape=True) for word in words))


def best_first(found: Iterable[Found], text: str, name: Callable[[Found], str]) -> list[Found]:
    """Those whose name holds the typed words with their very marks stand first; otherwise the order is kept."""
    words = _WORD.findall(clean(text).casefold())

    def rank(one: Found) -> bool:
        padded = " " + " ".join(_WORD.findall(clean(name(one)).casefold()))
        return not all(f" {word}" in padded for word in words)

    return sorted(found, key=rank)


@dataclass(frozen=True)
class OrganizationRow:
    """An organization in a list. ``parent_name`` is None where the actor does not see the parent."""

    id: int
    code: str
    name: str
    level: Level
    parent_name: str | None
    founded_on: date
    ended_on: date | None
    search_key: str

    @property
    def key(self) -> str:
        """How pickers name it."""
        return f"org-{self.id}"

    @property
    def label(self) -> str:
        """How pickers show it: name, parent, and the years of one that has ended."""
        years = f"{self.founded_on.year}–{self.ended_on.year}" if self.ended_on else ""
        beside = ", ".join(filter(None, (self.parent_name, years)))
        return f"{self.name} ({beside})" if beside else self.name


@dataclass(frozen=True)
class OrganizationFilter:
    """What a list of organizations is narrowed to."""

    text: str = ""
    level: Level | None = None
    top: Organization | None = None
    ended: bool = False


def organization_rows(actor: Actor, wanted: OrganizationFilter, cursor: Cursor | None) -> list[OrganizationRow]:
    """A page of the organizations in scope (and one more), by name; with the ended ones all in view."""
    seen = in_view(actor) if wanted.ended else in_scope(actor, Organization)
    statement = _rows(actor, seen).where(every_word(Organization.search_key, wanted.text))
    if wanted.level:
        statement = statement.where(Organization.level == wanted.level)
    if wanted.top:
        statement = statement.where(under(wanted.top, Organization))
    if not wanted.ended:
        statement = statement.where(Organization.ended_on.is_(None))
    found = db.session.execute(keyset(statement, Organization.search_key, Organization.id, cursor))
    return [OrganizationRow(*row) for row in found]


def find_organizations(
    actor: Actor, text: str, limit: int = 20, *, living: bool = False, neighbours: bool = False
) -> list[tuple[str, str]]:
    """(key, label) of the organizations in scope that match: those with the very marks typed first, higher ones first.

    ``living`` leaves out those that have ended; ``neighbours`` are offered, too.
    """
    if not text.strip():
        return []
    statement = _rows(actor, _offered(actor, neighbours=neighbours)).where(every_word(Organization.search_key, text))
    if living:
        statement = statement.where(Organization.ended_on.is_(None))
    found = db.session.execute(statement.order_by(Organization.search_key, Organization.id).limit(RANKED))
    by_level = sorted((OrganizationRow(*row) for row in found), key=lambda row: LEVEL_ORDER.index(row.level))
    rows = best_first(by_level, text, lambda row: row.name)
    return [(row.key, row.label) for row in rows[:limit]]


def _offered(actor: Actor, *, neighbours: bool) -> ColumnElement[bool]:
    own = in_scope(actor, Organization)
    return or_(own, beside(actor)) if neighbours else own


def label_of(actor: Actor, keys: Sequence[str], *, neighbours: bool = False) -> dict[str, str]:
    """The labels of those of the keys (``org-12``) that name an organization in scope, or a neighbour."""
    ids = [one for one in map(id_of, keys) if one is not None]
    if not ids:
        return {}
    offered = _offered(actor, neighbours=neighbours)
    found = db.session.execute(_rows(actor, offered).where(Organization.id.in_(ids)))
    rows = [OrganizationRow(*row) for row in found]
    return {row.key: row.label for row in rows}


def id_of(key: str | None) -> int | None:
    """12 for ``org-12``; None for anything else."""
    match = _KEY.fullmatch(key or "")
    return int(match[1]) if match else None


def _rows(actor: Actor, seen: ColumnElement[bool]) -> Select:
    parent = aliased(Organization)
    return (
        select(
            Organization.id,
            Organization.code,
            Organization.name,
            Organization.level,
            parent.name,
            Organization.founded_on,
            Organization.ended_on,
            Organization.search_key,
        )
        .outerjoin(parent, and_(parent.id == Organization.parent_id, in_scope(actor, parent)))
        .where(seen)
    )
