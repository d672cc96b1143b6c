"""What new work may get in the way of, read for the rules of ``overlap``: plan items and the work of other bodies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from tracker.access import Actor
from tracker.core.text import message
from tracker.extensions import PLACE_COLUMNS, db
from tracker.keyset import Cursor, keyset
from tracker.members.models import Member
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import in_scope, lines_of
from tracker.programmes.models import ExternalWork, PlanEntry, PlanSubject, PlanVersion, Programme
from tracker.programmes.overlap import Engagement, Reach, Subject
from tracker.programmes.queries.programmes import LARGEST_ID, is_own, visible
from tracker.programmes.rules import days_of, quarter_of
from tracker.programmes.states import OPEN_STATES, Source, State

MOST_FOUND = 200
_PLACES = tuple(getattr(PlanSubject, name) for name in PLACE_COLUMNS)


def subjects_of(organizations: Sequence[int], members: Sequence[int]) -> list[Subject]:
    """Subjects of new work with their lines; a constant number of statements, whatever their number."""
    homes = {
        row.id: (row.full_name, row.organization_id)
        for row in db.session.execute(
            select(Member.id, Member.full_name, Member.organization_id).where(Member.id.in_(members))
        )
    }
    wanted = {*organizations, *(home for _, home in homes.values())}
    found = db.session.execute(select(Organization.id, Organization.name).where(Organization.id.in_(wanted)))
    names = {row.id: row.name for row in found}
    lines = lines_of(wanted)
    own = [Subject(names[one], one, None, lines[one].members, lines[one].above) for one in organizations]
    return own + [
        Subject(name, home, member, lines[home].members, lines[home].above) for member, (name, home) in homes.items()
    ]


def about(reach: Reach, subject: type, places: Sequence[ColumnElement]) -> ColumnElement[bool]:
    """The condition "this row is about one of the subjects, what contains it or what it contains".

    ``subject`` is a class with ``organization_id``, ``member_id`` and place columns.
    """
    at_home = subject.organization_id.in_(reach.line)  # type: ignore[attr-defined]
    above = and_(subject.organization_id.in_(reach.above), subject.member_id.is_(None))  # type: ignore[attr-defined]
    same_member = subject.member_id.in_(reach.members)  # type: ignore[attr-defined]
    return or_(at_home, above, same_member, *(place.in_(reach.line) for place in places))


def planned_engagements(
    actor: Actor, reach: Reach, since: date, until: date | None, except_item: int | None = None
) -> list[Engagement]:
    """The items of the quarters that the days touch, in programmes in force and in drafts of the own organization.

    Work without a known end is compared with the quarter it begins in. An item of a programme that the actor may not
    know of is told without its label.
    """
    quarter = PlanEntry.year * 4 + PlanEntry.quarter
    found = db.session.execute(
        _planned(actor)
        .where(or_(PlanSubject.organization_id.in_(reach.line), PlanSubject.member_id.in_(reach.members)))
        .where(~PlanEntry.cancelled)
        .where(quarter.between(_quarter(since), _quarter(until or since)), PlanEntry.item_id != (except_item or 0))
        .order_by(PlanEntry.id)
        .limit(MOST_FOUND)
    )
    return [_item(row, *days_of(row.year, row.quarter)) for row in found]


def _quarter(on: date) -> int:
    """Counts quarters through the years."""
    return on.year * 4 + quarter_of(on)


def _item(row: Row, since: date, until: date) -> Engagement:
    return Engagement(
        source=Source.PLAN,
        key=row.item_id,
        organization_id=row.organization_id,
        member_id=row.member_id,
        above=frozenset(),
        label=message("“%(matter)s” in the programme of %(body)s", matter=row.matter, body=row.name),
        since=since,
        until=until,
        visible=bool(row.visible),
    )


def _planned(actor: Actor) -> Select:
    own_draft = and_(PlanVersion.state.in_(OPEN_STATES), is_own(actor))
    return (
        select(
            PlanEntry.item_id,
            PlanEntry.matter,
            PlanEntry.year,
            PlanEntry.quarter,
            Body.name,
            PlanSubject.organization_id,
            PlanSubject.member_id,
            visible(actor).label("visible"),
        )
        .select_from(PlanSubject)
        .join(PlanEntry, PlanEntry.id == PlanSubject.entry_id)
        .join(PlanVersion, PlanVersion.id == PlanEntry.version_id)
        .join(Programme, Programme.id == PlanVersion.programme_id)
        .join(Body, Body.id == Programme.body_id)
        .where(or_(PlanVersion.state == State.APPROVED, own_draft))
    )


def external_engagements(reach: Reach, since: date | None, until: date | None) -> list[Engagement]:
    """The work of other bodies with the organizations within reach at that time."""
    places = [getattr(Organization, name) for name in PLACE_COLUMNS]
    statement = (
        select(ExternalWork, *places)
        .join(Organization, Organization.id == ExternalWork.organization_id)
        .where(
            or_(
                ExternalWork.organization_id.in_(reach.line | reach.above),
                *(place.in_(reach.line) for place in places),
            )
        )
    )
    if since is not None:
        statement = statement.where(ExternalWork.until >= since)
    if until is not None:
        statement = statement.where(ExternalWork.since <= until)
    found = db.session.execute(statement.order_by(ExternalWork.since, ExternalWork.id).limit(MOST_FOUND))
    return [_external(row[0], row[1:]) for row in found]


def _external(work: ExternalWork, places: Sequence[int | None]) -> Engagement:
    return Engagement(
        source=Source.EXTERNAL,
        key=work.id,
        organization_id=work.organization_id,
        member_id=None,
        above=frozenset(place for place in places if place is not None and place != work.organization_id),
        label=message("%(agency)s, %(since)s – %(until)s", agency=work.agency, since=work.since, until=work.until),
        since=work.since,
        until=work.until,
    )


@dataclass(frozen=True)
class ExternalRow:
    """Work of another body in a list."""

    id: int
    organization_id: int
    organization_name: str
    agency: str
    matter: str
    since: date
    until: date


def external_rows(actor: Actor, cursor: Cursor | None) -> list[ExternalRow]:
    """One page of other bodies' work in the actor's scope, the latest first, and one row more."""
    statement = (
        select(
            ExternalWork.id,
            ExternalWork.organization_id,
            Organization.name,
            ExternalWork.agency,
            ExternalWork.matter,
            ExternalWork.since,
            ExternalWork.until,
        )
        .join(Organization, Organization.id == ExternalWork.organization_id)
        .where(in_scope(actor, Organization))
    )
    found = keyset(statement, ExternalWork.since, ExternalWork.id, cursor, newest_first=True)
    return [ExternalRow(*row) for row in db.session.execute(found)]


def find_external(actor: Actor, work_id: int) -> ExternalWork | None:
    """One of the works with an organization in the actor's scope."""
    statement = select(ExternalWork).join(Organization, Organization.id == ExternalWork.organization_id)
    wanted = ExternalWork.id == (work_id if 0 < work_id <= LARGEST_ID else 0)
    return db.session.execute(statement.where(wanted, in_scope(actor, Organization))).scalar_one_or_none()
