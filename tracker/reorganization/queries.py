"""What stands with an organization on the day it ends."""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from tracker.access import Actor
from tracker.accounts.models import Account
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
from tracker.meetings.models import Meeting
from tracker.meetings.states import SessionState
from tracker.members.models import Member, Post
from tracker.observations import queries as observations
from tracker.observations.models import Observation, ObservationSubject
from tracker.observations.states import OPEN_STATES as OPEN_OBSERVATIONS
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind
from tracker.petitions import queries as petitions
from tracker.petitions.models import Petition
from tracker.petitions.states import OPEN_STATES as OPEN_PETITIONS
from tracker.petitions.states import State as PetitionState
from tracker.programmes import queries as programmes
from tracker.programmes.models import PlanEntry, PlanVersion, Programme
from tracker.programmes.states import RUNNING_STATES as RUNNING_VERSIONS


def bodies_of(organization_id: int) -> dict[BodyKind, Body]:
    """The bodies of an organization by kind."""
    found = select(Body).where(Body.organization_id == organization_id).options(joinedload(Body.organization))
    return {body.kind: body for body in db.session.scalars(found.order_by(Body.id))}


def heirs_of(bodies: Collection[int]) -> dict[int, Body]:
    """Who carries on the work of those of the bodies whose organization has ended."""
    left = aliased(Body)
    found = select(left.id, Body).join(Body, Body.id == left.heir_id).where(left.id.in_(bodies))
    return {row[0]: row[1] for row in db.session.execute(found.options(joinedload(Body.organization)))}


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


def has_open_work_about(bodies: Collection[int], organizations: Collection[int]) -> bool:
    """Whether an open case or observation of these bodies is about one of the organizations as such."""
    mine = Case.body_id.in_(bodies) | Case.concluding_body_id.in_(bodies)
    cases = exists().where(
        CaseSubject.case_id == Case.id,
        CaseSubject.organization_id.in_(organizations),
        CaseSubject.member_id.is_(None),
        mine,
        Case.state.in_(OPEN_STATES),
    )
    observations = exists().where(
        ObservationSubject.observation_id == Observation.id,
        ObservationSubject.organization_id.in_(organizations),
        ObservationSubject.member_id.is_(None),
        Observation.body_id.in_(bodies),
        Observation.state.in_(OPEN_OBSERVATIONS),
    )
    return db.session.execute(select(or_(cases, observations))).scalar_one()


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


def entries_ahead(bodies: Collection[int]) -> list[PlanEntry]:
    """The items of versions drafted or in force that these bodies are to carry out."""
    ahead = select(PlanVersion.id).where(PlanVersion.state.in_(RUNNING_VERSIONS))
    found = select(PlanEntry).where(PlanEntry.body_id.in_(bodies), PlanEntry.version_id.in_(ahead))
    return list(db.session.scalars(found))


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
    return list(db.session.scalars(select(Account).where(Account.body_id.in_(bodies)).order_by(Account.id)))
