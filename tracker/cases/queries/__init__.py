"""Reads of cases. Every one starts from the actor's sight."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.access import Actor, Permission, Relation, Role, may, refuse_held_back
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.kinds import COMBINED_STEPS, KINDS, Kind, KindRow, Step
from tracker.cases.models import Allegation, Case, CaseSubject, TeamMember
from tracker.cases.states import OPEN_STATES, UNDER_WAY_STATES, State, TeamRole
from tracker.core.errors import NotVisible
from tracker.core.text import fold
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Body
from tracker.petitions.models import Petition, PetitionSubject
from tracker.petitions.queries import released_by_case

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class CaseFile:
    """A case with everything its pages need, and how the actor stands to it."""

    case: Case
    relations: frozenset[Relation]
    _answers: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, ask: Callable[..., Answer], *given: object) -> Answer:
        """What ``ask`` answers, asked once for all areas of a page. Not for acts: they change what was answered."""
        question = (ask, given)
        if question not in self._answers:
            self._answers[question] = ask(*given)
        answer: Answer = self._answers[question]
        return answer

    @property
    def row(self) -> KindRow:
        """The case's kind."""
        return KINDS[self.case.kind]

    def allows(self, actor: Actor, permission: Permission) -> bool:
        """Whether the actor holds a permission on this case."""
        return may(actor, permission, self.relations)

    @property
    def steps(self) -> list[Step]:
        """The checklist of this case: without what only an extension or the combined procedure makes due."""
        own = [step for step in self.row.steps if self.case.extensions or not step.if_extended]
        return [*own, *COMBINED_STEPS] if self.case.combined else own

    def allegation(self, number: int) -> Allegation:
        """A content of a denunciation by its number; raises ``NotVisible``."""
        for allegation in self.case.allegations:
            if allegation.number == number:
                return allegation
        raise NotVisible

    def step_keys(self) -> set[str]:
        """The steps of the checklist that are done."""
        return {step.key for step in self.case.steps if not step.missing}

    def subject(self, number: int) -> CaseSubject:
        """A subject by its number in the case; raises ``NotVisible``."""
        for subject in self.case.subjects:
            if subject.number == number:
                return subject
        raise NotVisible

    @property
    def team(self) -> list[TeamMember]:
        """Who is in the team now; those replaced stay in ``case.team``."""
        return [person for person in self.case.team if person.until is None]

    @property
    def head(self) -> Account | None:
        """The head of the team."""
        return next((person.account for person in self.team if person.role is TeamRole.HEAD), None)


@dataclass(frozen=True)
class CaseFilter:
    """What a list of cases is narrowed to; None and empty mean no narrowing."""

    text: str = ""
    kind: Kind | None = None
    state: State | None = None
    organization_id: int | None = None
    body_id: int | None = None
    timing: str = ""  # "open", "overdue", "soon", "waiting"
    today: date | None = None


@dataclass(frozen=True)
class CaseRow:
    """A case in a list."""

    id: int
    ref: str
    kind: Kind
    state: State
    title: str
    body_name: str
    decision_number: str | None
    due_on: date | None
    opened_at: datetime
    restricted: bool
    subjects: tuple[str, ...] = ()


def get_file(actor: Actor, ref: str, permission: Permission = Permission.SEE_FILE) -> CaseFile:
    """A case by its reference, for those who may open it; raises ``NotVisible`` otherwise, whatever the reason.

    Who is in the team and lacks nothing but the declaration is told so: ``HeldBack``.
    """
    found = db.session.execute(
        select(Case, sight.attends(actor))
        .where(Case.ref == ref, sight.content(actor))
        .options(
            joinedload(Case.body).options(joinedload(Body.organization), joinedload(Body.heir)),
            selectinload(Case.subjects),
            selectinload(Case.contents),
            selectinload(Case.team).joinedload(TeamMember.account),
            selectinload(Case.allegations),
            selectinload(Case.steps),
            selectinload(Case.extensions),
            selectinload(Case.suspensions),
        )
    ).one_or_none()
    if found is None:
        raise NotVisible
    case, attends = found
    file = CaseFile(case, _relations_of(actor, case) | ({Relation.SESSION_MEMBER} if attends else set()))
    if not file.allows(actor, permission):
        refuse_held_back(actor, permission, file.relations)
        raise NotVisible
    return file


def count_together(asked: Mapping[str, Select[int] | int | None]) -> dict[str, int | None]:
    """What each statement counts, all in one; what is a number already, or nothing to count, stays as it is."""
    known = {key: asked_for for key, asked_for in asked.items() if not isinstance(asked_for, Select)}
    counts = {key: one.scalar_subquery() for key, one in asked.items() if isinstance(one, Select)}
    if counts:
        row = db.session.execute(select(*counts.values())).one()
        known |= dict(zip(counts, row, strict=True))
    return known


def lock_case(case_id: int) -> State:
    """The state a case has now; neither it nor what hangs on it changes until the caller's transaction ends."""
    return db.session.execute(select(Case.state).where(Case.id == case_id).with_for_update()).scalar_one()


def find_outline(actor: Actor, ref: str) -> CaseRow | None:
    """What those may see who know of a case but may not open it; None when it does not exist for the actor."""
    row = db.session.execute(_rows(actor).where(Case.ref == ref)).one_or_none()
    return _with_subjects([CaseRow(*row)])[0] if row else None


def _relations_of(actor: Actor, case: Case) -> frozenset[Relation]:
    """How the actor stands to a loaded case, but for an invitation to its session."""
    relations: set[Relation] = set()
    for person in case.team:
        if person.account_id == actor.user_id and person.until is None:
            relations.add(Relation.TEAM_HEAD if person.role is TeamRole.HEAD else Relation.TEAM_MEMBER)
            relations |= sight.what_holds_back(case, person)
    if case.directing_id == actor.user_id:
        relations.add(Relation.DIRECTING)
    if case.opened_by == actor.user_id and case.state is State.DRAFT:
        relations.add(Relation.OPENER)
    in_hand = case.body.heir or case.body
    if actor.has(*sight.LEADERS) and in_hand.id == actor.body_id:
        relations.add(Relation.CHAIR)
    if actor.has(Role.CLERK) and in_hand.organization_id == actor.organization_id:
        relations.add(Relation.CLERK)
    return frozenset(relations)


def case_rows(actor: Actor, wanted: CaseFilter, cursor: Cursor | None) -> list[CaseRow]:
    """One page of the cases the actor knows of, newest first, and one row more."""
    statement = keyset(_narrowed(_rows(actor), wanted), Case.opened_at, Case.id, cursor, newest_first=True)
    return _with_subjects([CaseRow(*row) for row in db.session.execute(statement)])


def readable_cases(actor: Actor, text: str, *among: ColumnElement[bool], most: int = 20) -> list[CaseRow]:
    """The newest cases among those whose papers the actor may read, and not only know of."""
    statement = _narrowed(_rows(actor), CaseFilter(text=text)).where(sight.content(actor), *among)
    newest = statement.order_by(Case.opened_at.desc(), Case.id.desc()).limit(most)
    return _with_subjects([CaseRow(*row) for row in db.session.execute(newest)])


def count_cases(actor: Actor, wanted: CaseFilter, *, most: int = 1_000) -> int:
    """How many cases a list has, counted up to ``most + 1``."""
    found = _narrowed(select(Case.id).where(sight.existence(actor)), wanted).limit(most + 1)
    return len(db.session.execute(found).all())


def find_case_of_petition(actor: Actor, petition_id: int) -> str | None:
    """The reference of the case that handles a petition, if the actor may know of it."""
    return _find_ref(actor, Case.petition_id == petition_id)


def find_case_of_observation(actor: Actor, observation_id: int) -> str | None:
    """The reference of the case that an observation led to, if the actor may know of it."""
    return _find_ref(actor, Case.observation_id == observation_id)


@dataclass(frozen=True)
class Linked:
    """A case that another one came of, or led to."""

    ref: str
    title: str
    is_source: bool


def linked_cases(actor: Actor, case: Case) -> list[Linked]:
    """The case this one came of and those it led to, as far as the actor may know of them."""
    link = or_(Case.id == case.source_case_id, Case.source_case_id == case.id)
    statement = select(Case.ref, Case.title, Case.id).where(link, sight.existence(actor)).order_by(Case.id)
    found = db.session.execute(statement)
    return [Linked(row.ref, row.title, row.id == case.source_case_id) for row in found]


def _find_ref(actor: Actor, source: ColumnElement[bool]) -> str | None:
    return db.session.execute(select(Case.ref).where(source, sight.existence(actor))).scalar_one_or_none()


def find_petition(case: Case) -> Petition | None:
    """The petition that a case handles, or handled until it was cancelled. The caller checked the sight of the case."""
    key = petition_of(case)
    statement = select(Petition).where(Petition.id == key).options(selectinload(Petition.contents))
    return db.session.execute(statement).scalar_one() if key else None


def petition_of(case: Case) -> int | None:
    """The id of that petition."""
    return case.petition_id or (released_by_case(case.id) if case.state is State.CANCELLED else None)


def named_by_petition(case: Case) -> set[tuple[int, int | None]]:
    """Whom the petition behind a case names, whatever a decision made of the case: (organization, member or None)."""
    named = select(PetitionSubject.organization_id, PetitionSubject.member_id)
    found = db.session.execute(named.where(PetitionSubject.petition_id == petition_of(case)))
    return {(organization_id, member_id) for organization_id, member_id in found}


def case_refs(ids: Collection[int]) -> dict[int, str]:
    """The references of cases, for commands that check the whole store."""
    return {row.id: row.ref for row in db.session.execute(select(Case.id, Case.ref).where(Case.id.in_(ids)))}


def _rows(actor: Actor) -> Select:
    return (
        select(
            Case.id,
            Case.ref,
            Case.kind,
            Case.state,
            Case.title,
            Body.name,
            Case.decision_number,
            Case.due_on,
            Case.opened_at,
            Case.restricted,
        )
        .join(Body, Body.id == Case.body_id)
        .where(sight.existence(actor))
    )


def _narrowed(statement: Select, wanted: CaseFilter) -> Select:
    if wanted.kind:
        statement = statement.where(Case.kind == wanted.kind)
    if wanted.state:
        statement = statement.where(Case.state == wanted.state)
    if wanted.body_id:
        statement = statement.where(Case.body_id == wanted.body_id)
    if wanted.organization_id:
        statement = statement.where(_about_organization(wanted.organization_id))
    if wanted.timing == "open":
        statement = statement.where(Case.state.in_(OPEN_STATES))
    if wanted.timing == "overdue":
        running = {State.DRAFT, *UNDER_WAY_STATES}  # the limit of a petition runs before the decision
        statement = statement.where(Case.state.in_(running), Case.due_on < wanted.today)
    if wanted.timing == "waiting":
        statement = statement.where(Case.state == State.REPORTED)
    for word in fold(wanted.text).split():
        statement = statement.where(_mentions(word))
    return statement


def _about_organization(organization_id: int) -> ColumnElement[bool]:
    places = [getattr(CaseSubject, f"{level}_id") == organization_id for level in _LEVELS]
    return exists().where(CaseSubject.case_id == Case.id, or_(*places))


_LEVELS = ("central", "province", "district", "grassroots", "section", "cell")


def _mentions(word: str) -> ColumnElement[bool]:
    pattern = f"%{word.replace('%', '').replace('_', '')}%"
    named = exists().where(CaseSubject.case_id == Case.id, CaseSubject.name_key.like(pattern))
    return or_(Case.title_key.like(pattern), named)


def _with_subjects(rows: Sequence[CaseRow]) -> list[CaseRow]:
    names: dict[int, list[str]] = {}
    for case_id, name in db.session.execute(
        select(CaseSubject.case_id, CaseSubject.name)
        .where(CaseSubject.case_id.in_([row.id for row in rows]))
        .order_by(CaseSubject.case_id, CaseSubject.number)
    ):
        names.setdefault(case_id, []).append(name)
    return [replace(row, subjects=tuple(names.get(row.id, ()))) for row in rows]
