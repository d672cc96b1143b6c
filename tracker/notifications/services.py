"""Who is told of what: derived from the entries of the audit log, inside the transaction that writes them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Select, select, union

from tracker.access import Actor, Role
from tracker.accounts.models import Account
from tracker.accounts.queries import get_actor
from tracker.audit.services import listen
from tracker.cases import sight
from tracker.cases.models import Case, TeamMember
from tracker.core import clock
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Attendee, Meeting
from tracker.meetings.states import SessionState
from tracker.notifications import queries
from tracker.notifications.models import Notification
from tracker.notifications.states import CASE_EVENTS, ONCE, Circle, Kind
from tracker.petitions.models import Petition
from tracker.petitions.queries import visible

_LEADING = (Role.CHAIR, Role.COMMITTEE_LEADER)


def tell(actor: Actor | None, action: str, case_id: int | None, about: Mapping[str, object]) -> None:
    """Tell those concerned of what was just recorded; never the one who did it, nor who may not see it."""
    author = actor.user_id if actor else None
    if case_id is not None and action in CASE_EVENTS:
        _tell_of_case(author, case_id, *CASE_EVENTS[action])
    elif action == "session.planned":
        _tell_of_session(author, str(about["session"]))
    elif action == "petition.screen":
        _tell_of_petition(author, str(about["petition"]))


def mark_read(actor: Actor, notification_id: int, now: datetime) -> Notification:
    """Mark one of the actor's own as read."""
    notification = queries.get_own(actor, notification_id)
    notification.read_at = notification.read_at or now
    db.session.flush()
    return notification


def mark_all_read(actor: Actor, now: datetime) -> int:
    """Mark all as read that the actor sees; how many."""
    unread = queries.unread_of(actor)
    for notification in unread:
        notification.read_at = now
    db.session.flush()
    return len(unread)


def _tell_of_case(author: int | None, case_id: int, kind: Kind, circle: Circle) -> None:
    people = set(db.session.execute(_CIRCLES[circle](case_id)).scalars()) - {author, None}
    if kind in ONCE:
        people -= set(
            db.session.execute(
                select(Notification.account_id).where(Notification.case_id == case_id, Notification.kind == kind)
            ).scalars()
        )
    seeing = {one for one in people if _sees(get_actor(one), case_id, circle)}
    _store(seeing, kind, case_id=case_id)


def _sees(person: Actor, case_id: int, circle: Circle) -> bool:
    if circle is Circle.LEADERS and not person.has(*_LEADING):
        return False
    found = select(Case.id).where(Case.id == case_id, sight.content(person))
    return db.session.execute(found).first() is not None


def _team(case_id: int) -> Select:
    team = select(TeamMember.account_id).where(TeamMember.case_id == case_id, TeamMember.until.is_(None))
    directing = select(Case.directing_id).where(Case.id == case_id, Case.directing_id.is_not(None))
    both = union(team, directing).subquery()
    return select(both.c[0])


def _leaders(case_id: int) -> Select:
    body = select(Case.body_id).where(Case.id == case_id).scalar_subquery()
    return select(Account.id).where(Account.body_id == body)


def _invited(case_id: int) -> Select:
    return (
        select(Attendee.account_id)
        .join(Meeting, Meeting.id == Attendee.meeting_id)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(AgendaItem.case_id == case_id, Meeting.state == SessionState.PLANNED)
    )


_CIRCLES = {Circle.TEAM: _team, Circle.LEADERS: _leaders, Circle.INVITED: _invited}


def _tell_of_session(author: int | None, ref: str) -> None:
    meeting_id = db.session.execute(select(Meeting.id).where(Meeting.ref == ref)).scalar_one()
    invited = db.session.execute(select(Attendee.account_id).where(Attendee.meeting_id == meeting_id)).scalars()
    _store(set(invited) - {author}, Kind.INVITED, meeting_id=meeting_id)


def _tell_of_petition(author: int | None, ref: str) -> None:
    petition = db.session.execute(select(Petition).where(Petition.ref == ref)).scalar_one()
    people = db.session.execute(select(Account.id).where(Account.body_id == petition.body_id)).scalars()
    leaders = [actor for actor in map(get_actor, set(people) - {author}) if actor.has(*_LEADING)]
    seeing = {
        actor.user_id
        for actor in leaders
        if db.session.execute(select(Petition.id).where(Petition.id == petition.id, visible(actor))).first()
    }
    _store(seeing, Kind.PETITION_SCREENED, petition_id=petition.id)


def _store(people: Collection[int], kind: Kind, **subject: int) -> None:
    now = clock.now()
    db.session.add_all([Notification(account_id=one, kind=kind, made_at=now, **subject) for one in sorted(people)])
    db.session.flush()


listen(tell)
