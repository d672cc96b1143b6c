"""Pages of findings: those of a case, and the open violations of the house."""

from collections.abc import Collection

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.contents import CONTENTS, codes_of
from tracker.cases.kinds import KINDS, Kind
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.queries import CaseFile
from tracker.cases.states import OUTCOME_LABELS, SEVERITY_LABELS, Outcome, Severity, State, SubjectType
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.evidence.queries import usable_items
from tracker.findings import forms, money, queries, rules, services
from tracker.findings.day_views import editions_offered
from tracker.findings.models import Finding, Recommendation
from tracker.findings.queries import ViolationFilter
from tracker.findings.rules import CODE_LISTS, RULE_SUBJECTS
from tracker.findings.states import (
    AGE_LABELS,
    FINANCE_SCOPE_LABELS,
    FINDING_LABELS,
    RECOMMENDATION_LABELS,
    RECOMMENDATION_TONES,
    SEVERITY_TONES,
    Age,
    FinanceScope,
)
from tracker.regulations.bar_clock import STANDING_LABELS, STANDING_TONES, Standing, words_of
from tracker.regulations.catalogue import BY_KEY as ARTICLES
from tracker.regulations.catalogue import KNOWN_LABELS
from tracker.regulations.editions import edition_name
from tracker.regulations.limitation import MATTER_LABELS, Matter
from tracker.regulations.sources import BY_KEY as SOURCES_BY_KEY
from tracker.regulations.terms import FORM_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices, say

blueprint = Blueprint("findings", __name__)
# What the list of violations is narrowed to; the other standings ask nothing of anybody.
BAR_FILTERS = (Standing.NEAR, Standing.OVER)


@blueprint.get("/cases/<ref>/findings")
@requires(Permission.SEE_FILE)
def list_findings(ref: str) -> ResponseReturnValue:
    """What was found about each subject, how it is judged, and what is recommended."""
    file = load(ref, part="findings")
    may_record = file.allows(current_actor(), Permission.RECORD_FINDINGS)
    return render_case(
        "findings/list_findings.html",
        file,
        findings=queries.findings_of_case(file.case.id),
        recommendations=queries.recommendations_of_case(file.case.id),
        proofs=queries.evidence_of_findings(file.case.id),
        can_record=may_record and file.case.state is State.CONDUCTING,
        can_date=may_record and services.may_date(file),
        finance=money.finance_records(file.case.id),
        asks_finance=file.case.kind is Kind.FINANCE_INSPECTION,
        scope_labels=FINANCE_SCOPE_LABELS,
        clocks=queries.clocks_of_case(current_actor(), file, clock.today()),
        **_labels(),
    )


def _labels() -> dict[str, object]:
    return {
        "contents": CONTENTS,
        "finding_labels": FINDING_LABELS,
        "severity_labels": SEVERITY_LABELS,
        "severity_tones": SEVERITY_TONES,
        "outcome_labels": OUTCOME_LABELS,
        "recommendation_labels": RECOMMENDATION_LABELS,
        "recommendation_tones": RECOMMENDATION_TONES,
        "matter_labels": MATTER_LABELS,
        "form_labels": FORM_LABELS,
        "standing_tones": STANDING_TONES,
        "edition_names": {key: edition_name(source) for key, source in SOURCES_BY_KEY.items()},
        "articles": ARTICLES,
    }


@blueprint.route("/cases/<ref>/findings/new", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def record_finding(ref: str) -> ResponseReturnValue:
    """Record a finding; the address may name its subject and type."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    form = forms.FindingForm(data={"subject": _only_subject(file), "type": request.args.get("type", "")})
    _offer(form, file)

    def save() -> None:
        services.record_finding(current_actor(), file, form.entry(), clock.today())

    done = gettext("The finding is recorded.")
    return carry_out(file, form, save, "findings/record_finding.html", done, _tab(ref))


@blueprint.route("/cases/<ref>/findings/<int(max=9999):number>", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def change_finding(ref: str, number: int) -> ResponseReturnValue:
    """Change a finding."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    finding = queries.get_finding(file.case.id, number)
    form = forms.FindingChangeForm(data=_present(finding, file))
    _offer(form, file)

    def save() -> None:
        services.change_finding(current_actor(), file, finding, form.entry(), clock.today())

    done = gettext("The finding is changed.")
    back = _tab(ref, f"finding-{number}")
    values = {"version": finding.version, "finding": finding}
    return carry_out(file, form, save, "findings/change_finding.html", done, back, **values)


@blueprint.route("/cases/<ref>/findings/<int(max=9999):number>/withdraw", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def withdraw_finding(ref: str, number: int) -> ResponseReturnValue:
    """Take a finding back."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    finding = queries.get_finding(file.case.id, number)
    form = forms.VersionedForm(data={"version": finding.version})

    def withdraw() -> None:
        services.withdraw_finding(current_actor(), file, finding)

    done = gettext("The finding is withdrawn.")
    values = {"version": finding.version, "finding": finding, "finding_labels": FINDING_LABELS}
    return carry_out(file, form, withdraw, "findings/withdraw_finding.html", done, _tab(ref), **values)


@blueprint.route("/cases/<ref>/findings/judge/<int(max=9999):number>", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def judge_subject(ref: str, number: int) -> ResponseReturnValue:
    """Judge a subject: severity, outcome, attitude."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    subject = file.subject(number)
    form = forms.JudgementForm(
        data={
            "version": subject.version,
            "severity": subject.severity.value if subject.severity else "",
            "outcome": subject.outcome.value if subject.outcome else None,
            "acknowledges": subject.acknowledges,
        }
    )
    form.severity.offer(choices(SEVERITY_LABELS))
    form.outcome.offer(choices(OUTCOME_LABELS))

    def judge() -> None:
        severity = Severity(form.severity.data) if form.severity.data else None
        judgement = services.Judgement(severity, Outcome(form.outcome.data), form.acknowledges.data)
        services.judge_subject(current_actor(), file, subject, judgement)

    values = {"subject": subject, "findings": queries.findings_of_subject(subject.id), **_labels()}
    done, back = gettext("The judgement is recorded."), _tab(ref, f"subject-{number}")
    return carry_out(file, form, judge, "findings/judge_subject.html", done, back, version=subject.version, **values)


@blueprint.route("/cases/<ref>/recommendations/new", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def add_recommendation(ref: str) -> ResponseReturnValue:
    """Add a recommendation; the address may name its subject."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    form = forms.RecommendationForm(data={"subject": _only_subject(file), "addressee": _only_addressee(file)})
    _offer_addressees(form, file)

    def add() -> None:
        services.add_recommendation(current_actor(), file, _proposal(form), clock.today())

    done = gettext("The recommendation is added.")
    return carry_out(file, form, add, "findings/add_recommendation.html", done, _tab(ref))


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def change_recommendation(ref: str, number: int) -> ResponseReturnValue:
    """Change a recommendation."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    recommendation = queries.get_recommendation(file.case.id, number)
    form = forms.RecommendationChangeForm(
        data={
            "version": recommendation.version,
            "subject": _subject_key(file, recommendation),
            "text": recommendation.text,
            "addressee": queries.addressee_key(recommendation),
            "owner": recommendation.owner,
            "due_on": recommendation.due_on,
        }
    )
    _offer_addressees(form, file)

    def change() -> None:
        services.change_recommendation(current_actor(), file, recommendation, _proposal(form), clock.today())

    done, back = gettext("The recommendation is changed."), _tab(ref, f"recommendation-{number}")
    values = {"version": recommendation.version, "recommendation": recommendation}
    return carry_out(file, form, change, "findings/change_recommendation.html", done, back, **values)


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/withdraw", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def withdraw_recommendation(ref: str, number: int) -> ResponseReturnValue:
    """Take a recommendation back."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    recommendation = queries.get_recommendation(file.case.id, number)
    form = forms.VersionedForm(data={"version": recommendation.version})

    def withdraw() -> None:
        services.withdraw_recommendation(current_actor(), file, recommendation)

    done = gettext("The recommendation is withdrawn.")
    values = {"version": recommendation.version, "recommendation": recommendation}
    return carry_out(file, form, withdraw, "findings/withdraw_recommendation.html", done, _tab(ref), **values)


@blueprint.route("/cases/<ref>/finance/<int(max=9999):number>", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def record_finance(ref: str, number: int) -> ResponseReturnValue:
    """Record what an inspection of Party finance looked at in one subject."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    subject = file.subject(number)
    if file.case.kind is not Kind.FINANCE_INSPECTION:
        raise NotVisible
    form = forms.FinanceForm(data={"version": subject.version, **_present_finance(file, subject.id)})
    form.scope.offer(choices(FINANCE_SCOPE_LABELS))

    def save() -> None:
        services.record_finance(current_actor(), file, subject, _finance(form))

    def done() -> str:
        examined = (file.case.period_from, file.case.period_until)
        period = rules.check_finance_period((form.period_from.data, form.period_until.data), examined)
        return gettext("The amounts are recorded.") + ("" if period.allowed else f" {say(period.reason)}")

    back = _tab(ref, f"subject-{number}")
    found = money.money_of_subjects(file.case.id).get(subject.id, rules.NO_MONEY)
    values = {"version": subject.version, "subject": subject, "found": found}
    return carry_out(file, form, save, "findings/record_finance.html", done, back, **values)


def _finance(form: forms.FinanceForm) -> rules.FinanceEntry:
    names = ("period_from", "period_until", "reviewed", "wrong", "to_recover")
    return rules.FinanceEntry(FinanceScope(form.scope.data), *(form[name].data for name in names))


def _present_finance(file: CaseFile, subject_id: int) -> dict[str, object]:
    row = next((row for row in money.finance_records(file.case.id) if row.subject_id == subject_id), None)
    if row is None:
        return {"period_from": file.case.period_from, "period_until": file.case.period_until}
    names = ("period_from", "period_until", "reviewed", "wrong", "to_recover")
    return {"scope": row.scope.value} | {name: getattr(row, name) for name in names}


@blueprint.route("/cases/<ref>/report", methods=["GET", "POST"])
@requires(Permission.SUBMIT_REPORT)
def submit_report(ref: str) -> ResponseReturnValue:
    """Submit the result report."""
    file = load(ref, Permission.SUBMIT_REPORT, part="findings")
    form = forms.ReportForm(data={"version": file.case.version, "reported_on": clock.today()})

    def submit() -> None:
        services.submit_report(current_actor(), file, form.reported_on.data, clock.today())

    values = {"verdict": services.check_report(file), "findings": queries.findings_of_case(file.case.id), **_labels()}
    return carry_out(
        file, form, submit, "findings/submit_report.html", gettext("The result report is submitted."), **values
    )


@blueprint.get("/violations")
@requires(Permission.SEE_OVERVIEW)
def list_violations() -> ResponseReturnValue:
    """The open violations one knows of, the longest open first, narrowed by the address."""
    actor, today, cursor = current_actor(), clock.today(), cursor_of_request()
    given = request.args
    wanted = ViolationFilter(
        organization=queries.find_organization(actor, given.get("organization", "")),
        kind=Kind(given["kind"]) if given.get("kind") in set(Kind) else None,
        severity=Severity(given["severity"]) if given.get("severity") in set(Severity) else None,
        age=Age(given["age"]) if given.get("age") in set(Age) else None,
        bar=Standing(given["bar"]) if given.get("bar") in BAR_FILTERS else None,
        today=today,
    )
    found = queries.open_violation_rows(actor, wanted, cursor)
    return render_template(
        "findings/list_violations.html",
        page=page_of(found, cursor, lambda row: (row.concluded_on, row.id)),
        wanted=wanted,
        total=queries.count_open_violations(actor, wanted),
        organizations=queries.organizations_below(actor),
        kinds=KINDS,
        age_labels=AGE_LABELS,
        bar_labels={standing: STANDING_LABELS[standing] for standing in BAR_FILTERS},
        bar_words=words_of,
        today=today,
        **_labels(),
    )


def _tab(ref: str, anchor: str | None = None) -> str:
    return url_for("findings.list_findings", ref=ref, _anchor=anchor)


def _subjects(file: CaseFile) -> list[tuple[str, str]]:
    return [(str(subject.number), subject.name) for subject in file.case.subjects]


def _only_subject(file: CaseFile) -> str:
    """The subject that the address names, or the only one there is."""
    single = str(file.case.subjects[0].number) if len(file.case.subjects) == 1 else ""
    return request.args.get("subject", single)


def _only_addressee(file: CaseFile) -> str:
    """The subject that the recommendation is about, unless the officer chooses another."""
    number = _only_subject(file)
    return next((queries.subject_key(one) for one in file.case.subjects if str(one.number) == number), "")


def _offer_addressees(form: forms.RecommendationForm, file: CaseFile) -> None:
    form.subject.offer(_subjects(file))
    form.addressee.offer([(key, found.name) for key, found in queries.addressees(file).items()])


def _subject_key(file: CaseFile, part: Finding | Recommendation) -> str:
    return next(str(subject.number) for subject in file.case.subjects if subject.id == part.subject_id)


def _offer(form: forms.FindingForm, file: CaseFile) -> None:
    form.subject.offer(_subjects(file))
    form.type.offer(choices(FINDING_LABELS))
    form.severity.offer(choices(SEVERITY_LABELS))
    types = {subject.type for subject in file.case.subjects}
    form.content_code.offer(_contents(types))
    form.matter.offer(choices({key: text for key, text in MATTER_LABELS.items() if key is not Matter.ORDINARY}))
    form.edition.offer(editions_offered(types))
    form.article.offer(_articles(types))
    form.evidence.offer([(str(number), f"{number}. {title}") for _, number, title in usable_items(file.case.id)])


def _articles(types: Collection[SubjectType]) -> list[tuple[str, str]]:
    """The articles of the catalogue that the subjects' editions hold, each with its regulation and how sure it is."""
    rows = [
        row for kind in SubjectType if kind in types for row in ARTICLES.values() if RULE_SUBJECTS[kind] in row.subjects
    ]
    return [(row.key, f"{row.citation}: {row.title} ({say(KNOWN_LABELS[row.known])})") for row in rows]


def _contents(types: Collection[SubjectType]) -> list[tuple[str, str]]:
    """The contents of the lists for these types of subjects; with both, each says whose it is."""
    whose = {SubjectType.ORGANIZATION: gettext("Organization"), SubjectType.MEMBER: gettext("Member")}
    return [
        (content.code, f"{whose[kind]}: {say(content.label)}" if len(types) > 1 else say(content.label))
        for kind in SubjectType
        if kind in types
        for content in codes_of(CODE_LISTS[kind])
    ]


def _present(finding: Finding, file: CaseFile) -> dict[str, object]:
    return {
        "version": finding.version,
        "subject": _subject_key(file, finding),
        "type": finding.type.value,
        "text": finding.text,
        "content_code": finding.content_code or "",
        "rule_broken": finding.rule_broken,
        "severity": finding.severity.value if finding.severity else "",
        "amount": finding.amount,
        "to_recover": finding.to_recover,
        "consequence": finding.consequence,
        "committed_on": finding.committed_on,
        "committed_from": finding.committed_from,
        "undated_reason": finding.undated_reason,
        "matter": finding.matter.value if finding.matter else "",
        "edition": finding.edition if finding.edition_reason else "",  # else the rule gives it again
        "edition_reason": finding.edition_reason,
        "article": finding.article or "",
        "evidence": [str(number) for number in queries.evidence_of_findings(file.case.id).get(finding.id, ())],
    }


def _proposal(form: forms.RecommendationForm) -> services.Proposal:
    return services.Proposal(
        int(form.subject.data), form.text.data, form.owner.data, form.due_on.data, form.addressee.data
    )
