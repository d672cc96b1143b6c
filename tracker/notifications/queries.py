"""Reads of notifications: one's own, of what one may see at this moment."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from tracker.access import Actor, Permission, may
from tracker.approvals import queries as approvals
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.core.errors import NotVisible
from tracker.documents.draft_models import PaperDraft
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.meetings import queries as sessions
from tracker.meetings.models import Attendee, Meeting
from tracker.notifications.models import Notification
from tracker.notifications.states import PETITION_EVENTS, Kind
from tracker.observations import queries as observations
from tracker.observations.models import Observation
from tracker.organizations.models import Body
from tracker.petitions import queries as petitions
from tracker.petitions.models import Petition
from tracker.programmes.models import PlanVersion, Programme
from tracker.programmes.queries import version_visible


@dataclass(frozen=True)
class NotificationRow:
    """A notification with what it is about, as that reads now; one of its subjects is given."""

    id: int
    kind: Kind
    made_at: datetime
    read_at: datetime | None
    case_ref: str | None
    case_title: str | None
    session_ref: str | None
    session_title: str | None
    petition_ref: str | None
    petition_number: int | None
    petition_year: int | None
    programme: Programme | None
    programme_body: str | None
    programme_version: int | None
    observation_ref: str | None
    observation_area: str | None
    draft_ref: str | None
    draft_abstract: str | None


def notification_rows(actor: Actor, today: date, read: bool, cursor: Cursor | None) -> list[NotificationRow]:
    """One page of those read, or not read yet, newest first, and one row more."""
    statement = _own(
        actor,
        today,
        Notification.id,
        Notification.kind,
        Notification.made_at,
        Notification.read_at,
        Case.ref,
        Case.title,
        Meeting.ref,
        Meeting.title,
        Petition.ref,
        Petition.number,
        Petition.year,
        Programme,
        Body.name,
        PlanVersion.number,
        Observation.ref,
        Observation.area,
        PaperDraft.ref,
        PaperDraft.abstract,
    ).where(Notification.read_at.is_not(None) if read else Notification.read_at.is_(None))
    found = keyset(statement, Notification.made_at, Notification.id, cursor, newest_first=True)
    return [NotificationRow(*row) for row in db.session.execute(found)]


def count_unread(actor: Actor, today: date) -> int:
    """How many the actor has not read, of what the actor may see now."""
    return db.session.execute(_count(actor, today)).scalar_one()


@lru_cache(maxsize=64)
def _count(actor: Actor, today: date) -> Select:
    """Every page asks it. It says nothing but who asks and when, and building it takes ten times as long as asking."""
    return _own(actor, today, func.count(Notification.id)).where(Notification.read_at.is_(None))


def get_own(actor: Actor, notification_id: int, today: date) -> Notification:
    """A notification of the actor's own; raises ``NotVisible``."""
    found = db.session.execute(_own(actor, today, Notification).where(Notification.id == notification_id))
    notification = found.scalar_one_or_none()
    if notification is None:
        raise NotVisible
    return notification


def unread_of(actor: Actor, today: date) -> list[Notification]:
    """All that the actor has not read, of what the actor may see now."""
    return list(db.session.execute(_own(actor, today, Notification).where(Notification.read_at.is_(None))).scalars())


def sees_version(actor: Actor) -> ColumnElement[bool]:
    """The actor may read the version of a programme."""
    return version_visible(actor) if may(actor, Permission.SEE_PROGRAMMES) else false()


def sees_sender(actor: Actor, today: date) -> ColumnElement[bool]:
    """The actor may see who sent the petition."""
    return petitions.is_open_to(actor, today) if may(actor, Permission.REVEAL_IDENTITY) else false()


def _own(actor: Actor, today: date, *columns: object) -> Select:
    return (
        select(*columns)  # type: ignore[call-overload]
        .select_from(Notification)
        .outerjoin(Case, Case.id == Notification.case_id)
        .outerjoin(Meeting, Meeting.id == Notification.meeting_id)
        .outerjoin(Petition, Petition.id == Notification.petition_id)
        .outerjoin(PlanVersion, PlanVersion.id == Notification.plan_version_id)
        .outerjoin(Programme, Programme.id == PlanVersion.programme_id)
        .outerjoin(Body, Body.id == Programme.body_id)
        .outerjoin(Observation, Observation.id == Notification.observation_id)
        .outerjoin(PaperDraft, PaperDraft.id == Notification.paper_draft_id)
        .where(Notification.account_id == actor.user_id, _visible(actor, today))
    )


def _visible(actor: Actor, today: date) -> ColumnElement[bool]:
    invited = select(Attendee.meeting_id).where(Attendee.account_id == actor.user_id)
    return or_(
        Notification.case_id.is_not(None) & sight.content(actor),
        Notification.meeting_id.in_(invited),
        and_(Notification.kind == Kind.UNINVITED, sessions.visible(actor)),
        and_(Notification.kind.in_(PETITION_EVENTS.values()), petitions.visible(actor)),
        and_(Notification.kind == Kind.IDENTITY_GRANTED, sees_sender(actor, today)),
        Notification.plan_version_id.is_not(None) & sees_version(actor),
        Notification.observation_id.is_not(None) & observations.visible(actor),
        Notification.paper_draft_id.is_not(None) & approvals.visible(actor),
    )
