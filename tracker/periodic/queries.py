"""Reads of periodic reports. Their figures count cases: who may not know of one of them does not know of the report.

A case that is only out of sight – neither restricted, nor about the reader – does not hide a report: a figure tells
that something was done, and nothing of it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, not_, or_, select
from sqlalchemy.orm import joinedload

from tracker.access import Actor, Permission, Relation, Role, may
from tracker.cases import sight
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.states import SubjectType
from tracker.core.errors import NotVisible
from tracker.documents.models import PaperEnding, RegisteredPaper
from tracker.documents.queries import SUCCESSOR, EndingRow, find_ending
from tracker.documents.states import Ending
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Body
from tracker.organizations.queries import term_on
from tracker.periodic.models import PeriodicReport, ReportedCase
from tracker.periodic.rules import compared_days, period_name
from tracker.periodic.states import PeriodKind
from tracker.regulations.terms import Form
from tracker.statistics.queries import Question, Summary, Tally


@dataclass(frozen=True)
class Figures:
    """What a report counts: the period, and the one compared with."""

    now: Summary
    before: Summary


@dataclass(frozen=True)
class Period:
    """A period by the name papers give it, with its first and its last day."""

    name: str
    since: date
    until: date


@dataclass(frozen=True)
class ReportRow:
    """A report in the list; ``number`` as it is printed, None while it is a draft."""

    id: int
    ref: str
    kind: PeriodKind
    since: date
    until: date
    body_name: str
    paper_ref: str | None
    number: int | None
    sign: str | None
    issued_on: date | None
    ending: Ending | None


def hidden(actor: Actor) -> ColumnElement[bool]:
    """The figures of the report count a case that is restricted from the actor, or about the actor."""
    # nearly every case is nameable, which is asked at less cost, so first; and one without a directing member compares
    # with nobody: neither true nor false
    known = func.coalesce(or_(sight.nameable(actor), sight.existence(actor)), false())
    counted = select(ReportedCase.case_id).join(Case, Case.id == ReportedCase.case_id)
    return exists(counted.where(ReportedCase.report_id == PeriodicReport.id, not_(known)).correlate(PeriodicReport))


def visible(actor: Actor) -> ColumnElement[bool]:
    """The actor may read the report: of a body of the own organization, not given up, and no case in it is hidden."""
    if not may(actor, Permission.SEE_REPORTS):
        return false()
    own = select(Body.id).where(Body.organization_id == actor.organization_id)
    return and_(PeriodicReport.body_id.in_(own), PeriodicReport.dropped_on.is_(None), not_(hidden(actor)))


def hides(actor: Actor, paper: Any = RegisteredPaper) -> ColumnElement[bool]:
    """The paper is a report whose figures count a case that is hidden from the actor."""
    of_paper = select(PeriodicReport.id).where(PeriodicReport.paper_id == paper.id, hidden(actor))
    return exists(of_paper.correlate(paper))


def report_rows(actor: Actor, cursor: Cursor | None) -> list[ReportRow]:
    """One page of the reports that the actor may read (and one more), the latest period first."""
    report, paper = PeriodicReport, RegisteredPaper
    named = (report.id, report.ref, report.kind, report.since, report.until, Body.name)
    statement: Select = (
        select(*named, paper.ref, paper.number, paper.sign, paper.issued_on, PaperEnding.kind)
        .join(Body, Body.id == report.body_id)
        .outerjoin(paper, paper.id == report.paper_id)
        .outerjoin(PaperEnding, PaperEnding.paper_id == report.paper_id)
        .where(visible(actor))
    )
    found = db.session.execute(keyset(statement, report.until, report.id, cursor, newest_first=True))
    return [ReportRow(*row) for row in found]


def get_report(actor: Actor, ref: str) -> PeriodicReport:
    """A report that was not given up; raises ``NotVisible``."""
    beside = (PeriodicReport.body, PeriodicReport.organization, PeriodicReport.taker, PeriodicReport.paper)
    found = select(PeriodicReport).where(PeriodicReport.ref == ref, visible(actor)).options(*map(joinedload, beside))
    report = db.session.execute(found).scalar_one_or_none()
    if report is None:
        raise NotVisible
    return report


def report_of_paper(actor: Actor, paper_id: int) -> PeriodicReport:
    """The report that was issued as a paper; raises ``NotVisible``."""
    found = select(PeriodicReport).where(PeriodicReport.paper_id == paper_id, visible(actor))
    report = db.session.execute(found).scalar_one_or_none()
    if report is None:
        raise NotVisible
    return report


def papers_of_reports(actor: Actor) -> Select:
    """The papers of the reports that the actor may read, as part of another question."""
    return select(PeriodicReport.paper_id).where(PeriodicReport.paper_id.is_not(None), visible(actor))


def ending_of(actor: Actor, report: PeriodicReport) -> EndingRow | None:
    """How the paper of a report ended, as far as the actor may know; None while it is valid or a draft."""
    return find_ending(report.paper_id, hides(actor, SUCCESSOR))


def relations_to(actor: Actor, report: PeriodicReport) -> frozenset[Relation]:
    """How an actor who may read a report stands to it, in the words of a case."""
    found = {Relation.TEAM_MEMBER} if may(actor, Permission.WRITE_REPORT) else set()
    if actor.has(Role.CLERK):
        found.add(Relation.CLERK)
    if actor.body_id == report.body_id and actor.has(*sight.LEADERS):
        found.add(Relation.CHAIR)
    if actor.body_id == report.body_id and actor.has(Role.VICE_CHAIR):
        found.add(Relation.DIRECTING)
    return frozenset(found)


def question_of(report: PeriodicReport, days: tuple[date, date] | None = None) -> Question:
    """What the report asks of the statistics, for its own days or for others."""
    since, until = days or (report.since, report.until)
    return Question(since, until, report.deciders, report.organization)


def days_compared(report: PeriodicReport) -> tuple[date, date]:
    """The days that the report compares with."""
    return compared_days(report.kind, (report.since, report.until), report.comparison)


def periods_of(report: PeriodicReport) -> tuple[Period, Period]:
    """The period of a report and the one compared with."""
    spans = ((report.since, report.until), days_compared(report))
    first, second = (Period(_named(report, until), since, until) for since, until in spans)
    return first, second


def kept(figures: Figures) -> str:
    """The figures as they stand in the report."""
    return json.dumps({"now": _plain(figures.now), "before": _plain(figures.before)}, sort_keys=True)


def figures_of(report: PeriodicReport) -> Figures:
    """The figures as they were taken."""
    found = json.loads(report.figures)
    return Figures(_summary(found["now"]), _summary(found["before"]))


def _named(report: PeriodicReport, until: date) -> str:
    term = term_on(report.body.organization_id, until) if report.kind is PeriodKind.TERM else None
    return period_name(report.kind, until, term.name if term else "")


def _plain(summary: Summary) -> dict[str, list[list[Any]]]:
    tallies: list[list[Any]] = [
        [kind.value, one.value, tally.subjects, tally.violated, tally.must_discipline]
        for (kind, one), tally in summary.tallies.items()
    ]
    return {
        "tallies": sorted(tallies),
        "disciplined": sorted([form.value, one.value, count] for (form, one), count in summary.disciplined.items()),
    }


def _summary(found: Mapping[str, Iterable[list[Any]]]) -> Summary:
    return Summary(
        {(Kind(kind), SubjectType(one)): Tally(*counts) for kind, one, *counts in found["tallies"]},
        {(Form(form), SubjectType(one)): count for form, one, count in found["disciplined"]},
    )
