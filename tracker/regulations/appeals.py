"""Complaints against discipline (khiếu nại kỷ luật): who may complain, until when, who hears it, what may follow.

Only 22-QĐ/TW was read here (Điều 22–24), and a list of refusals of 296-QĐ/TW (Điều 23). What another edition keeps is
graded; where it is not confirmed, a step needs a recorded reason, as on authority.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.text import N_, message
from tracker.regulations.calendar import VIETNAM, Calendar
from tracker.regulations.deadlines import due, find_limit
from tracker.regulations.limits import Limit
from tracker.regulations.measures import weight
from tracker.regulations.sources import Citation, Grade, cite, row_on
from tracker.regulations.terms import Form, Level
from tracker.regulations.verdict import Verdict


class Outcome(StrEnum):
    """What a decision on a complaint does to the discipline."""

    UPHELD = "upheld"
    LIGHTER = "lighter"
    HEAVIER = "heavier"
    ANNULLED = "annulled"


OUTCOME_LABELS = {
    Outcome.UPHELD: N_("upheld"),
    Outcome.LIGHTER: N_("changed to a lighter form"),
    Outcome.HEAVIER: N_("changed to a heavier form"),
    Outcome.ANNULLED: N_("annulled"),
}


class Ground(StrEnum):
    """Why a complaint is not handled."""

    NOT_ENTITLED = "not-entitled"
    LATE = "late"
    FINAL = "final"
    UNANSWERED = "unanswered"
    NOT_RECEIVED = "not-received"
    REFUSED_RECEIPT = "refused-receipt"
    SENTENCED = "sentenced"
    TRANSFERRED = "transferred"


GROUND_LABELS = {
    Ground.NOT_ENTITLED: N_("lodged on behalf of another"),
    Ground.LATE: N_("lodged too late"),
    Ground.FINAL: N_("decided already by the last instance"),
    Ground.UNANSWERED: N_("a competent body is still handling the earlier complaint"),
    Ground.NOT_RECEIVED: N_("lodged before the written decision was received"),
    Ground.REFUSED_RECEIPT: N_("the complainant refused to receive the decision"),
    Ground.SENTENCED: N_("a court sentence of non-custodial reform or more stands"),
    Ground.TRANSFERRED: N_("lodged after the transfer to an organization under another superior committee"),
}


@dataclass(frozen=True)
class AppealRow:
    """A rule on complaints in force ``since`` … ``until``."""

    key: str
    since: date
    until: date | None
    citation: Citation
    text: str


@dataclass(frozen=True)
class Instance:
    """A body that decided or is to decide. ``kind`` is that of ``organizations.states.BodyKind``."""

    kind: str
    level: Level


class Place(StrEnum):
    """Where the hearing body stands as seen from the body whose decision is complained about."""

    SAME = "same"  # of the same organization
    NEXT = "next"  # of the first organization above that has bodies which hear complaints
    ELSEWHERE = "elsewhere"


_SELF = N_("The disciplined member or organization complains itself; nobody complains on behalf of another.")
_LADDER = N_(
    "From the grassroots up, beginning with the level directly above the deciding body, never a cell; a complaint"
    " against an inspection commission may first go to its own committee or standing committee."
)
_LAST = N_(
    "Last instance: the Central Inspection Commission for reprimand, warning and removal, the Secretariat for"
    " expulsion, the Central Committee for decisions of the central bodies."
)
_REFUSALS = N_("Complaints that are not handled: late, finally decided, on behalf of another and others.")
_EXECUTED = N_("The decision is carried out while the complaint waits.")

_SPANS = (
    ("30-QĐ/TW", date(2016, 7, 26), date(2021, 7, 27)),
    ("22-QĐ/TW", date(2021, 7, 28), date(2025, 5, 29)),
    ("296-QĐ/TW", date(2025, 5, 30), date(2026, 4, 10)),
    ("21-QĐ/TW", date(2026, 4, 11), None),
)
_TEXTS = {"entitled": _SELF, "ladder": _LADDER, "last": _LAST, "refusal": _REFUSALS}
# The article that was read, and how surely; an edition that is missing keeps the rule unconfirmed.
_READ = {
    ("entitled", "22-QĐ/TW"): ("Điều 23", Grade.A),
    ("entitled", "296-QĐ/TW"): ("Điều 23", Grade.B),
    ("ladder", "22-QĐ/TW"): ("Điều 22", Grade.A),
    ("ladder", "296-QĐ/TW"): ("Điều 21", Grade.C),
    ("last", "22-QĐ/TW"): ("Điều 22", Grade.A),
    ("last", "296-QĐ/TW"): ("Điều 21", Grade.C),
    ("refusal", "296-QĐ/TW"): ("Điều 23", Grade.B),
}


def _rows() -> Iterable[AppealRow]:
    for key, text in _TEXTS.items():
        for source, since, until in _SPANS:
            article, grade = _READ.get((key, source), ("", Grade.UNCONFIRMED))
            yield AppealRow(key, since, until, cite(source, article, grade), text)
    law = cite("Điều lệ Đảng", "Điều 39.9", Grade.A)
    yield AppealRow("execution", date(2016, 7, 26), None, law, _EXECUTED)


APPEAL_ROWS = tuple(_rows())


def appeal_row(key: str, on: date) -> AppealRow:
    """The rule with this key in force on the day; raises ``NoRule``."""
    return row_on((row for row in APPEAL_ROWS if row.key == key), on, message("complaint against discipline"))


def check_entitled(by_subject: bool, on: date) -> Verdict:
    """Only who was disciplined complains."""
    row = appeal_row("entitled", on)
    return Verdict(by_subject, message(row.text), (row.citation,), {"by_subject": by_subject}, "by_subject")


def check_window(
    decision_received_on: date,
    filed_on: date,
    level: Level | str,
    overrides: Iterable[Limit] = (),
    calendar: Calendar = VIETNAM,
) -> Verdict:
    """Whether the complaint was filed after the decision was received and within the limit. Raises ``NoRule``."""
    limit = find_limit("complaint-filing", level, decision_received_on, overrides)
    last = due(limit, decision_received_on, calendar=calendar).due_on
    facts = {"received_on": decision_received_on, "filed_on": filed_on, "last": last}
    if filed_on < decision_received_on:
        early = message(
            "Complaints are lodged after the written decision was received. Before that nobody knows what it says."
        )
        return Verdict(False, early, (appeal_row("refusal", filed_on).citation,), facts, "filed_on")
    reason = message(
        "The complaint could be lodged until %(day)s. The time for it has run out, counted from"
        " the day on which the decision was received.",
        day=last,
    )
    return Verdict(filed_on <= last, reason, (limit.citation,), facts, "filed_on")


def is_last(decider: Instance, form: Form, on: date) -> Verdict:
    """Allowed (true) where nobody hears a complaint against this body's decision."""
    row = appeal_row("last", on)
    at_centre = decider.level is Level.CENTRAL
    expelled = form in (Form.EXPULSION, Form.DISSOLUTION)
    last = at_centre and (decider.kind != "commission" or not expelled)
    return Verdict(last, message(row.text), (row.citation,), {"form": form, "kind": decider.kind})


def check_hearer(decider: Instance, hearer: Instance, place: Place, on: date) -> Verdict:
    """Whether the body stands where complaints against the deciding body go. Unconfirmed rules say so themselves."""
    row = appeal_row("ladder", on)
    hears = hearer.kind != "cell_meeting" and hearer.level.rank >= Level.GRASSROOTS.rank
    own = place is Place.SAME and decider.kind == "commission" and hearer.kind in ("committee", "standing_committee")
    facts = {"decider": decider.kind, "hearer": hearer.kind, "place": place}
    return Verdict(hears and (own or place is Place.NEXT), message(row.text), (row.citation,), facts, "hearing_body")


def check_relied(verdict: Verdict, override_reason: str) -> Verdict:
    """An unconfirmed rule is relied on, or departed from, only with a recorded reason; a known one binds."""
    if not verdict.is_unconfirmed:
        return verdict
    if override_reason.strip():
        return Verdict(True, verdict.reason, verdict.citations, verdict.facts)
    return Verdict(False, verdict.reason, verdict.citations, verdict.facts, "override_reason")


def check_outcome(old: Form, outcome: Outcome, new: Form | None) -> Verdict:
    """The new form is named exactly when the form changes, and lies on the side that the outcome says."""
    changes = outcome in (Outcome.LIGHTER, Outcome.HEAVIER)
    if not changes or new is None:
        reason = message(
            "The new form is named exactly when the form changes. Name it for a lighter or heavier"
            " outcome, and leave it empty for the others."
        )
        return Verdict(changes == (new is not None), reason, field="new_form")
    lighter = weight(new) < weight(old)
    fits = lighter if outcome is Outcome.LIGHTER else weight(new) > weight(old)
    return Verdict(
        fits,
        message(
            "The new form does not lie on the side that the outcome says. A lighter outcome gives a"
            " lighter form, a heavier one a heavier; choose again."
        ),
        field="new_form",
    )


class Part(StrEnum):
    """What is restored to somebody wrongly disciplined (117-QĐ/TW)."""

    APOLOGY = "apology"
    RIGHTS = "rights"
    POST = "post"
    MEMBERSHIP = "membership"


PART_LABELS = {
    Part.APOLOGY: N_("Apology"),
    Part.RIGHTS: N_("Restore rights: evaluation, planning, pay, reward"),
    Part.POST: N_("Consider restoring the post"),
    Part.MEMBERSHIP: N_("Restore the membership"),
}
RESTORATION = cite("117-QĐ/TW")


def parts_of(form: Form) -> tuple[Part, ...]:
    """What an annulled discipline of this form leaves to restore."""
    more = {Form.REMOVAL: (Part.POST,), Form.EXPULSION: (Part.MEMBERSHIP,)}
    return (Part.APOLOGY, Part.RIGHTS, *more.get(form, ()))
