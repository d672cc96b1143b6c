"""Pages of the follow-up: of one case, and the open recommendations of the house."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Actor, Permission
from tracker.cases.page import carry_out, law_of_page, load, render_case
from tracker.cases.queries import CaseFile
from tracker.cases.rules import working_days_left
from tracker.cases.states import ESTABLISHED_STATES, SEVERITY_LABELS
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.findings.models import Recommendation
from tracker.findings.queries import find_organization, get_finding, get_recommendation, organizations_below
from tracker.findings.states import (
    OPEN_RECOMMENDATIONS,
    RECOMMENDATION_LABELS,
    RECOMMENDATION_TONES,
    SEVERITY_TONES,
    FindingType,
    RecommendationState,
)
from tracker.follow_up import forms, queries, rules, services
from tracker.follow_up.queries import RecommendationFilter
from tracker.follow_up.services import Note
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices

blueprint = Blueprint("follow_up", __name__)

Settling = Callable[[Actor, CaseFile, Recommendation, Note, date], None]


@blueprint.get("/cases/<ref>/follow-up")
@requires(Permission.SEE_FILE)
def show_follow_up(ref: str) -> ResponseReturnValue:
    """What the conclusion asked for, what is open, and what is missing before the archive."""
    file, actor, today = load(ref, part="follow_up"), current_actor(), clock.today()
    is_followed = file.case.state in services.FOLLOWED_STATES
    discipline = queries.discipline_states(file.case.id)
    carried = queries.recommendations_with_verifiers(file.case.id)
    calendar = law_of_page().calendar
    return render_case(
        "follow_up/show_follow_up.html",
        file,
        is_concluded=file.case.state in ESTABLISHED_STATES,
        can_act=is_followed and file.allows(actor, Permission.FOLLOW_UP),
        gaps=services.archive_gaps(file) if is_followed else [],
        carried=carried,
        left={row.recommendation.id: working_days_left(row.recommendation.due_on, today, calendar) for row in carried},
        verifiable={row.recommendation.id: services.check_verification(actor, row.recommendation) for row in carried},
        violations=queries.violations_of_case(file.case.id),
        closable={
            subject.id: rules.check_closing(subject.outcome, discipline.get(subject.id, frozenset()))
            for subject in file.case.subjects
        },
        subject_names={subject.id: subject.name for subject in file.case.subjects},
        open_states=OPEN_RECOMMENDATIONS,
        **_labels(),
    )


def _labels() -> dict[str, object]:
    return {
        "recommendation_labels": RECOMMENDATION_LABELS,
        "recommendation_tones": RECOMMENDATION_TONES,
        "severity_labels": SEVERITY_LABELS,
        "severity_tones": SEVERITY_TONES,
    }


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/progress", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def record_progress(ref: str, number: int) -> ResponseReturnValue:
    """Record how far a recommendation is carried out."""
    file = load(ref, Permission.FOLLOW_UP, part="follow_up")
    row = get_recommendation(file.case.id, number)
    form = forms.ProgressForm(data={"version": row.version, "state": row.state.value, "on": clock.today()})
    form.state.offer(choices(RECOMMENDATION_LABELS, only=OPEN_RECOMMENDATIONS))

    def save() -> None:
        state = RecommendationState(form.state.data)
        services.record_progress(current_actor(), file, row, state, Note(form.on.data, form.text.data), clock.today())

    done, values = gettext("The progress is recorded."), {"version": row.version, "recommendation": row}
    return carry_out(file, form, save, "follow_up/record_progress.html", done, _tab(ref), **values)


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/verification", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def verify_recommendation(ref: str, number: int) -> ResponseReturnValue:
    """Verify that a recommendation is carried out."""
    form = forms.VerificationForm()
    done = gettext("The recommendation is verified as carried out.")
    return _settle(ref, number, form, services.verify_recommendation, done)


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/transfer", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def transfer_recommendation(ref: str, number: int) -> ResponseReturnValue:
    """Hand a recommendation over to another body."""
    form = forms.SettlingForm()
    return _settle(ref, number, form, services.transfer_recommendation, gettext("The recommendation is transferred."))


@blueprint.route("/cases/<ref>/recommendations/<int(max=9999):number>/waiver", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def waive_recommendation(ref: str, number: int) -> ResponseReturnValue:
    """Give up a recommendation that applies no longer."""
    form = forms.SettlingForm()
    return _settle(ref, number, form, services.waive_recommendation, gettext("The recommendation is waived."))


def _settle(
    ref: str, number: int, form: forms.VerificationForm | forms.SettlingForm, verb: Settling, done: str
) -> ResponseReturnValue:
    """The page of one of the three ways in which a recommendation ends."""
    file = load(ref, Permission.FOLLOW_UP, part="follow_up")
    row = get_recommendation(file.case.id, number)
    if not form.is_submitted():
        form.version.data = row.version

    def save() -> None:
        verb(current_actor(), file, row, Note(form.on.data, form.text.data), clock.today())

    values = {"version": row.version, "recommendation": row}
    return carry_out(file, form, save, f"follow_up/{verb.__name__}.html", done, _tab(ref), **values)


@blueprint.route("/cases/<ref>/findings/<int(max=9999):number>/closing", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def close_violation(ref: str, number: int) -> ResponseReturnValue:
    """Close a violation."""
    file = load(ref, Permission.FOLLOW_UP, part="follow_up")
    violation = get_finding(file.case.id, number)
    if violation.type is not FindingType.VIOLATION:
        raise NotVisible
    form = forms.ClosingForm(data={"version": violation.version})

    def close() -> None:
        note = Note(form.on.data, form.text.data)
        services.close_violation(current_actor(), file, violation, note, clock.today())

    done = gettext("The violation is closed.")
    values = {"version": violation.version, "violation": violation, "verdict": services.check_closing(file, violation)}
    return carry_out(file, form, close, "follow_up/close_violation.html", done, _tab(ref), **values)


@blueprint.route("/cases/<ref>/follow-up/start", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def follow_up_case(ref: str) -> ResponseReturnValue:
    """Move a concluded case to follow-up."""
    file = load(ref, Permission.FOLLOW_UP, part="follow_up")
    form = forms.VersionedForm(data={"version": file.case.version})
    done = gettext("The case is in follow-up.")

    def start() -> None:
        services.follow_up_case(current_actor(), file)

    verdict = services.check_follow_up(file)
    return carry_out(file, form, start, "follow_up/follow_up_case.html", done, _tab(ref), verdict=verdict)


@blueprint.route("/cases/<ref>/archive", methods=["GET", "POST"])
@requires(Permission.CLOSE_CASE)
def archive_case(ref: str) -> ResponseReturnValue:
    """Close the case and hand the file over."""
    file = load(ref, Permission.CLOSE_CASE, part="follow_up")
    form = forms.ArchiveForm(data={"version": file.case.version})

    def archive() -> None:
        services.archive_case(current_actor(), file, form.archived_on.data, clock.today())

    done = gettext("The case is closed and archived.")
    gaps = services.archive_gaps(file) if file.case.state in services.FOLLOWED_STATES else []
    return carry_out(file, form, archive, "follow_up/archive_case.html", done, gaps=gaps)


@blueprint.get("/recommendations")
@requires(Permission.SEE_OVERVIEW)
def list_recommendations() -> ResponseReturnValue:
    """The open recommendations one knows of, the earliest due first, narrowed by the address."""
    actor, today, cursor = current_actor(), clock.today(), cursor_of_request()
    wanted = RecommendationFilter(
        organization=find_organization(actor, request.args.get("organization", "")),
        overdue=request.args.get("overdue") == "1",
        today=today,
    )
    calendar = law_of_page().calendar
    page = page_of(queries.recommendation_rows(actor, wanted, cursor), cursor, lambda row: (row.due_on, row.id))
    return render_template(
        "follow_up/list_recommendations.html",
        page=page,
        wanted=wanted,
        left={row.id: working_days_left(row.due_on, today, calendar) for row in page.rows},
        total=queries.count_recommendations(actor, wanted),
        organizations=organizations_below(actor),
        today=today,
        **_labels(),
    )


def _tab(ref: str) -> str:
    return url_for("follow_up.show_follow_up", ref=ref)
