"""What stands with an organization on the day it ends."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from tracker.access import Actor, Role
from tracker.accounts.models import Account, AccountRole
from tracker.appeals.models import Appeal
from tracker.appeals.queries import stands_in
from tracker.appeals.states import OPEN_STATES as OPEN_APPEALS
from tracker.appeals.states import RULED_STATES
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import OPEN_STATES
from tracker.discipline.models import Discipline
from tracker.discipline.states import OPEN_STATES as OPEN_RECORDS
from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.findings.states import OPEN_RECOMMENDATIONS
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.queries import stands
from tracker.meetings.states import SessionState
from tracker.members.models import Member, Post
from tracker.observations import queries as observations
from tracker.observations.models import Observation, ObservationSubject
from tracker.observations.states import OPEN_STATES as OPEN_OBSERVATIONS
from tracker.organizations.models import Body, OrganizationEvent
from tracker.organizations.states import BodyKind, EventKind
from tracker.petitions import queries as petitions
from tracker.petitions.models import Petition
from tracker.petitions.states import OPEN_STATES as OPEN_PETITIONS
from tracker.petitions.states import State as PetitionState
from tracker.programmes import queries as programmes
from tracker.programmes.models import PlanEntry, PlanVersion, Programme
from tracker.programmes.states import RUNNING_STATES as RUNNING_VERSIONS
from tracker.reorganization.models import CaseHandover
from tracker.reorganization.states import Key, WorkKind


def bodies_of(organization_id: int) -> dict[BodyKind, Body]:
    """The bodies of an organization by kind."""
    found = select(Body).where(Body.organization_id == organization_id).options(joinedload(Body.organization))
    return {body.kind: body for body in db.session.scalars(found.order_by(Body.id))}


def heirs_of(bodies: Collection[int]) -> dict[int, Body]:
    """Who carries on the work of those of the bodies whose organization has ended."""
    left = aliased(Body)
    found = select(left.id, Body).join(Body, Body.id == left.heir_id).where(left.id.in_(bodies))
    return {row[0]: row[1] for row in db.session.execute(found.options(joinedload(Body.organization)))}


def reorganized_on(organization_id: int) -> list[date]:
    """The first days on which the organization was divided, or had what another left on the day before."""
    found = select(OrganizationEvent.kind, OrganizationEvent.happened_on)
    found = found.where(OrganizationEvent.organization_id == organization_id)
    rows = db.session.execute(found.where(OrganizationEvent.kind.in_((EventKind.SPLIT, EventKind.MERGED))))
    return [on + timedelta(days=1) if kind is EventKind.MERGED else on for kind, on in rows]


def last_handover(cases: Collection[int]) -> date | None:
    """The latest last day on which one of the cases was with a body before; None where none of them ever passed."""
    found = select(func.max(CaseHandover.handed_on)).where(CaseHandover.case_id.in_(cases))
    return db.session.execute(found).scalar_one()


def body_on(day: Any) -> ColumnElement[int]:
    """The body that had the case of a statement on a day: who took it over later does not count for that day."""
    left = select(CaseHandover.from_body_id).where(CaseHandover.case_id == Case.id, CaseHandover.handed_on >= day)
    first = left.order_by(CaseHandover.handed_on, CaseHandover.id).limit(1).correlate(Case).scalar_subquery()
    return func.coalesce(first, Case.body_id)


def record_body_on(day: Any) -> ColumnElement[int]:
    """The same for a discipline record: what the heir of its case took over with it was decided by the body before."""
    now, before, after, left = aliased(Body), aliased(Body), aliased(Body), aliased(Body)
    found = (
        select(left.id)
        .select_from(CaseHandover)
        .join(before, before.id == CaseHandover.from_body_id)
        .join(after, after.id == CaseHandover.to_body_id)
        .join(now, now.organization_id == after.organization_id)
        .join(left, (left.organization_id == before.organization_id) & (left.kind == now.kind))
        .where(CaseHandover.case_id == Discipline.case_id, CaseHandover.handed_on >= day, now.id == Discipline.body_id)
    )
    first = found.order_by(CaseHandover.handed_on, CaseHandover.id).limit(1).correlate(Discipline).scalar_subquery()
    return func.coalesce(first, Discipline.body_id)


def present_members(organization_id: int) -> list[Member]:
    """Who belongs to the organization now."""
    found = select(Member).where(Member.organization_id == organization_id, Member.left_on.is_(None))
    return list(db.session.scalars(found.order_by(Member.id)))


def open_posts(organization_id: int) -> list[Post]:
    """The posts in the organization that are still held."""
    return list(db.session.scalars(select(Post).where(Post.organization_id == organization_id, Post.until.is_(None))))


def open_cases(bodies: Collection[int]) -> list[Case]:
    """The cases not closed that belong to these bodies, or that their sessions conclude."""
    mine = Case.body_id.in_(bodies) | Case.concluding_body_id.in_(bodies)
    return list(db.session.scalars(select(Case).where(mine, Case.state.in_(OPEN_STATES)).order_by(Case.id)))


def work_about(bodies: Collection[int], organizations: Collection[int]) -> set[Key]:
    """The open cases and observations of these bodies that are about one of the organizations as such."""
    mine = Case.body_id.in_(bodies) | Case.concluding_body_id.in_(bodies)
    cases = select(CaseSubject.case_id).join(Case, Case.id == CaseSubject.case_id)
    cases = cases.where(mine, Case.state.in_(OPEN_STATES), *_about(CaseSubject, organizations))
    observed = select(ObservationSubject.observation_id).join(Observation)
    observed = observed.where(
        Observation.body_id.in_(bodies),
        Observation.state.in_(OPEN_OBSERVATIONS),
        *_about(ObservationSubject, organizations),
    )
    kinds = ((WorkKind.CASE, cases), (WorkKind.OBSERVATION, observed))
    return {(kind, one) for kind, found in kinds for one in db.session.scalars(found)}


def _about(subject: type[CaseSubject | ObservationSubject], organizations: Collection[int]) -> tuple:
    return subject.organization_id.in_(organizations), subject.member_id.is_(None)


def cases_of_petitions(found: Sequence[Petition]) -> dict[int, int]:
    """Petition → the open case that handles it."""
    handled = select(Case.petition_id, Case.id).where(Case.state.in_(OPEN_STATES))
    rows = db.session.execute(handled.where(Case.petition_id.in_([petition.id for petition in found])))
    return {row[0]: row[1] for row in rows}


def cases_of_complaints(found: Sequence[Appeal]) -> dict[int, int]:
    """Complaint → the open case in which it stands."""
    standing = select(Appeal.id, Case.id).join(Discipline, Discipline.id == Appeal.discipline_id)
    standing = standing.join(Case, stands_in()).where(Case.state.in_(OPEN_STATES))
    rows = db.session.execute(standing.where(Appeal.id.in_([appeal.id for appeal in found])))
    return {row[0]: row[1] for row in rows}


def on_agenda(bodies: Collection[int]) -> set[int]:
    """The cases that wait on the agenda of a session that one of the bodies has still to hold."""
    waiting = select(AgendaItem.case_id).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    waiting = waiting.where(
        stands(AgendaItem.result), Meeting.body_id.in_(bodies), Meeting.state == SessionState.PLANNED
    )
    return {case_id for case_id in db.session.scalars(waiting) if case_id is not None}


def open_petitions(bodies: Collection[int]) -> list[Petition]:
    """The petitions not decided, and those accepted whose case is not closed."""
    handled = exists().where(Case.petition_id == Petition.id, Case.state.in_(OPEN_STATES))
    waiting = Petition.state.in_(OPEN_PETITIONS) | ((Petition.state == PetitionState.ACCEPTED) & handled)
    return list(db.session.scalars(select(Petition).where(Petition.body_id.in_(bodies), waiting)))


def open_observations(bodies: Collection[int]) -> list[Observation]:
    """The observations that wait for their report or for the leader's decision."""
    mine = Observation.body_id.in_(bodies)
    return list(db.session.scalars(select(Observation).where(mine, Observation.state.in_(OPEN_OBSERVATIONS))))


def running_programmes(bodies: Collection[int]) -> list[Programme]:
    """The programmes that are being drafted or are in force."""
    running = exists().where(PlanVersion.programme_id == Programme.id, PlanVersion.state.in_(RUNNING_VERSIONS))
    return list(db.session.scalars(select(Programme).where(Programme.body_id.in_(bodies), running)))


def entries_ahead(bodies: Collection[int]) -> list[tuple[PlanEntry, int]]:
    """The items of versions drafted or in force that these bodies are to carry out, each with its programme."""
    found = select(PlanEntry, PlanVersion.programme_id).join(PlanVersion, PlanVersion.id == PlanEntry.version_id)
    ahead = found.where(PlanEntry.body_id.in_(bodies), PlanVersion.state.in_(RUNNING_VERSIONS))
    return [(row[0], row[1]) for row in db.session.execute(ahead)]


def open_complaints(bodies: Collection[int]) -> list[Appeal]:
    """The complaints that these bodies still have to decide."""
    mine = Appeal.hearing_body_id.in_(bodies)
    return list(db.session.scalars(select(Appeal).where(mine, Appeal.state.in_(OPEN_APPEALS - RULED_STATES))))


def known_among(actor: Actor | None, rows: Sequence[Petition | Observation | Programme | Appeal]) -> int:
    """How many of the rows, all of one kind, the actor may know of; for the program itself, all."""
    if actor is None or not rows:
        return len(rows)
    kind = type(rows[0])
    found = select(func.count()).select_from(kind).where(kind.id.in_([row.id for row in rows]))
    if kind is Petition:
        return db.session.execute(found.where(petitions.visible(actor))).scalar_one()
    if kind is Observation:
        return db.session.execute(found.where(observations.visible(actor))).scalar_one()
    if kind is Programme:
        return db.session.execute(found.where(programmes.visible(actor))).scalar_one()
    heard = found.join(Discipline, Discipline.id == Appeal.discipline_id).join(Case, stands_in())
    return db.session.execute(heard.where(sight.existence(actor))).scalar_one()


def open_records(bodies: Collection[int]) -> list[Discipline]:
    """The discipline records that these bodies still have to decide or announce."""
    mine = Discipline.body_id.in_(bodies)
    return list(db.session.scalars(select(Discipline).where(mine, Discipline.state.in_(OPEN_RECORDS))))


def planned_sessions(bodies: Collection[int]) -> list[Meeting]:
    """The sessions of these bodies whose minutes are not closed."""
    mine = Meeting.body_id.in_(bodies)
    return list(db.session.scalars(select(Meeting).where(mine, Meeting.state == SessionState.PLANNED)))


def open_recommendations(organization_id: int) -> list[Recommendation]:
    """What is still asked of the organization itself."""
    return list(
        db.session.scalars(
            select(Recommendation)
            .join(CaseSubject, CaseSubject.id == Recommendation.subject_id)
            .where(
                CaseSubject.organization_id == organization_id,
                CaseSubject.member_id.is_(None),
                Recommendation.state.in_(OPEN_RECOMMENDATIONS),
            )
        )
    )


def accounts_of(bodies: Collection[int]) -> list[Account]:
    """The accounts of these bodies, the switched-off ones too."""
    found = select(Account).where(Account.body_id.in_(bodies)).options(selectinload(Account.roles))
    return list(db.session.scalars(found.order_by(Account.id)))


def roles_in(bodies: Iterable[Body]) -> set[Role]:
    """The roles that active accounts of the organizations of these bodies have, on any body."""
    held = select(AccountRole.role).join(Account).join(Body, Account.body_id == Body.id)
    places = {body.organization_id for body in bodies}
    return set(db.session.scalars(held.where(Account.active, Body.organization_id.in_(places))))
