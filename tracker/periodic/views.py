"""Pages of periodic reports: the list, a report with its figures, and each step with it."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, may
from tracker.accounts.queries import signers
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.documents.approval import may_draft
from tracker.documents.asking import approval_in, approval_of
from tracker.documents.composing import Signer
from tracker.documents.render import render_pdf
from tracker.documents.states import ENDING_LABELS
from tracker.documents.wordings import settled
from tracker.organizations.queries import bodies_of
from tracker.periodic import forms, papers, queries, rules, services
from tracker.periodic.models import PeriodicReport
from tracker.periodic.rules import Words
from tracker.periodic.states import COMPARISON_LABELS, PERIOD_LABELS, Comparison, PeriodKind
from tracker.statistics.queries import organizations_below
from tracker.statistics.states import DECIDERS_LABELS, Deciders, Work
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.drafts import forget_everybodys
from tracker.web.fields import parse_day
from tracker.web.forms import VersionedForm, carried_out
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices

blueprint = Blueprint("periodic", __name__, url_prefix="/reports")


@blueprint.get("/")
@requires(Permission.SEE_REPORTS)
def list_reports() -> ResponseReturnValue:
    """The periodic reports of the organization."""
    cursor = cursor_of_request()
    page = page_of(queries.report_rows(current_actor(), cursor), cursor, lambda row: (row.until, row.id))
    return render_template(
        "periodic/list_reports.html", page=page, period_labels=PERIOD_LABELS, ending_labels=ENDING_LABELS
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE_REPORT)
def begin_report() -> ResponseReturnValue:
    """Begin a report with what the page of the figures asks."""
    actor, asked = current_actor(), request.args
    since, until = _asked_day("from"), _asked_day("to")
    kind = rules.kind_of(since, until) if since and until else PeriodKind.YEAR
    own = {"body": str(actor.body_id), "organization": asked.get("organization") or str(actor.organization_id)}
    days = {"kind": kind.value, "since": since, "until": until}
    form = forms.BeginForm(data={**own, **days, "deciders": asked.get("body")})
    form.body.offer([(str(one.id), one.name) for one in bodies_of(actor.organization_id)])
    form.organization.offer([(str(one.id), one.name) for one in organizations_below(actor)])
    for field, labels in ((form.kind, PERIOD_LABELS), (form.comparison, COMPARISON_LABELS)):
        field.offer(choices(labels))
    form.deciders.offer(choices(DECIDERS_LABELS))
    begun: list[PeriodicReport] = []
    if carried_out(form, lambda: begun.append(services.begin_report(actor, _new(form)))):
        flash(gettext("The figures are taken. Now write the report."), "success")
        return redirect(url_for("periodic.write_report", ref=begun[0].ref), 303)
    return render_template("periodic/begin_report.html", form=form), 422 if form.errors else 200


@blueprint.get("/<ref>")
@requires(Permission.SEE_REPORTS)
def show_report(ref: str) -> ResponseReturnValue:
    """A report: its figures with the moment they were taken, what is written, what may be done."""
    report, actor = _load(ref), current_actor()
    figures, relations = queries.figures_of(report), queries.relations_to(actor, report)
    issues = may(actor, Permission.ISSUE_NOTICE, relations)
    return render_template(
        "periodic/show_report.html",
        report=report,
        tables={
            "inspected": papers.kind_lines(figures, Work.INSPECTED),
            "supervised": papers.kind_lines(figures, Work.SUPERVISED),
            "results": papers.result_lines(figures, *Work),
            "disciplined": papers.form_lines(figures),
        },
        periods=queries.periods_of(report),
        issues=issues,
        ending=queries.ending_of(actor, report),
        ends=may(actor, Permission.END_PAPER, relations),
        ending_labels=ENDING_LABELS,
        drafts=not issues and may_draft(actor, report.body, relations),
        period_labels=PERIOD_LABELS,
        deciders_labels=DECIDERS_LABELS,
    )


@blueprint.route("/<ref>/write", methods=["GET", "POST"])
@requires(Permission.WRITE_REPORT)
def write_report(ref: str) -> ResponseReturnValue:
    """Write the text of a report."""
    report = _draft(ref)
    present = {name: getattr(report, name) for name in vars(Words())}
    form = forms.WordsForm(data={"version": report.version, **present})

    def write() -> None:
        words = Words(**{name: form[name].data or "" for name in present})
        services.write_report(current_actor(), report, words)

    return _step(report, form, write, "write_report", gettext("The draft is kept."))


@blueprint.route("/<ref>/figures", methods=["GET", "POST"])
@requires(Permission.WRITE_REPORT)
def take_anew(ref: str) -> ResponseReturnValue:
    """Take the figures anew."""
    report = _draft(ref)
    form = VersionedForm(data={"version": report.version})

    def take() -> None:
        services.take_anew(current_actor(), report)

    return _step(report, form, take, "take_anew", gettext("The figures are taken anew."))


@blueprint.route("/<ref>/drop", methods=["GET", "POST"])
@requires(Permission.WRITE_REPORT)
def drop_report(ref: str) -> ResponseReturnValue:
    """Give a draft up."""
    report = _draft(ref)
    form = VersionedForm(data={"version": report.version})

    def drop() -> None:
        services.drop_report(current_actor(), report, clock.today())

    back = url_for("periodic.list_reports")
    return _step(report, form, drop, "drop_report", gettext("The draft is given up."), back)


@blueprint.get("/<ref>/draft.pdf")
@requires(Permission.SEE_REPORTS)
def preview_report(ref: str) -> ResponseReturnValue:
    """A report as it would be printed now, marked as a draft."""
    report = _draft(ref)
    first = next(iter(_signers(report).values()), Signer("", ""))
    paper = settled(services.draft_of(report, first), report.body, clock.today())
    return pdf_response(render_pdf(paper.key, paper, state="draft"), f"draft-{paper.key}.pdf")


@blueprint.route("/<ref>/issue", methods=["GET", "POST"])
@requires(Permission.SEE_REPORTS)
def issue_report(ref: str) -> ResponseReturnValue:
    """Give a report its number, or send its text for approval."""
    report, actor = _draft(ref), current_actor()
    relations = queries.relations_to(actor, report)
    issues = may(actor, Permission.ISSUE_NOTICE, relations)
    if not (issues or may_draft(actor, report.body, relations)):
        raise NotVisible
    approval, people = approval_of(report.body_id, issues=issues), _signers(report)
    form = forms.IssueForm(**approval.filled, data={"version": report.version, "issued_on": clock.today()})
    form.signer.offer([(key, person.name) for key, person in people.items()])

    def issue() -> None:
        services.issue_report(actor, report, people[form.signer.data], form.issued_on.data, clock.today())
        if form.marks.is_outside:
            forget_everybodys(url_for("periodic.show_report", ref=ref))

    done = gettext("The paper has its number.")
    return _step(report, form, issue, "issue_report", done, approval=approval)


def _load(ref: str) -> PeriodicReport:
    report = queries.get_report(current_actor(), ref)
    g.present_url = url_for("periodic.show_report", ref=ref)
    return report


def _draft(ref: str) -> PeriodicReport:
    report = _load(ref)
    if report.paper_id is not None:
        raise NotVisible
    return report


def _signers(report: PeriodicReport) -> dict[str, Signer]:
    return {str(one.id): Signer(one.full_name, one.position) for one in signers(report.body_id)}


def _new(form: forms.BeginForm) -> services.NewReport:
    return services.NewReport(
        body_id=int(form.body.data),
        kind=PeriodKind(form.kind.data),
        since=form.since.data,
        until=form.until.data,
        comparison=Comparison(form.comparison.data),
        deciders=Deciders(form.deciders.data),
        organization_id=int(form.organization.data),
    )


def _asked_day(name: str) -> date | None:
    try:
        return parse_day(request.args.get(name, ""))
    except ValueError:
        return None


def _step(
    report: PeriodicReport,
    form: VersionedForm,
    act: Callable[[], None],
    template: str,
    done: str,
    back: str = "",
    **values: object,
) -> ResponseReturnValue:
    """The form page of one step; ``approval`` among the values tells that the form issues a paper."""
    approval, ref = approval_in(values), report.ref
    period, _compared = queries.periods_of(report)
    if carried_out(form, lambda: approval.carry(act), report.version):
        flash(approval.done(done), "success")
        return redirect(approval.back(back or url_for("periodic.show_report", ref=ref)), 303)
    page = render_template(f"periodic/{template}.html", report=report, form=form, period=period, **values)
    return page, 422 if form.errors else 200
