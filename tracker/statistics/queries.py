"""Figures over concluded work. Subjects are counted, not cases: one subject in two cases counts twice (“lượt”).

A number and the list behind it are made from the same conditions, so they cannot differ.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.cases import sight
from tracker.cases.kinds import Kind
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import ESTABLISHED_STATES, Outcome, Severity, SubjectType
from tracker.discipline.models import Discipline, ReferralAnswer
from tracker.discipline.queries import IS_DECIDED_ELSEWHERE, decision_elsewhere_is_known
from tracker.discipline.states import DECIDED_STATES
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Body, Organization, OrganizationParent
from tracker.organizations.queries import in_scope
from tracker.regulations.terms import Form
from tracker.reorganization.queries import body_on, record_body_on
from tracker.statistics.states import BODY_KINDS, WORK_KINDS, Deciders, Measure, Work

# Not the table itself: the conditions of sight speak of the same table, for another purpose.
_Subject = aliased(CaseSubject)
MOST_BELOW = 300
_DECIDED = tuple(DECIDED_STATES)
_VIOLATED = or_(_Subject.severity.is_not(None), _Subject.outcome == Outcome.MUST_DISCIPLINE)
_CONDITIONS = {
    Measure.VIOLATED: _VIOLATED,
    Measure.MUST_DISCIPLINE: _Subject.outcome == Outcome.MUST_DISCIPLINE,
}

# What is counted of discipline: its row, its day, its form.
_COUNTED: Mapping[Measure, tuple[Any, Any, Any]] = {
    Measure.DISCIPLINED: (Discipline.id, Discipline.decided_on, Discipline.decided_form),
    Measure.DECIDED_ELSEWHERE: (Discipline.id, ReferralAnswer.decided_on, ReferralAnswer.form),
}


@dataclass(frozen=True)
class Question:
    """What is asked: the first and the last day, whose work, and the organization whose subtree it is (None: all)."""

    since: date
    until: date
    deciders: Deciders = Deciders.ALL
    organization: Organization | None = None


@dataclass(frozen=True)
class Cell:
    """One number of a report; None means every one."""

    measure: Measure = Measure.SUBJECTS
    kinds: tuple[Kind, ...] = ()
    type: SubjectType | None = None
    form: Form | None = None


@dataclass(frozen=True)
class Tally:
    """How many subjects; how many of them with a violation, and how many to be disciplined."""

    subjects: int = 0
    violated: int = 0
    must_discipline: int = 0


@dataclass(frozen=True)
class Summary:
    """The figures of one period: by kind of work and type of subject, and disciplined subjects by form and type."""

    tallies: Mapping[tuple[Kind, SubjectType], Tally]
    disciplined: Mapping[tuple[Form, SubjectType], int]

    def count(self, kinds: Collection[Kind], subject_type: SubjectType, measure: Measure = Measure.SUBJECTS) -> int:
        """One number over some kinds of work."""
        found = (self.tallies.get((kind, subject_type), Tally()) for kind in kinds)
        return sum(getattr(tally, measure.value) for tally in found)

    def work(self, work: Work, subject_type: SubjectType) -> int:
        """How many subjects of a type were inspected, or supervised."""
        return self.count(WORK_KINDS[work], subject_type)


@dataclass(frozen=True)
class SubjectRow:
    """A counted subject: in which case, by whom, when, and with which result."""

    id: int
    on: date
    name: str
    description: str
    type: SubjectType
    outcome: Outcome | None
    severity: Severity | None
    form: Form | None
    ref: str
    title: str
    kind: Kind
    body_name: str


def summary(actor: Actor | None, question: Question) -> Summary:
    """The figures over the cases that the actor knows of; ``actor`` None counts everything, for the command line."""
    columns = [func.sum(case((condition, 1), else_=0)) for condition in _CONDITIONS.values()]
    concluded = select(Case.kind, _Subject.type, func.count(), *columns).group_by(Case.kind, _Subject.type)
    decided = select(Discipline.decided_form, _Subject.type, func.count())
    decided = decided.group_by(Discipline.decided_form, _Subject.type)
    return Summary(
        {(row[0], row[1]): Tally(*row[2:]) for row in db.session.execute(_concluded(concluded, actor, question))},
        {(row[0], row[1]): row[2] for row in db.session.execute(_disciplined(decided, actor, question))},
    )


def counted_cases(actor: Actor, question: Question) -> set[int]:
    """The cases behind all the figures of a summary."""
    found = _concluded(select(Case.id), actor, question), _disciplined(select(Case.id), actor, question)
    return {case_id for statement in found for case_id in db.session.execute(statement.distinct()).scalars()}


def decided_elsewhere(actor: Actor | None, question: Question) -> dict[SubjectType, int]:
    """How many subjects of records referred by the bodies asked about were disciplined by another body."""
    counted = select(_Subject.type, func.count()).group_by(_Subject.type)
    return {row[0]: row[1] for row in db.session.execute(_elsewhere(counted, actor, question))}


def subject_rows(actor: Actor, question: Question, cell: Cell, cursor: Cursor | None) -> list[SubjectRow]:
    """One page of the subjects behind a number (and one more), by the day that counts, the newest first."""
    row_id, day, form = _COUNTED.get(cell.measure, (_Subject.id, Case.concluded_on, literal(None)))
    statement = _narrowing(cell.measure)(_rows(row_id, day, form), actor, question)
    found = db.session.execute(keyset(_in_cell(statement, cell), day, row_id, cursor, newest_first=True))
    return [SubjectRow(*row) for row in found]


def count_subjects(actor: Actor, question: Question, cell: Cell) -> int:
    """The number that stands over the list of ``subject_rows``."""
    counted = _narrowing(cell.measure)(select(func.count()), actor, question)
    return db.session.execute(_in_cell(counted, cell)).scalar_one()


def organizations_below(actor: Actor) -> list[Organization]:
    """The actor's organization and those directly below it, also those that have ended, to narrow a report to."""
    own = or_(Organization.id == actor.organization_id, Organization.parent_id == actor.organization_id)
    found = select(Organization).where(in_scope(actor, Organization), own)
    first = Organization.id != actor.organization_id
    return list(db.session.execute(found.order_by(first, Organization.search_key).limit(MOST_BELOW)).scalars())


def find_by_code(code: str) -> Organization | None:
    """The organization with a code, for the command line."""
    return db.session.execute(select(Organization).where(Organization.code == code)).scalar_one_or_none()


def _concluded(statement: Select, actor: Actor | None, question: Question) -> Select:
    narrowed = (
        statement.select_from(_Subject)
        .join(Case, Case.id == _Subject.case_id)
        .join(Body, Body.id == body_on(Case.concluded_on))
        .where(Case.state.in_(ESTABLISHED_STATES), Case.concluded_on.between(question.since, question.until))
    )
    return asked(narrowed, actor, question, Case.concluded_on)


def _disciplined(statement: Select, actor: Actor | None, question: Question) -> Select:
    narrowed = (
        statement.select_from(Discipline)
        .join(_Subject, _Subject.id == Discipline.subject_id)
        .join(Case, Case.id == Discipline.case_id)
        .join(Body, Body.id == record_body_on(Discipline.decided_on))
        .where(Discipline.state.in_(_DECIDED), Discipline.decided_on.between(question.since, question.until))
    )
    return asked(narrowed, actor, question, Discipline.decided_on)


def _elsewhere(statement: Select, actor: Actor | None, question: Question) -> Select:
    """Decisions of other bodies, under the body that referred the record."""
    narrowed = (
        statement.select_from(Discipline)
        .join(ReferralAnswer, IS_DECIDED_ELSEWHERE)
        .join(_Subject, _Subject.id == Discipline.subject_id)
        .join(Case, Case.id == Discipline.case_id)
        .join(Body, Body.id == record_body_on(ReferralAnswer.decided_on))
        .where(ReferralAnswer.decided_on.between(question.since, question.until))
    )
    known = narrowed if actor is None else narrowed.where(decision_elsewhere_is_known(actor))
    return asked(known, actor, question, ReferralAnswer.decided_on)


def _narrowing(measure: Measure) -> Callable[[Select, Actor | None, Question], Select]:
    return {Measure.DISCIPLINED: _disciplined, Measure.DECIDED_ELSEWHERE: _elsewhere}.get(measure, _concluded)


def asked(statement: Select, actor: Actor | None, question: Question, day: Any) -> Select:
    """Narrowed to whose work and under which organization, on the day that counts, as far as the actor knows of it."""
    if question.deciders is not Deciders.ALL:
        statement = statement.where(Body.kind.in_(BODY_KINDS[question.deciders]))
    if question.organization is not None:
        statement = statement.where(_under(question, question.organization, day))
    return statement if actor is None else statement.where(sight.existence(actor))


def _under(question: Question, top: Organization, day: Any) -> ColumnElement[bool]:
    """The deciding body stood in the subtree of ``top`` on the day that counts.

    Figures follow the tree of their day (process.md 9), so a level that was abolished keeps its figures. The tree is
    walked downwards, and each step narrows the days on which the organization stood there.
    """
    root = select(
        literal(top.id).label("id"), literal(question.since).label("since"), literal(question.until).label("until")
    )
    tree = root.cte("subtree", recursive=True)
    above, until = OrganizationParent, func.coalesce(OrganizationParent.until, question.until)
    below = (
        select(
            above.organization_id,
            case((above.since > tree.c.since, above.since), else_=tree.c.since),
            case((until < tree.c.until, until), else_=tree.c.until),
        )
        .join(tree, above.parent_id == tree.c.id)
        .where(above.since <= tree.c.until, until >= tree.c.since)
    )
    tree = tree.union(below)
    return exists().where(tree.c.id == Body.organization_id, day.between(tree.c.since, tree.c.until))


def _in_cell(statement: Select, cell: Cell) -> Select:
    conditions = [_CONDITIONS[cell.measure]] if cell.measure in _CONDITIONS else []
    if cell.kinds:
        conditions.append(Case.kind.in_(cell.kinds))
    if cell.type:
        conditions.append(_Subject.type == cell.type)
    if cell.form and cell.measure in _COUNTED:
        conditions.append(_COUNTED[cell.measure][2] == cell.form)
    return statement.where(and_(True, *conditions))


def _rows(row_id: Any, day: Any, form: Any) -> Select:
    return select(
        row_id,
        day,
        _Subject.name,
        _Subject.description,
        _Subject.type,
        _Subject.outcome,
        _Subject.severity,
        form,
        Case.ref,
        Case.title,
        Case.kind,
        Body.name,
    )
