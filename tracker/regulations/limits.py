"""The table of time limits: how many days, from which event, how far extensible, since when, by which article.

Only numbers of a source are rows. Where an edition was not read, a row exists only if a probable value is known, with
the grade *unconfirmed*. A local rule has grade C and says whose it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from tracker.core.text import N_, Message, message
from tracker.regulations.sources import Citation, Grade, cite
from tracker.regulations.terms import Level


class Unit(StrEnum):
    """In what a limit is counted."""

    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"
    MONTHS = "months"
    YEARS = "years"


UNIT_LABELS = {
    Unit.WORKING_DAYS: N_("working days"),
    Unit.CALENDAR_DAYS: N_("days"),
    Unit.MONTHS: N_("months"),
    Unit.YEARS: N_("years"),
}


@dataclass(frozen=True)
class Extension:
    """How far a limit may be extended: a share of it (rounded down) or a number of its own units."""

    share: Fraction | None = None
    number: int | None = None

    def cap(self, limit: int) -> int:
        """The largest extension of a limit of this many units."""
        return int(limit * self.share) if self.share is not None else self.number or 0

    def text(self, limit: int) -> Message:
        """The cap in words."""
        if self.share is not None:
            return message("at most %(share)s of the limit, that is %(cap)s", share=self.share, cap=self.cap(limit))
        return message("at most %(cap)s", cap=self.cap(limit))


A_THIRD = Extension(share=Fraction(1, 3))


@dataclass(frozen=True)
class Limit:
    """A time limit in force ``since`` … ``until`` for the levels named.

    ``start_event`` is an English label of the event the count starts from. ``extension`` is None where no extension
    is known. ``scope`` names the body whose own decision overrides the national rule ("" for the national rule);
    ``confirms`` tells that this decision only confirms the national number. ``backwards`` limits run back from an event
    still to come.
    """

    key: str
    levels: frozenset[Level]
    number: int
    unit: Unit
    start_event: str
    since: date
    until: date | None
    citation: Citation
    extension: Extension | None = None
    note: str = ""
    scope: str = ""
    backwards: bool = False
    confirms: bool = False

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the number is general knowledge only and must be shown so."""
        return self.citation.grade is Grade.UNCONFIRMED


LIMIT_LABELS = {
    "thematic-supervision": N_("Thematic supervision"),
    "compliance-inspection": N_("Inspection of compliance"),
    "violation-inspection": N_("Inspection on signs of violation"),
    "finance-inspection": N_("Inspection of Party finance"),
    "inspection-work-inspection": N_("Inspection of inspection, supervision and discipline work"),
    "asset-declaration-inspection": N_("Inspection of asset and income declarations"),
    "advisory-inspection": N_("Inspection by an advisory body"),
    "denunciation": N_("Handling of a denunciation"),
    "complaint-filing": N_("Filing of a complaint against discipline"),
    "complaint-handling": N_("Handling of a complaint against discipline"),
    "suspension": N_("Suspension of a member"),
    "suspension-organization": N_("Suspension of an organization"),
    "announcement": N_("Announcement of a discipline decision"),
    "handover": N_("Handing over of a cell's written decision"),
    "state-discipline": N_("Discipline by the State body or mass organization"),
    "sentence-notice": N_("Notice of State discipline or sentence to the Party organization"),
    "prosecution-notice": N_("Notice of prosecution or detention to the Party organization"),
    "launch": N_("Launch with the subject"),
    "archive": N_("Handing the file to the archive"),
    "escalation": N_("Next step on an overdue recommendation"),
    "congress-denunciation": N_("Denunciation before a congress"),
}

_REPORT = N_("receipt of the subject's report")
_RECEIPT = N_("receipt by the competent body")
_TEAM = N_("decision setting up the team")
_OPENING = N_("decision to inspect, or launch")
_DECISION_RECEIVED = N_("receipt of the discipline decision")
_SUSPENDED = N_("start of the suspension")
_SIGNED = N_("signing of the decision")
_VOTED = N_("announcement of the result of the vote")
_ANNOUNCED = N_("announcement of the decision")
_CONCLUSION = N_("announcement of the conclusion")
_REMINDED = N_("the step before")
_EVENT = N_("the measure taken by the State body")
_CONGRESS = N_("opening of the congress (counted backwards)")

_30, _22, _296, _21 = date(2016, 7, 26), date(2021, 7, 28), date(2025, 5, 30), date(2026, 4, 11)
_END_30, _END_22, _END_296 = date(2021, 7, 27), date(2025, 5, 29), date(2026, 4, 10)
_END_DISTRICTS = date(2025, 6, 30)  # the district level ends; the exact day is general knowledge
# The editions of procedure, each with its first and last day.
_EDITIONS = (
    ("30-QĐ/TW", _30, _END_30),
    ("22-QĐ/TW", _22, _END_22),
    ("296-QĐ/TW", _296, _END_296),
    ("21-QĐ/TW", _21, None),
)

ALL = frozenset(Level)
BELOW_CENTRE = ALL - {Level.CENTRAL}
_GRASSROOTS = frozenset({Level.GRASSROOTS, Level.SECTION})
_WORK, _CALENDAR = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS
UNSURE = Grade.UNCONFIRMED


def _only(*levels: Level) -> frozenset[Level]:
    return frozenset(levels)


def _supervision() -> Iterator[Limit]:
    """HD 02-HD/UBKTTW 2017, Điều 11.2.2; its basis fell on 30/5/2025, its numbers are kept as a probable default."""
    ladder = (
        (_only(Level.CENTRAL), 45),
        (_only(Level.PROVINCE), 30),
        (_only(Level.DISTRICT), 25),
        (_GRASSROOTS, 20),
    )
    commissions = N_("For commissions 354-QĐ/UBKTTW replaced it on 22/12/2021; its numbers were not seen.")
    lapsed = N_("The basis of this number was repealed by 296-QĐ/TW; no newer number was seen.")
    spans = (
        (date(2017, 9, 12), date(2021, 12, 21), Grade.A, ""),
        (date(2021, 12, 22), _END_22, Grade.C, commissions),
        (_296, None, UNSURE, lapsed),
    )
    for since, until, grade, note in spans:
        law = cite("02-HD/UBKTTW", "Điều 11.2.2", grade)
        for levels, number in ladder:
            end = _END_DISTRICTS if until is None and Level.DISTRICT in levels else until
            yield Limit("thematic-supervision", levels, number, _WORK, _REPORT, since, end, law, A_THIRD, note)


INSPECTION_KEYS = (
    "compliance-inspection",
    "violation-inspection",
    "finance-inspection",
    "inspection-work-inspection",
    "asset-declaration-inspection",
)


def _inspections() -> Iterator[Limit]:
    """60 / 45 / 30 days: general knowledge, citing the procedure whose numbers were not seen."""
    ladder = ((_only(Level.PROVINCE), 60, None), (_only(Level.DISTRICT), 45, _END_DISTRICTS), (_GRASSROOTS, 30, None))
    commission = (("684-QĐ/UBKTTW", _30, date(2021, 12, 21)), ("354-QĐ/UBKTTW", date(2021, 12, 22), None))
    committee = (
        ("30-QĐ/TW", _30, _END_30),
        ("22-QĐ/TW", _22, date(2022, 11, 30)),
        ("89-QĐ/TW", date(2022, 12, 1), None),
    )
    note = N_("General knowledge: the numbers of the procedure were not seen.")
    for key in INSPECTION_KEYS:
        for source, since, until in committee if key == "compliance-inspection" else commission:
            for levels, number, last in ladder:
                law = cite(source, "", UNSURE)
                yield Limit(key, levels, number, _CALENDAR, _OPENING, since, until or last, law, A_THIRD, note)


def _local_cells() -> Iterator[Limit]:
    """What one province (Lào Cai) gives its cells: the only numbers for cells that were seen."""
    law, since, cell = cite("299-QĐ/TU", "", Grade.C), date(2025, 8, 26), _only(Level.CELL)
    note = N_("A rule of Lào Cai province; elsewhere the province's own decision applies.")
    yield Limit("thematic-supervision", cell, 30, _CALENDAR, _REPORT, since, None, law, A_THIRD, note)
    yield Limit("compliance-inspection", cell, 30, _CALENDAR, _OPENING, since, None, law, None, note)
    yield Limit("violation-inspection", cell, 45, _CALENDAR, _OPENING, since, None, law, None, note)


def _advisory() -> Iterator[Limit]:
    odd = N_("One secondary page; 20 days looks odd and should be checked.")
    for level, number, note in ((Level.CENTRAL, 60, ""), (Level.PROVINCE, 45, ""), (Level.DISTRICT, 20, odd)):
        law = cite("331-QĐ/TW", "", Grade.C if note else Grade.B)
        since = date(2025, 6, 18)
        yield Limit("advisory-inspection", _only(level), number, _CALENDAR, _OPENING, since, None, law, A_THIRD, note)


def _denunciations() -> Iterator[Limit]:
    """Working days under 30, plain days later; only 30 and 164 give a sourced number."""
    key, thirty = "denunciation", Extension(number=30)
    told = N_("The denouncer is told of an extension.")
    sourced, above = _only(Level.CELL, Level.SECTION, Level.GRASSROOTS), _only(Level.DISTRICT, Level.PROVINCE)
    yield Limit(key, sourced, 90, _WORK, _RECEIPT, _30, _END_30, cite("30-QĐ/TW"), thirty, told)
    yield Limit(key, above, 90, _WORK, _RECEIPT, _30, _END_30, cite("30-QĐ/TW", "", UNSURE), thirty, told)
    articles = {"22-QĐ/TW": "Điều 19–21", "296-QĐ/TW": "Điều 18–20"}
    note = N_("Probable value: the number of this edition was not seen.")
    for source, since, until in _EDITIONS[1:]:
        law = cite(source, articles.get(source, ""), UNSURE)
        yield Limit(key, BELOW_CENTRE, 90, _CALENDAR, _RECEIPT, since, until, law, thirty, note)
    sixty, central, since = Extension(number=60), _only(Level.CENTRAL), date(2024, 6, 6)
    law = cite("22-QĐ/TW", "Điều 19–21", UNSURE)
    yield Limit(key, central, 180, _CALENDAR, _RECEIPT, _22, date(2024, 6, 5), law, sixty, note)
    yield Limit(key, central, 180, _CALENDAR, _TEAM, since, None, cite("164-QĐ/TW"), sixty)


def _congress() -> Iterator[Limit]:
    law, until = cite("07-HD/UBKTTW"), _END_30
    note = N_("Congress cycle 2020–2025 only. Received within these days: listed and passed to the next term.")
    for levels, number in ((_GRASSROOTS | {Level.CELL}, 25), (ALL - _GRASSROOTS - {Level.CELL}, 30)):
        since = date(2019, 12, 12)
        yield Limit(
            "congress-denunciation", levels, number, _WORK, _CONGRESS, since, until, law, None, note, backwards=True
        )


def _complaints() -> Iterator[Limit]:
    """Filing is 30 working days under 30 (Statute 39.7), 30 calendar days under 296 (Điều 25.1)."""
    filing = {
        "30-QĐ/TW": (_WORK, cite("Điều lệ Đảng", "Điều 39.7")),
        "22-QĐ/TW": (_CALENDAR, cite("22-QĐ/TW", "Điều 22–27", UNSURE)),
        "296-QĐ/TW": (_CALENDAR, cite("296-QĐ/TW", "Điều 25.1")),
        "21-QĐ/TW": (_CALENDAR, cite("21-QĐ/TW", "", UNSURE)),
    }
    probable = N_("Probable value: the number of this edition was not seen.")
    month = N_("“One month” of the Statute, read as 30 working days.")
    each = N_("Probably the same for each further level.")
    for source, since, until in _EDITIONS:
        unit, law = filing[source]
        note = probable if law.grade is UNSURE else month if unit is _WORK else each
        yield Limit("complaint-filing", ALL, 30, unit, _DECISION_RECEIVED, since, until, law, None, note)
    articles = {"22-QĐ/TW": "Điều 22–27", "296-QĐ/TW": "Điều 21–26"}
    for source, since, until in _EDITIONS:
        unit, grade, note = (_WORK, Grade.A, "") if since == _30 else (_CALENDAR, UNSURE, probable)
        law = cite(source, articles.get(source, ""), grade)
        for levels, number in ((BELOW_CENTRE - {Level.CELL}, 90), (_only(Level.CENTRAL), 180)):
            yield Limit("complaint-handling", levels, number, unit, _RECEIPT, since, until, law, None, note)


def _suspensions() -> Iterator[Limit]:
    """The number under 296 was not seen: no row between 30/5/2025 and 10/4/2026."""
    member, organization = "suspension", "suspension-organization"
    law30, law22, law21 = cite("30-QĐ/TW", "Điều 40"), cite("22-QĐ/TW", "Điều 31"), cite("21-QĐ/TW")
    ninety, thirty = Extension(number=90), Extension(number=30)
    total = N_("At most 180 days in total with the extension; in criminal cases the statutory time limits.")
    criminal = N_("In criminal cases the statutory time limits.")
    once = N_("One extension only.")
    yield Limit(member, ALL, 90, _WORK, _SUSPENDED, _30, _END_30, law30, ninety, total)
    yield Limit(organization, ALL, 90, _WORK, _SUSPENDED, _30, _END_30, law30, None, criminal)
    yield Limit(member, ALL, 90, _CALENDAR, _SUSPENDED, _22, _END_22, law22, ninety, total)
    yield Limit(organization, ALL, 90, _CALENDAR, _SUSPENDED, _22, _END_22, law22, None, criminal)
    yield Limit(member, ALL, 90, _CALENDAR, _SUSPENDED, _21, None, law21, thirty, once)
    yield Limit(organization, ALL, 90, _CALENDAR, _SUSPENDED, _21, None, law21, thirty, once)


def _after_decision() -> Iterator[Limit]:
    """What follows a decision: announcing, handing over, and notices between Party and State."""
    kept = N_("The number of 30-QĐ/TW, not seen in this edition.")
    for source, since, until in _EDITIONS:
        first = since == _30
        law = cite(source, "", Grade.A if first else UNSURE)
        note = "" if first else kept
        yield Limit("announcement", ALL, 15, _CALENDAR, _SIGNED, since, until, law, None, note)
        if source != "22-QĐ/TW":
            yield Limit("handover", _only(Level.CELL), 10, _CALENDAR, _VOTED, since, until, law, None, note)
    last_102, since_69 = date(2022, 7, 5), date(2022, 7, 6)
    law, key = cite("102-QĐ/TW", "", Grade.B), "state-discipline"
    yield Limit(key, ALL, 30, _WORK, _ANNOUNCED, date(2017, 11, 15), last_102, law)
    later = N_("The number of 102-QĐ/TW, not seen in this edition.")
    for source, since, until in (("69-QĐ/TW", since_69, date(2026, 8, 16)), ("212-QĐ/TW", date(2026, 8, 17), None)):
        yield Limit(key, ALL, 30, _WORK, _ANNOUNCED, since, until, cite(source, "", UNSURE), None, later)
    law = cite("296-QĐ/TW", "Điều 8.5", Grade.A)
    yield Limit("sentence-notice", ALL, 5, _CALENDAR, _EVENT, _296, _END_296, law)
    law = cite("22-QĐ/TW", "Điều 31.3", Grade.A)
    yield Limit("prosecution-notice", ALL, 3, _CALENDAR, _EVENT, _22, _END_22, law)


def _team_work() -> Iterator[Limit]:
    """Quy định 01-QĐi/UBKTTW (about 2018): for central teams; what locals copy is unconfirmed."""
    note = N_("Written for central teams; the local value is to be confirmed.")
    for key, number, event in (("launch", 5, _SIGNED), ("archive", 15, _CONCLUSION)):
        for levels, grade, words in ((_only(Level.CENTRAL), Grade.C, ""), (BELOW_CENTRE, UNSURE, note)):
            law, since = cite("01-QĐi/UBKTTW", "", grade), date(2018, 1, 1)
            yield Limit(key, levels, number, _WORK, event, since, None, law, None, words)


def _escalation() -> Iterator[Limit]:
    """No document that sets this was found: a probable value until an office enters its own."""
    note = N_("No document that sets it was found; an office enters its own.")
    law = cite("354-QĐ/UBKTTW", "", UNSURE)
    yield Limit("escalation", frozenset(Level), 10, _WORK, _REMINDED, date(2021, 12, 22), None, law, None, note)


_TABLES: tuple[Iterable[Limit], ...] = (
    _supervision(),
    _inspections(),
    _local_cells(),
    _advisory(),
    _denunciations(),
    _congress(),
    _complaints(),
    _suspensions(),
    _after_decision(),
    _team_work(),
    _escalation(),
)
LIMITS: tuple[Limit, ...] = tuple(limit for table in _TABLES for limit in table)


def pattern_of(key: str, level: Level, on: date) -> Limit:
    """The national row that says from which event such a limit runs: the one in force, or else the nearest there is.

    Used for an office's own number, also on days for which no national number is known. ``key`` is a known one.
    """

    def distance(row: Limit) -> tuple[bool, int]:
        off = max((row.since - on).days, (on - (row.until or date.max)).days, 0)
        return level not in row.levels, off

    return min((row for row in LIMITS if row.key == key), key=distance)
