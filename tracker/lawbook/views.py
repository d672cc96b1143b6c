"""Rules in force: the whole law as the program applies it, for review by people who know the regulations."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.core import clock
from tracker.core.text import fold
from tracker.lawbook import queries
from tracker.lawbook.forms import RulesForm
from tracker.lawbook.rules import RuleEntry, editions, entries_on, source_of
from tracker.regulations.rulebook import CHAPTER_LABELS, Chapter, Rule
from tracker.regulations.sources import GRADE_LABELS, Grade, Source
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices, say

blueprint = Blueprint("lawbook", __name__)

GRADE_TONES = {Grade.A: "good", Grade.UNCONFIRMED: "warn", Grade.OFFICE: "active"}


@dataclass(frozen=True)
class RuleRow:
    """A rule in the reader's language. ``anchor`` is set on rows that others link to, ``source`` is the cited one."""

    entry: RuleEntry
    text: str
    note: str
    anchor: str
    source: Source | None

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.entry.rule


@blueprint.get("/rules")
@requires(Permission.USE)
def show_rules() -> ResponseReturnValue:
    """The rules in force on a day, for the reader's organization."""
    form = _form_of_request()
    right = form.validate()
    on = (form.on.data if right else None) or clock.today()
    overrides = queries.overrides_for(current_actor().organization_id)
    rows = [_row(entry) for entry in entries_on(on, overrides, queries.office_calendar())]
    shown = [row for row in rows if not right or _fits(row, form)]
    known = {row.rule.area for row in rows}
    page = render_template(
        "lawbook/show_rules.html",
        form=form,
        on=on,
        is_today=on == clock.today(),
        chapters=_by_chapter(shown),
        empty_chapters=[CHAPTER_LABELS[chapter] for chapter in _asked(form) if chapter not in known],
        shown=len(shown),
        unconfirmed=sum(row.entry.is_unconfirmed for row in shown),
        filtered=_is_filtered(),
        editions=editions(),
        chapter_labels=CHAPTER_LABELS,
        marks={"grade_labels": GRADE_LABELS, "grade_tones": GRADE_TONES, "anchors": {row.anchor for row in shown}},
    )
    return page, 200 if right else 422


def _form_of_request() -> RulesForm:
    form = RulesForm(request.args)
    form.chapter.offer(choices(CHAPTER_LABELS))
    form.grade.offer(choices(GRADE_LABELS))
    return form


def _asked(form: RulesForm) -> list[Chapter]:
    return [chapter for chapter in Chapter if form.chapter.data in ("", None, chapter)]


def _is_filtered() -> bool:
    return any(request.args.get(name) for name in ("chapter", "grade", "q"))


def _row(entry: RuleEntry) -> RuleRow:
    rule = entry.rule
    source = source_of(rule.citation)
    anchor = anchor_of(source) if rule.area is Chapter.SOURCES and source else ""
    return RuleRow(entry, say(rule.text), say(rule.note) if rule.note else "", anchor, source)


def anchor_of(source: Source) -> str:
    """Where the row of a regulation stands on the page."""
    return f"source-{fold(source.key).replace(' ', '-').replace('/', '-')}"


def _fits(row: RuleRow, form: RulesForm) -> bool:
    rule = row.rule
    if form.chapter.data and rule.area != form.chapter.data:
        return False
    grades = {rule.grade, *(own.rule.grade for own in row.entry.own)}
    if form.grade.data and form.grade.data not in grades:
        return False
    said = fold(" ".join([row.text, row.note, str(rule.citation), *_own_words(row), *_title(row)]))
    return all(word in said for word in fold(form.q.data or "").split())


def _own_words(row: RuleRow) -> Iterable[str]:
    return (f"{own.limit.scope} {own.limit.citation} {own.limit.note}" for own in row.entry.own)


def _title(row: RuleRow) -> Iterable[str]:
    return [row.source.title] if row.anchor and row.source else []


def _by_chapter(rows: Iterable[RuleRow]) -> dict[Chapter, list[RuleRow]]:
    found: dict[Chapter, list[RuleRow]] = {}
    for row in rows:
        found.setdefault(row.rule.area, []).append(row)
    return found


@blueprint.app_template_global()
def source_anchor(source: Source) -> str:
    """For templates of other rooms too."""
    return anchor_of(source)
