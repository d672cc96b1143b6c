"""Reads of an office's own wording and layout, and the values of a real case for a preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor, Permission, may
from tracker.accounts.models import Account
from tracker.cases.queries import CaseFile, get_file
from tracker.core.errors import NotVisible
from tracker.documents import contexts
from tracker.documents.contexts import Paper
from tracker.documents.models import RegisteredPaper
from tracker.documents.office_models import Decided, LayoutChoice, PaperWording
from tracker.extensions import PLACE_COLUMNS, db
from tracker.lawbook.queries import LARGEST_ID
from tracker.organizations.models import Organization
from tracker.organizations.queries import in_scope
from tracker.regulations.sources import Citation, Grade, written

Row = TypeVar("Row", bound=Decided)


@dataclass(frozen=True)
class Entry:
    """A row for a page: whose it is, who entered it, by which document, and whether the reader may revoke it."""

    row: Decided
    organization_name: str
    author_name: str
    is_own: bool

    @property
    def citation(self) -> Citation:
        """The document."""
        row = self.row
        return Citation(f"{row.document}, ngày {written(row.document_on)}, {row.issuer}", "", Grade.OFFICE)


def versions(actor: Actor, paper: str, phrase: str | None = None) -> list[Entry]:
    """The versions of a paper's phrases that the actor's office has, or an office above or below, the latest first."""
    conditions = [PaperWording.paper == paper, *([PaperWording.phrase == phrase] if phrase else [])]
    return _entries(actor, PaperWording, conditions)


def choices(actor: Actor) -> list[Entry]:
    """What was chosen for the layout, the latest first, revoked rows too."""
    return _entries(actor, LayoutChoice, [])


def own_counts(actor: Actor, on: date) -> dict[str, int]:
    """How many phrases of each paper are worded by the actor's office or one above it on a day."""
    statement = (
        select(PaperWording.paper, func.count(func.distinct(PaperWording.phrase)))
        .where(
            PaperWording.organization_id.in_(_places(actor)),
            PaperWording.revoked_at.is_(None),
            PaperWording.since <= on,
            or_(PaperWording.until.is_(None), PaperWording.until >= on),
        )
        .group_by(PaperWording.paper)
    )
    found = db.session.execute(statement)
    return {row[0]: row[1] for row in found}


def get_version(actor: Actor, version_id: int) -> PaperWording:
    """A version of an office in the actor's scope; raises ``NotVisible``."""
    return _get(actor, PaperWording, version_id)


def get_choice(actor: Actor, choice_id: int) -> LayoutChoice:
    """A choice of an office in the actor's scope; raises ``NotVisible``."""
    return _get(actor, LayoutChoice, choice_id)


def case_of(actor: Actor, ref: str) -> CaseFile | None:
    """The case of a preview, for those who may read its papers; None for any other number, whatever the reason."""
    if not may(actor, Permission.SEE_CASES):
        return None
    try:
        return get_file(actor, ref, Permission.SEE_PAPERS)
    except NotVisible:
        return None


def values_of(case_id: int, paper: str) -> Paper | None:
    """What stands on the latest numbered paper of this kind of a case, as it was composed. The caller checked sight."""
    statement = (
        select(RegisteredPaper.context)
        .where(RegisteredPaper.case_id == case_id, RegisteredPaper.template == paper)
        .order_by(RegisteredPaper.id.desc())
        .limit(1)
    )
    kept = db.session.execute(statement).scalar_one_or_none()
    return contexts.from_json(kept) if kept else None


def _entries(actor: Actor, kind: type[Row], conditions: Sequence[ColumnElement[bool]]) -> list[Entry]:
    statement = (
        select(kind, Organization.name, Account.full_name, in_scope(actor, Organization))
        .join(Organization, Organization.id == kind.organization_id)
        .join(Account, Account.id == kind.author_id)
        .where(or_(in_scope(actor, Organization), Organization.id.in_(_places(actor))), *conditions)
        .order_by(kind.since.desc(), kind.recorded_at.desc())
    )
    return [Entry(row, place, author, bool(own)) for row, place, author, own in db.session.execute(statement)]


def _places(actor: Actor) -> list[ColumnElement[int]]:
    own = aliased(Organization)
    return [
        select(getattr(own, column)).where(own.id == actor.organization_id).scalar_subquery()
        for column in PLACE_COLUMNS
    ]


def _get(actor: Actor, kind: type[Row], row_id: int) -> Row:
    row = db.session.get(kind, row_id) if row_id <= LARGEST_ID else None
    if row is None:
        raise NotVisible
    scope = select(Organization.id).where(Organization.id == row.organization_id, in_scope(actor, Organization))
    if db.session.execute(scope).first() is None:
        raise NotVisible
    return row
