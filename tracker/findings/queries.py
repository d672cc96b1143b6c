"""Reads of findings and recommendations, and of the violations that are still open."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, null, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor, Role
from tracker.cases import sight
from tracker.cases.kinds import Kind
from tracker.cases.models import Case, CaseSubject
from tracker.cases.queries import CaseFile
from tracker.cases.states import ESTABLISHED_STATES, Outcome, Severity, State
from tracker.core.errors import NotVisible
from tracker.core.text import has_control_character
from tracker.evidence.models import EvidenceItem
from tracker.extensions import PLACE_COLUMNS, db
from tracker.findings.bars import (
    Ledger,
    StaleBar,
    UndatedViolation,
    ViolationBar,
    ViolationClock,
    acts_of_case,
    clocks_of_case,
    ledger_of,
    ledger_of_case,
    stale_bars,
    undated_violations,
    violation_bars,
)
from tracker.findings.models import Finding, FindingEvidence, Recommendation
from tracker.findings.rules import concluded_between
from tracker.findings.states import Age, FindingType
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Organization
from tracker.organizations.queries import in_scope, under
from tracker.regulations.bar_clock import NEAR_YEARS, Standing, standing_on
from tracker.regulations.deadlines import add_years
from tracker.regulations.limitation import Matter
from tracker.regulations.terms import Form

# Time bars are a file of their own; other areas enter by this one.
__all__ = [
    "Ledger",
    "StaleBar",
    "UndatedViolation",
    "ViolationBar",
    "ViolationClock",
    "acts_of_case",
    "clocks_of_case",
    "ledger_of",
    "ledger_of_case",
    "stale_bars",
    "undated_violations",
    "violation_bars",
]

# Not the table itself: the conditions of sight speak of the same table, for another purpose.
_Subject = aliased(CaseSubject)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class ViolationFilter:
    """What the open violations are narrowed to; None means no narrowing. ``today`` is needed for ``age`` and ``bar``.

    ``bar`` finds only violations whose file the actor may read: the end of a period tells the day of the act.
    """

    organization: Organization | None = None
    kind: Kind | None = None
    severity: Severity | None = None
    age: Age | None = None
    today: date | None = None
    bar: Standing | None = None


@dataclass(frozen=True)
class ViolationRow:
    """An open violation in a list. From ``text`` on, None for those who may know of the case but not read its file."""

    id: int
    number: int
    case_ref: str
    case_title: str
    kind: Kind
    subject_name: str
    severity: Severity
    concluded_on: date
    must_discipline: bool
    text: str | None
    committed_on: date | None
    matter: Matter | None
    reprimand_until: date | None
    warning_until: date | None

    def bar_days(self, today: date) -> list[tuple[Form, int, Standing]]:
        """Each form that has a time bar: days left and how it stands, today or, where it stopped, at the conclusion."""
        on = self.concluded_on if self.must_discipline else today
        ends = ((Form.REPRIMAND, self.reprimand_until), (Form.WARNING, self.warning_until))
        return [(form, (end - on).days, standing_on(end, on)) for form, end in ends if end is not None]


@dataclass(frozen=True)
class OrganizationCount:
    """Open violations in one organization directly below the actor's, with those under it.

    Code and name are None for what stands under none of them.
    """

    code: str | None
    name: str | None
    count: int


@dataclass(frozen=True)
class ViolationSummary:
    """The open violations an actor knows of, counted along each dimension; dimensions without any are left out."""

    total: int
    by_severity: dict[Severity, int]
    by_kind: dict[Kind, int]
    by_age: dict[Age, int]
    by_organization: list[OrganizationCount]


def findings_of_case(case_id: int) -> list[Finding]:
    """The findings of a case by number. The caller checked the sight of the case."""
    return list(
        db.session.execute(select(Finding).where(Finding.case_id == case_id).order_by(Finding.number)).scalars()
    )


def findings_of_subject(subject_id: int) -> list[Finding]:
    """The findings about one subject of a case by number. The caller checked the sight of the case."""
    return list(
        db.session.execute(select(Finding).where(Finding.subject_id == subject_id).order_by(Finding.number)).scalars()
    )


def recommendations_of_case(case_id: int) -> list[Recommendation]:
    """The recommendations of a case by number. The caller checked the sight of the case."""
    statement = select(Recommendation).where(Recommendation.case_id == case_id).order_by(Recommendation.number)
    return list(db.session.execute(statement).scalars())


def findings_counted(case_id: int) -> Select[int]:
    """How many findings a case has."""
    return select(func.count()).where(Finding.case_id == case_id)


def evidence_of_findings(case_id: int) -> dict[int, list[int]]:
    """What the findings of a case rest on: id of the finding → numbers of its evidence."""
    found: dict[int, list[int]] = {}
    for finding_id, number in db.session.execute(
        select(FindingEvidence.finding_id, EvidenceItem.number)
        .join(EvidenceItem, EvidenceItem.id == FindingEvidence.evidence_id)
        .where(EvidenceItem.case_id == case_id)
        .order_by(EvidenceItem.number)
    ):
        found.setdefault(finding_id, []).append(number)
    return found


def types_of_subjects(case_id: int) -> dict[int, frozenset[FindingType]]:
    """The types of the findings about each subject that has any: id of the subject → types."""
    found: dict[int, set[FindingType]] = {}
    for subject_id, finding_type in db.session.execute(
        select(Finding.subject_id, Finding.type).where(Finding.case_id == case_id).distinct()
    ):
        found.setdefault(subject_id, set()).add(finding_type)
    return {subject_id: frozenset(types) for subject_id, types in found.items()}


def get_finding(case_id: int, number: int) -> Finding:
    """A finding by its number in the case; raises ``NotVisible``."""
    return _one(select(Finding).where(Finding.case_id == case_id, Finding.number == number))


def get_recommendation(case_id: int, number: int) -> Recommendation:
    """A recommendation by its number in the case; raises ``NotVisible``."""
    return _one(select(Recommendation).where(Recommendation.case_id == case_id, Recommendation.number == number))


@dataclass(frozen=True)
class Addressee:
    """Who may be asked by a recommendation: an organization or a member."""

    name: str
    organization_id: int | None
    member_id: int | None


def subject_key(subject: CaseSubject) -> str:
    """The key of a subject among the addressees."""
    return f"org-{subject.organization_id}" if subject.member_id is None else f"member-{subject.member_id}"


def addressee_key(row: Recommendation) -> str:
    """The key of the addressee of a recommendation."""
    member = row.addressee_member_id
    return f"org-{row.addressee_organization_id}" if member is None else f"member-{member}"


def addressees(file: CaseFile) -> dict[str, Addressee]:
    """Whom the recommendations of a case may ask: its subjects, the organizations they belong to, and those above."""
    found = {
        subject_key(one): Addressee(one.name, None if one.member_id else one.organization_id, one.member_id)
        for one in file.case.subjects
    }
    own = {one.organization_id for one in file.case.subjects}
    above = select(Organization.parent_id).where(Organization.id.in_(own))
    statement = select(Organization.id, Organization.name).where(
        or_(Organization.id.in_(own), Organization.id.in_(above))
    )
    for row in db.session.execute(statement.order_by(Organization.search_key)):
        found.setdefault(f"org-{row.id}", Addressee(row.name, row.id, None))
    return found


def lock_case(case_id: int) -> State:
    """The state a case has now; neither it nor what hangs on it changes until the caller's transaction ends."""
    return db.session.execute(select(Case.state).where(Case.id == case_id).with_for_update()).scalar_one()


def next_number(table: type[Finding] | type[Recommendation], case_id: int) -> int:
    """The next free number in a case that the caller has locked."""
    highest = select(func.coalesce(func.max(table.number), 0)).where(table.case_id == case_id)
    return db.session.execute(highest).scalar_one() + 1


def find_organization(actor: Actor, code: str) -> Organization | None:
    """The organization of a filter, by its code; None for no code. Raises ``NotVisible`` outside the actor's scope."""
    if not code:
        return None
    if has_control_character(code):  # PostgreSQL refuses it even in a comparison
        raise NotVisible
    return _one(select(Organization).where(Organization.code == code, in_scope(actor, Organization)))


def organizations_below(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of the organizations directly below the actor's, those that have ended too, by name."""
    statement = select(Organization.code, Organization.name).where(Organization.parent_id == actor.organization_id)
    return [(row.code, row.name) for row in db.session.execute(statement.order_by(Organization.search_key))]


def readable(actor: Actor) -> ColumnElement[bool]:
    """The actor may read what the file of the case says: content sight, but not the clerk's, which is for papers."""
    return sight.content(replace(actor, roles=actor.roles - {Role.CLERK}))


def open_violation_rows(actor: Actor, wanted: ViolationFilter, cursor: Cursor | None) -> list[ViolationRow]:
    """One page of the open violations the actor knows of, the longest open first, and one row more."""
    statement = _open(
        actor,
        wanted,
        Finding.id,
        Finding.number,
        Case.ref,
        Case.title,
        Case.kind,
        _Subject.name,
        Finding.severity,
        Case.concluded_on,
        _MUST_DISCIPLINE,
        *(case((readable(actor), column), else_=None) for column in _OF_THE_FILE),
    )
    found = db.session.execute(keyset(statement, Case.concluded_on, Finding.id, cursor))
    return [ViolationRow(*row) for row in found]


def count_open_violations(actor: Actor, wanted: ViolationFilter, *, most: int = 1_000) -> int:
    """How many open violations a list has, counted up to ``most + 1``."""
    return len(db.session.execute(_open(actor, wanted, Finding.id).limit(most + 1)).all())


def open_violation_summary(actor: Actor, today: date) -> ViolationSummary:
    """The open violations the actor knows of along four dimensions, in one pass over them."""
    rows = _open(
        actor,
        ViolationFilter(),
        Finding.severity.label("severity"),
        Case.kind.label("kind"),
        _age_on(today).label("age"),
        _organization_below(actor).label("organization_id"),
    ).subquery()
    groups = db.session.execute(select(*rows.c, func.count()).group_by(*rows.c)).all()
    return ViolationSummary(
        total=sum(row[-1] for row in groups),
        by_severity=_counts(groups, lambda row: row.severity),
        by_kind=_counts(groups, lambda row: row.kind),
        by_age=_counts(groups, lambda row: Age(row.age)),
        by_organization=_named(actor, _counts(groups, lambda row: row.organization_id)),
    )


def _one(statement: Select) -> Any:
    found = db.session.execute(statement).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found


def _open(actor: Actor, wanted: ViolationFilter, *columns: Any) -> Select:
    statement = (
        select(*columns)
        .select_from(Finding)
        .join(Case, Case.id == Finding.case_id)
        .join(_Subject, _Subject.id == Finding.subject_id)
        .where(
            Finding.type == FindingType.VIOLATION,
            Finding.closed_on.is_(None),
            Case.state.in_(ESTABLISHED_STATES),
            sight.existence(actor),
        )
    )
    if wanted.organization:
        statement = statement.where(under(wanted.organization, _Subject))
    if wanted.kind:
        statement = statement.where(Case.kind == wanted.kind)
    if wanted.severity:
        statement = statement.where(Finding.severity == wanted.severity)
    if wanted.age and wanted.today:
        statement = statement.where(_concluded_within(*concluded_between(wanted.age, wanted.today)))
    if wanted.bar and wanted.today:
        statement = statement.where(readable(actor), _bar_stands(wanted.bar, wanted.today))
    return statement


_MUST_DISCIPLINE = and_(_Subject.outcome.is_not(None), _Subject.outcome == Outcome.MUST_DISCIPLINE)
_OF_THE_FILE = (
    *(Finding.text, Finding.committed_on, Finding.matter),
    *(Finding.reprimand_until, Finding.warning_until),
)


def _bar_stands(standing: Standing, today: date) -> ColumnElement[bool]:
    """A period that still runs ends within twelve months, or one is over (at the conclusion, where that stopped it)."""
    if standing is Standing.OVER:
        at = case((_MUST_DISCIPLINE, Case.concluded_on), else_=literal(today))
        return or_(Finding.reprimand_until < at, Finding.warning_until < at)
    soon = add_years(today, NEAR_YEARS)
    ends = (Finding.reprimand_until.between(today, soon), Finding.warning_until.between(today, soon))
    return and_(not_(_MUST_DISCIPLINE), or_(*ends))


def _concluded_within(first: date | None, last: date | None) -> ColumnElement[bool]:
    bounds = []
    if first is not None:
        bounds.append(Case.concluded_on >= first)
    if last is not None:
        bounds.append(Case.concluded_on <= last)
    return and_(True, *bounds)


def _age_on(today: date) -> ColumnElement[str]:
    return case(*((_concluded_within(*concluded_between(age, today)), literal(age.value)) for age in Age))


def _organization_below(actor: Actor) -> ColumnElement[int | None]:
    """The place of the subject directly below the actor's organization, whatever its level there."""
    own = f"{actor.organization_level}_id"
    below = [getattr(_Subject, column) for column in PLACE_COLUMNS[PLACE_COLUMNS.index(own) + 1 :]]
    nearest = func.coalesce(*below, null(), null())  # SQLite asks for two values at least
    return case((getattr(_Subject, own) == actor.organization_id, nearest), else_=None)


def _counts(groups: Sequence[Any], key: Callable[[Any], Key]) -> dict[Key, int]:
    counted: Counter[Key] = Counter()
    for row in groups:
        counted[key(row)] += row[-1]
    return dict(counted)


def _named(actor: Actor, counts: dict[int | None, int]) -> list[OrganizationCount]:
    """The organizations with the most first; those the actor does not see stand with those under none."""
    wanted = [key for key in counts if key is not None]
    names = {
        row.id: row
        for row in db.session.execute(
            select(Organization.id, Organization.code, Organization.name).where(
                Organization.id.in_(wanted), in_scope(actor, Organization)
            )
        )
    }
    known = [OrganizationCount(row.code, row.name, counts[row.id]) for row in names.values()]
    known.sort(key=lambda row: (-row.count, row.name or ""))
    others = sum(count for key, count in counts.items() if key not in names)
    return [*known, OrganizationCount(None, None, others)] if others else known
