"""Time bars of recorded violations: what is known of a subject's acts, and what the law makes of it.

A later violation of the same member or organization starts the period again. It is looked for in the case itself and,
as far as the actor may know of them, in concluded cases; a restricted case never counts outside itself, because the
result stands where others read it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.cases.queries import CaseFile
from tracker.cases.states import ESTABLISHED_STATES, Outcome, SubjectType
from tracker.core.errors import RuleViolation
from tracker.core.text import Message, message
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.findings.states import FindingType
from tracker.members.models import Member
from tracker.regulations.bar_clock import FormClock, form_clocks, last_days
from tracker.regulations.deadlines import Span
from tracker.regulations.limitation import Act, Matter, TimeBar, time_bar
from tracker.regulations.sources import BY_KEY, Citation
from tracker.regulations.terms import Form, Subject

# Not the table itself: the conditions of sight speak of the same table, for another purpose.
_Subject = aliased(CaseSubject)
Holder = tuple[SubjectType, int]
_BATCH = 500


@dataclass(frozen=True)
class KnownAct:
    """A violation in another case of the same member or organization: when it began, and where it is recorded."""

    began_on: date
    number: int
    case_ref: str
    case_title: str


@dataclass(frozen=True)
class ViolationBar:
    """Whether a violation may still be disciplined with a form; ``bar`` is None where that is not known."""

    number: int
    bar: TimeBar | None
    reason: Message
    citations: tuple[Citation, ...] = ()

    @property
    def barred(self) -> bool:
        """Whether the time bar is known to have passed."""
        return self.bar is not None and self.bar.barred


@dataclass(frozen=True)
class ViolationClock:
    """The clock of one violation: every form as it stands on ``on``; no forms where nothing is known, for ``reason``.

    ``stopped``: the conclusion said that the subject must be disciplined, so the period runs no longer.
    ``restarted_by`` is the other case's violation that started the period again.
    """

    number: int
    on: date
    stopped: bool
    forms: tuple[FormClock, ...]
    reason: Message | None = None
    restarted_by: KnownAct | None = None


@dataclass(frozen=True)
class Ledger:
    """What is known of the violations of some subjects of one case: the rows, and who else's acts bear on them."""

    violations: Sequence[Finding]
    subjects: Mapping[int, CaseSubject]
    rule_subjects: Mapping[int, Subject]
    elsewhere: Mapping[Holder, Sequence[KnownAct]]

    def bars(
        self, subject_id: int, form: Form, concluded_on: date, deferred: Sequence[Span] = ()
    ) -> list[ViolationBar]:
        """Each violation of a subject against one form."""
        return [self._bar(row, form, concluded_on, deferred) for row in self.violations if row.subject_id == subject_id]

    def clock(self, row: Finding, on: date, *, stopped: bool = False) -> ViolationClock:
        """The clock of one violation on a day."""
        found = self._act(row)
        if isinstance(found, Message):
            return ViolationClock(row.number, on, stopped, (), found)
        try:
            forms = form_clocks(self.rule_subjects[row.subject_id], found, BY_KEY[row.edition or ""], on)
        except RuleViolation as unknown:
            return ViolationClock(row.number, on, stopped, (), unknown.message)
        return ViolationClock(row.number, on, stopped, forms, None, self._restarted_by(row, forms))

    def last_days(self, row: Finding) -> tuple[date | None, date | None]:
        """The last days for a reprimand and for a warning; None where there is no time bar or none is known."""
        found = self._act(row)
        if isinstance(found, Message):
            return None, None
        try:
            return last_days(self.rule_subjects[row.subject_id], found, BY_KEY[row.edition or ""])
        except RuleViolation:
            return None, None

    def _bar(self, row: Finding, form: Form, concluded_on: date, deferred: Sequence[Span]) -> ViolationBar:
        found = self._act(row, deferred)
        if isinstance(found, Message):
            return ViolationBar(row.number, None, found)
        try:
            bar = time_bar(self.rule_subjects[row.subject_id], form, found, concluded_on, BY_KEY[row.edition or ""])
        except RuleViolation as unknown:
            return ViolationBar(row.number, None, unknown.message)
        return ViolationBar(row.number, bar, bar.verdict.reason, bar.verdict.citations)

    def _act(self, row: Finding, deferred: Sequence[Span] = ()) -> Act | Message:
        """The act as the rule asks for it, or why it cannot be told."""
        if row.committed_on is None:
            if row.undated_reason:
                reason = row.undated_reason
                return message("The day cannot be established, so the time bar is not known: %(reason)s", reason=reason)
            return message("The day of the violation is not recorded, so the time bar is not known.")
        if row.edition not in BY_KEY:
            return message("The regulation that judges the violation is not recorded, so the time bar is not known.")
        here = [began_on(other) for other in self.violations if other.subject_id == row.subject_id]
        later = [day for day in (*here, *(act.began_on for act in self._known(row))) if day and day > row.committed_on]
        return Act(row.committed_on, row.matter or Matter.ORDINARY, tuple(later), deferred)

    def _known(self, row: Finding) -> Sequence[KnownAct]:
        return self.elsewhere.get(holder_of(self.subjects[row.subject_id]), ())

    def _restarted_by(self, row: Finding, forms: Iterable[FormClock]) -> KnownAct | None:
        starts = {clock.bar.runs_from for clock in forms} - {row.committed_on}
        return next((act for act in self._known(row) if act.began_on in starts), None)


@dataclass(frozen=True)
class UndatedViolation:
    """A violation whose day is not recorded, with the reason that was given for it ("" without any)."""

    subject_id: int
    number: int
    reason: str


def acts_of_case(case_id: int) -> list[tuple[int, date | None, str | None, str]]:
    """Number, day, edition and why the day is not known of each violation of a case, by number."""
    statement = select(Finding.number, Finding.committed_on, Finding.edition, Finding.undated_reason)
    of_case = Finding.case_id == case_id, Finding.type == FindingType.VIOLATION
    return [tuple(row) for row in db.session.execute(statement.where(*of_case).order_by(Finding.number))]


def undated_violations(case_id: int) -> list[UndatedViolation]:
    """The violations of a case without a day, by number. The caller checked the sight of the case."""
    statement = select(Finding.subject_id, Finding.number, Finding.undated_reason).where(
        Finding.case_id == case_id, Finding.type == FindingType.VIOLATION, Finding.committed_on.is_(None)
    )
    return [UndatedViolation(*row) for row in db.session.execute(statement.order_by(Finding.number))]


def began_on(row: Finding) -> date | None:
    """The first day of a violation."""
    return row.committed_from or row.committed_on


def holder_of(subject: CaseSubject) -> Holder:
    """Who a subject is, across cases."""
    return subject.type, subject.member_id or subject.organization_id


def ledger_of(subjects: Collection[CaseSubject], actor: Actor | None = None) -> Ledger:
    """What is known of the violations of these subjects of one case; with ``actor``, also from other cases."""
    ids = [subject.id for subject in subjects]
    found = select(Finding).where(Finding.subject_id.in_(ids), Finding.type == FindingType.VIOLATION)
    rows = db.session.execute(found.order_by(Finding.number)).scalars().all()
    members = {subject.member_id for subject in subjects if subject.member_id}
    official = select(Member.id).where(Member.id.in_(members), Member.official_on.is_not(None))
    full = set(db.session.execute(official).scalars()) if members else set()
    return Ledger(
        rows,
        {subject.id: subject for subject in subjects},
        {subject.id: _rule_subject(subject, full) for subject in subjects},
        _elsewhere(actor, subjects) if actor and rows else {},
    )


def _rule_subject(subject: CaseSubject, full: Collection[int]) -> Subject:
    if subject.member_id is None:
        return Subject.ORGANIZATION
    return Subject.FULL_MEMBER if subject.member_id in full else Subject.PROBATIONARY_MEMBER


def _elsewhere(actor: Actor, subjects: Collection[CaseSubject]) -> dict[Holder, list[KnownAct]]:
    members = [subject.member_id for subject in subjects if subject.member_id]
    organizations = [subject.organization_id for subject in subjects if subject.member_id is None]
    same = or_(
        _Subject.member_id.in_(members),
        and_(_Subject.type == SubjectType.ORGANIZATION, _Subject.organization_id.in_(organizations)),
    )
    began = func.coalesce(Finding.committed_from, Finding.committed_on)
    statement = (
        select(_Subject.type, _Subject.member_id, _Subject.organization_id, began, Finding.number, Case.ref, Case.title)
        .select_from(Finding)
        .join(Case, Case.id == Finding.case_id)
        .join(_Subject, _Subject.id == Finding.subject_id)
        .where(
            same,
            Finding.type == FindingType.VIOLATION,
            began.is_not(None),
            Case.id.not_in({subject.case_id for subject in subjects}),
            Case.state.in_(ESTABLISHED_STATES),
            Case.restricted.is_(False),
            sight.existence(actor),
        )
        .order_by(began, Finding.id)
    )
    known: dict[Holder, list[KnownAct]] = {}
    for kind, member_id, organization_id, first, number, ref, title in db.session.execute(statement):
        known.setdefault((kind, member_id or organization_id), []).append(KnownAct(first, number, ref, title))
    return known


def violation_bars(
    subject: CaseSubject,
    form: Form,
    concluded_on: date,
    deferred: Sequence[Span] = (),
    *,
    actor: Actor | None = None,
) -> list[ViolationBar]:
    """Each violation of a subject against one form, as its conclusion found it.

    ``deferred`` are spans left out of the period; with ``actor``, violations in other cases count too.
    """
    return ledger_of([subject], actor).bars(subject.id, form, concluded_on, deferred)


def ledger_of_case(actor: Actor, case: Case) -> Ledger:
    """What the actor may know of the violations of all subjects of a case."""
    return ledger_of(case.subjects, actor)


def clocks_of_case(actor: Actor, file: CaseFile, today: date) -> dict[int, ViolationClock]:
    """The clocks of all violations of a case: number of the finding → clock."""
    case, ledger = file.case, file.once(ledger_of_case, actor, file.case)
    clocks = {}
    for row in ledger.violations:
        stopped_on = _stopped_on(case, ledger.subjects[row.subject_id])
        clocks[row.number] = ledger.clock(row, stopped_on or today, stopped=stopped_on is not None)
    return clocks


def _stopped_on(case: Case, subject: CaseSubject) -> date | None:
    """The day of the conclusion that this subject must be disciplined: up to it the period runs (69 Điều 4.2)."""
    established = case.state in ESTABLISHED_STATES and subject.outcome is Outcome.MUST_DISCIPLINE
    return case.concluded_on if established else None


@dataclass(frozen=True)
class StaleBar:
    """A violation whose stored last days are not what the rules give now."""

    case_id: int
    number: int
    stored: tuple[date | None, date | None]
    computed: tuple[date | None, date | None]


def stale_bars() -> list[StaleBar]:
    """Every violation whose stored last days differ from those computed now; empty when all is well.

    ``services.store_bars`` mends a case.
    """
    stale: list[StaleBar] = []
    last = 0
    while subjects := _violators(last):
        ledger = ledger_of(subjects)
        stale += filter(None, (_stale(ledger, row) for row in ledger.violations))
        last = subjects[-1].id
    return stale


def _violators(after: int) -> Sequence[CaseSubject]:
    """The next subjects with a violation, a bounded number of them."""
    violating = select(Finding.subject_id).where(Finding.type == FindingType.VIOLATION)
    statement = select(CaseSubject).where(CaseSubject.id > after, CaseSubject.id.in_(violating))
    return db.session.execute(statement.order_by(CaseSubject.id).limit(_BATCH)).scalars().all()


def _stale(ledger: Ledger, row: Finding) -> StaleBar | None:
    stored, computed = (row.reprimand_until, row.warning_until), ledger.last_days(row)
    return None if stored == computed else StaleBar(row.case_id, row.number, stored, computed)
