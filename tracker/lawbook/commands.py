"""Commands: ``flask rules list|deadline|vote|time-bar|forms|authority``. They ask the pure law and read no database."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import N_, Message, message, visible
from tracker.regulations import authority as powers
from tracker.regulations import deadlines, limitation, measures, voting
from tracker.regulations.limits import LIMIT_LABELS
from tracker.regulations.rulebook import Chapter, Rule, rulebook
from tracker.regulations.sources import GRADE_LABELS, Citation, NoRule, violation_edition
from tracker.regulations.terms import FORM_LABELS, Form, Level, Role, Subject, label, term
from tracker.web.fields import parse_day
from tracker.web.session import LANGUAGES
from tracker.web.translate import say

rules = AppGroup("rules", help="What the law says on a date, as the program applies it. No database is read.")

_LONGEST = 200
# Fields of the pure law that have another name on the command line.
_OPTION_OF = {"extension_days": "extension"}


class Typed:
    """The options as they were typed. Every reader refuses by the name of the option."""

    def __init__(self, values: Mapping[str, str | bool | None]):
        self._values = values
        for name, value in values.items():
            if isinstance(value, str) and len(value) > _LONGEST:
                raise _bad(name, message("More than %(most)s characters were given; shorten the text.", most=_LONGEST))

    def has(self, name: str) -> bool:
        """Whether the flag or the option was given."""
        return self._values[name] not in (None, False)

    def text(self, name: str) -> str:
        """What was typed; the option must be there."""
        value = self._values[name]
        if value is None:
            raise _bad(name, message("This option is needed; give it."))
        return str(value)

    def day(self, name: str) -> date:
        """A date, ISO or day/month/year; the option must be there."""
        try:
            return parse_day(self.text(name).strip())
        except ValueError as refusal:
            raise _bad(name, Message(str(refusal))) from None

    def day_or(self, name: str, instead: date) -> date:
        """The date, or ``instead`` where none was given."""
        return self.day(name) if self.has(name) else instead

    def number(self, name: str) -> int:
        """A whole number of at most six digits, 0 or more."""
        return _number(name, self.text(name))

    def level(self, name: str) -> Level | None:
        """A level, or None where none was given."""
        return term(Level, self.text(name), name) if self.has(name) else None


@dataclass(frozen=True)
class Found:
    """The answer: ``values`` for JSON, the ``reason`` and the rules applied, and ``lines`` to read."""

    values: Mapping[str, object]
    reason: Message
    citations: tuple[Citation, ...]
    lines: tuple[Message | str, ...]


class Question(click.Command):
    """A command that answers a mistyped option as it answers any other bad input."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it; a refusal is one sentence, and JSON when that was asked for."""
        as_json = "--json" in args
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as refusal:
            named = getattr(refusal, "option_name", None)
            _refuse(refusal.format_message(), named.lstrip("-") if named else None, (), as_json)


def _question(
    name: str, *options: click.Option, dated: str = "on"
) -> Callable[[Callable[[Typed], Found]], click.Command]:
    """Make a command of a function from what was typed to what was found; ``dated`` names the date a missing rule
    is missing on."""

    def attach(answer: Callable[[Typed], Found]) -> click.Command:
        @rules.command(name, cls=Question, params=[*options, *_always()], help=answer.__doc__)
        def run(language: str, as_json: bool, **values: Any) -> None:
            with force_locale(language if language in LANGUAGES else "en"):
                _answer(answer, dated, as_json, {"language": language, **values})

        return run

    return attach


def _answer(answer: Callable[[Typed], Found], dated: str, as_json: bool, values: dict[str, Any]) -> None:
    try:
        typed = Typed(values)
        if typed.text("language") not in LANGUAGES:
            raise _bad("language", message("Known are: %(known)s.", known=", ".join(LANGUAGES)))
        found = answer(typed)
    except NoRule as refusal:
        asked = "on" if values.get("on") is not None else dated
        field = "level" if refusal.field == "level" else asked
        _refuse(say(refusal.message), field, refusal.citations, as_json)
    except RuleViolation as refusal:
        _refuse(say(refusal.message), refusal.field, refusal.citations, as_json)
    if as_json:
        _print_json({**found.values, "reason": say(found.reason), "citations": _cited(found.citations)})
    else:
        click.echo("\n".join(line if isinstance(line, str) else say(line) for line in found.lines))


def _refuse(sentence: str, field: str | None, citations: Iterable[object], as_json: bool) -> NoReturn:
    """One sentence on standard error, the same as JSON on standard output when asked for; exit status 2."""
    laws = tuple(law for law in citations if isinstance(law, Citation))
    name = _OPTION_OF.get(field, field) if field else None
    spoken = visible(sentence)
    if as_json:
        _print_json({"error": spoken, "field": name, "citations": _cited(laws)})
    named = f"--{name.replace('_', '-')}: " if name else ""
    law = f" ({'; '.join(map(str, laws))})" if laws and str(laws[0]) not in spoken else ""
    click.echo(f"{named}{spoken}{law}", err=True)
    raise SystemExit(2)


def _print_json(values: Mapping[str, object]) -> None:
    click.echo(json.dumps(values, ensure_ascii=False))


def _cited(laws: Iterable[Citation]) -> list[dict[str, str]]:
    return [{"source": law.source, "article": law.article, "grade": law.grade.value} for law in dict.fromkeys(laws)]


def _graded(laws: Iterable[Citation]) -> list[Message]:
    """The rules applied, each with how surely it is known."""
    return [
        message("%(citation)s (%(grade)s)", citation=law, grade=label(GRADE_LABELS, law.grade))
        for law in dict.fromkeys(laws)
    ]


def _bad(name: str, why: Message) -> RuleViolation:
    return RuleViolation(why, field=name)


def _number(name: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text.strip()):
        raise _bad(name, message("“%(value)s” is not a whole number from 0 to 999999; type one.", value=text))
    return int(text)


def _option(name: str, words: Iterable[str], say_what: str) -> click.Option:
    return click.Option([f"--{name}"], metavar="|".join(words), help=say_what)


def _flag(name: str, say_what: str) -> click.Option:
    return click.Option([f"--{name}"], is_flag=True, help=say_what)


def _always() -> tuple[click.Option, ...]:
    return (
        _option("on", ["DATE"], "The date asked about: 2026-09-05 or 05/9/2026; today unless said otherwise."),
        click.Option(["--language"], metavar="|".join(LANGUAGES), default="en", help="Language of the sentences."),
        click.Option(["--json", "as_json"], is_flag=True, help="Print JSON."),
    )


_SUBJECT = ("subject", tuple(Subject), "Whom the discipline is about.")
_FORM = ("form", tuple(Form), "The form of discipline.")
_HOLDS_POST = ("holds-post", "The member holds a post.")


@_question("list", _option("area", Chapter, "Only this chapter."))
def list_rules(typed: Typed) -> Found:
    """Every rule with dates, citation and grade; with --on only those in force on that date."""
    on = typed.day("on") if typed.has("on") else None
    area = typed.text("area") if typed.has("area") else None
    rows = rulebook(on, area)
    if on is not None and not rulebook(on):
        raise NoRule(message(N_("any chapter of the rulebook")), on)
    reason = message("%(count)s rules.", count=len(rows))
    if on is not None:
        reason = message("%(count)s rules in force on %(day)s.", count=len(rows), day=on)
    laws = tuple(row.citation for row in rows)
    return Found({"rows": [_row(row) for row in rows]}, reason, laws, (*(_row_line(row) for row in rows), reason))


def _row(row: Rule) -> dict[str, object]:
    return {
        "key": row.key,
        "area": row.area.value,
        "in_force_from": row.in_force_from.isoformat(),
        "in_force_until": row.in_force_until.isoformat() if row.in_force_until else None,
        "grade": row.grade.value,
        "citation": str(row.citation),
        "text": say(row.text),
        "note": say(row.note) if row.note else None,
    }


def _row_line(row: Rule) -> str:
    until = row.in_force_until.isoformat() if row.in_force_until else "…"
    known = f"{row.citation}, {row.grade.value}"
    note = f" {say(row.note)}" if row.note else ""
    return f"{row.in_force_from.isoformat()} – {until}  {say(row.text)} [{known}]{note}"


@_question(
    "deadline",
    _option("rule", ["KEY"], f"One of {', '.join(LIMIT_LABELS)}."),
    _option("level", Level, "The level of the body that acts."),
    _option("start", ["DATE"], "The day of the event the limit runs from; also the look-up date, unless --on says so."),
    _option("extension", ["DAYS"], "Extension in the limit's own units."),
    dated="start",
)
def deadline(typed: Typed) -> Found:
    """When a time limit ends, and why on that day."""
    start = typed.day("start")
    limit = deadlines.find_limit(typed.text("rule"), typed.text("level"), typed.day_or("on", start))
    found = deadlines.due(limit, start, typed.number("extension") if typed.has("extension") else 0)
    steps = found.steps()
    values = {
        "due_on": found.due_on.isoformat(),
        "unit": found.unit.value,
        "days": found.days,
        "start_on": found.start_on.isoformat(),
        "extension_days": found.extension_days,
        "skipped": [day.isoformat() for day, _why in found.skipped],
        "provisional": found.provisional,
        "steps": [say(step) for step in steps],
    }
    return Found(values, steps[0], found.citations, tuple(steps))


@_question(
    "vote",
    _option(*_SUBJECT),
    _flag(*_HOLDS_POST),
    _option("role", Role, "In what role the body votes."),
    _option("eligible", ["N"], "All official members of the body, not only those present."),
    _option("ballots", ["BALLOTS"], 'Valid votes by form: "none=1,reprimand=6,warning=8,removal=3,expulsion=12".'),
)
def vote(typed: Typed) -> Found:
    """What a secret ballot on discipline has decided."""
    on = typed.day_or("on", clock.today())
    ballots = _ballots(typed.text("ballots"))
    who, role, eligible = typed.text("subject"), typed.text("role"), typed.number("eligible")
    count = voting.count_discipline_vote(who, typed.has("holds_post"), role, eligible, ballots, on)
    steps = [
        {
            "form": step.form,
            "own": step.own,
            "carried": step.carried,
            "total": step.total,
            "needed": step.needed,
            "reached": step.reached,
            "explanation": say(step.explanation),
            "citation": str(step.citation),
        }
        for step in count.steps
    ]
    lines = [f"{say(voting.form_label(step.form))}: {say(step.explanation)}" for step in count.steps]
    values = {"passed": count.passed, "form": count.form, "steps": steps}
    return Found(values, count.reason, count.citations, (*lines, count.reason, *_graded(count.citations)))


def _ballots(text: str) -> dict[str, int]:
    """``none=1,warning=8`` as numbers by code; refuses an empty, a malformed and a repeated entry."""
    found: dict[str, int] = {}
    for entry in text.split(","):
        code, equals, number = (part.strip() for part in entry.partition("="))
        if not (code and equals and number):
            raise _bad(
                "ballots", message("“%(entry)s” is not of the kind form=votes, for example warning=5.", entry=entry)
            )
        if code in found:
            raise _bad("ballots", message("The form “%(form)s” is given twice; give its votes once.", form=code))
        found[code] = _number("ballots", number)
    return found


@_question(
    "time-bar",
    _option(*_SUBJECT),
    _option(*_FORM),
    _option("act-on", ["DATE"], "The day of the act; its last day, if it lasted."),
    _option(
        "concluded-on", ["DATE"], "The day of the conclusion; its edition is applied unless --on names another day."
    ),
    _option("new-violation-on", ["DATE"], "A later violation inside the period."),
    _option("matter", limitation.Matter, "What the violation is about (ordinary)."),
    dated="concluded_on",
)
def time_bar(typed: Typed) -> Found:
    """Whether the form voted may still be executed."""
    who, act_on, concluded_on = typed.text("subject"), typed.day("act_on"), typed.day("concluded_on")
    again = (typed.day("new_violation_on"),) if typed.has("new_violation_on") else ()
    _check_new_violation(again, act_on, concluded_on)
    matter = term(limitation.Matter, typed.text("matter") if typed.has("matter") else "ordinary", "matter")
    act = limitation.Act(act_on, matter, again)
    measures.check_form(who, True, typed.text("form"), concluded_on).enforce()
    edition = violation_edition(typed.day("on"), who) if typed.has("on") else None
    bar = limitation.time_bar(who, typed.text("form"), act, concluded_on, edition)
    ends_on = bar.bar_ends_on.isoformat() if bar.bar_ends_on else None
    law = bar.verdict.citations
    return Found({"barred": bar.barred, "bar_ends_on": ends_on}, bar.verdict.reason, law, (*bar.steps, *_graded(law)))


def _check_new_violation(again: Sequence[date], act_on: date, concluded_on: date) -> None:
    for day in again:
        if day < act_on:
            raise _bad(
                "new_violation_on",
                message(
                    "The new violation lies before the first one. The time runs anew from a later one;"
                    " correct one of the two days."
                ),
            )
        if day > concluded_on:  # the conclusion ends the period
            raise _bad(
                "new_violation_on",
                message(
                    "The new violation lies after the conclusion. Only what came before it counts here;"
                    " correct one of the two days."
                ),
            )


@_question("forms", _option(*_SUBJECT), _flag(*_HOLDS_POST))
def forms(typed: Typed) -> Found:
    """The forms of discipline open for the subject, lightest first."""
    on, who = typed.day_or("on", clock.today()), typed.text("subject")
    found = measures.forms_for(who, typed.has("holds_post"), on)
    law = tuple(row.citation for row in measures.rows_for(who, on) if row.form in found)
    reason = message("Forms open for this subject on %(day)s: %(count)s.", day=on, count=len(found))
    lines = (*(label(FORM_LABELS, form) for form in found), reason, *_graded(law))
    return Found({"forms": [form.value for form in found]}, reason, law, lines)


_ABOVE_GRASSROOTS = (Level.DISTRICT, Level.PROVINCE)
_OF_EITHER_LEVEL = (powers.Body.SUPERIOR_COMMITTEE, powers.Body.SUPERIOR_STANDING, powers.Body.SUPERIOR_COMMISSION)


@_question(
    "authority",
    _option("body", powers.Body, "Who decides or proposes."),
    _option("body-level", _ABOVE_GRASSROOTS, "Level of a body above the grassroots (province)."),
    _option(*_FORM),
    _option(*_SUBJECT),
    _option("managed-by", Level, "The level that manages the member."),
    _option("committee-member", Level, "The highest committee on which the member sits."),
    _flag(*_HOLDS_POST),
    _flag("superior-task", "The violation concerns a task assigned from above the cell."),
)
def authority(typed: Typed) -> Found:
    """Whether a body may decide a form of discipline over a subject, may propose it, or may not."""
    on = typed.day_or("on", clock.today())
    body = term(powers.Body, typed.text("body"), "body")
    standing = powers.Standing(
        term(Subject, typed.text("subject"), "subject"),
        typed.has("holds_post"),
        typed.level("managed_by"),
        typed.level("committee_member"),
        typed.has("superior_task"),
    )
    power = powers.authority(body, typed.text("form"), standing, on, _level_of(body, typed))
    law, probable = power.verdict.citations, power.probable.value if power.probable else None
    lines = (power.verdict.reason, *_graded(law))
    return Found({"answer": power.answer.value, "probable": probable}, power.verdict.reason, law, lines)


def _level_of(body: powers.Body, typed: Typed) -> Level | None:
    """The level of a body above the grassroots, where one is named; the others stand at one level only."""
    level = typed.level("body_level")
    if level is not None and (body not in _OF_EITHER_LEVEL or level not in _ABOVE_GRASSROOTS):
        refusal = message(
            "A body “%(body)s” does not stand at level %(level)s; choose another of the two.", body=body, level=level
        )
        raise RuleViolation(refusal, field="body_level")
    return level
