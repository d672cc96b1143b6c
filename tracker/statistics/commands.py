"""Commands: ``flask stats summary``."""

import json
import sys
from datetime import datetime

import click
from flask.cli import AppGroup

from tracker.cases.kinds import KINDS
from tracker.cases.states import SubjectType
from tracker.regulations.measures import FORM_NAMES
from tracker.statistics.queries import Question, Summary, decided_elsewhere, find_by_code
from tracker.statistics.queries import summary as figures
from tracker.statistics.states import WORK_KINDS, Deciders, Measure, Work

stats = AppGroup("stats", help="Figures over finished work.")
_DAY = click.DateTime(["%Y-%m-%d"])
_TYPES = {"organizations": SubjectType.ORGANIZATION, "members": SubjectType.MEMBER}
_ALL_KINDS = tuple(KINDS)


@stats.command("summary")
@click.option("--from", "since", type=_DAY, required=True, help="First day, YYYY-MM-DD.")
@click.option("--to", "until", type=_DAY, required=True, help="Last day, YYYY-MM-DD.")
@click.option("--body", type=click.Choice([one.value for one in Deciders]), default="all", help="Whose work.")
@click.option("--organization", "code", default="", help="Only the subtree of the organization with this code.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def print_summary(since: datetime, until: datetime, body: str, code: str, as_json: bool) -> None:
    """Count the subjects of the cases concluded in a period; everything in the database, restricted cases too."""
    if until < since:
        raise click.UsageError("--to lies before --from.")
    organization = find_by_code(code) if code else None
    if code and organization is None:
        click.echo(f"There is no organization with the code {code}.", err=True)
        sys.exit(1)
    question = Question(since.date(), until.date(), Deciders(body), organization)
    found = figures(None, question)
    click.echo(json.dumps(_plain(found, question, code), ensure_ascii=False) if as_json else _table(found, question))


def _plain(found: Summary, question: Question, code: str) -> dict[str, object]:
    elsewhere = decided_elsewhere(None, question)
    return {
        "from": question.since.isoformat(),
        "to": question.until.isoformat(),
        "body": question.deciders.value,
        "organization": code or None,
        **{work.value: {name: found.work(work, one) for name, one in _TYPES.items()} for work in Work},
        **{
            measure.value: {name: found.count(_ALL_KINDS, one, measure) for name, one in _TYPES.items()}
            for measure in (Measure.VIOLATED, Measure.MUST_DISCIPLINE)
        },
        "disciplined": {
            name: {form.value: found.disciplined.get((form, one), 0) for form in FORM_NAMES}
            for name, one in _TYPES.items()
        },
        Measure.DECIDED_ELSEWHERE.value: {name: elsewhere.get(one, 0) for name, one in _TYPES.items()},
        "kinds": {kind.value: {name: found.count((kind,), one) for name, one in _TYPES.items()} for kind in _ALL_KINDS},
    }


def _table(found: Summary, question: Question) -> str:
    lines = [f"{question.since} – {question.until}, {question.deciders.value}", ""]
    lines.append(f"{'':<42}{'organizations':>15}{'members':>10}")
    for work in Work:
        lines.append(_line(work.value, *(found.work(work, one) for one in _TYPES.values())))
        lines += [
            _line(f"  {KINDS[kind].label}"[:41], *(found.count((kind,), one) for one in _TYPES.values()))
            for kind in WORK_KINDS[work]
            if any(found.count((kind,), one) for one in _TYPES.values())
        ]
    for measure in (Measure.VIOLATED, Measure.MUST_DISCIPLINE):
        counts = [found.count(_ALL_KINDS, one, measure) for one in _TYPES.values()]
        lines.append(_line(measure.value.replace("_", " "), *counts))
    for form in FORM_NAMES:
        counts = [found.disciplined.get((form, one), 0) for one in _TYPES.values()]
        if any(counts):
            lines.append(_line(f"disciplined: {form.value}", *counts))
    elsewhere = decided_elsewhere(None, question)
    if elsewhere:
        lines.append(_line("decided by other bodies", *(elsewhere.get(one, 0) for one in _TYPES.values())))
    return "\n".join(lines)


def _line(label: str, organizations: int, members: int) -> str:
    return f"{label:<42}{organizations:>15}{members:>10}"
