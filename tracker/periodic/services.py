"""The verbs of a periodic report: begin, write, take the figures anew, give up, number."""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.rules import check_not_future
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.documents import approval
from tracker.documents.composing import Signer
from tracker.documents.contexts import Paper
from tracker.documents.queries import is_outside
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import TYPE_SIGNS, PaperType
from tracker.extensions import db
from tracker.organizations.models import Body, Organization
from tracker.periodic import papers, queries, rules
from tracker.periodic.models import PeriodicReport, ReportedCase
from tracker.periodic.queries import Figures
from tracker.periodic.rules import Words
from tracker.periodic.states import Comparison, PeriodKind
from tracker.statistics.queries import counted_cases, organizations_below, summary
from tracker.statistics.states import Deciders


@dataclass(frozen=True)
class NewReport:
    """Whose report it is, over which days, and what it counts."""

    body_id: int
    kind: PeriodKind
    since: date
    until: date
    comparison: Comparison
    deciders: Deciders
    organization_id: int


def begin_report(actor: Actor, new: NewReport) -> PeriodicReport:
    """Begin a report of a body of the own organization; its figures are taken at once."""
    require(actor, Permission.WRITE_REPORT)
    body = db.session.get(Body, new.body_id)
    if body is None or body.organization_id != actor.organization_id:
        raise RuleViolation(
            message(
                "This body does not belong to your organization. Each works for the bodies of the own"
                " organization; choose one of them."
            ),
            field="body",
        )
    organization = _below(actor, new.organization_id)
    rules.check_period(new.kind, new.since, new.until).enforce()
    report = PeriodicReport(
        ref=secrets.token_hex(6),
        body=body,
        kind=new.kind,
        since=new.since,
        until=new.until,
        comparison=new.comparison,
        deciders=new.deciders,
        organization=organization,
        recipients=papers.RECIPIENTS,
        written_by=actor.user_id,
        written_at=clock.now(),
    )
    _take_figures(actor, report)
    db.session.add(report)
    db.session.flush()
    _note_cases(actor, report)
    _record(actor, report, "begun")
    return report


def write_report(actor: Actor, report: PeriodicReport, words: Words) -> None:
    """Change what is written; never after the number was given."""
    _require_draft(actor, report)
    for name, text in vars(words).items():
        setattr(report, name, text)
    db.session.flush()
    _record(actor, report, "changed")


def take_anew(actor: Actor, report: PeriodicReport) -> None:
    """Take the figures as they are now, in the sight of who takes them."""
    _require_draft(actor, report)
    _below(actor, report.organization_id)
    _take_figures(actor, report)
    _note_cases(actor, report)
    _record(actor, report, "taken_anew")


def drop_report(actor: Actor, report: PeriodicReport, today: date) -> None:
    """Give a draft up; what was written stays in the store and out of the lists."""
    _require_draft(actor, report)
    report.dropped_on = today
    db.session.flush()
    _record(actor, report, "dropped")


def draft_of(report: PeriodicReport, signer: Signer) -> Paper:
    """The report as it would be printed now, without number and date."""
    return papers.compose_report(report, signer, None, (None, f"{TYPE_SIGNS[PaperType.REPORT]}/{report.body.sign}"))


def issue_report(actor: Actor, report: PeriodicReport, signer: Signer, issued_on: date, today: date) -> None:
    """Give the report its number; what stands on it stays as it is for ever.

    What was written in a classified one that is kept outside is emptied; its figures stay, as the cases they count do.
    """
    approval.require_issue(actor, Permission.ISSUE_NOTICE, queries.relations_to(actor, report))
    _lock(report)
    written = Words(**{name: getattr(report, name) for name in vars(Words())})
    rules.check_complete(written).enforce()
    check_not_future(issued_on, today, "issued_on").enforce()
    rules.check_day(issued_on, report.until, clock.day_of(report.taken_at)).enforce()
    period, _compared = queries.periods_of(report)
    abstract = f"Báo cáo kết quả công tác kiểm tra, giám sát, thi hành kỷ luật {period.name}"
    new = NewPaper(report.body, PaperType.REPORT, issued_on, abstract, signer.name, report_id=report.id)
    issued = issue_paper(actor, new, lambda *letters: papers.compose_report(report, signer, issued_on, letters))
    report.paper_id = issued.id
    if is_outside(issued):
        for name in vars(written):
            setattr(report, name, "")
    db.session.flush()
    _record(actor, report, "issued")


def _below(actor: Actor, organization_id: int) -> Organization:
    """One of the organizations whose figures the actor may ask for."""
    for one in organizations_below(actor):
        if one.id == organization_id:
            return one
    raise RuleViolation(
        message(
            "You may not ask for the figures of this organization. Figures are given of the own"
            " organization and of those below it."
        ),
        field="organization",
    )


def _take_figures(actor: Actor, report: PeriodicReport) -> None:
    now = summary(actor, queries.question_of(report))
    before = summary(actor, queries.question_of(report, queries.days_compared(report)))
    report.figures = queries.kept(Figures(now, before))
    report.taken_at, report.taken_by = clock.now(), actor.user_id


def _note_cases(actor: Actor, report: PeriodicReport) -> None:
    questions = queries.question_of(report), queries.question_of(report, queries.days_compared(report))
    counted = set().union(*(counted_cases(actor, one) for one in questions))
    known = set(db.session.scalars(select(ReportedCase.case_id).where(ReportedCase.report_id == report.id)))
    # what was counted before stays: a text that was sent for approval may hold it
    db.session.add_all(ReportedCase(report_id=report.id, case_id=case_id) for case_id in sorted(counted - known))
    db.session.flush()


def _require_draft(actor: Actor, report: PeriodicReport) -> None:
    require(actor, Permission.WRITE_REPORT)
    _lock(report)


def _lock(report: PeriodicReport) -> None:
    db.session.refresh(report, ["paper_id", "dropped_on", "version"], with_for_update=True)
    if report.paper_id is not None:
        raise Conflict(
            message("This paper has its number already. A paper has one number, and what is issued does not change.")
        )
    if report.dropped_on is not None:
        raise Conflict(message("This draft was given up. Begin a new one."))


def _record(actor: Actor, report: PeriodicReport, action: str) -> None:
    record(actor, f"report.{action}", about={"report": report.ref, "body": report.body_id})
