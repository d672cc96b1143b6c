"""Who is told of what: derived from the entries of the audit log, inside the transaction that writes them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select, union

from tracker.access import Actor, Permission, Role, may
from tracker.accounts.models import Account, AccountRole
from tracker.accounts.queries import get_actor, people_of_organization, signers
from tracker.approvals import queries as drafts
from tracker.audit.services import listen
from tracker.cases import sight
from tracker.cases.models import Case, TeamMember
from tracker.core import clock
from tracker.documents.draft_models import PaperDraft
from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.follow_up.models import RecommendationUpdate
from tracker.follow_up.states import Act
from tracker.meetings.models import AgendaItem, Attendee, Meeting
from tracker.meetings.queries import stands
from tracker.meetings.states import SessionState
from tracker.notifications import queries
from tracker.notifications.models import Notification
from tracker.notifications.states import (
    CASE_EVENTS,
    DRAFT_EVENTS,
    OBSERVATION_EVENTS,
    ONCE,
    PETITION_EVENTS,
    PROGRAMME_EVENTS,
    Circle,
    Kind,
)
from tracker.observations import queries as observations
from tracker.observations.models import Observation
from tracker.organizations.models import Body
from tracker.petitions.models import Petition
from tracker.petitions.queries import visible
from tracker.programmes.models import PlanVersion, Programme
from tracker.programmes.queries import ProgrammeFile, get_programme
from tracker.programmes.services import check_approve

_LEADING = (Role.CHAIR, Role.COMMITTEE_LEADER)
_SIGNING = (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER)


def tell(actor: Actor | None, action: str, case_id: int | None, about: Mapping[str, object]) -> None:
    """Tell those concerned of what was just recorded; never the one who did it, nor who may not see it."""
    author = actor.user_id if actor else None
    if case_id is not None and action in CASE_EVENTS:
        _tell_of_case(author, case_id, *CASE_EVENTS[action])
    elif action == "session.planned":
        _tell_of_session(author, str(about["session"]), Kind.INVITED)
    elif action == "session.plan_changed":
        _tell_of_changed_plan(author, about)
    elif action == "session.cancelled":
        _tell_of_session(author, str(about["session"]), Kind.SESSION_CANCELLED)
    elif action in PETITION_EVENTS:
        _tell_of_petition(author, PETITION_EVENTS[action], str(about["petition"]))
    elif action == "petition.identity_granted":
        _tell_of_grant(author, str(about["petition"]), about["account"])
    elif action in OBSERVATION_EVENTS:
        _tell_of_observation(author, OBSERVATION_EVENTS[action], str(about["observation"]))
    elif action in DRAFT_EVENTS:
        _tell_of_draft(author, DRAFT_EVENTS[action], str(about["draft"]))
    elif actor is not None and action in PROGRAMME_EVENTS:
        _tell_of_programme(actor, PROGRAMME_EVENTS[action], about)


def mark_read(actor: Actor, notification_id: int, now: datetime) -> Notification:
    """Mark one of the actor's own as read."""
    notification = queries.get_own(actor, notification_id, clock.day_of(now))
    notification.read_at = notification.read_at or now
    db.session.flush()
    return notification


def mark_all_read(actor: Actor, now: datetime) -> int:
    """Mark all as read that the actor sees; how many."""
    unread = queries.unread_of(actor, clock.day_of(now))
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


def _acting(case_id: int) -> Select:
    both = union(_team(case_id), _leading_now(case_id)).subquery()
    return select(both.c[0])


def _amending(case_id: int) -> Select:
    directing = select(Case.directing_id).where(Case.id == case_id, Case.directing_id.is_not(None))
    both = union(directing, _leading_now(case_id)).subquery()
    return select(both.c[0])


def _leading_now(case_id: int) -> Select:
    leading = select(AccountRole.account_id).where(AccountRole.role.in_(sight.LEADERS))
    return _leaders(case_id).where(Account.id.in_(leading))


def _proposer(case_id: int) -> Select:
    """Who proposed to give up the recommendation that was just decided on."""
    updates = (
        select(RecommendationUpdate.recommendation_id, RecommendationUpdate.recorded_by)
        .join(Recommendation, Recommendation.id == RecommendationUpdate.recommendation_id)
        .where(Recommendation.case_id == case_id)
        .order_by(RecommendationUpdate.id.desc())
    )
    decided = updates.with_only_columns(RecommendationUpdate.recommendation_id).limit(1).scalar_subquery()
    return (
        updates.with_only_columns(RecommendationUpdate.recorded_by)
        .where(RecommendationUpdate.act == Act.ASK_WAIVER, RecommendationUpdate.recommendation_id == decided)
        .limit(1)
    )


def _invited(case_id: int) -> Select:
    return (
        select(Attendee.account_id)
        .join(Meeting, Meeting.id == Attendee.meeting_id)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(AgendaItem.case_id == case_id, stands(AgendaItem.result), Meeting.state == SessionState.PLANNED)
    )


_CIRCLES = {
    Circle.TEAM: _team,
    Circle.LEADERS: _leaders,
    Circle.LEADING: _leading_now,
    Circle.ACTING: _acting,
    Circle.AMENDING: _amending,
    Circle.PROPOSER: _proposer,
    Circle.INVITED: _invited,
}


def _tell_of_session(author: int | None, ref: str, kind: Kind) -> None:
    meeting_id = db.session.execute(select(Meeting.id).where(Meeting.ref == ref)).scalar_one()
    _store(_invited_to(meeting_id) - {author}, kind, meeting_id=meeting_id)


def _tell_of_changed_plan(author: int | None, about: Mapping[str, object]) -> None:
    found = select(Meeting.id).where(Meeting.ref == about["session"])
    meeting_id = db.session.execute(found).scalar_one()
    new, off = _accounts(about["invited"]), _accounts(about["taken_off"])
    staying = _invited_to(meeting_id) - new if about["moved"] else set()
    for people, kind in ((new, Kind.INVITED), (off, Kind.UNINVITED), (staying, Kind.SESSION_CHANGED)):
        _store(people - {author}, kind, meeting_id=meeting_id)


def _accounts(listed: object) -> set[int]:
    return {one for one in listed if isinstance(one, int)} if isinstance(listed, list) else set()


def _invited_to(meeting_id: int) -> set[int]:
    found = select(Attendee.account_id).where(Attendee.meeting_id == meeting_id)
    return set(db.session.execute(found).scalars())


def _tell_of_petition(author: int | None, kind: Kind, ref: str) -> None:
    petition = _petition(ref)
    leaders = [one for one in _people(petition.body_id) if one.has(*_LEADING)]
    seeing = _seeing(leaders, select(Petition.id).where(Petition.id == petition.id), visible)
    _store(seeing - {author}, kind, petition_id=petition.id)


def _tell_of_grant(author: int | None, ref: str, account_id: object) -> None:
    petition, today = _petition(ref), clock.today()
    found = select(Account.id).where(Account.id == account_id)
    grantee = map(get_actor, db.session.execute(found).scalars())
    about = select(Petition.id).where(Petition.id == petition.id)
    seeing = _seeing(grantee, about, lambda one: queries.sees_sender(one, today))
    _store(seeing - {author}, Kind.IDENTITY_GRANTED, petition_id=petition.id)


def _petition(ref: str) -> Petition:
    return db.session.execute(select(Petition).where(Petition.ref == ref)).scalar_one()


def _tell_of_observation(author: int | None, kind: Kind, ref: str) -> None:
    observation = db.session.execute(select(Observation).where(Observation.ref == ref)).scalar_one()
    deciding = [one for one in _people(observation.body_id) if may(one, Permission.DECIDE_OBSERVATION)]
    about = select(Observation.id).where(Observation.id == observation.id)
    seeing = _seeing([*deciding, get_actor(observation.noted_by)], about, observations.visible)
    _store(seeing - {author}, kind, observation_id=observation.id)


def _tell_of_programme(actor: Actor, kind: Kind, about: Mapping[str, object]) -> None:
    file = get_programme(actor, int(str(about["body"])), str(about["period"]))
    version = file.version(int(str(about["version"])))
    people = _approvers(file, version) if kind is Kind.PROGRAMME_SUBMITTED else _submitters(version)
    found = select(PlanVersion.id).join(Programme, Programme.id == PlanVersion.programme_id)
    seeing = _seeing(people, found.where(PlanVersion.id == version.id), queries.sees_version)
    _store(seeing - {actor.user_id}, kind, plan_version_id=version.id)


def _tell_of_draft(author: int | None, kind: Kind, ref: str) -> None:
    draft = db.session.execute(select(PaperDraft).where(PaperDraft.ref == ref)).scalar_one()
    about = drafts.with_matter(select(PaperDraft.id)).where(PaperDraft.id == draft.id)
    concerned: set[int] = set()
    if kind is Kind.PAPER_SUBMITTED:
        concerned |= _seeing(map(get_actor, _reviewing(draft)), about, drafts.waits_for_review)
    if kind in (Kind.PAPER_SUBMITTED, Kind.PAPER_REVIEWED):
        signing = [get_actor(one.id) for one in signers(draft.body_id)]
        concerned |= _seeing(signing, about, drafts.waits_for_approval)
    if kind is Kind.PAPER_APPROVED:
        organization = select(Body.organization_id).where(Body.id == draft.body_id)
        clerks = people_of_organization(db.session.execute(organization).scalar_one(), Role.CLERK)
        people = {one.id for one in clerks} | set(_reviewing(draft))  # who changes a case numbers the change
        concerned |= _seeing([get_actor(one) for one in people], about, drafts.waits_for_issue)
    if kind in (Kind.PAPER_APPROVED, Kind.PAPER_RETURNED):
        concerned.add(draft.prepared_by)
    _store(_seeing(map(get_actor, concerned), about, drafts.visible) - {author}, kind, paper_draft_id=draft.id)


def _reviewing(draft: PaperDraft) -> list[int]:
    """Who may have the review by a part in the case: its team, who directs it, who leads its body."""
    found = [_team(draft.case_id), _leaders(draft.case_id)] if draft.case_id else []
    return [one for people in found for one in db.session.scalars(people)]


def _approvers(file: ProgrammeFile, version: PlanVersion) -> list[Actor]:
    leaders = people_of_organization(file.programme.body.organization_id, *_SIGNING)
    return [one for one in (get_actor(leader.id) for leader in leaders) if check_approve(one, file, version).allowed]


def _submitters(version: PlanVersion) -> list[Actor]:
    return [get_actor(one) for one in {version.drafted_by, version.submitted_by} if one is not None]


def _people(body_id: int) -> list[Actor]:
    found = db.session.execute(select(Account.id).where(Account.body_id == body_id)).scalars()
    return [get_actor(one) for one in found.all()]


def _seeing(people: Iterable[Actor], about: Select, sight_of: Callable[[Actor], ColumnElement[bool]]) -> set[int]:
    """Those of the people who may see it."""
    return {one.user_id for one in people if db.session.execute(about.where(sight_of(one))).first()}


def _store(people: Collection[int], kind: Kind, **subject: int) -> None:
    now = clock.now()
    db.session.add_all([Notification(account_id=one, kind=kind, made_at=now, **subject) for one in sorted(people)])
    db.session.flush()


listen(tell)
