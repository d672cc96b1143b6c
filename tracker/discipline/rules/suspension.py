"""Suspension (đình chỉ): on which grounds what is suspended, for how long, how far it may be extended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.cases.rules import OK, refuse
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.discipline.states import Ground, Paused, Reminder
from tracker.regulations.calendar import VIETNAM, Calendar
from tracker.regulations.deadlines import Due, due, find_limit
from tracker.regulations.limits import Limit, Unit
from tracker.regulations.sources import Citation, Grade, NoRule, procedure_edition
from tracker.regulations.verdict import Verdict

GROUNDS_LAW = Citation("22-QĐ/TW", "Điều 28", Grade.A)
LIMIT_KEYS = {
    Paused.PARTY_ACTIVITY: "suspension",
    Paused.COMMITTEE_ACTIVITY: "suspension",
    Paused.ORGANIZATION: "suspension-organization",
}
REMINDED_BEFORE = timedelta(days=7)  # of the last day; our own number, no rule gives one
_BY_PROCEEDINGS = {Ground.INDICTED, Ground.PROSECUTED}


@dataclass(frozen=True)
class Term:
    """How long a suspension lasts: its start, the office's own number of days where no rule gives one, extension."""

    kind: Paused
    since: date
    own_days: int | None = None
    own_reason: str = ""
    extended_days: int = 0


def check_kind(kind: Paused, ground: Ground, is_member: bool, sits_on_committee: bool) -> Verdict:
    """What is suspended fits the subject, and the ground fits what is suspended."""
    if is_member is (kind is Paused.ORGANIZATION):
        return refuse(
            message(
                "This kind of suspension does not fit the subject. Members are suspended from activity or"
                " from a committee, organizations from activity; choose another."
            ),
            GROUNDS_LAW,
            field="kind",
        )
    if kind is Paused.COMMITTEE_ACTIVITY and not sits_on_committee:
        reason = message("Only a member of a committee is suspended from it; the posts of this member name none.")
        return refuse(reason, GROUNDS_LAW, field="kind")
    if ground is Ground.PROSECUTED and kind is not Paused.COMMITTEE_ACTIVITY:
        reason = message("Prosecution alone suspends from the committee; Party activity from indictment or detention.")
        return refuse(reason, GROUNDS_LAW, field="ground")
    if kind is Paused.ORGANIZATION and ground in _BY_PROCEEDINGS:
        return refuse(
            message(
                "This ground concerns members. An organization is suspended on grounds of its own; choose another."
            ),
            GROUNDS_LAW,
            field="ground",
        )
    return OK


def by_proceedings(ground: Ground) -> bool:
    """Whether the time limits of the criminal proceedings set the end."""
    return ground in _BY_PROCEEDINGS


def find_term_limit(kind: Paused, level: str, on: date, overrides: Sequence[Limit] = ()) -> Limit | None:
    """The limit of the edition in force, the office's own before it; None where its number was not seen."""
    try:
        return find_limit(LIMIT_KEYS[kind], level, on, overrides)
    except NoRule:
        return None


def due_of(term: Term, level: str, overrides: Sequence[Limit] = (), calendar: Calendar = VIETNAM) -> Due:
    """When the suspension ends at the latest.

    Raises ``RuleViolation`` for an extension above the cap, a number typed against the rule, or none at all.
    """
    limit = find_term_limit(term.kind, level, term.since, overrides)
    if limit is not None and term.own_days is not None:
        reason = message("A rule gives the number of days: it is not typed by hand.")
        raise RuleViolation(reason, (limit.citation,), "own_days")
    if limit is None:
        limit = _own(term, level)
    return due(limit, term.since, term.extended_days, calendar=calendar)


def standing_due(term: Term, level: str, overrides: Sequence[Limit], calendar: Calendar) -> Due | None:
    """When a recorded suspension ends by the law as it stands now: its own number and its extension stand whatever
    was ruled since. None where a rule that gave its number is not there any more."""
    own = term.own_days is not None
    limit = _own(term, level) if own else find_term_limit(term.kind, level, term.since, overrides)
    return due(limit, term.since, granted=term.extended_days, calendar=calendar) if limit else None


def _own(term: Term, level: str) -> Limit:
    """The office's own limit, where the number of the edition was not seen."""
    edition = procedure_edition(term.since)
    unseen = Citation(edition.sign, "", Grade.UNCONFIRMED)
    if term.own_days is None:
        reason = message("The limit of this edition was not read: give the office's own number of days.")
        raise RuleViolation(reason, (unseen,), "own_days")
    if not term.own_reason.strip():
        raise RuleViolation(message("Say on what the office's own number rests."), (unseen,), "own_reason")
    return Limit(
        LIMIT_KEYS[term.kind],
        frozenset({level}),  # type: ignore[arg-type]
        term.own_days,
        Unit.CALENDAR_DAYS,
        "start of the suspension",
        edition.since,
        edition.until,
        unseen,
    )


def check_extension(extended_days: int, already: int, law: Citation) -> Verdict:
    """A suspension is extended once, says the edition that gives its limit."""
    if already:
        return refuse(
            message("A suspension is extended once only. After that it ends by itself."), law, field="extended_days"
        )
    if extended_days < 1:
        return refuse(message("Say by how many days."), field="extended_days")
    return OK


def reminder_of(due_on: date, reminded_on: date | None, today: date) -> Reminder | None:
    """What those who may extend or lift a suspension are reminded of today: that it ends within a week, or that it has
    run out; each once for a due date."""
    if today > due_on:
        return Reminder.OVERDUE if reminded_on is None or reminded_on <= due_on else None
    first = due_on - REMINDED_BEFORE
    is_told = reminded_on is not None and reminded_on >= first
    return Reminder.ENDING if today >= first and not is_told else None
