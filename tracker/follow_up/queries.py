"""Reads of what is still to be done after a conclusion."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.cases.queries import CaseFile
from tracker.cases.states import ESTABLISHED_STATES
from tracker.discipline.models import Discipline
from tracker.discipline.states import OPEN_STATES, State
from tracker.extensions import db
from tracker.findings.models import Finding, Recommendation
from tracker.findings.queries import readable
from tracker.findings.states import OPEN_RECOMMENDATIONS, FindingType, RecommendationState
from tracker.follow_up.rules import Remainder
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Organization
from tracker.organizations.queries import under

# Not the table itself: the conditions of sight speak of the same table, for another purpose.
_Subject = aliased(CaseSubject)


@dataclass(frozen=True)
class RecommendationFilter:
    """What the open recommendations are narrowed to. ``today`` decides what is overdue."""

    organization: Organization | None = None
    overdue: bool = False
    today: date | None = None


@dataclass(frozen=True)
class RecommendationRow:
    """An open recommendation in a list. Text and owner are None for those who may not read the file of the case."""

    id: int
    number: int
    case_ref: str
    case_title: str
    subject_name: str
    state: RecommendationState
    due_on: date
    text: str | None
    owner: str | None


@dataclass(frozen=True)
class CarriedRow:
    """A recommendation of a case, with the name of the person who verified it."""

    recommendation: Recommendation
    verifier: str | None


def recommendations_with_verifiers(case_id: int) -> list[CarriedRow]:
    """The recommendations of a case by number. The caller checked the sight of the case."""
    found = db.session.execute(
        select(Recommendation, Account.full_name)
        .outerjoin(Account, Account.id == Recommendation.verified_by)
        .where(Recommendation.case_id == case_id)
        .order_by(Recommendation.number)
    )
    return [CarriedRow(*row) for row in found]


def violations_of_case(case_id: int) -> list[Finding]:
    """The violations of a case by number, open and closed. The caller checked the sight of the case."""
    statement = select(Finding).where(Finding.case_id == case_id, Finding.type == FindingType.VIOLATION)
    return list(db.session.execute(statement.order_by(Finding.number)).scalars())


def discipline_states(case_id: int) -> dict[int, frozenset[State]]:
    """How the discipline records of each subject stand: id of the subject → states."""
    found: dict[int, set[State]] = {}
    for subject_id, state in db.session.execute(
        select(Discipline.subject_id, Discipline.state).where(Discipline.case_id == case_id)
    ):
        found.setdefault(subject_id, set()).add(state)
    return {subject_id: frozenset(states) for subject_id, states in found.items()}


def remainder_of(file: CaseFile) -> Remainder:
    """What is still open in a case."""
    case_id = file.case.id
    asked = select(Recommendation.number).where(
        Recommendation.case_id == case_id, Recommendation.state.in_(OPEN_RECOMMENDATIONS)
    )
    violated = select(Finding.number).where(
        Finding.case_id == case_id, Finding.type == FindingType.VIOLATION, Finding.closed_on.is_(None)
    )
    disciplined = (
        select(CaseSubject.name)
        .join(Discipline, Discipline.subject_id == CaseSubject.id)
        .where(Discipline.case_id == case_id, Discipline.state.in_(OPEN_STATES))
    )
    return Remainder(
        recommendations=db.session.execute(asked.order_by(Recommendation.number)).scalars().all(),
        violations=db.session.execute(violated.order_by(Finding.number)).scalars().all(),
        disciplined=db.session.execute(disciplined.order_by(CaseSubject.number)).scalars().all(),
    )


def recommendation_rows(actor: Actor, wanted: RecommendationFilter, cursor: Cursor | None) -> list[RecommendationRow]:
    """One page of the open recommendations the actor knows of, the earliest due first, and one row more."""
    may_read = readable(actor)
    statement = _open(
        actor,
        wanted,
        Recommendation.id,
        Recommendation.number,
        Case.ref,
        Case.title,
        _Subject.name,
        Recommendation.state,
        Recommendation.due_on,
        case((may_read, Recommendation.text), else_=None),
        case((may_read, Recommendation.owner), else_=None),
    )
    found = db.session.execute(keyset(statement, Recommendation.due_on, Recommendation.id, cursor))
    return [RecommendationRow(*row) for row in found]


def count_recommendations(actor: Actor, wanted: RecommendationFilter, *, most: int = 1_000) -> int:
    """How many open recommendations a list has, counted up to ``most + 1``."""
    return len(db.session.execute(_open(actor, wanted, Recommendation.id).limit(most + 1)).all())


def _open(actor: Actor, wanted: RecommendationFilter, *columns: Any) -> Select:
    statement = (
        select(*columns)
        .select_from(Recommendation)
        .join(Case, Case.id == Recommendation.case_id)
        .join(_Subject, _Subject.id == Recommendation.subject_id)
        .where(
            Recommendation.state.in_(OPEN_RECOMMENDATIONS),
            Case.state.in_(ESTABLISHED_STATES),
            sight.existence(actor),
        )
    )
    if wanted.organization:
        statement = statement.where(under(wanted.organization, _Subject))
    if wanted.overdue and wanted.today:
        statement = statement.where(Recommendation.due_on < wanted.today)
    return statement
