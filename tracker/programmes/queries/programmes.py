"""Who sees which programme, and in which version; lists of them."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from tracker.access import Actor, Role
from tracker.core.errors import NotVisible
from tracker.documents.models import PaperEnding
from tracker.documents.states import Ending
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Body
from tracker.organizations.queries import bodies_of_house, in_scope
from tracker.programmes import rules
from tracker.programmes.models import PlanEntry, PlanItem, PlanVersion, Programme
from tracker.programmes.states import OPEN_STATES, PUBLISHED_STATES, STANDING_STATES, ProgrammeType, State

UPPER_LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER)
LARGEST_ID = 2**31 - 1
_PERIOD = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII)


@dataclass(frozen=True)
class ProgrammeFile:
    """A programme with those of its versions that the actor may see, in order."""

    programme: Programme
    versions: tuple[PlanVersion, ...]
    own: bool  # of the actor's own organization

    @property
    def standing(self) -> PlanVersion | None:
        """The version in force, or the last one of a closed programme."""
        return next((one for one in self.versions if one.state in STANDING_STATES), None)

    @property
    def open(self) -> PlanVersion | None:
        """The version that is being drafted or waits for its approval."""
        return next((one for one in self.versions if one.state in OPEN_STATES), None)

    @property
    def present(self) -> PlanVersion:
        """What the programme's page shows: the version that counts, or the first draft."""
        return self.standing or self.versions[-1]

    def version(self, number: int | None) -> PlanVersion:
        """A version by its number, or the present one; raises ``NotVisible``."""
        if number is None:
            return self.present
        found = next((one for one in self.versions if one.number == number), None)
        if found is None:
            raise NotVisible
        return found

    def before(self, version: PlanVersion) -> PlanVersion | None:
        """The version that another one adjusts: the last one before it that was ever in force."""
        earlier = [one for one in self.versions if one.number < version.number and one.state in PUBLISHED_STATES]
        return earlier[-1] if earlier else None

    def leads(self, actor: Actor) -> bool:
        """Whether the actor signs for the body."""
        body = self.programme.body
        return rules.is_approver(actor, body.id, body.kind, body.organization_id)


@dataclass(frozen=True)
class ProgrammeFilter:
    """What a list of programmes is narrowed to."""

    year: int | None = None
    type: ProgrammeType | None = None
    state: State | None = None


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme in a list, in the version that the reader is shown."""

    id: int
    body_id: int
    body_name: str
    type: ProgrammeType
    year_from: int
    year_until: int
    version_number: int
    state: State
    paper_number: str
    items: int
    ending: Ending | None = None

    @property
    def period(self) -> str:
        """``2026``, ``2025-2030``."""
        return str(self.year_from) if self.type is ProgrammeType.YEARLY else f"{self.year_from}-{self.year_until}"


def is_own(actor: Actor) -> ColumnElement[bool]:
    """The programme is of a body of the actor's own organization, or was left to it by one that ended."""
    return Programme.body_id.in_(bodies_of_house(actor))


def visible(actor: Actor) -> ColumnElement[bool]:
    """The actor may know of the programme: his own organization's, and – for leaders – those below once approved."""
    published = aliased(PlanVersion)
    is_published = exists().where(published.programme_id == Programme.id, published.state.in_(PUBLISHED_STATES))
    below = and_(in_scope(actor, Programme), is_published)
    return or_(is_own(actor), below) if actor.has(*UPPER_LEADERS) else is_own(actor)


def version_visible(actor: Actor) -> ColumnElement[bool]:
    """The actor may know of this version: each one at home, elsewhere only what was ever in force."""
    return or_(is_own(actor), and_(visible(actor), PlanVersion.state.in_(PUBLISHED_STATES)))


def get_programme(actor: Actor, body_id: int, period: str) -> ProgrammeFile:
    """A programme by its body and period; raises ``NotVisible`` where the actor may not know of it."""
    found = _PERIOD.fullmatch(period)
    if found is None or not 0 < body_id <= LARGEST_ID:
        raise NotVisible
    type_ = ProgrammeType.TERM if found[2] else ProgrammeType.YEARLY
    years = (int(found[1]), int(found[2] or found[1]))
    programme = db.session.execute(
        select(Programme)
        .where(
            Programme.first_body_id == body_id,
            Programme.type == type_,
            Programme.year_from == years[0],
            Programme.year_until == years[1],
            visible(actor),
        )
        .options(
            joinedload(Programme.body).options(joinedload(Body.organization), joinedload(Body.heir)),
            joinedload(Programme.first_body).joinedload(Body.organization),
            selectinload(Programme.versions),
        )
        .execution_options(populate_existing=True)  # a version added since the last look counts too
    ).scalar_one_or_none()
    if programme is None:
        raise NotVisible
    own = (programme.body.heir or programme.body).organization_id == actor.organization_id
    versions = tuple(one for one in programme.versions if own or one.state in PUBLISHED_STATES)
    return ProgrammeFile(programme, versions, own)


def find_running(actor: Actor, item_id: int) -> tuple[ProgrammeFile, PlanItem] | None:
    """The programme of an item by the item's id, if the actor may know of it."""
    if not 0 < item_id <= LARGEST_ID:
        return None
    item = db.session.get(PlanItem, item_id)
    programme = db.session.get(Programme, item.programme_id) if item else None
    body_id = programme.first_body_id if programme else 0
    try:
        return (get_programme(actor, body_id, programme.period), item) if programme and item else None
    except NotVisible:
        return None


def programme_on(item_id: int, on: date) -> tuple[Programme, PlanVersion] | None:
    """The programme of an item with the version approved last by a day, whoever asks: papers rest on it."""
    found = db.session.execute(
        select(Programme, PlanVersion)
        .join(PlanItem, PlanItem.programme_id == Programme.id)
        .join(PlanVersion, PlanVersion.programme_id == Programme.id)
        .where(PlanItem.id == item_id, PlanVersion.state.in_(PUBLISHED_STATES), PlanVersion.approved_on <= on)
        .order_by(PlanVersion.number.desc())
        .limit(1)
        .options(joinedload(Programme.body))
    ).one_or_none()
    return (found[0], found[1]) if found else None


@dataclass(frozen=True)
class ItemPlace:
    """Where an item stands: the address of its programme, and its number there."""

    body_id: int
    period: str
    number: int


def find_place(actor: Actor, item_id: int | None) -> ItemPlace | None:
    """Where the item of a case stands; None for what the reader may not know of."""
    if item_id is None:
        return None
    found = db.session.execute(
        select(Programme, PlanItem.number)
        .join(PlanItem, PlanItem.programme_id == Programme.id)
        .where(PlanItem.id == item_id, visible(actor))
    ).one_or_none()
    return ItemPlace(found[0].first_body_id, found[0].period, found[1]) if found else None


def programme_rows(actor: Actor, wanted: ProgrammeFilter, cursor: Cursor | None) -> list[ProgrammeRow]:
    """One page of the programmes the actor may know of, the latest first, and one row more."""
    found = keyset(_narrowed(actor, wanted), Programme.year_from, Programme.id, cursor, newest_first=True)
    return [ProgrammeRow(*row) for row in db.session.execute(found)]


def count_programmes(actor: Actor, wanted: ProgrammeFilter) -> int:
    """How many programmes the list has."""
    rows = _narrowed(actor, wanted).with_only_columns(Programme.id).subquery()
    return db.session.execute(select(func.count()).select_from(rows)).scalar_one()


def same_period(body_id: int, type_: ProgrammeType, years: tuple[int, int]) -> bool:
    """Whether the body has a programme of this type for some of these years already."""
    statement = select(Programme.id).where(
        Programme.first_body_id == body_id,
        Programme.type == type_,
        Programme.year_from <= years[1],
        Programme.year_until >= years[0],
    )
    return db.session.execute(statement.limit(1)).first() is not None


def _narrowed(actor: Actor, wanted: ProgrammeFilter) -> Select:
    shown = aliased(PlanVersion)
    counted = select(func.count()).where(PlanEntry.version_id == shown.id, ~PlanEntry.cancelled).scalar_subquery()
    statement = (
        select(
            Programme.id,
            Programme.first_body_id,
            Body.name,
            Programme.type,
            Programme.year_from,
            Programme.year_until,
            shown.number,
            shown.state,
            shown.paper_number,
            counted,
            PaperEnding.kind,
        )
        .join(Body, Body.id == Programme.body_id)
        .join(shown, and_(shown.programme_id == Programme.id, _is_shown(shown)))
        .outerjoin(PaperEnding, PaperEnding.paper_id == shown.paper_id)
        .where(visible(actor))
    )
    for column, value in ((Programme.type, wanted.type), (shown.state, wanted.state)):
        if value is not None:
            statement = statement.where(column == value)
    if wanted.year is not None:
        statement = statement.where(Programme.year_from <= wanted.year, Programme.year_until >= wanted.year)
    return statement


def _is_shown(version: type[PlanVersion]) -> ColumnElement[bool]:
    """The version that stands, or the first one while nothing was approved yet."""
    other = aliased(PlanVersion)
    stands = exists().where(other.programme_id == version.programme_id, other.state.in_(STANDING_STATES))
    return or_(version.state.in_(STANDING_STATES), and_(version.number == 1, ~stands))
