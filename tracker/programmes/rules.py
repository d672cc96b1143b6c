"""Pure decisions about programmes: plain values in, verdicts out; what a version changes; how far a plan has come."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tracker.access import Actor, Role
from tracker.core.text import Message, message
from tracker.organizations.states import COMMITTEE_KINDS, BodyKind
from tracker.programmes.ahead import CaseOfItem, PlannedContent, PlannedKind
from tracker.programmes.states import Change, ProgrammeType, Progress
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import OK, Verdict, check_not_future

# Two programmes a year and one for the term, for each level: read from published programmes, not from a regulation.
_SCOPE = Citation("Điều lệ Đảng", "Điều 30", Grade.B)

LONGEST_TERM = 10
FIRST_YEAR = 1990


def refuse(reason: Message, *citations: Citation, field: str | None = None) -> Verdict:
    """A negative verdict."""
    return Verdict(False, reason, citations, field=field)


def check_years(type_: ProgrammeType, year_from: int, year_until: int, today: date) -> Verdict:
    """A yearly programme plans one year, that of a term several; neither lies decades away."""
    if not FIRST_YEAR <= year_from <= today.year + 2:
        return refuse(
            message(
                "A programme is made for a year not later than the year after next. What lies further"
                " ahead is planned when it is nearer; choose another year."
            ),
            PROCEDURE,
            field="year_from",
        )
    if type_ is ProgrammeType.YEARLY and year_until != year_from:
        return refuse(
            message("A yearly programme plans exactly one year. Give one year, or make a programme of the term."),
            PROCEDURE,
            field="year_until",
        )
    if type_ is ProgrammeType.TERM and not year_from < year_until <= year_from + LONGEST_TERM:
        return refuse(
            message("A term ends after it begins, and lasts ten years at most."), PROCEDURE, field="year_until"
        )
    return OK


def is_approver(actor: Actor, body_id: int, body_kind: BodyKind, organization_id: int) -> bool:
    """Whether the actor signs for the body: its chair or vice-chair, or a leader of the committee of that organization.

    The leaders of a committee sign for the committee and for its standing committee alike.
    """
    leads_body = actor.has(Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER) and actor.body_id == body_id
    leads_committee = actor.has(Role.COMMITTEE_LEADER) and actor.organization_id == organization_id
    return leads_body or (leads_committee and body_kind in COMMITTEE_KINDS)


def check_approver(actor: Actor, is_in_charge: bool, drafters: Collection[int]) -> Verdict:
    """The right person of the body approves, and nobody approves what he drafted, submitted or changed."""
    if not is_in_charge:
        return refuse(
            message("Only the leader of the body that makes the programme approves it. Who approves answers for it."),
            PROCEDURE,
        )
    if actor.user_id in drafters:
        return refuse(
            message(
                "Nobody approves a programme that he has drafted or changed himself. Another leader of"
                " the body does it."
            ),
            PROCEDURE,
        )
    return OK


def check_not_empty(items: int) -> Verdict:
    """A programme with nothing in it is not submitted."""
    return (
        OK
        if items
        else refuse(
            message("The programme has no item yet. A programme says what work is planned; add an item first."),
            PROCEDURE,
        )
    )


def check_approval_date(approved_on: date, submitted_on: date | None, today: date) -> Verdict:
    """A programme is approved on the day it was submitted or later, and not in the future."""
    approved = check_not_future(approved_on, today, "approved_on")
    if not approved.allowed:
        return approved
    if submitted_on is not None and approved_on < submitted_on:
        reason = message("The programme was submitted on %(on)s; it cannot be approved earlier.", on=submitted_on)
        return refuse(reason, PROCEDURE, field="approved_on")
    return OK


@dataclass(frozen=True)
class PlannedSubject:
    """A subject as an item proposes it; ``in_scope``: it stands at or under the organization of the body."""

    name: str
    is_member: bool
    in_scope: bool
    is_own_committee: bool


def check_subjects(kind: PlannedKind | None, body_kind: BodyKind, subjects: Sequence[PlannedSubject]) -> Verdict:
    """The kind is planned by such a body, and every subject is in its scope and of a sort that the kind allows."""
    if kind is None:
        return refuse(
            message(
                "Work of this kind is not planned in a programme. It begins with what comes in; choose another kind."
            ),
            PROCEDURE,
            field="kind",
        )
    if body_kind not in kind.body_kinds:
        return refuse(
            message(
                "A body of this kind does not carry out this kind of work. Each body has its own tasks;"
                " choose another kind, or another body."
            ),
            PROCEDURE,
            field="kind",
        )
    verdicts = (_check_subject(kind, subject) for subject in subjects)
    return next((verdict for verdict in verdicts if not verdict.allowed), OK)


def _check_subject(kind: PlannedKind, subject: PlannedSubject) -> Verdict:
    if not subject.in_scope:
        reason = message(
            "%(name)s is outside the scope of this body. A body inspects and supervises its own"
            " organization and those below.",
            name=subject.name,
        )
        return refuse(reason, _SCOPE, field="subjects")
    if subject.is_member and not kind.members:
        reason = message(
            "%(name)s: this kind of work is for organizations. Pick organizations, or choose another kind.",
            name=subject.name,
        )
        return refuse(reason, PROCEDURE, field="subjects")
    if not subject.is_member and not kind.organizations:
        reason = message(
            "%(name)s: this kind of work is for members. Pick members, or choose another kind.", name=subject.name
        )
        return refuse(reason, PROCEDURE, field="subjects")
    if subject.is_own_committee and kind.not_own_committee:
        reason = message(
            "A commission does not inspect the finance of the committee of its own level. It works"
            " under that committee; the commission above does it."
        )
        return refuse(reason, PROCEDURE, field="subjects")
    return OK


def check_contents(
    codes: Sequence[str], known: Mapping[str, PlannedContent], subjects: Sequence[PlannedSubject]
) -> Verdict:
    """The codes exist, and each sort of subject has one of its own list."""
    if any(code not in known for code in codes):
        return refuse(
            message("A content code is unknown. Only contents of the list are counted; choose from it."),
            field="contents",
        )
    lists = {known[code].for_members for code in codes}
    if any(subject.is_member for subject in subjects) and True not in lists:
        return refuse(
            message("Choose a content for the members. Each subject is counted under a content of its own list."),
            field="contents",
        )
    if any(not subject.is_member for subject in subjects) and False not in lists:
        return refuse(
            message("Choose a content for the organizations. Each subject is counted under a content of its own list."),
            field="contents",
        )
    return OK


def check_time(year: int, years: tuple[int, int], period_from: date, period_until: date) -> Verdict:
    """The item's year is one of the programme's; the period examined is in order and begins before that year ends."""
    if not years[0] <= year <= years[1]:
        return refuse(
            message(
                "The year is not one of this programme. An item lies within the years that the programme"
                " plans; choose one of them."
            ),
            field="year",
        )
    if period_until < period_from:
        return refuse(message("The period ends before it starts. Correct one of the two days."), field="period_until")
    if period_from.year > year:
        return refuse(
            message(
                "The period examined starts after the year of the work. Only what is past is examined; correct the day."
            ),
            PROCEDURE,
            field="period_from",
        )
    return OK


def days_of(year: int, quarter: int | None) -> tuple[date, date]:
    """The first and the last day of a quarter, or of the year."""
    if quarter is None:
        return date(year, 1, 1), date(year, 12, 31)
    last = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}[quarter]
    return date(year, 3 * quarter - 2, 1), date(year, *last)


def quarter_of(on: date) -> int:
    """The quarter a day falls in."""
    return (on.month + 2) // 3


@dataclass(frozen=True)
class EntryFacts:
    """What an item says in one version, as plain values that compare."""

    kind: str
    matter: str
    subjects: tuple[tuple[int, int | None], ...]
    contents: tuple[str, ...]
    period: tuple[date, date]
    time: tuple[int, int | None]
    body_id: int
    head_id: int | None
    note: str
    cancelled: bool


def changes_of(before: EntryFacts | None, after: EntryFacts) -> tuple[Change, frozenset[str]]:
    """What a version does to an item, and which parts of it differ."""
    if before is None:
        return Change.ADDED, frozenset()
    parts = frozenset(name for name in EntryFacts.__dataclass_fields__ if getattr(before, name) != getattr(after, name))
    if after.cancelled and not before.cancelled:
        return Change.CANCELLED, parts
    return (Change.CHANGED, parts) if parts else (Change.SAME, parts)


def progress_of(cancelled: bool, adjusted: bool, cases: Iterable[CaseOfItem]) -> Progress:
    """What has become of an item: the first that holds of cancelled, concluded, running, adjusted, not started."""
    living = [case for case in cases if not case.cancelled]
    if cancelled:
        return Progress.CANCELLED
    if living:
        return Progress.CONCLUDED if all(case.concluded for case in living) else Progress.RUNNING
    return Progress.ADJUSTED if adjusted else Progress.NOT_STARTED


@dataclass(frozen=True)
class Completion:
    """How far the items of one kind are carried out. ``kind`` is None for all kinds together."""

    kind: str | None
    counts: Mapping[Progress, int]

    @property
    def planned(self) -> int:
        """The items of the programme as it stands now: those taken out are not planned any more."""
        return sum(number for progress, number in self.counts.items() if progress is not Progress.CANCELLED)

    @property
    def percent(self) -> Decimal | None:
        """Concluded of planned, with one decimal, half up; None where nothing is planned."""
        if not self.planned:
            return None
        share = Decimal(100 * self.counts.get(Progress.CONCLUDED, 0)) / self.planned
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def completion(items: Iterable[tuple[str, Progress]], kinds: Iterable[str]) -> list[Completion]:
    """A line for each kind that has items, in the order of the kinds, and one for all of them at the end."""
    counted: dict[str, dict[Progress, int]] = {}
    for kind, progress in items:
        line = counted.setdefault(kind, {})
        line[progress] = line.get(progress, 0) + 1
    lines = [Completion(kind, counted[kind]) for kind in kinds if kind in counted]
    total = {one: sum(line.counts.get(one, 0) for line in lines) for one in Progress}
    return [*lines, Completion(None, total)] if lines else []
