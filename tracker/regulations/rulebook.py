"""The whole law as the program applies it: every row of every table in one uniform list, for "Rules in force"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from tracker.core.text import N_, Message, message
from tracker.regulations.assets import ASSET_ROWS
from tracker.regulations.authority import ANSWER_LABELS, AUTHORITY_ROWS, BODY_LABELS, Position
from tracker.regulations.calendar import PUBLISHED_ROWS, VIETNAM, Calendar, CalendarDay
from tracker.regulations.catalogue import CATALOGUE, KNOWN_LABELS
from tracker.regulations.cells import CELL_ROWS
from tracker.regulations.circumstances import BEARING_LABELS, CIRCUMSTANCES
from tracker.regulations.effect import EFFECT_ROWS
from tracker.regulations.limitation import BARS
from tracker.regulations.limits import LIMIT_LABELS, LIMITS, UNIT_LABELS, Limit
from tracker.regulations.measures import FORM_ROWS
from tracker.regulations.names import NAME_ROWS, NAMED_LABELS
from tracker.regulations.petitions import ARTICLE_ROWS, GROUND_LABELS, GROUND_ROWS, MATTER_LABELS
from tracker.regulations.presence import QUORUM, QUORUM_ROWS, RECUSAL, RECUSAL_ROWS
from tracker.regulations.sources import AREA_LABELS, SOURCES, Citation, Dated, Grade, cite
from tracker.regulations.terms import (
    FORM_LABELS,
    LEVEL_LABELS,
    MEMBERS,
    ROLE_LABELS,
    SUBJECT_LABELS,
    Form,
    Level,
    label,
    term,
)
from tracker.regulations.voting import CONCLUSION, LEFT_OUT, LEFT_OUT_ROWS, THRESHOLDS, form_label


class Chapter(StrEnum):
    """The parts of the rulebook, in its order."""

    SOURCES = "sources"
    DEADLINES = "deadlines"
    PETITIONS = "petitions"
    MEASURES = "measures"
    AUTHORITY = "authority"
    VOTING = "voting"
    EFFECT = "effect"
    LIMITATION = "limitation"
    CIRCUMSTANCES = "circumstances"
    CATALOGUE = "catalogue"
    NAMES = "names"
    CALENDAR = "calendar"


CHAPTER_LABELS = {
    Chapter.SOURCES: N_("Regulations"),
    Chapter.DEADLINES: N_("Time limits"),
    Chapter.PETITIONS: N_("Petitions"),
    Chapter.MEASURES: N_("Forms of discipline"),
    Chapter.AUTHORITY: N_("Who decides"),
    Chapter.VOTING: N_("Votes"),
    Chapter.EFFECT: N_("Effect of discipline"),
    Chapter.LIMITATION: N_("Time bars"),
    Chapter.CIRCUMSTANCES: N_("Circumstances"),
    Chapter.CATALOGUE: N_("Catalogue of violations"),
    Chapter.NAMES: N_("Names of organizations"),
    Chapter.CALENDAR: N_("Public holidays"),
}


class Cited(Dated, Protocol):
    """A dated row of any table."""

    @property
    def citation(self) -> Citation: ...


@dataclass(frozen=True)
class Rule:
    """One row of the law: ``key`` is unique in the rulebook, ``area`` its chapter, ``text`` what it says."""

    key: str
    area: Chapter
    text: Message
    in_force_from: date
    in_force_until: date | None
    citation: Citation
    note: Message | None = None

    @property
    def grade(self) -> Grade:
        """How surely the row is known."""
        return self.citation.grade


def rulebook(on: date | None = None, area: Chapter | str | None = None) -> tuple[Rule, ...]:
    """Every row, or those in force on a date, of one chapter or all, in the order of the chapters.

    Raises ``RuleViolation`` for an unknown chapter.
    """
    chapter = None if area is None else term(Chapter, area, "area")
    rows = (rule for rule in RULES if chapter is None or rule.area is chapter)
    return tuple(rule for rule in rows if on is None or _is_in_force(rule, on))


def _is_in_force(rule: Rule, on: date) -> bool:
    return rule.in_force_from <= on and (rule.in_force_until is None or on <= rule.in_force_until)


def limit_rule(limit: Limit, area: Chapter = Chapter.DEADLINES) -> Rule:
    """A time limit as a row of the rulebook: also used for an office's own override."""
    words = {
        "rule": message(LIMIT_LABELS[limit.key]),
        "levels": _levels(limit.levels),
        "number": limit.number,
        "unit": label(UNIT_LABELS, limit.unit),
        "event": message(limit.start_event),
    }
    if limit.extension:
        cap = limit.extension.text(limit.number)
        text = message(
            "%(rule)s (%(levels)s): %(number)s %(unit)s from the %(event)s; extension %(cap)s.", **words, cap=cap
        )
    else:
        text = message("%(rule)s (%(levels)s): %(number)s %(unit)s from the %(event)s; no extension.", **words)
    key = f"{limit.key}/{'+'.join(level for level in Level if level in limit.levels)}"
    return _rule(area, key, text, limit, limit.note)


def _levels(levels: frozenset[Level]) -> Message:
    """The levels in words, nested so that each is translated."""
    names = [label(LEVEL_LABELS, level) for level in Level if level in levels]
    return message("all levels") if len(names) == len(Level) else _joined(names)


def _joined(names: list[Message]) -> Message:
    """A list in words; nested messages, so that each name is translated."""
    joined = names[0]
    for name in names[1:]:
        joined = message("%(first)s, %(second)s", first=joined, second=name)
    return joined


def _rule(area: Chapter, key: str, text: Message, row: Cited, note: str = "") -> Rule:
    full_key = f"{area}/{key}/{row.since.isoformat()}"
    return Rule(full_key, area, text, row.since, row.until, row.citation, message(note) if note else None)


def _source_rules() -> Iterator[Rule]:
    for source in SOURCES:
        area = next(area for area in AREA_LABELS if area in source.areas)
        text = message("%(area)s: %(citation)s", area=label(AREA_LABELS, area), citation=source.full)
        law, note = cite(source.key), message(source.note) if source.note else None
        yield Rule(f"sources/{source.key}", Chapter.SOURCES, text, source.since, source.until, law, note)


def _petition_rules() -> Iterator[Rule]:
    for row in GROUND_ROWS:
        words = {"matter": label(MATTER_LABELS, row.matter), "ground": label(GROUND_LABELS, row.ground)}
        text = message("%(matter)s, not handled: %(ground)s.", **words)
        yield _rule(Chapter.PETITIONS, f"{row.matter}/{row.ground}", text, row, row.note)
    for article in ARTICLE_ROWS:
        yield _rule(Chapter.PETITIONS, article.key, message(article.text), article, article.note)


def _measure_rules() -> Iterator[Rule]:
    for row in FORM_ROWS:
        words = {"subject": label(SUBJECT_LABELS, row.subject), "form": label(FORM_LABELS, row.form)}
        if row.needs_post:
            text = message("%(subject)s: %(form)s, only for a holder of a post.", **words)
        else:
            text = message("%(subject)s: %(form)s.", **words)
        yield _rule(Chapter.MEASURES, f"{row.subject}/{row.form}", text, row)


POSITION_LABELS = {
    Position.ORDINARY: N_("managed by it or below"),
    Position.SAME_LEVEL: N_("member of the committee of its level"),
    Position.ABOVE: N_("managed above or member of a committee above"),
}


def _authority_rules() -> Iterator[Rule]:
    for row in AUTHORITY_ROWS:
        forms = [form for form in Form if form in row.forms]
        positions = [position for position in Position if position in row.positions]
        kind = "member" if row.subjects == MEMBERS else "organization"
        words = {
            "body": label(BODY_LABELS, row.body),
            "answer": label(ANSWER_LABELS, row.answer),
            "forms": _joined([label(FORM_LABELS, form) for form in forms]),
            "position": _joined([label(POSITION_LABELS, position) for position in positions]),
        }
        if kind == "organization":
            text = message("%(body)s %(answer)s: %(forms)s of an organization.", **words)
        elif len(positions) == len(Position):
            text = message("%(body)s %(answer)s: %(forms)s of any member.", **words)
        else:
            text = message("%(body)s %(answer)s: %(forms)s of a member (%(position)s).", **words)
        key = f"{row.body}/{kind}/{'+'.join(forms)}/{'+'.join(positions)}"
        yield _rule(Chapter.AUTHORITY, key, text, row, row.note)


def _voting_rules() -> Iterator[Rule]:
    for row in THRESHOLDS:
        words = {"role": label(ROLE_LABELS, row.role), "share": row.text()}
        if row.form == CONCLUSION:
            text = message("Adopting a conclusion: %(share)s.", **words)
        else:
            text = message("%(form)s, the body %(role)s: %(share)s.", form=form_label(row.form), **words)
        yield _rule(Chapter.VOTING, f"{row.form}/{row.role}", text, row)
    yield from (_rule(Chapter.VOTING, "left-out", message(LEFT_OUT), left, left.note) for left in LEFT_OUT_ROWS)
    yield from (_rule(Chapter.VOTING, "quorum", message(QUORUM), row, row.note) for row in QUORUM_ROWS)
    yield from (_rule(Chapter.VOTING, "recusal", message(RECUSAL), row, row.note) for row in RECUSAL_ROWS)


def _bar_rules() -> Iterator[Rule]:
    for row in BARS:
        kind = "member" if row.subjects == MEMBERS else "organization"
        words = {"form": label(FORM_LABELS, row.form), "years": row.years}
        subject = message("member") if kind == "member" else message("organization")
        if row.years is None:
            text = message("%(subject)s, %(form)s: no time bar.", subject=subject, **words)
        else:
            text = message("%(subject)s, %(form)s: %(years)s years from the act.", subject=subject, **words)
        yield _rule(Chapter.LIMITATION, f"{kind}/{row.form}", text, row, row.note)


def _circumstance_rules() -> Iterator[Rule]:
    for row in CIRCUMSTANCES:
        bearing = label(BEARING_LABELS, row.bearing)
        text = message("%(bearing)s: %(circumstance)s.", bearing=bearing, circumstance=message(row.label))
        yield _rule(Chapter.CIRCUMSTANCES, row.key, text, row)


def _catalogue_rules() -> Iterator[Rule]:
    for row in CATALOGUE:
        text = message("%(article)s %(title)s", article=row.article, title=row.title)
        yield _rule(Chapter.CATALOGUE, row.key, text, row, KNOWN_LABELS[row.known])


def calendar_rule(row: CalendarDay, calendar: Calendar = VIETNAM) -> Rule:
    """A day of the calendar as a row of the rulebook: also used for an office's own correction."""
    text = message("Day off: %(name)s", name=message(row.name)) if row.off else message(row.name)
    note = None
    if calendar.is_provisional(row.on):
        note = message("Provisional: the public holidays of the year are not announced yet.")
    key = f"calendar/{row.on.isoformat()}/{row.name}"
    return Rule(key, Chapter.CALENDAR, text, row.on, row.on, row.citation, note)


def _name_rules() -> Iterator[Rule]:
    for row in NAME_ROWS:
        words = {"level": label(LEVEL_LABELS, row.level), "named": label(NAMED_LABELS, row.named)}
        text = message("%(level)s, %(named)s: “%(name)s”.", name=row.name, **words)
        yield _rule(Chapter.NAMES, f"{row.named}/{row.level}", text, row, row.note)


RULES: tuple[Rule, ...] = (
    *_source_rules(),
    *(limit_rule(limit) for limit in LIMITS),
    *_petition_rules(),
    *_measure_rules(),
    *_authority_rules(),
    *(_rule(Chapter.AUTHORITY, row.key, message(row.text), row, row.note) for row in CELL_ROWS),
    *(_rule(Chapter.AUTHORITY, row.key, message(row.text), row, row.note) for row in ASSET_ROWS),
    *_voting_rules(),
    *(_rule(Chapter.EFFECT, row.key, message(row.text), row, row.note) for row in EFFECT_ROWS),
    *_bar_rules(),
    *_circumstance_rules(),
    *_catalogue_rules(),
    *_name_rules(),
    *(calendar_rule(row) for row in PUBLISHED_ROWS),
)
