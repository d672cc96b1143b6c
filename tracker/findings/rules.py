"""Pure decisions about findings, recommendations and the judgement of a subject."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.cases.contents import CONTENTS, ContentList
from tracker.cases.rules import OK, check_not_future, refuse
from tracker.cases.states import Outcome, Severity, SubjectType
from tracker.core.text import Message, message
from tracker.findings.states import Age, FindingType
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import Verdict

# The parts of a conclusion and the two axes are read from published procedures (process.md 4.1, 4.2).
_PROCEDURE = Citation("354-QĐ/UBKTTW; 89-QĐ/TW", "", Grade.B)
_VIOLATIONS = Citation("69-QĐ/TW", "", Grade.B)

# What a violation of such a subject is counted under in the periodic forms.
CODE_LISTS = {
    SubjectType.ORGANIZATION: ContentList.ORGANIZATION,
    SubjectType.MEMBER: ContentList.MEMBER_VIOLATION,
}
_YOUNGEST = {Age.TO_90: 30, Age.TO_365: 91, Age.OVER_365: 366}
_OLDEST = {Age.UNDER_30: 29, Age.TO_90: 90, Age.TO_365: 365}


@dataclass(frozen=True)
class FindingEntry:
    """A finding as the form gives it. ``subject`` is the subject's number in the case, ``amount`` whole đồng.

    ``evidence`` are the numbers of the evidence it rests on.
    """

    subject: int
    type: FindingType
    text: str
    content_code: str | None = None
    rule_broken: str = ""
    severity: Severity | None = None
    amount: int | None = None
    consequence: str = ""
    committed_on: date | None = None
    evidence: tuple[int, ...] = ()


def faulty_parts(entry: FindingEntry) -> list[Verdict]:
    """Every part that is missing from a violation, or that only a violation may have; empty when all is right."""
    if entry.type is FindingType.VIOLATION:
        needed = (
            ("content_code", message("A violation needs the content it is counted under.")),
            ("rule_broken", message("A violation needs the rule that was broken.")),
            ("severity", message("A violation needs its severity.")),
        )
        return [refuse(reason, field=name) for name, reason in needed if not getattr(entry, name)]
    only = ("content_code", "rule_broken", "severity", "amount", "consequence", "committed_on")
    reason = message("Only a violation has this; empty it, or choose the type “Violation”.")
    return [refuse(reason, field=name) for name in only if getattr(entry, name) not in (None, "")]


def check_finding(entry: FindingEntry, subject_type: SubjectType, period_until: date, today: date) -> Verdict:
    """All parts fit the type; the content is of the subject's list; what was committed lies in the time examined."""
    faults = faulty_parts(entry)
    if faults:
        return faults[0]
    if entry.type is not FindingType.VIOLATION:
        return OK
    content = CONTENTS.get(entry.content_code or "")
    if content is None or content.list is not CODE_LISTS[subject_type]:
        reason = (
            message("Choose a content from the list for members.")
            if subject_type is SubjectType.MEMBER
            else message("Choose a content from the list for organizations.")
        )
        return refuse(reason, field="content_code")
    return _check_committed(entry.committed_on, period_until, today)


def _check_committed(on: date | None, period_until: date, today: date) -> Verdict:
    if on is None:
        return OK
    if on > period_until:
        reason = message("The period examined ended on %(on)s; what came later is not part of it.", on=period_until)
        return refuse(reason, field="committed_on")
    return check_not_future(on, today, "committed_on")


def check_due(due_on: date, today: date) -> Verdict:
    """Nobody is asked to have done something before today."""
    if due_on < today:
        return refuse(message("This date has passed; give a day that can still be met."), field="due_on")
    return OK


def check_judgement(
    types: Collection[FindingType], severity: Severity | None, outcome: Outcome, may_open_discipline: bool
) -> Verdict:
    """The two axes fit what was found. ``types`` are those of the subject's findings."""
    if FindingType.VIOLATION not in types:
        return _check_without_violation(severity, outcome)
    if severity is None:
        return refuse(message("A violation is recorded: say how serious it is."), _VIOLATIONS, field="severity")
    if outcome is Outcome.NO_VIOLATION:
        reason = message("A violation is recorded, so the outcome cannot be “No violation”.")
        return refuse(reason, _PROCEDURE, field="outcome")
    if outcome is Outcome.MUST_DISCIPLINE and not may_open_discipline:
        reason = message(
            "This kind of work cannot lead to discipline itself. Refer the violation, so that it is inspected."
        )
        return refuse(reason, _PROCEDURE, field="outcome")
    return OK


def _check_without_violation(severity: Severity | None, outcome: Outcome) -> Verdict:
    if outcome not in (Outcome.NO_VIOLATION, Outcome.SHORTCOMINGS):
        reason = message("No violation is recorded: the outcome is “No violation” or shortcomings.")
        return refuse(reason, _PROCEDURE, field="outcome")
    if severity is not None:
        return refuse(message("No violation is recorded, so there is no severity."), _PROCEDURE, field="severity")
    return OK


@dataclass(frozen=True)
class JudgedSubject:
    """A subject with the types of its findings and the two axes."""

    name: str
    types: frozenset[FindingType]
    severity: Severity | None
    outcome: Outcome | None


def check_judged(subjects: Collection[JudgedSubject], may_open_discipline: bool) -> Verdict:
    """Every subject has a finding and a judgement that fits; the refusal names the first that has not."""
    for subject in subjects:
        if not subject.types:
            return refuse(message("%(name)s: no finding is recorded yet.", name=subject.name), _PROCEDURE)
        if subject.outcome is None:
            return refuse(message("%(name)s: not judged yet.", name=subject.name), _PROCEDURE)
        verdict = check_judgement(subject.types, subject.severity, subject.outcome, may_open_discipline)
        if not verdict.allowed:
            return refuse(_about(subject.name, verdict.reason), *verdict.citations)
    return OK


def _about(name: str, reason: Message) -> Message:
    return message("%(name)s: %(reason)s", name=name, reason=reason)


def concluded_between(age: Age, today: date) -> tuple[date | None, date | None]:
    """The first and last day of conclusion of a violation that has this age today; None = no bound."""
    first = today - timedelta(_OLDEST[age]) if age in _OLDEST else None
    last = today - timedelta(_YOUNGEST[age]) if age in _YOUNGEST else None
    return first, last
