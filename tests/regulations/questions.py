"""Questions to the law, each with its whole answer in one line: value, reason, articles, grades, facts, or refusal."""

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum

from tracker.core.errors import RuleViolation
from tracker.core.text import Message
from tracker.regulations import authority as powers
from tracker.regulations import calendar as working_days
from tracker.regulations import (
    catalogue,
    circumstances,
    deadlines,
    effect,
    limitation,
    measures,
    names,
    sources,
    terms,
    voting,
)
from tracker.regulations import rulebook as book
from tracker.regulations.calendar import VIETNAM, Calendar, CalendarDay
from tracker.regulations.limits import LIMIT_LABELS, LIMITS
from tracker.regulations.sources import SOURCES, Citation, Grade
from tracker.regulations.terms import Form, Level, Role, Subject

Question = tuple[Callable[..., object], tuple[object, ...]]
BEFORE = date(2016, 7, 25)
EDITIONS = (date(2021, 7, 27), date(2021, 7, 28), date(2025, 5, 30), date(2026, 4, 11))
VIOLATION_EDITIONS = (date(2017, 11, 14), date(2022, 7, 5), date(2022, 7, 6), date(2026, 8, 17))
NOW = date(2026, 11, 23)


def answer(question: Question) -> str:
    """The question and its whole answer."""
    asked, given = question
    name = asked.__qualname__ if hasattr(asked, "__qualname__") else str(asked)
    try:
        told = tell(asked(*given))
    except RuleViolation as refusal:
        laws = tell(refusal.citations)
        told = f"{type(refusal).__name__} {refusal.field}: {refusal.message} {laws}"
    return f"{name}({', '.join(tell(one) for one in given)}) = {told}"


def tell(value: object) -> str:
    """A value in words; rows of the law by their article and first day, since they are told elsewhere."""
    if isinstance(value, (Message, Citation)):
        assert isinstance(value, Citation) or _has_words(value)
        return f"{value} [{value.grade}]" if isinstance(value, Citation) else f"“{value}”"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, sources.Source):
        return value.key
    if dataclasses.is_dataclass(value) and hasattr(value, "since"):
        return f"<{value.citation}, {value.since}>"
    if dataclasses.is_dataclass(value):
        shown = (f"{field.name}={tell(getattr(value, field.name))}" for field in dataclasses.fields(value))
        return f"{type(value).__name__}({', '.join(shown)})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {tell(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (frozenset, set)):
        return "{" + ", ".join(sorted(map(tell, value))) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(map(tell, value)) + "]"
    if isinstance(value, Calendar):
        return "calendar"
    return str(value)


def _has_words(text: Message) -> bool:
    """Whether it and every message in it say something: to nothing the catalogue would answer with its own head."""
    return bool(text.text) and all(_has_words(one) for one in text.params.values() if isinstance(one, Message))


def forms() -> Iterator[Question]:
    """Which forms exist for whom, and how heavy they are."""
    for form in (*Form, "fine"):
        yield measures.weight, (form,)
        for subject, post in itertools.product((*Subject, "person"), (True, False)):
            yield measures.check_form, (subject, post, form, NOW)
    for on in (BEFORE, *EDITIONS):
        yield measures.rows_for, ("full-member", on)
        yield measures.forms_for, ("organization", False, on)
        yield measures.check_form, ("full-member", True, "removal", on)


def authority() -> Iterator[Question]:
    """Who decides over whom."""
    member, holder = powers.Standing(Subject.FULL_MEMBER), powers.Standing(Subject.FULL_MEMBER, True)
    organization = powers.Standing(Subject.ORGANIZATION)
    for body, form in itertools.product(powers.Body, (Form.WARNING, Form.EXPULSION)):
        level = powers._USUAL_LEVEL[body]
        for seat, managed in ((None, None), (level, level), (None, Level.CENTRAL), (Level.CENTRAL, None)):
            standing = dataclasses.replace(holder, committee_member=seat, managed_by=managed)
            yield powers.authority, (body, form, standing, NOW)
    for body, form in itertools.product(powers.Body, (Form.REPRIMAND, Form.DISSOLUTION)):
        yield powers.authority, (body, form, organization, NOW)
    for on, body in itertools.product((BEFORE, *EDITIONS), ("cell", "section-committee", "superior-committee")):
        yield powers.authority, (body, "expulsion", member, on)
        yield powers.authority, (body, "warning", organization, on)
    above = dataclasses.replace(member, managed_by=Level.PROVINCE)
    for level in (None, Level.DISTRICT, Level.PROVINCE):
        yield powers.authority, ("superior-commission", "warning", above, NOW, level)
    yield powers.authority, ("cell", "warning", dataclasses.replace(member, superior_task=True), NOW)
    yield powers.authority, ("cell", "removal", member, NOW)
    yield powers.authority, ("team", "warning", member, NOW)
    yield powers.authority, ("cell", "fine", member, NOW)
    kinds = ("cell_meeting", "committee", "standing_committee", "commission", "team")
    for kind, level in itertools.product(kinds, (*Level, "planet")):
        yield powers.body_of, (kind, level)
    for managed, seat, level in itertools.product((None, *Level), (None, *Level), Level):
        yield powers.position_of, (powers.Standing(Subject.FULL_MEMBER, False, managed, seat), level)


def _ballots() -> Iterator[dict[str, int]]:
    yield {}
    yield {"none": 1, "reprimand": 6, "warning": 8, "removal": 3, "expulsion": 12}
    yield {"none": 16, "reprimand": 14}
    yield {"none": 15, "reprimand": 15}
    yield from ({"expulsion": votes} for votes in (15, 16, 19, 20))
    yield {"warning": 8, "removal": 16}
    yield {"reprimand": 16, "warning": 14}
    yield {"dissolution": 20}
    yield {"warning": 31}
    yield {"warning": -1}
    yield {"fine": 1}


def votes() -> Iterator[Question]:
    """What shares are needed and what ballots decide."""
    for ballots, role, post in itertools.product(_ballots(), Role, (True, False)):
        yield voting.count_discipline_vote, ("full-member", post, role, 30, ballots, NOW)
    for ballots, subject in itertools.product(_ballots(), (Subject.ORGANIZATION, Subject.PROBATIONARY_MEMBER)):
        yield voting.count_discipline_vote, (subject, False, "proposing", 30, ballots, NOW)
    for on in (BEFORE, *EDITIONS):
        yield voting.count_discipline_vote, ("full-member", True, "deciding", 30, {"warning": 8, "removal": 8}, on)
        yield from ((voting.carrying_rule, (role, on)) for role in Role)
        yield from ((voting.threshold, (form, role, on)) for form, role in itertools.product((*Form, "none"), Role))
    for subject, role, eligible in (
        ("person", "deciding", 1),
        ("full-member", "watching", 1),
        ("full-member", "deciding", 0),
    ):
        yield voting.count_discipline_vote, (subject, False, role, eligible, {}, NOW)
    yield voting.threshold, ("warning", "watching", NOW)
    for eligible, adopted in ((10, 5), (10, 6), (9, 5), (0, 0), (-1, 0), (5, 6), (5, -1), (5, True), (5, 2.0)):
        yield voting.majority, (eligible, adopted, NOW)
    for official, left_out in ((12, 0), (12, 2), (12, 12), (12, 13), (-1, 0), (12, -1)):
        for on in (date(2025, 5, 25), date(2025, 5, 26), date(2026, 4, 1), NOW):
            yield voting.eligible_members, (official, left_out, on)
    for row, eligible in itertools.product(voting.THRESHOLDS[4:6], range(1, 8)):
        yield row.needed, (eligible,)
        yield row.text, ()
    yield from ((voting.form_label, (form,)) for form in (*Form, "none"))
    yield lambda: _count().verdict(), ()
    yield lambda: _count().is_unconfirmed, ()


def _count() -> voting.VoteCount:
    return voting.count_discipline_vote("full-member", True, "proposing", 30, {"warning": 8, "removal": 8}, NOW)


def effects() -> Iterator[Question]:
    """From when discipline has effect and when it ends."""
    days = effect.Dates(date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 3))
    for on, by_cell in itertools.product((BEFORE, *EDITIONS), (True, False)):
        yield effect.takes_effect, (by_cell, days, on)
    yield effect.takes_effect, (False, effect.Dates(), NOW)
    for on, form in itertools.product((BEFORE, *VIOLATION_EDITIONS, NOW), (*Form, "fine")):
        yield effect.ends_on, (form, on)
    for form, on in itertools.product(
        ("warning", "expulsion"), (date(2022, 12, 31), date(2024, 1, 1), date(2024, 1, 2))
    ):
        for complaint, violation in itertools.product((True, False), repeat=2):
            yield effect.has_ended, (form, date(2023, 1, 1), on, complaint, violation)
    yield from ((effect.barred_from_posts_until, (on,)) for on in (BEFORE, date(2024, 2, 29)))
    yield from ((lambda day: effect.ends_on("warning", day).is_unconfirmed, (on,)) for on in VIOLATION_EDITIONS[2:])


def time_bars() -> Iterator[Question]:
    """Until when a violation may be disciplined."""
    acted, concluded = date(2019, 3, 1), date(2026, 3, 2)
    for subject, form, matter in itertools.product((*Subject, "person"), (*Form, "fine"), limitation.Matter):
        yield limitation.time_bar, (subject, form, limitation.Act(acted, matter), concluded)
    for on in (BEFORE, *VIOLATION_EDITIONS):
        for subject in ("full-member", "organization"):
            yield limitation.time_bar, (subject, "reprimand", limitation.Act(date(2016, 1, 1)), on)
    for again in (date(2019, 2, 28), date(2019, 3, 1), date(2024, 3, 1), date(2024, 3, 2), concluded, date(2026, 3, 3)):
        act = limitation.Act(acted, new_violations=(again,))
        yield limitation.time_bar, ("full-member", "reprimand", act, concluded)
    spans = ((date(2020, 1, 1), date(2020, 1, 31)), (date(2020, 1, 20), date(2020, 2, 3)))
    for deferred in (spans, spans[:1], ((acted, acted),), ((date(2024, 3, 1), date(2024, 3, 2)),), (spans[0][::-1],),
                     ((date(2024, 3, 2), date(2024, 3, 9)),), ((date(2018, 1, 1), date(2019, 3, 3)),)):  # fmt: skip
        for again in (None, date(2024, 3, 10)):
            act = limitation.Act(acted, new_violations=(again,) if again else (), deferred=deferred)
            yield limitation.time_bar, ("full-member", "reprimand", act, concluded)
            yield limitation.time_bar, ("full-member", "reprimand", act, NOW)
    yield limitation.time_bar, ("full-member", "warning", limitation.Act(acted), date(2019, 2, 28))
    old = sources.source("102-QĐ/TW")
    yield limitation.time_bar, ("full-member", "warning", limitation.Act(acted), NOW, old)
    yield from ((limitation.find_bar, ("full-member", form, sources.source("181-QĐ/TW"))) for form in Form)
    yield limitation.find_bar, ("person", "warning", old)
    yield limitation.find_bar, ("full-member", "fine", old)
    bar = limitation.time_bar("full-member", "warning", limitation.Act(acted), NOW)
    yield from ((bar.days_left, (on,)) for on in (date(2029, 2, 28), date(2029, 3, 1), date(2029, 3, 2)))
    none = limitation.time_bar("full-member", "expulsion", limitation.Act(acted), NOW)
    yield none.days_left, (NOW,)


def limits() -> Iterator[Question]:
    """Due dates and why on that day."""
    for key, level in itertools.product((*LIMIT_LABELS, "lunch"), (*Level, "planet")):
        yield from ((deadlines.find_limit, (key, level, on)) for on in (date(2020, 3, 2), NOW))
    yield deadlines.find_limit, ("suspension", "cell", BEFORE)
    for row in LIMITS[::6]:
        yield deadlines.due, (row, max(row.since, date(2016, 12, 31)))
    for row in LIMITS:
        cap = row.extension.cap(row.number) if row.extension else 0
        yield from ((deadlines._check_extension, (row, days, 0)) for days in (-1, 0, 1, cap, cap + 1))
    member = deadlines.find_limit("suspension", "cell", NOW)
    own = dataclasses.replace(member, scope="Tỉnh uỷ Điện Biên", note="")
    working = deadlines.find_limit("thematic-supervision", "cell", date(2026, 1, 2))
    month = dataclasses.replace(member, number=1, unit=deadlines.Unit.MONTHS)
    year = dataclasses.replace(member, number=1, unit=deadlines.Unit.YEARS)
    grassroots = deadlines.find_limit("thematic-supervision", "grassroots", date(2026, 1, 2))
    spans = ((date(2026, 5, 6), date(2026, 5, 8)), (date(2026, 5, 8), date(2026, 5, 11)))
    for row, still in itertools.product((own, working, month, year, grassroots), ((), spans, (spans[0][::-1],))):
        yield (lambda row, still: _explained(row, date(2026, 5, 5), 2, still)), (row, still)
        yield (lambda row, still: _explained(row, date(2026, 1, 30), 0, still)), (row, still)
    yield (lambda row: _explained(row, date(2026, 12, 20), 0, ())), (grassroots,)
    yield (lambda row: _explained(row, date(2030, 12, 20), 0, ())), (grassroots,)
    yield deadlines.due, (deadlines.find_limit("congress-denunciation", "cell", date(2020, 5, 20)), date(2020, 5, 20))
    for on, level in itertools.product((date(2019, 12, 11), date(2020, 5, 20), date(2021, 7, 28)), Level):
        yield deadlines.congress_cutoff, (on, level)
    for day, months in itertools.product((date(2024, 1, 31), date(2023, 12, 15)), (-2, 0, 1, 12, 13)):
        yield deadlines.add_months, (day, months)
    yield from ((deadlines.add_years, (date(2024, 2, 29), years)) for years in (0, 1, 4))
    yield from ((deadlines.counting_rule, (day,)) for day in (date(2016, 12, 31), date(2017, 1, 1)))
    yield from ((row.extension.text, (row.number,)) for row in (LIMITS[0], member))


def _explained(limit, start: date, extension: int, still) -> tuple[object, ...]:
    due = deadlines.due(limit, start, extension, suspended=still)
    return due, due.steps(), due.is_unconfirmed


def other_lists() -> Iterator[Question]:
    """Circumstances, catalogue, names, chapters, words."""
    for on in (BEFORE, *VIOLATION_EDITIONS, NOW):
        for bearing in (None, *circumstances.Bearing):
            yield (lambda on, bearing: [one.key for one in circumstances.circumstances_on(on, bearing)]), (on, bearing)
        yield from (
            ((lambda who, on: [row.key for row in catalogue.violations_for(who, on)]), (who, on)) for who in Subject
        )
    for who, base, decided in itertools.product(("full-member", "organization"), (*Form, "fine"), Form):
        yield from ((circumstances.check_departure, (who, base, decided, why, NOW)) for why in ("", " ", "a reason"))
    yield circumstances.check_departure, ("person", "warning", "warning", "", NOW)
    yield circumstances.check_departure, ("full-member", "warning", "warning", "", BEFORE)
    yield catalogue.violations_for, ("person", NOW)
    for named, level in itertools.product((*names.Named, "team"), (*Level, "planet")):
        yield from ((names.find_name, (named, level, on)) for on in (date(2025, 6, 30), date(2025, 7, 1), NOW))
    for area in (None, *book.Chapter, "weather"):
        yield (lambda on, area: [rule.key for rule in book.rulebook(on, area)][:40]), (date(2026, 5, 2), area)
    yield from ((lambda level: level.rank, (level,)) for level in Level)
    yield terms.term, (Level, "planet", "level")
    yield terms.label, (terms.ROLE_LABELS, Role.DECIDING)


def editions() -> Iterator[Question]:
    """Which regulation governs, and how it is cited."""
    yield from ((lambda one: [one.short, one.full, one.grade, one.note], (row,)) for row in SOURCES)
    yield from (
        (sources.edition, (area, on)) for area in sources.Area for on in (BEFORE, *EDITIONS, *VIOLATION_EDITIONS)
    )
    for on in (BEFORE, *EDITIONS, *VIOLATION_EDITIONS, date(2025, 2, 3), date(2025, 2, 14)):
        yield sources.procedure_edition, (on,)
        for subject in (None, *Subject, "person"):
            yield sources.legal_basis, (on, subject)
    yield from ((sources.amendments, (sources.source(key), on)) for key in ("22-QĐ/TW", "69-QĐ/TW") for on in EDITIONS)
    yield from ((sources.written, (date(2026, month, day),)) for month in (1, 2, 3, 12) for day in (1, 10))
    yield from ((sources.cite, values) for values in (("22-QĐ/TW",), ("22-QĐ/TW", "Điều 1"), ("22-QĐ/TW", "", Grade.C)))
    yield sources.row_on, ((), NOW, "lunch", "on")
    yield sources.row_on, ((), NOW, "lunch")


def days() -> Iterator[Question]:
    """Working days, with the office's own corrections."""
    law = Citation("1-TB", "", Grade.A)
    extra = (CalendarDay(date(2028, 3, 1), True, "x", law), CalendarDay(date(2028, 3, 2), True, "y", law, True))
    own = Calendar((*extra, CalendarDay(date(2026, 3, 3), True, "z", law, True)), (2029,))
    boundaries = [date(year, month, day) for year, month, day in (
        (2014, 12, 31), (2015, 1, 1), (2026, 3, 3), (2028, 3, 1), (2028, 3, 2), (2028, 3, 3), (2028, 9, 4),
        (2029, 1, 1), (2030, 12, 31), (2031, 1, 1))]  # fmt: skip
    for calendar in (VIETNAM, own):
        for day in boundaries:
            yield calendar.day_off, (day,)
            yield calendar.is_provisional, (day,)
            yield calendar.find, (day,)
            yield calendar.next_working_day, (day,)
    for year in (2015, 2018, 2019, 2026, 2030, 2031):
        yield (lambda year: [(row.on, row.off, row.name, row.provisional) for row in own.rows(year)]), (year,)
    start = date(2026, 1, 9)
    yield from ((VIETNAM.add_working_days, (start, count)) for count in (-6, -1, 0, 1, 2, 30))
    for first, last in ((start, start), (start, date(2026, 1, 12)), (date(2026, 1, 12), start)):
        yield VIETNAM.working_days_between, (first, last)
        yield VIETNAM.days_off, (first, last)
        yield (lambda first, last: list(working_days.days(first, last))), (first, last)


PARTS = (forms, authority, votes, effects, time_bars, limits, other_lists, editions, days)
