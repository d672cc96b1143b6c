"""Pages of the figures: the report of a period, and the subjects behind each number."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import ImmutableMultiDict

from tracker.access import Permission, require
from tracker.cases.kinds import KINDS, Kind
from tracker.cases.states import OUTCOME_LABELS, SEVERITY_LABELS, SubjectType
from tracker.core import clock
from tracker.regulations.terms import FORM_LABELS, Form
from tracker.statistics import money, queries
from tracker.statistics.forms import PeriodForm
from tracker.statistics.queries import Cell, Question, Summary
from tracker.statistics.states import DECIDERS_LABELS, MEASURE_LABELS, WORK_KINDS, WORK_LABELS, Deciders, Measure, Work
from tracker.web.access import current_actor, requires
from tracker.web.format import day
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices, say

blueprint = Blueprint("statistics", __name__, url_prefix="/statistics")

TYPES = (SubjectType.ORGANIZATION, SubjectType.MEMBER)
MEASURES = (Measure.SUBJECTS, Measure.VIOLATED, Measure.MUST_DISCIPLINE)


@blueprint.get("/")
@requires(Permission.SEE_STATISTICS)
def show_figures() -> ResponseReturnValue:
    """The figures of a period; every number leads to its subjects."""
    form, question = _asked()
    if question is None:
        return render_template("statistics/show_figures.html", form=form, blocks=[], forms=[], periods=_periods()), 422
    found = queries.summary(current_actor(), question)
    return render_template(
        "statistics/show_figures.html",
        form=form,
        question=question,
        blocks=[_block(found, work) for work in Work],
        forms=_disciplined(found),
        disciplined=_typed(_together(found), measure=Measure.DISCIPLINED.value),
        elsewhere=_typed(queries.decided_elsewhere(current_actor(), question), measure=Measure.DECIDED_ELSEWHERE.value),
        money=_money(question),
        deciders_labels=DECIDERS_LABELS,
        periods=_periods(),
        report_url=_url("periodic.begin_report", **{"from": day(question.since), "to": day(question.until)}),
    )


@blueprint.get("/subjects")
@requires(Permission.SEE_STATISTICS)
def list_subjects() -> ResponseReturnValue:
    """The subjects behind one number."""
    actor = current_actor()
    require(actor, Permission.SEE_CASES)
    form, question = _asked()
    if question is None:
        return render_template("statistics/list_subjects.html", form=form, page=None), 422
    cell, cursor = _cell(), cursor_of_request()
    found = queries.subject_rows(actor, question, cell, cursor)
    return render_template(
        "statistics/list_subjects.html",
        form=form,
        question=question,
        page=page_of(found, cursor, lambda row: (row.on, row.id)),
        total=queries.count_subjects(actor, question, cell),
        narrowings=_narrowings(cell),
        cell=cell,
        deciders_labels=DECIDERS_LABELS,
        kinds=KINDS,
        outcome_labels=OUTCOME_LABELS,
        severity_labels=SEVERITY_LABELS,
        form_labels=FORM_LABELS,
    )


@blueprint.get("/money")
@requires(Permission.SEE_STATISTICS)
def list_money() -> ResponseReturnValue:
    """The cases behind a sum of money, each with its amounts."""
    actor = current_actor()
    require(actor, Permission.SEE_CASES)
    form, question = _asked()
    if question is None:
        return render_template("statistics/list_money.html", form=form, page=None, kind=None), 422
    kind = Kind(request.args["kind"]) if request.args.get("kind") in set(Kind) else None
    sums, cursor = money.money_of_kinds(actor, question), cursor_of_request()
    found = money.money_rows(actor, question, kind, cursor)
    return render_template(
        "statistics/list_money.html",
        form=form,
        question=question,
        page=page_of(found, cursor, lambda row: (row.on, row.id)),
        total=money.together([one for key, one in sums.items() if kind in (None, key)]),
        kind=kind,
        kinds=KINDS,
        deciders_labels=DECIDERS_LABELS,
    )


def _money(question: Question) -> list[dict[str, object]]:
    """A line for each kind of work with money, and one for all of them."""
    sums = money.money_of_kinds(current_actor(), question)
    lines = [
        {"label": say(KINDS[kind].label), "money": sums[kind], "url": _url("statistics.list_money", kind=kind.value)}
        for kind in KINDS
        if kind in sums
    ]
    if len(lines) > 1:
        total = money.together(list(sums.values()))
        lines.append({"label": gettext("Together"), "money": total, "url": _url("statistics.list_money")})
    return lines


def _asked() -> tuple[PeriodForm, Question | None]:
    """The filter of the address – by default this year so far – and what it asks; None when it is wrong."""
    today = clock.today()
    shown = {"from": f"01/01/{today.year}", "to": day(today), "body": Deciders.ALL.value, "organization": ""}
    shown.update({key: value for key, value in request.args.items() if key in shown})
    form = PeriodForm(formdata=ImmutableMultiDict(shown))
    below = {str(one.id): one for one in queries.organizations_below(current_actor())}
    form.body.offer(choices(DECIDERS_LABELS))
    form.organization.offer([("", gettext("All that I see")), *((key, one.name) for key, one in below.items())])
    since, until = (form.since.data, form.until.data) if form.validate() else (None, None)
    if since is None or until is None:
        return form, None
    if until < since:
        form.until.errors = [gettext("The period ends before it starts. Correct one of the two days.")]
        return form, None
    return form, Question(since, until, Deciders(form.body.data), below.get(form.organization.data))


def _cell() -> Cell:
    given = request.args
    work = given.get("work", "")
    kind = given.get("kind", "")
    return Cell(
        measure=Measure(given["measure"]) if given.get("measure") in set(Measure) else Measure.SUBJECTS,
        kinds=(Kind(kind),) if kind in set(Kind) else WORK_KINDS[Work(work)] if work in set(Work) else (),
        type=SubjectType(given["type"]) if given.get("type") in set(SubjectType) else None,
        form=Form(given["form"]) if given.get("form") in set(Form) else None,
    )


def _block(found: Summary, work: Work) -> dict[str, object]:
    kinds = WORK_KINDS[work]
    lines = [
        {"label": say(KINDS[kind].label), "cells": _cells(found, (kind,), kind=kind.value)}
        for kind in kinds
        if any(found.count((kind,), one) for one in TYPES)
    ]
    return {
        "label": say(WORK_LABELS[work]),
        "lines": lines,
        "total": _cells(found, kinds, work=work.value),
        "counts": [found.work(work, one) for one in TYPES],
    }


def _cells(found: Summary, kinds: tuple[Kind, ...], **narrowed: str) -> list[dict[str, object]]:
    return [
        {
            "label": say(MEASURE_LABELS[measure]),
            "count": found.count(kinds, one, measure),
            "url": _url(measure=measure.value, type=one.value, **narrowed),
        }
        for measure in MEASURES
        for one in TYPES
    ]


def _disciplined(found: Summary) -> list[dict[str, object]]:
    return [
        {
            "label": say(label),
            "cells": _typed(
                {one: found.disciplined.get((form, one), 0) for one in TYPES},
                measure=Measure.DISCIPLINED.value,
                form=form.value,
            ),
        }
        for form, label in FORM_LABELS.items()
        if any((form, one) in found.disciplined for one in TYPES)
    ]


def _together(found: Summary) -> dict[SubjectType, int]:
    """All forms of discipline together."""
    counted = found.disciplined.items()
    return {one: sum(count for (_form, of), count in counted if of is one) for one in TYPES}


def _typed(counts: Mapping[SubjectType, int], **narrowed: str) -> list[dict[str, object]]:
    """A number for each type of subject, with the way to its list."""
    return [{"count": counts.get(one, 0), "url": _url(type=one.value, **narrowed)} for one in TYPES]


def _url(endpoint: str = "statistics.list_subjects", **narrowed: str) -> str:
    kept = {key: request.args[key] for key in ("from", "to", "body", "organization") if request.args.get(key)}
    return f"{url_for(endpoint)}?{urlencode({**kept, **narrowed})}"


def _narrowings(cell: Cell) -> list[str]:
    """The words for what the list is narrowed to."""
    types = {SubjectType.ORGANIZATION: gettext("Organizations"), SubjectType.MEMBER: gettext("Members")}
    work = next((one for one, kinds in WORK_KINDS.items() if kinds == cell.kinds and len(kinds) > 1), None)
    found = [say(MEASURE_LABELS[cell.measure])] if cell.measure is not Measure.SUBJECTS else []
    found += [say(FORM_LABELS[cell.form])] if cell.form else []
    found += [say(WORK_LABELS[work])] if work else [say(KINDS[kind].label) for kind in cell.kinds]
    return found + ([types[cell.type]] if cell.type else [])


def _periods() -> list[dict[str, object]]:
    """The periods people ask for most, as links that keep the other filters."""
    today = clock.today()
    year = today.year
    offered = [
        (gettext("This year"), date(year, 1, 1), today),
        (gettext("Last year"), date(year - 1, 1, 1), date(year - 1, 12, 31)),
        (gettext("Last 5 years"), date(year - 5, today.month, 1), today),
    ]
    kept = {key: request.args[key] for key in ("body", "organization") if request.args.get(key)}
    here = url_for("statistics.show_figures")
    asked = (request.args.get("from"), request.args.get("to"))
    return [
        {
            "label": label,
            "url": f"{here}?{urlencode({**kept, 'from': day(since), 'to': day(until)})}",
            "active": asked == (day(since), day(until)),
        }
        for label, since, until in offered
    ]
