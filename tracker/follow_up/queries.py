"""Reads of what is still to be done after a conclusion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject, TeamMember
from tracker.cases.queries import CaseFile
from tracker.cases.states import ESTABLISHED_STATES
from tracker.core.errors import NotVisible
from tracker.discipline.models import Discipline
from tracker.discipline.states import OPEN_STATES, State
from tracker.extensions import db
from tracker.findings.models import Finding, Recommendation
from tracker.findings.money import Money
from tracker.findings.queries import readable
from tracker.findings.states import (
    OPEN_RECOMMENDATIONS,
    OWED_RECOMMENDATIONS,
    FindingType,
    RecommendationState,
)
from tracker.follow_up.models import Escalation, MoneyEntry, RecommendationUpdate
from tracker.follow_up.rules import Asked, Remainder, is_reconciled
from tracker.follow_up.states import NEAR_DAYS, Entry, Timing
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Organization
from tracker.organizations.queries import under
from tracker.regulations.calendar import Calendar

# Not the table itself: the conditions of sight speak of the same table, for another purpose.
_Subject = aliased(CaseSubject)


@dataclass(frozen=True)
class RecommendationFilter:
    """What a list is narrowed to. ``today`` decides what is overdue, ``near_until`` what soon will be.

    With ``state`` the list shows that state, settled ones too; with ``every`` all of them.
    """

    organization: Organization | None = None
    timing: Timing | None = None
    state: RecommendationState | None = None
    today: date | None = None
    near_until: date | None = None
    every: bool = False

    @property
    def states(self) -> frozenset[RecommendationState]:
        """The states in the list: the open ones unless others were asked for."""
        if self.state is not None:
            return frozenset({self.state})
        return frozenset(RecommendationState) if self.every else OPEN_RECOMMENDATIONS


@dataclass(frozen=True)
class RecommendationRow:
    """A recommendation in a list. Text and owner are None for those who may not read the file of the case."""

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


@dataclass(frozen=True)
class UpdateRow:
    """An update of a recommendation with the name of who recorded it, None for the program."""

    update: RecommendationUpdate
    name: str | None


@dataclass(frozen=True)
class EscalationRow:
    """A step of the ladder with the name of who recorded it."""

    step: Escalation
    name: str


def updates_of_case(case_id: int) -> dict[int, list[UpdateRow]]:
    """The updates of the recommendations of a case, the oldest first: id of the recommendation → rows."""
    found: dict[int, list[UpdateRow]] = {}
    for update, name in db.session.execute(
        select(RecommendationUpdate, Account.full_name)
        .join(Recommendation, Recommendation.id == RecommendationUpdate.recommendation_id)
        .outerjoin(Account, Account.id == RecommendationUpdate.recorded_by)
        .where(Recommendation.case_id == case_id)
        .order_by(RecommendationUpdate.id)
    ):
        found.setdefault(update.recommendation_id, []).append(UpdateRow(update, name))
    return found


def get_update(recommendation_id: int, update_id: int) -> RecommendationUpdate:
    """An update that a correction is about; raises ``NotVisible``."""
    found = select(RecommendationUpdate).where(
        RecommendationUpdate.id == update_id, RecommendationUpdate.recommendation_id == recommendation_id
    )
    row = db.session.execute(found).scalar_one_or_none()
    if row is None:
        raise NotVisible
    return row


def escalations(recommendation_ids: Sequence[int]) -> list[Escalation]:
    """The steps taken on recommendations, in their order."""
    statement = select(Escalation).where(Escalation.recommendation_id.in_(recommendation_ids))
    return list(db.session.execute(statement.order_by(Escalation.on, Escalation.id)).scalars())


def escalations_of_case(case_id: int) -> dict[int, list[EscalationRow]]:
    """The steps taken on the recommendations of a case: id of the recommendation → rows, in their order."""
    found: dict[int, list[EscalationRow]] = {}
    for step, name in db.session.execute(
        select(Escalation, Account.full_name)
        .join(Recommendation, Recommendation.id == Escalation.recommendation_id)
        .join(Account, Account.id == Escalation.recorded_by)
        .where(Recommendation.case_id == case_id)
        .order_by(Escalation.on, Escalation.id)
    ):
        found.setdefault(step.recommendation_id, []).append(EscalationRow(step, name))
    return found


def money_entries(finding_ids: Sequence[int]) -> list[MoneyEntry]:
    """The entries of the money book of findings, the oldest first."""
    statement = select(MoneyEntry).where(MoneyEntry.finding_id.in_(finding_ids)).order_by(MoneyEntry.id)
    return list(db.session.execute(statement).scalars())


def find_explanation(finding: Finding) -> MoneyEntry | None:
    """The last explanation of what has not come back, while it is of exactly that."""
    explained = [row for row in money_entries([finding.id]) if row.entry is Entry.EXPLANATION]
    remainder = (finding.to_recover or 0) - finding.recovered
    return explained[-1] if explained and explained[-1].amount == remainder else None


def claims_of_case(case_id: int) -> list[Finding]:
    """The findings of a case with an amount, by number. The caller checked the sight of the case."""
    statement = select(Finding).where(Finding.case_id == case_id, Finding.amount.is_not(None))
    return list(db.session.execute(statement.order_by(Finding.number)).scalars())


def unreconciled(case_id: int) -> list[Finding]:
    """The findings of a case whose amount has neither come back nor been explained."""
    claims = claims_of_case(case_id)
    explained: dict[int, int] = {}
    for row in money_entries([claim.id for claim in claims]):
        if row.entry is Entry.EXPLANATION:
            explained[row.finding_id] = row.amount
    return [claim for claim in claims if not is_reconciled(claim.to_recover, claim.recovered, explained.get(claim.id))]


def still_asked(case_id: int) -> dict[int, list[Asked]]:
    """The open recommendations of a case by number: id of the subject → rows. The caller checked the sight."""
    columns = (Recommendation.subject_id, Recommendation.number, Recommendation.text)
    statement = select(*columns).where(
        Recommendation.case_id == case_id, Recommendation.state.in_(OPEN_RECOMMENDATIONS)
    )
    found: dict[int, list[Asked]] = {}
    for subject_id, number, words in db.session.execute(statement.order_by(Recommendation.number)):
        found.setdefault(subject_id, []).append(Asked(number, words))
    return found


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
    """One page of the recommendations the actor knows of, the earliest due first, and one row more."""
    may_read = readable(actor)
    statement = _listed(
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
    """How many recommendations a list has, counted up to ``most + 1``."""
    return len(db.session.execute(_listed(actor, wanted, Recommendation.id).limit(most + 1)).all())


def _listed(actor: Actor, wanted: RecommendationFilter, *columns: Any) -> Select:
    statement = (
        select(*columns)
        .select_from(Recommendation)
        .join(Case, Case.id == Recommendation.case_id)
        .join(_Subject, _Subject.id == Recommendation.subject_id)
        .where(Recommendation.state.in_(wanted.states), Case.state.in_(ESTABLISHED_STATES), sight.existence(actor))
    )
    if wanted.organization:
        statement = statement.where(under(wanted.organization, _Subject))
    if wanted.timing and wanted.today:
        statement = statement.where(*_timed(actor, wanted, wanted.today))
    return statement


def _timed(actor: Actor, wanted: RecommendationFilter, today: date) -> list[ColumnElement[bool]]:
    owed = Recommendation.state.in_(OWED_RECOMMENDATIONS)
    if wanted.timing is Timing.OVERDUE:
        return [owed, Recommendation.due_on < today]
    if wanted.timing is Timing.NEAR:
        return [owed, Recommendation.due_on.between(today, wanted.near_until or today)]
    reported = Recommendation.state == RecommendationState.REPORTED
    return [reported, Recommendation.reported_by != actor.user_id, followed_by(actor)]


def near_until(today: date, calendar: Calendar) -> date:
    """The last day that counts as near: some working days from today."""
    return calendar.add_working_days(today, NEAR_DAYS)


@dataclass(frozen=True)
class MoneyRow:
    """The money of one case in a list."""

    id: int
    ref: str
    title: str
    concluded_on: date
    wrong: int
    to_recover: int
    recovered: int

    @property
    def remainder(self) -> int:
        """What has still to come back."""
        return self.to_recover - self.recovered


_SUMS = (
    func.coalesce(func.sum(Finding.amount), 0),
    func.coalesce(func.sum(Finding.to_recover), 0),
    func.coalesce(func.sum(Finding.recovered), 0),
)


def _counted(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Amounts are of the file: they are summed over the cases whose file the actor may read."""
    return (Case.state.in_(ESTABLISHED_STATES), Finding.amount > 0, readable(actor))


def money_rows(actor: Actor, cursor: Cursor | None) -> list[MoneyRow]:
    """One page of the concluded cases with money, the latest first, and one row more."""
    statement = select(Case.id, Case.ref, Case.title, Case.concluded_on, *_SUMS)
    statement = statement.join(Finding, Finding.case_id == Case.id).where(*_counted(actor)).group_by(Case.id)
    found = db.session.execute(keyset(statement, Case.concluded_on, Case.id, cursor, newest_first=True))
    return [_money_row(*row) for row in found]


def _money_row(case_id: int, ref: str, title: str, concluded_on: Any, *sums: Any) -> MoneyRow:
    # a sum of large integers is a decimal number in PostgreSQL
    return MoneyRow(case_id, ref, title, concluded_on, *(int(one) for one in sums))


def money_total(actor: Actor) -> Money:
    """The sums over the same cases."""
    statement = select(*_SUMS).select_from(Finding).join(Case, Case.id == Finding.case_id)
    sums: Sequence[Any] = db.session.execute(statement.where(*_counted(actor))).one()
    return Money(*(int(one) for one in sums))


def count_by_state(actor: Actor) -> dict[RecommendationState, int]:
    """How many recommendations of concluded cases that the actor knows of stand how."""
    found = dict.fromkeys(RecommendationState, 0)
    statement = (
        select(Recommendation.state, func.count())
        .join(Case, Case.id == Recommendation.case_id)
        .where(Case.state.in_(ESTABLISHED_STATES), sight.existence(actor))
        .group_by(Recommendation.state)
    )
    for state, count in db.session.execute(statement):
        found[state] = count
    return found


def followed_by(actor: Actor) -> ColumnElement[bool]:
    """The actor follows the case up: in its team, directing it, or leading its body (``Permission.FOLLOW_UP``)."""
    mine = exists().where(TeamMember.case_id == Case.id, TeamMember.account_id == actor.user_id)
    relations = [mine, Case.directing_id == actor.user_id]
    if actor.has(*sight.LEADERS):
        relations.append(Case.body_id == actor.body_id)
    return and_(sight.content(actor), or_(*relations))
