"""Pure decisions about one complaint: whether it is handled, whether a refusal is true, whether a decision holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.cases.rules import OK, refuse
from tracker.core.text import message
from tracker.regulations.appeals import (
    Ground,
    Instance,
    Place,
    appeal_row,
    check_entitled,
    check_hearer,
    check_relied,
    check_window,
    is_last,
)
from tracker.regulations.calendar import Calendar
from tracker.regulations.limits import Limit
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.terms import Form
from tracker.regulations.verdict import Verdict

# A decision on a complaint is one on discipline: adopted by more than half of the members of the body. That the share
# of 22-QĐ/TW holds for it too is an inference.
ADOPTION = Citation("22-QĐ/TW", "Điều 15.3.2", Grade.C)


@dataclass(frozen=True)
class Filed:
    """A complaint as the rules look at it. ``unanswered``: an earlier one is still being handled."""

    by_subject: bool
    received_on: date
    decision_received_on: date
    decider: Instance
    hearer: Instance
    place: Place
    form: Form
    unanswered: bool


@dataclass(frozen=True)
class Law:
    """The office's own limits and calendar."""

    limits: tuple[Limit, ...]
    calendar: Calendar


def obstacles(filed: Filed, law: Law) -> dict[Ground, Verdict]:
    """The grounds, among those that the record itself tells, on which this complaint is not handled."""
    on = filed.received_on
    found = {
        Ground.NOT_ENTITLED: check_entitled(filed.by_subject, on),
        Ground.LATE: check_window(filed.decision_received_on, on, filed.decider.level, law.limits, law.calendar),
        Ground.FINAL: _not(is_last(filed.decider, filed.form, on)),
        Ground.UNANSWERED: check_answered(filed.unanswered, on),
    }
    early = on < filed.decision_received_on
    if early:
        found[Ground.NOT_RECEIVED] = found.pop(Ground.LATE)
    return {ground: verdict for ground, verdict in found.items() if not verdict.allowed}


TOLD_BY_RECORD = frozenset({Ground.NOT_ENTITLED, Ground.LATE, Ground.FINAL, Ground.UNANSWERED, Ground.NOT_RECEIVED})


def check_answered(unanswered: bool, on: date) -> Verdict:
    """A body handles one complaint at a time: the earlier one is decided first."""
    row = appeal_row("refusal", on)
    reason = message("An earlier complaint against this discipline is still being handled.")
    return Verdict(not unanswered, reason, (row.citation,))


def check_acceptance(filed: Filed, law: Law, override_reason: str) -> Verdict:
    """Whether the complaint is handled by this body: nothing stands against it, and the body is on the ladder."""
    for ground, verdict in obstacles(filed, law).items():
        # two complaints are never handled at once, whatever the reason
        relied = verdict if ground is Ground.UNANSWERED else check_relied(verdict, override_reason)
        if not relied.allowed:
            return relied
    ladder = check_hearer(filed.decider, filed.hearer, filed.place, filed.received_on)
    return check_relied(ladder, override_reason)


def check_refusal(ground: Ground, found: dict[Ground, Verdict], on: date) -> Verdict:
    """A ground that the record tells must be true; the others are the words of who refuses."""
    if ground not in TOLD_BY_RECORD:
        row = appeal_row("refusal", on)
        return Verdict(True, message(row.text), (row.citation,))
    if ground in found:
        return Verdict(True, found[ground].reason, found[ground].citations)
    return refuse(message("The record does not bear this ground out."), field="ground")


def check_order(days: Iterable[tuple[str, date]]) -> Verdict:
    """Days that follow each other; a refusal names the field of the one that lies too early."""
    last: date | None = None
    for field, day in days:
        if last is not None and day < last:
            return refuse(message("This day lies before the step that goes before it."), field=field)
        last = day
    return OK


def check_votes(members: int, votes_for: int) -> Verdict:
    """More than half of all members of the body voted for the decision."""
    law, facts = (ADOPTION,), {"members": members, "votes_for": votes_for}
    if votes_for > members:
        return Verdict(False, message("More votes than members."), law, facts, "votes_for")
    reason = message("The decision needs the votes of more than half of the members of the body.")
    return Verdict(votes_for * 2 > members, reason, law, facts, "votes_for")


def _not(verdict: Verdict) -> Verdict:
    return Verdict(not verdict.allowed, verdict.reason, verdict.citations, verdict.facts)
