"""Reads of notifications: one's own, of what one may see at this moment."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from tracker.access import Actor
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.core.errors import NotVisible
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.meetings.models import Attendee, Meeting
from tracker.notifications.models import Notification
from tracker.notifications.states import Kind
from tracker.petitions.models import Petition
from tracker.petitions.queries import visible


@dataclass(frozen=True)
class NotificationRow:
    """A notification with what it is about, as that reads now; of a case, a session, a petition one is given."""

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


def notification_rows(actor: Actor, read: bool, cursor: Cursor | None) -> list[NotificationRow]:
    """One page of those read, or not read yet, newest first, and one row more."""
    statement = _own(
        actor,
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
    ).where(Notification.read_at.is_not(None) if read else Notification.read_at.is_(None))
    found = keyset(statement, Notification.made_at, Notification.id, cursor, newest_first=True)
    return [NotificationRow(*row) for row in db.session.execute(found)]


def count_unread(actor: Actor) -> int:
    """How many the actor has not read, of what the actor may see now."""
    statement = _own(actor, func.count(Notification.id)).where(Notification.read_at.is_(None))
    return db.session.execute(statement).scalar_one()


def get_own(actor: Actor, notification_id: int) -> Notification:
    """A notification of the actor's own; raises ``NotVisible``."""
    found = db.session.execute(_own(actor, Notification).where(Notification.id == notification_id))
    notification = found.scalar_one_or_none()
    if notification is None:
        raise NotVisible
    return notification


def unread_of(actor: Actor) -> list[Notification]:
    """All that the actor has not read, of what the actor may see now."""
    return list(db.session.execute(_own(actor, Notification).where(Notification.read_at.is_(None))).scalars())


def _own(actor: Actor, *columns: object) -> Select:
    return (
        select(*columns)  # type: ignore[call-overload]
        .select_from(Notification)
        .outerjoin(Case, Case.id == Notification.case_id)
        .outerjoin(Meeting, Meeting.id == Notification.meeting_id)
        .outerjoin(Petition, Petition.id == Notification.petition_id)
        .where(Notification.account_id == actor.user_id, _visible(actor))
    )


def _visible(actor: Actor) -> ColumnElement[bool]:
    invited = select(Attendee.meeting_id).where(Attendee.account_id == actor.user_id)
    return or_(
        Notification.case_id.is_not(None) & sight.content(actor),
        Notification.meeting_id.in_(invited),
        Notification.petition_id.is_not(None) & visible(actor),
    )
