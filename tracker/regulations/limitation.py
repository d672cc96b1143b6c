"""Time bars (thời hiệu): until when a violation may still be disciplined, by form, edition and subject.

The check runs **after** the vote, on the form voted: investigate, conclude and vote first (HD 06-HD/UBKTTW 2018,
HD 08-HD/TW 2025), then compare. A period runs from the act (from its end, for a lasting one) to the conclusion.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.core.errors import RuleViolation
from tracker.core.text import N_, Message, message
from tracker.regulations.calendar import days
from tracker.regulations.deadlines import Span, add_years
from tracker.regulations.measures import FORMS_OF
from tracker.regulations.sources import Citation, Grade, Source, base_of, cite, violation_edition, written
from tracker.regulations.terms import FORM_LABELS, MEMBERS, SUBJECT_LABELS, Form, Subject, label, term
from tracker.regulations.verdict import Verdict


class Matter(StrEnum):
    """What the violation is about, as far as it decides whether there is a time bar at all."""

    ORDINARY = "ordinary"
    INTERNAL_POLITICS = "internal-politics"
    NATIONAL_SECURITY = "national-security"  # defence, security, foreign affairs harming the national interest
    FALSE_DIPLOMA = "false-diploma"


MATTER_LABELS = {
    Matter.ORDINARY: N_("ordinary"),
    Matter.INTERNAL_POLITICS: N_("internal politics"),
    Matter.NATIONAL_SECURITY: N_("defence, security or foreign affairs harming the national interest"),
    Matter.FALSE_DIPLOMA: N_("illegal diplomas or certificates"),
}


@dataclass(frozen=True)
class BarRow:
    """The period after which a form may no longer be used; ``years`` None: no time bar for this form."""

    subjects: frozenset[Subject]
    form: Form
    years: int | None
    exempt: frozenset[Matter]
    since: date
    until: date | None
    citation: Citation
    note: str = ""


@dataclass(frozen=True)
class TimeBar:
    """The answer: ``bar_ends_on`` is the last day on which discipline is still possible, None where there is no bar.

    ``runs_from`` is the day from which the period counts in the end: the act, or the violation that started it again.
    """

    barred: bool
    bar_ends_on: date | None
    edition: Source
    row: BarRow
    steps: tuple[Message, ...]
    verdict: Verdict
    runs_from: date | None = None

    def days_left(self, on: date) -> int | None:
        """Days left on the date (0 on the last day, negative when over), None where there is no bar."""
        return None if self.bar_ends_on is None else (self.bar_ends_on - on).days


_ORGANIZATION = frozenset({Subject.ORGANIZATION})
_GRAVE = frozenset({Matter.INTERNAL_POLITICS, Matter.NATIONAL_SECURITY})
_ALL_MATTERS = frozenset(Matter)
_LADDER = (
    (MEMBERS, Form.REPRIMAND, 5),
    (MEMBERS, Form.WARNING, 10),
    (MEMBERS, Form.REMOVAL, 10),
    (MEMBERS, Form.EXPULSION, None),
    (_ORGANIZATION, Form.REPRIMAND, 5),
    (_ORGANIZATION, Form.WARNING, 10),
    (_ORGANIZATION, Form.DISSOLUTION, None),
)
_CARRIED = N_("212-QĐ/TW was not read: the periods of 69-QĐ/TW are kept until they are confirmed.")
# Subjects, source, article, grade, first and last day, note.
_EDITIONS = (
    (MEMBERS, "102-QĐ/TW", "Điều 3", Grade.A, date(2017, 11, 15), date(2022, 7, 5), ""),
    (_ORGANIZATION, "07-QĐi/TW", "Điều 5", Grade.A, date(2018, 8, 28), date(2022, 7, 5), ""),
    (MEMBERS, "69-QĐ/TW", "Điều 4.2.b", Grade.A, date(2022, 7, 6), date(2026, 8, 16), ""),
    (_ORGANIZATION, "69-QĐ/TW", "Điều 4.2.a", Grade.A, date(2022, 7, 6), date(2026, 8, 16), ""),
    (MEMBERS, "212-QĐ/TW", "", Grade.UNCONFIRMED, date(2026, 8, 17), None, _CARRIED),
    (_ORGANIZATION, "212-QĐ/TW", "", Grade.UNCONFIRMED, date(2026, 8, 17), None, _CARRIED),
)


def _bars() -> Iterator[BarRow]:
    for of, source, article, grade, since, until, note in _EDITIONS:
        exempt = _GRAVE | {Matter.FALSE_DIPLOMA} if of is MEMBERS else _GRAVE
        for subjects, form, years in _LADDER:
            if subjects is of:
                law = cite(source, article, grade)
                yield BarRow(subjects, form, years, exempt, since, until, law, note)


BARS: tuple[BarRow, ...] = tuple(_bars())


def find_bar(subject: Subject | str, form: Form | str, edition: Source) -> BarRow:
    """The row of the edition; raises ``RuleViolation`` where the edition (181) or the form gives none."""
    subject, form, sign = term(Subject, subject, "subject"), term(Form, form, "form"), base_of(edition).sign
    if form not in FORMS_OF[subject]:
        foreign = {"form": label(FORM_LABELS, form), "subject": label(SUBJECT_LABELS, subject)}
        refusal = message(
            "This form (%(form)s) does not exist for this subject (%(subject)s). Members and"
            " organizations have forms of their own; choose one of those.",
            **foreign,
        )
        raise RuleViolation(refusal, field="form")
    for row in BARS:
        if row.citation.source == sign and subject in row.subjects and row.form is form:
            return row
    words = {"form": label(FORM_LABELS, form), "edition": edition.sign}
    raise RuleViolation(
        message(
            "No time bar for this form (%(form)s) is known in %(edition)s. Without a rule no time is"
            " counted; ask the office to enter it.",
            **words,
        ),
        field="form",
    )


@dataclass(frozen=True)
class Act:
    """The violation: the day it was done (its last day, if it lasted), what it is about, and what touches its clock.

    ``new_violations`` are the days on which later violations of the same subject began; ``deferred`` are spans
    (inclusive) left out of the period.
    """

    done_on: date
    matter: Matter = Matter.ORDINARY
    new_violations: Sequence[date] = ()
    deferred: Sequence[Span] = ()


def time_bar(
    subject: Subject | str, form: Form | str, act: Act, concluded_on: date, edition: Source | None = None
) -> TimeBar:
    """Whether the form voted may still be executed for a violation concluded on this date.

    ``edition`` is the violation edition the officer chose; without it, the one in force on ``concluded_on``. Raises
    ``NoRule`` where there is none, ``RuleViolation`` that names the field for impossible dates and for a form that
    the edition gives no period.
    """
    if concluded_on < act.done_on:
        raise RuleViolation(
            message("The conclusion lies before the act. Only what is past is concluded; correct one of the two days."),
            field="concluded_on",
        )
    edition = edition or violation_edition(concluded_on, subject)
    row = find_bar(subject, form, edition)
    if row.years is None or act.matter in row.exempt:
        return _no_bar(row, edition, act, concluded_on)
    start, steps = _start(row, act, concluded_on)
    if edition.amends:
        steps.append(message("%(amendment)s: %(note)s", amendment=edition.sign, note=message(edition.note)))
    ends_on = add_years(start, row.years)
    ends_on, left_out = _without_deferral(start, ends_on, act.deferred)
    if left_out:
        steps.append(message("Days of deferral left out: %(count)s.", count=left_out))
    barred = concluded_on > ends_on
    dates = {"end": written(ends_on), "concluded": written(concluded_on)}
    if barred:
        reason = message("Barred: the period ended on %(end)s, concluded on %(concluded)s.", **dates)
    else:
        reason = message("Not barred: the period runs until %(end)s, concluded on %(concluded)s.", **dates)
    facts = {"act": act, "concluded_on": concluded_on, "edition": edition.key, "form": row.form}
    # That deferral is left out rests on a sentence whose end was not seen: an inference of its own grade.
    inferred = dataclasses.replace(row.citation, grade=max(row.citation.grade, Grade.C, key=list(Grade).index))
    citations = (row.citation, *((cite(edition.key),) if edition.amends else ()), *((inferred,) if left_out else ()))
    verdict = Verdict(not barred, reason, citations, facts, "form" if barred else None)
    return TimeBar(barred, ends_on, edition, row, (*steps, reason), verdict, start)


def _no_bar(row: BarRow, edition: Source, act: Act, concluded_on: date) -> TimeBar:
    if row.years is None:
        reason = message("There is no time bar for this form (%(form)s).", form=label(FORM_LABELS, row.form))
    else:
        reason = message("There is no time bar for this matter: %(matter)s.", matter=label(MATTER_LABELS, act.matter))
    facts = {"act": act, "concluded_on": concluded_on, "edition": edition.key, "form": row.form}
    return TimeBar(False, None, edition, row, (reason,), Verdict(True, reason, (row.citation,), facts))


def _start(row: BarRow, act: Act, concluded_on: date) -> tuple[date, list[Message]]:
    """From which day the period runs: each new violation inside the period, up to the conclusion, starts it again."""
    steps = [
        message(
            "%(years)s years from the act on %(act)s (%(citation)s).",
            years=row.years,
            act=written(act.done_on),
            citation=row.citation,
        )
    ]
    if row.note:
        steps.append(message(row.note))
    start = act.done_on
    for again in sorted(day for day in act.new_violations if day <= concluded_on):
        if again < act.done_on:
            raise RuleViolation(
                message(
                    "The new violation lies before the first one. The time runs anew from a later one;"
                    " correct one of the two days."
                ),
                field="new_violations",
            )
        ends_on, _ = _without_deferral(start, add_years(start, row.years or 0), act.deferred)
        if again > ends_on:
            late = message("The new violation on %(day)s came after the period had ended.", day=written(again))
            return start, [*steps, late]
        start = again
        steps.append(message("The new violation on %(day)s starts the period again.", day=written(again)))
    return start, steps


def _without_deferral(start: date, ends_on: date, deferred: Sequence[Span]) -> tuple[date, int]:
    """The end moved by every deferred day up to it, and how many days that is."""
    for first, last in deferred:
        if last < first:
            raise RuleViolation(
                message("A deferral ends before it starts. Correct one of the two days."), field="deferred"
            )
    left_out = 0
    for day in sorted({day for first, last in deferred for day in days(first, last) if day > start}):
        if day > ends_on:
            break
        ends_on += timedelta(days=1)
        left_out += 1
    return ends_on, left_out
