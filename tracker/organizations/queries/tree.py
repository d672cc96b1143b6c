"""The tree below an organization, whole when it is small and one level of it when it is large."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from tracker.core.text import fold
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.queries.scope import under
from tracker.organizations.states import LEVEL_ORDER, Level

MOST_NODES = 400


@dataclass
class TreeNode:
    """An organization in the tree. ``child_count`` counts those directly below, shown or not."""

    id: int
    name: str
    code: str
    level: Level
    ended_on: date | None
    parent_id: int | None
    child_count: int = 0
    children: list["TreeNode"] = field(default_factory=list)


@dataclass(frozen=True)
class Tree:
    """``top`` with its children; ``whole`` tells whether every level below is in it or only the first.

    ``size`` is the number of organizations below ``top`` that are in it.
    """

    top: TreeNode
    whole: bool
    size: int


def tree_under(top: Organization, *, ended: bool) -> Tree:
    """The tree below ``top``, with those that have ended or without. The caller has checked that ``top`` is visible."""
    below = _nodes(ended).where(under(top, Organization), Organization.id != top.id)
    found = db.session.execute(below.limit(MOST_NODES + 1)).all()
    whole = len(found) <= MOST_NODES
    if not whole:
        found = db.session.execute(below.where(Organization.parent_id == top.id)).all()
    root = TreeNode(top.id, top.name, top.code, top.level, top.ended_on, top.parent_id)
    children = defaultdict(list)
    for row in found:
        children[row.parent_id].append(TreeNode(*row))
    _hang(root, children)
    return Tree(root, whole, len(found))


def children_of(organization: Organization) -> list[TreeNode]:
    """The organizations directly below that have not ended, in the order of the tree."""
    found = db.session.execute(_nodes(ended=False).where(Organization.parent_id == organization.id))
    return sorted((TreeNode(*row) for row in found), key=_order)


def count_members(organization: Organization) -> int:
    """How many members belong to the organization and those below it."""
    statement = select(func.count()).select_from(Organization).join(Organization.present_members)
    return db.session.execute(statement.where(under(organization, Organization))).scalar_one()


def _nodes(ended: bool) -> Select:
    child = aliased(Organization)
    counted = select(func.count()).where(child.parent_id == Organization.id)
    if not ended:
        counted = counted.where(child.ended_on.is_(None))
    statement = select(
        Organization.id,
        Organization.name,
        Organization.code,
        Organization.level,
        Organization.ended_on,
        Organization.parent_id,
        counted.scalar_subquery(),
    )
    return statement if ended else statement.where(Organization.ended_on.is_(None))


def _hang(node: TreeNode, children: dict[int | None, list[TreeNode]]) -> None:
    node.children = sorted(children.get(node.id, ()), key=_order)
    node.child_count = max(node.child_count, len(node.children))
    for child in node.children:
        _hang(child, children)


def _order(node: TreeNode) -> tuple[int, list[str | int]]:
    """By level, then by name with numbers by value: Chi bộ 2 stands before Chi bộ 10."""
    parts = re.split(r"(\d+)", fold(node.name))
    return LEVEL_ORDER.index(node.level), [int(part) if part.isdecimal() else part for part in parts]
