"""Reads of an office's own wording and layout, and the values of a real case for a preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor, Permission, may
from tracker.accounts.models import Account
from tracker.audit.queries import HistoryRow
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile, CaseRow, get_file, readable_cases
from tracker.core.errors import NotVisible
from tracker.core.text import fold
from tracker.documents import contexts
from tracker.documents.catalogue import CATALOGUE, PaperKind
from tracker.documents.contexts import Paper
from tracker.documents.office_models import Decided, LayoutChoice, PaperWording
from tracker.documents.phrases import Phrase, phrases_of
from tracker.documents.queries import get_paper, papers_of_case
from tracker.documents.wordings import own_wordings
from tracker.extensions import PLACE_COLUMNS, db
from tracker.lawbook.queries import LARGEST_ID
from tracker.organizations.models import Organization
from tracker.organizations.queries import in_scope
from tracker.regulations.sources import Citation, Grade, written
from tracker.wordings.rules import word_changes
from tracker.wordings.states import Change

Row = TypeVar("Row", bound=Decided)


@dataclass(frozen=True)
class Worded:
    """A phrase of a paper as an office words it on a day; ``own`` is the version in force, None where there is none."""

    paper: PaperKind
    phrase: Phrase
    own: PaperWording | None

    @property
    def text(self) -> str:
        """The wording in force."""
        return self.own.wording if self.own else self.phrase.text

    @property
    def is_changed(self) -> bool:
        """Whether it is worded otherwise than delivered."""
        return self.text != self.phrase.text

    @property
    def changes(self) -> list[tuple[Change, str]]:
        """What differs from what is delivered, word by word."""
        return word_changes(self.phrase.text, self.text)

    def mentions(self, text: str) -> bool:
        """Whether the paper, the name of the phrase or a wording of it holds every word; marks do not count."""
        said = fold(" ".join((self.paper.title, self.phrase.name, self.phrase.text, self.text)))
        return all(word in said for word in fold(text).split())


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


def worded_phrases(actor: Actor, on: date, paper: str | None = None) -> list[Worded]:
    """The phrases as the actor's office words them on a day, in the order of the catalogue; of one paper or of all."""
    own = own_wordings(actor.organization_id, on, paper)
    kinds = [CATALOGUE[paper]] if paper else CATALOGUE.values()
    return [Worded(kind, row, own.get((kind.key, key))) for kind in kinds for key, row in phrases_of(kind.key).items()]


def changes_of(entries: Sequence[Entry]) -> int:
    """A number that every entry and every revocation raises: what a page shows is stale when it has risen."""
    return sum(entry.row.version for entry in entries)


def last_change(entries: Sequence[Entry]) -> HistoryRow | None:
    """Who entered or revoked one of the versions last, and when."""
    latest = max(entries, key=lambda entry: entry.row.revoked_at or entry.row.recorded_at, default=None)
    if latest is None:
        return None
    row = latest.row
    if row.revoked_at is None or row.revoked_by is None:
        return HistoryRow(row.recorded_at, latest.author_name, "office.wording_entered", "")
    by = db.session.get_one(Account, row.revoked_by).full_name
    return HistoryRow(row.revoked_at, by, "office.wording_revoked", "")


def get_version(actor: Actor, version_id: int) -> PaperWording:
    """A version of an office in the actor's scope; raises ``NotVisible``."""
    return _get(actor, PaperWording, version_id)


def get_choice(actor: Actor, choice_id: int) -> LayoutChoice:
    """A choice of an office in the actor's scope; raises ``NotVisible``."""
    return _get(actor, LayoutChoice, choice_id)


def readable_case(actor: Actor, ref: str) -> CaseFile | None:
    """The case of a preview, for those who may read its papers; None for any other number, whatever the reason."""
    if not may(actor, Permission.SEE_CASES):
        return None
    try:
        return get_file(actor, ref, Permission.SEE_PAPERS)
    except NotVisible:
        return None


def find_cases(actor: Actor, paper: str, text: str) -> list[tuple[str, str]]:
    """(reference, label) of the newest cases that have use for a paper and whose papers the actor may read."""
    if not may(actor, Permission.SEE_CASES) or not text.strip():
        return []
    return _labelled(readable_cases(actor, text, Case.kind.in_(CATALOGUE[paper].kinds)))


def case_labels(actor: Actor, refs: Sequence[str]) -> dict[str, str]:
    """The labels of those of the cases whose papers the actor may read."""
    if not may(actor, Permission.SEE_CASES) or not refs:
        return {}
    return dict(_labelled(readable_cases(actor, "", Case.ref.in_(refs))))


def values_of(case_id: int, paper: str) -> Paper | None:
    """What stands on the latest numbered paper of this kind of a case, as it was composed. The caller checked sight."""
    rows = papers_of_case(case_id)
    issued = [row for row in rows if row.template == paper and row.ending is None and not row.is_outside]
    return contexts.from_json(get_paper(issued[-1].id).context or "") if issued else None


def _labelled(rows: Sequence[CaseRow]) -> list[tuple[str, str]]:
    return [(row.ref, " – ".join([row.decision_number or "", row.title, *row.subjects]).strip(" –")) for row in rows]


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
