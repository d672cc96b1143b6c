"""What stands with an organization on the day it ends."""

from collections.abc import Collection

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Account
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
from tracker.observations.models import Observation, ObservationSubject
from tracker.observations.states import OPEN_STATES as OPEN_OBSERVATIONS
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind


def bodies_of(organization_id: int) -> dict[BodyKind, Body]:
    """The bodies of an organization by kind."""
    found = select(Body).where(Body.organization_id == organization_id).options(joinedload(Body.organization))
    return {body.kind: body for body in db.session.scalars(found.order_by(Body.id))}


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
