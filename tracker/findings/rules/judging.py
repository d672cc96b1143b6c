"""Pure decisions about findings, recommendations and the judgement of a subject."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.cases.contents import CONTENTS, ContentList
from tracker.cases.rules import OK, check_not_future, refuse
from tracker.cases.states import Outcome, Ruling, Severity, SubjectType
from tracker.core.text import Message, message
from tracker.findings.states import Age, FindingType
from tracker.regulations import catalogue
from tracker.regulations.editions import Editions, edition_name, editions_for
from tracker.regulations.limitation import Matter
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.sources import BY_KEY, Citation, Grade, Source
from tracker.regulations.terms import Subject
from tracker.regulations.verdict import Verdict

# The parts of a conclusion and the two axes are read from published procedures (process.md 4.1, 4.2).
_VIOLATIONS = Citation("69-QĐ/TW", "", Grade.B)
_TIME_BAR = Citation("69-QĐ/TW", "Điều 4.2", Grade.A)

# What a violation of such a subject is counted under in the periodic forms.
CODE_LISTS = {
    SubjectType.ORGANIZATION: ContentList.ORGANIZATION,
    SubjectType.MEMBER: ContentList.MEMBER_VIOLATION,
}
# Editions and catalogue are the same for full and probationary members.
RULE_SUBJECTS = {SubjectType.ORGANIZATION: Subject.ORGANIZATION, SubjectType.MEMBER: Subject.FULL_MEMBER}
ONLY_VIOLATIONS = (
    *("content_code", "rule_broken", "severity", "consequence"),
    *("committed_from", "committed_on", "undated_reason", "matter", "edition", "edition_reason", "article"),
)
_YOUNGEST = {Age.TO_90: 30, Age.TO_365: 91, Age.OVER_365: 366}
_OLDEST = {Age.UNDER_30: 29, Age.TO_90: 90, Age.TO_365: 365}


@dataclass(frozen=True)
class FindingEntry:
    """A finding as the form gives it. ``subject`` is the subject's number in the case, ``amount`` whole đồng.

    ``committed_on`` is the day of the act, or its last day where it lasted from ``committed_from``; ``undated_reason``
    is why it cannot be established. ``edition`` is the key of the source that the officer chose, None where the
    recorded rule gives it; ``article`` a key of the catalogue.
    ``evidence`` are the numbers of the evidence it rests on.
    """

    subject: int
    type: FindingType
    text: str
    content_code: str | None = None
    rule_broken: str = ""
    severity: Severity | None = None
    amount: int | None = None
    to_recover: int | None = None
    consequence: str = ""
    committed_on: date | None = None
    committed_from: date | None = None
    undated_reason: str = ""
    matter: Matter | None = None
    edition: str | None = None
    edition_reason: str = ""
    article: str | None = None
    evidence: tuple[int, ...] = ()


def faulty_parts(entry: FindingEntry) -> list[Verdict]:
    """Every part that is missing from a violation, or that only a violation may have; empty when all is right."""
    if entry.type is FindingType.VIOLATION:
        needed = (
            ("content_code", message("A violation needs the content it is counted under: the statistics go by it.")),
            (
                "rule_broken",
                message("A violation needs the rule that was broken: without a rule there is no violation."),
            ),
            ("severity", message("A violation needs its severity: the time bar and the form follow from it.")),
        )
        faults = [refuse(reason, PROCEDURE, field=name) for name, reason in needed if not getattr(entry, name)]
        return [*faults, *_faulty_money(entry)]
    reason = message("Only a violation has this; empty it, or choose the type “Violation”.")
    faults = [
        refuse(reason, PROCEDURE, field=name) for name in ONLY_VIOLATIONS if getattr(entry, name) not in (None, "")
    ]
    if entry.type is not FindingType.SHORTCOMING and (entry.amount is not None or entry.to_recover is not None):
        return [
            *faults,
            refuse(
                message(
                    "Only a shortcoming or a violation has an amount. What is in order costs nothing; leave it empty."
                ),
                field="amount",
            ),
        ]
    return [*faults, *_faulty_money(entry)]


def _faulty_money(entry: FindingEntry) -> list[Verdict]:
    """Of what was found wrong all or a part has to come back, never more (process.md 4.4)."""
    if entry.to_recover is None or entry.to_recover <= (entry.amount or 0):
        return []
    return [
        refuse(
            message(
                "At most the amount found wrong is to be recovered. It is a part of what was found wrong;"
                " correct one of the two."
            ),
            field="to_recover",
        )
    ]


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
    return check_committed(entry, period_until, today)


def check_committed(entry: FindingEntry, period_until: date, today: date) -> Verdict:
    """The day of a violation, or the stretch in which it lasted, lies in the period examined; or it is not known."""
    first, on = entry.committed_from, entry.committed_on
    if on is None:
        return refuse(message("Give the last day too."), field="committed_on") if first else OK
    if entry.undated_reason:
        reason = message("A day is given: empty the reason why it is not known.")
        return refuse(reason, PROCEDURE, field="undated_reason")
    if first is not None and first > on:
        return refuse(
            message("The violation cannot have begun after its last day. Correct one of the two days."),
            field="committed_from",
        )
    if on > period_until:
        reason = message("The period examined ended on %(on)s; what came later is not part of it.", on=period_until)
        return refuse(reason, PROCEDURE, field="committed_on")
    return check_not_future(on, today, "committed_on")


def check_edition(entry: FindingEntry, subject_type: SubjectType, concluded_on: date) -> Verdict:
    """The edition is the recorded rule's, or chosen with a reason; the article of the catalogue belongs to it."""
    if entry.type is not FindingType.VIOLATION:
        return OK
    if entry.committed_on is None:
        if entry.edition or entry.article:
            reason = message("Say on what day it was committed: the regulation that judges it follows from the day.")
            return refuse(reason, _VIOLATIONS, field="committed_on")
        return OK
    found = editions_for(entry.committed_on, concluded_on, RULE_SUBJECTS[subject_type])
    verdict = _check_choice(entry, found)
    return _check_article(entry, subject_type, found) if verdict.allowed and entry.article else verdict


def _check_choice(entry: FindingEntry, found: Editions) -> Verdict:
    if not entry.edition or not found.choices:
        return found.verdict
    if entry.edition not in {choice.key for choice in found.choices}:
        reason = message(
            "This regulation was in force neither on the day of the violation nor of the conclusion."
            " A violation is judged by the regulation of one of these days; choose that one."
        )
        return refuse(reason, *found.verdict.citations, field="edition")
    if (found.default is None or entry.edition != found.default.key) and not entry.edition_reason:
        return refuse(message("Say why this regulation is applied."), *found.verdict.citations, field="edition_reason")
    return Verdict(True, found.verdict.reason, found.verdict.citations, found.verdict.facts)


def _check_article(entry: FindingEntry, subject_type: SubjectType, found: Editions) -> Verdict:
    row, chosen = catalogue.BY_KEY.get(entry.article or ""), _chosen(entry, found)
    if row is None or chosen is None or row not in catalogue.articles_of(chosen, RULE_SUBJECTS[subject_type]):
        reason = message(
            "This article does not belong to %(edition)s for such a subject; leave it empty and describe the rule"
            " in words.",
            edition=edition_name(chosen) if chosen else "–",
        )
        return refuse(reason, *([row.citation] if row else []), field="article")
    return Verdict(True, found.verdict.reason, (*found.verdict.citations, row.citation), found.verdict.facts)


def edition_of(entry: FindingEntry, subject_type: SubjectType, concluded_on: date) -> Source | None:
    """The edition that judges a violation that passed ``check_edition``; None where its day is not known."""
    if entry.type is not FindingType.VIOLATION or entry.committed_on is None:
        return None
    return _chosen(entry, editions_for(entry.committed_on, concluded_on, RULE_SUBJECTS[subject_type]))


def _chosen(entry: FindingEntry, found: Editions) -> Source | None:
    return BY_KEY[entry.edition] if entry.edition else found.default


def check_dated(number: int, committed_on: date | None, edition: str | None, undated_reason: str = "") -> Verdict:
    """A reported violation has its day and its edition, without which nobody can tell whether it is barred – or says
    why the day cannot be established: nobody is made to invent one."""
    if committed_on is None and undated_reason:
        return OK
    if committed_on is None:
        reason = message(
            "Violation %(number)s: its day is not recorded; without it the time bar is not known. Give the day, or"
            " write down why it cannot be established.",
            number=number,
        )
        return refuse(reason, _TIME_BAR)
    if edition is None:
        return refuse(
            message("Violation %(number)s: the regulation that judges it is not recorded.", number=number), _TIME_BAR
        )
    return OK


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
        return refuse(reason, PROCEDURE, field="outcome")
    if outcome is Outcome.MUST_DISCIPLINE and not may_open_discipline:
        reason = message(
            "This kind of work cannot lead to discipline itself. Refer the violation, so that it is inspected."
        )
        return refuse(reason, PROCEDURE, field="outcome")
    return OK


def _check_without_violation(severity: Severity | None, outcome: Outcome) -> Verdict:
    if outcome not in (Outcome.NO_VIOLATION, Outcome.SHORTCOMINGS):
        reason = message("No violation is recorded: the outcome is “No violation” or shortcomings.")
        return refuse(reason, PROCEDURE, field="outcome")
    if severity is not None:
        return refuse(message("No violation is recorded, so there is no severity."), PROCEDURE, field="severity")
    return OK


@dataclass(frozen=True)
class JudgedSubject:
    """A subject with the types of its findings and the two axes."""

    name: str
    types: frozenset[FindingType]
    severity: Severity | None
    outcome: Outcome | None


def check_ruled(subjects: Collection[tuple[str, Collection[FindingType], Ruling | None]]) -> Verdict:
    """Of a complaint: what was established is recorded, and a ruling proposed. ``subjects``: name, findings, ruling."""
    for name, types, ruling in subjects:
        if not types:
            return refuse(message("%(name)s: no finding is recorded yet.", name=name), PROCEDURE)
        if ruling is None:
            return refuse(message("%(name)s: no ruling on the complaint is proposed yet.", name=name), PROCEDURE)
    return OK


def check_judged(subjects: Collection[JudgedSubject], may_open_discipline: bool) -> Verdict:
    """Every subject has a finding and a judgement that fits; the refusal names the first that has not."""
    for subject in subjects:
        if not subject.types:
            return refuse(message("%(name)s: no finding is recorded yet.", name=subject.name), PROCEDURE)
        if subject.outcome is None:
            return refuse(message("%(name)s: not judged yet.", name=subject.name), PROCEDURE)
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
