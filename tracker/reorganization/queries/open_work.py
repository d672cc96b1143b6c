"""The open work of an organization piece by piece, as far as somebody may know of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, not_, select, true
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.appeals.models import Appeal
from tracker.appeals.queries import stands_in
from tracker.appeals.states import OPEN_STATES as OPEN_APPEALS
from tracker.appeals.states import RULED_STATES
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import OPEN_STATES
from tracker.discipline.models import Discipline
from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.findings.states import OPEN_RECOMMENDATIONS
from tracker.observations import queries as observations
from tracker.observations.models import Observation
from tracker.observations.states import OPEN_STATES as OPEN_OBSERVATIONS
from tracker.organizations.models import Body
from tracker.petitions import queries as petitions
from tracker.petitions.models import Petition
from tracker.petitions.states import OPEN_STATES as OPEN_PETITIONS
from tracker.programmes import queries as programmes
from tracker.programmes.models import PlanVersion, Programme
from tracker.programmes.states import RUNNING_STATES, TYPE_LABELS
from tracker.reorganization.queries.standing import accounts_of, planned_sessions, present_members
from tracker.reorganization.states import Key, WorkKind


@dataclass(frozen=True)
class WorkRow:
    """One piece of open work. ``number`` is what people call it by; ``ref`` its address."""

    kind: WorkKind
    id: int
    name: str
    number: str
    on: date | None
    ref: str
    body: str = ""  # whose it is

    @property
    def key(self) -> Key:
        """What names the piece among all."""
        return self.kind, self.id

    @property
    def word(self) -> str:
        """The same in one word, for forms."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True)
class Standing:
    """What would be left without an owner if an organization ended: members, accounts, sessions, its open work."""

    members: int
    accounts: int
    sessions: int
    work: dict[WorkKind, list[WorkRow]]


def standing_of(actor: Actor, organization_id: int) -> Standing:
    """What stands with an organization now, of the work what the actor may know of."""
    bodies = list(db.session.scalars(select(Body.id).where(Body.organization_id == organization_id)))
    by_kind: dict[WorkKind, list[WorkRow]] = {}
    for row in open_work(actor, organization_id):
        by_kind.setdefault(row.kind, []).append(row)
    return Standing(
        len(present_members(organization_id)), len(accounts_of(bodies)), len(planned_sessions(bodies)), by_kind
    )


def open_work(actor: Actor | None, organization_id: int) -> list[WorkRow]:
    """Every piece that goes its own way, each kind the newest first; for the program itself, all.

    A petition that an open case handles and a complaint in an open case go with that case.
    """
    found = select(Body.id, Body.name).where(Body.organization_id == organization_id)
    bodies = {row.id: row.name for row in db.session.execute(found)}
    kinds = (_cases, _petitions, _observations, _programmes, _complaints)
    rows = [row for read in kinds for row in read(actor, bodies)] if bodies else []
    return rows + list(_recommendations(actor, organization_id))


def _cases(actor: Actor | None, bodies: Mapping[int, str]) -> Iterator[WorkRow]:
    found = select(Case.id, Case.title, Case.decision_number, Case.decision_on, Case.ref, Case.body_id)
    found = found.where(_open_case(Case, bodies), sight.existence(actor) if actor else true())
    for row in db.session.execute(found.order_by(Case.opened_at.desc(), Case.id.desc())):
        yield WorkRow(WorkKind.CASE, row[0], row[1], row[2] or "", row[3], row[4], bodies.get(row[5], ""))


def _open_case(case: type[Case], bodies: Collection[int]) -> ColumnElement[bool]:
    return (case.body_id.in_(bodies) | case.concluding_body_id.in_(bodies)) & case.state.in_(OPEN_STATES)


def _petitions(actor: Actor | None, bodies: Mapping[int, str]) -> Iterator[WorkRow]:
    found = select(Petition)
    handling = aliased(Case)
    handled = exists().where(handling.petition_id == Petition.id, handling.state.in_(OPEN_STATES))
    found = found.where(Petition.body_id.in_(bodies), Petition.state.in_(OPEN_PETITIONS), not_(handled))
    found = found.where(petitions.visible(actor) if actor else true())
    for row in db.session.scalars(found.order_by(Petition.received_on.desc(), Petition.id.desc())):
        number, body = f"{row.number}/{row.year}", bodies[row.body_id]
        yield WorkRow(WorkKind.PETITION, row.id, row.abstract, number, row.received_on, row.ref, body)


def _observations(actor: Actor | None, bodies: Mapping[int, str]) -> Iterator[WorkRow]:
    found = select(Observation).where(Observation.body_id.in_(bodies), Observation.state.in_(OPEN_OBSERVATIONS))
    found = found.where(observations.visible(actor) if actor else true())
    for row in db.session.scalars(found.order_by(Observation.observed_on.desc(), Observation.id.desc())):
        yield WorkRow(WorkKind.OBSERVATION, row.id, row.area, "", row.observed_on, row.ref, bodies[row.body_id])


def _programmes(actor: Actor | None, bodies: Mapping[int, str]) -> Iterator[WorkRow]:
    running = exists().where(PlanVersion.programme_id == Programme.id, PlanVersion.state.in_(RUNNING_STATES))
    found = select(Programme).where(Programme.body_id.in_(bodies), running)
    found = found.where(programmes.visible(actor) if actor else true())
    for row in db.session.scalars(found.order_by(Programme.year_from.desc(), Programme.id.desc())):
        name, ref = TYPE_LABELS[row.type], f"{row.first_body_id}/{row.period}"
        yield WorkRow(WorkKind.PROGRAMME, row.id, name, row.period, None, ref, bodies[row.body_id])


def _complaints(actor: Actor | None, bodies: Mapping[int, str]) -> Iterator[WorkRow]:
    found = select(Appeal.id, Case.title, Appeal.received_on, Case.ref, Appeal.hearing_body_id)
    found = found.join(Discipline, Discipline.id == Appeal.discipline_id).join(Case, stands_in())
    found = found.where(Appeal.hearing_body_id.in_(bodies), Appeal.state.in_(OPEN_APPEALS - RULED_STATES))
    found = found.where(not_(_open_case(Case, bodies)), sight.existence(actor) if actor else true())
    for row in db.session.execute(found.order_by(Appeal.received_on.desc(), Appeal.id.desc())):
        yield WorkRow(WorkKind.COMPLAINT, row[0], row[1], "", row[2], row[3], bodies[row[4]])


def _recommendations(actor: Actor | None, organization_id: int) -> Iterator[WorkRow]:
    """What is asked of the organization itself stands in the files of those who ask."""
    found = select(Recommendation.id, Recommendation.text, Recommendation.due_on, Case.ref)
    found = found.join(CaseSubject, CaseSubject.id == Recommendation.subject_id)
    found = found.join(Case, Case.id == Recommendation.case_id).where(
        CaseSubject.organization_id == organization_id,
        CaseSubject.member_id.is_(None),
        Recommendation.state.in_(OPEN_RECOMMENDATIONS),
        sight.content(actor) if actor else true(),
    )
    for row in db.session.execute(found.order_by(Recommendation.due_on, Recommendation.id)):
        yield WorkRow(WorkKind.RECOMMENDATION, row[0], row[1], "", row[2], row[3])
