"""Reads of petitions. Every one starts from the actor's sight; none reads the vault's texts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.core.errors import NotVisible
from tracker.core.text import fold
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.members.states import SubjectType
from tracker.observations import queries as observations
from tracker.organizations.models import Body
from tracker.petitions import rules
from tracker.petitions.models import (
    Petition,
    PetitionContent,
    PetitionIdentity,
    PetitionLetter,
    PetitionRelease,
    PetitionSubject,
)
from tracker.petitions.queries.sight import revealable, visible
from tracker.petitions.queries.vault import (  # noqa: F401  (what the vault tells is asked here, too)
    REVEAL_DAYS,
    GrantRow,
    RevealRow,
    former_of,
    get_identity,
    grants_of,
    has_identity,
    reveal_rows,
    reveals_by_person,
    sealed_otherwise,
)
from tracker.petitions.states import LetterKind, PetitionKind, State

MOST_COMPARED = 200
_Subject, _Register = aliased(PetitionSubject), aliased(Body)


@dataclass(frozen=True)
class PetitionFilter:
    """What the register is narrowed to; None and empty mean no narrowing."""

    text: str = ""
    kind: PetitionKind | None = None
    state: State | None = None
    year: int | None = None


@dataclass(frozen=True)
class PetitionRow:
    """A petition in the register."""

    id: int
    ref: str
    year: int
    number: int
    kind: PetitionKind
    state: State
    received_on: date
    abstract: str
    old_register: str  # of an ended body, in which it keeps its number
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class LikeRow:
    """Another petition that may be the same."""

    petition: PetitionRow
    likeness: rules.Likeness


def get_petition(actor: Actor, ref: str) -> Petition:
    """A petition by its reference; raises ``NotVisible``."""
    return _one(visible(actor), ref)


def get_for_reveal(actor: Actor, ref: str, today: date) -> Petition:
    """A petition whose sender the actor may see; raises ``NotVisible``."""
    return _one(revealable(actor, today), ref)


def may_reveal(actor: Actor, petition: Petition, today: date) -> bool:
    """Whether ``get_for_reveal`` would give the petition."""
    found = select(Petition.id).where(Petition.id == petition.id, revealable(actor, today))
    return db.session.execute(found).first() is not None


def is_open_to(actor: Actor, today: date) -> ColumnElement[bool]:
    """The vault holds who sent the petition, and the actor may see it now."""
    return and_(revealable(actor, today), exists().where(PetitionIdentity.petition_id == Petition.id))


def _one(condition: ColumnElement[bool], ref: str) -> Petition:
    found = db.session.execute(
        select(Petition)
        .where(Petition.ref == ref, condition)
        .options(
            joinedload(Petition.body).joinedload(Body.organization),
            joinedload(Petition.register_body),
            selectinload(Petition.contents),
            selectinload(Petition.subjects),
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found


def petition_rows(actor: Actor, wanted: PetitionFilter, cursor: Cursor | None) -> list[PetitionRow]:
    """One page of the register, newest first, and one row more."""
    statement = keyset(_narrowed(_rows(actor), wanted), Petition.received_on, Petition.id, cursor, newest_first=True)
    return _with_subjects([PetitionRow(*row) for row in db.session.execute(statement)])


def count_petitions(actor: Actor, wanted: PetitionFilter, *, most: int = 1_000) -> int:
    """How many petitions a list has, counted up to ``most + 1``."""
    found = _narrowed(select(Petition.id).where(visible(actor)), wanted).limit(most + 1)
    return len(db.session.execute(found).all())


def _rows(actor: Actor) -> Select:
    return (
        select(
            Petition.id,
            Petition.ref,
            Petition.year,
            Petition.number,
            Petition.kind,
            Petition.state,
            Petition.received_on,
            Petition.abstract,
            case((_Register.heir_id.is_not(None), _Register.name), else_=""),
        )
        .join(_Register, _Register.id == Petition.register_body_id)
        .where(visible(actor))
    )


def _narrowed(statement: Select, wanted: PetitionFilter) -> Select:
    if wanted.kind:
        statement = statement.where(Petition.kind == wanted.kind)
    if wanted.state:
        statement = statement.where(Petition.state == wanted.state)
    if wanted.year:
        statement = statement.where(Petition.year == wanted.year)
    for word in fold(wanted.text).split():
        pattern = f"%{word.replace('%', '').replace('_', '')}%"
        statement = statement.where(Petition.search_key.like(pattern))
    return statement


def _with_subjects(rows: Sequence[PetitionRow]) -> list[PetitionRow]:
    names = subjects_of([row.id for row in rows])
    return [replace(row, subjects=tuple(names.get(row.id, ()))) for row in rows]


def subjects_of(ids: Sequence[int]) -> dict[int, list[str]]:
    """Whom petitions are about, in the order in which they were written down. The caller checked the sight."""
    names: dict[int, list[str]] = {}
    for petition_id, name in db.session.execute(
        select(PetitionSubject.petition_id, PetitionSubject.name)
        .where(PetitionSubject.petition_id.in_(ids))
        .order_by(PetitionSubject.petition_id, PetitionSubject.number)
    ):
        names.setdefault(petition_id, []).append(name)
    return names


def find_row(actor: Actor, petition_id: int) -> PetitionRow | None:
    """One petition as a row, if the actor sees it."""
    row = db.session.execute(_rows(actor).where(Petition.id == petition_id)).one_or_none()
    return PetitionRow(*row) if row else None


def parts_of(actor: Actor, petition: Petition) -> list[PetitionRow]:
    """The petitions split off from a letter, of those the actor sees, in the order of their numbers."""
    found = _rows(actor).where(Petition.split_from_id == petition.id).order_by(Petition.id)
    return _with_subjects([PetitionRow(*row) for row in db.session.execute(found)])


def likely_copies(actor: Actor, petition: Petition) -> list[LikeRow]:
    """The petitions the actor sees that are likely the same as this one, the newest first."""
    same_subject = _sharing_subject(petition)
    letter = func.coalesce(Petition.split_from_id, Petition.id)  # parts of one letter are not its copies
    fingerprint = select(PetitionIdentity.fingerprint).where(PetitionIdentity.petition_id == petition.id)
    same_sender = Petition.id.in_(
        select(PetitionIdentity.petition_id).where(PetitionIdentity.fingerprint.in_(fingerprint))
    )
    found = db.session.execute(
        _rows(actor)
        .add_columns(same_sender.label("same_sender"))
        .where(letter != (petition.split_from_id or petition.id), same_subject)
        .order_by(Petition.id.desc())
        .limit(MOST_COMPARED)
    ).all()
    texts = _texts([petition.id, *(row.id for row in found)])
    rows = [(PetitionRow(*row[:-1]), bool(row.same_sender)) for row in found]
    liked = [
        LikeRow(row, rules.Likeness(sender, True, rules.alike(texts[petition.id], texts[row.id])))
        for row, sender in rows
    ]
    return [row for row in liked if row.likeness.is_copy]


def _sharing_subject(petition: Petition) -> ColumnElement[bool]:
    members = [one.member_id for one in petition.subjects if one.member_id is not None]
    organizations = [one.organization_id for one in petition.subjects if one.type is SubjectType.ORGANIZATION]
    same = or_(
        PetitionSubject.member_id.in_(members),
        and_(
            PetitionSubject.type == SubjectType.ORGANIZATION,
            PetitionSubject.organization_id.in_(organizations),
        ),
    )
    return Petition.id.in_(select(PetitionSubject.petition_id).where(same))


def _texts(ids: Sequence[int]) -> dict[int, list[str]]:
    """Contents by petition, or its abstract where none is listed."""
    found: dict[int, list[str]] = {one: [] for one in ids}
    for petition_id, text in db.session.execute(
        select(PetitionContent.petition_id, PetitionContent.text).where(PetitionContent.petition_id.in_(ids))
    ):
        found[petition_id].append(text)
    bare = [one for one, texts in found.items() if not texts]
    for petition_id, abstract in db.session.execute(
        select(Petition.id, Petition.abstract).where(Petition.id.in_(bare))
    ):
        found[petition_id].append(abstract)
    return found


@dataclass(frozen=True)
class LetterRow:
    """A letter about a petition as a list has it: nothing of what stands in it."""

    paper_ref: str
    kind: LetterKind
    full_number: str
    issued_on: date
    names_sender: bool


def letters_of(petition_id: int) -> list[LetterRow]:
    """The letters about a petition, oldest first. The caller checked the sight of the petition or of its case."""
    found = db.session.execute(
        select(RegisteredPaper, PetitionLetter.kind, PetitionLetter.names_sender)
        .join(PetitionLetter, PetitionLetter.paper_id == RegisteredPaper.id)
        .where(PetitionLetter.petition_id == petition_id)
        .order_by(RegisteredPaper.id)
    )
    return [
        LetterRow(paper.ref, kind, f"{paper.number:02d}-{paper.sign}", paper.issued_on, names_sender)
        for paper, kind, names_sender in found
    ]


def get_letter(petition_id: int, paper_ref: str) -> PetitionLetter:
    """A letter about a petition; raises ``NotVisible``."""
    found = db.session.execute(
        select(PetitionLetter)
        .join(RegisteredPaper, RegisteredPaper.id == PetitionLetter.paper_id)
        .where(PetitionLetter.petition_id == petition_id, RegisteredPaper.ref == paper_ref)
    ).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found


def letters_sealed_otherwise(key: str) -> list[PetitionLetter]:
    """The letters that are sealed under another key."""
    statement = select(PetitionLetter).where(PetitionLetter.key != key).order_by(PetitionLetter.paper_id)
    return list(db.session.execute(statement).scalars())


@dataclass(frozen=True)
class ReleaseRow(observations.ReleaseRow):
    """That a petition came back from a cancelled case, and when it had been accepted."""

    accepted_on: date


def releases_of(petition_id: int) -> list[ReleaseRow]:
    """How often a petition came back from a cancelled case, the latest first. The caller checked the sight."""
    row = PetitionRelease
    found = db.session.execute(
        select(row.cancelled_on, row.reason, Account.full_name, row.released_at, row.accepted_on)
        .join(Account, Account.id == row.released_by)
        .where(row.petition_id == petition_id)
        .order_by(row.id.desc())
    )
    return [ReleaseRow(*one) for one in found]


def last_cancelled_on(petition_id: int) -> date | None:
    """The day of the last decision that cancelled a case of the petition: what is decided anew comes after it."""
    found = select(func.max(PetitionRelease.cancelled_on)).where(PetitionRelease.petition_id == petition_id)
    return db.session.execute(found).scalar_one()


def released_by_case(case_id: int) -> int | None:
    """The petition that a cancelled case gave back, whatever case handles it now."""
    found = select(PetitionRelease.petition_id).where(PetitionRelease.case_id == case_id)
    return db.session.execute(found).scalar_one_or_none()
