"""The follow-up of one case as a page, and the step to it."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Actor, Permission
from tracker.cases.page import carry_out, law_of_page, load, render_case
from tracker.cases.queries import CaseFile
from tracker.cases.rules import working_days_left
from tracker.cases.states import ESTABLISHED_STATES, SEVERITY_LABELS
from tracker.core import clock
from tracker.findings.states import (
    OPEN_RECOMMENDATIONS,
    OWED_RECOMMENDATIONS,
    RECOMMENDATION_LABELS,
    RECOMMENDATION_TONES,
    SEVERITY_TONES,
)
from tracker.follow_up import forms, queries, rules, services
from tracker.follow_up.states import ACT_LABELS, ENTRY_LABELS, STEP_LABELS, WAY_LABELS
from tracker.web.access import current_actor, requires

blueprint = Blueprint("follow_up", __name__)


@blueprint.get("/cases/<ref>/follow-up")
@requires(Permission.SEE_FILE)
def show_follow_up(ref: str) -> ResponseReturnValue:
    """What the conclusion asked for, what is open, which money came back."""
    file, actor = load(ref, part="follow_up"), current_actor()
    is_followed = file.case.state in services.FOLLOWED_STATES
    return render_case(
        "follow_up/show_follow_up.html",
        file,
        is_concluded=file.case.state in ESTABLISHED_STATES,
        can_act=is_followed and file.allows(actor, Permission.FOLLOW_UP),
        can_waive=is_followed and file.allows(actor, Permission.WAIVE_RECOMMENDATION),
        subject_names={subject.id: subject.name for subject in file.case.subjects},
        **_recommended(file, actor),
        **_found(file),
        **labels(),
    )


def _recommended(file: CaseFile, actor: Actor) -> dict[str, object]:
    """The recommendations: what was recorded of each, and what the actor may do about it."""
    carried = queries.recommendations_with_verifiers(file.case.id)
    rows, calendar, today = [row.recommendation for row in carried], law_of_page().calendar, clock.today()
    escalations = queries.escalations_of_case(file.case.id)
    return {
        "carried": carried,
        "left": {row.id: working_days_left(row.due_on, today, calendar) for row in rows},
        "verifiable": {row.id: services.check_verification(actor, row) for row in rows},
        "waivable": {row.id: rules.check_waiver(actor.user_id, row.waiver_asked_by) for row in rows},
        "updates": queries.updates_of_case(file.case.id),
        "escalations": escalations,
        "at_the_top": {key for key, steps in escalations.items() if rules.is_top(steps[-1].step.step)},
    }


def _found(file: CaseFile) -> dict[str, object]:
    """The violations, whether each may be closed, and the money book."""
    discipline, asked = queries.discipline_states(file.case.id), queries.still_asked(file.case.id)
    claims = queries.claims_of_case(file.case.id)
    entries = queries.money_entries([claim.id for claim in claims])
    return {
        "violations": queries.violations_of_case(file.case.id),
        "closable": {
            one.id: rules.check_closing(one.outcome, discipline.get(one.id, frozenset()), asked.get(one.id, ()))
            for one in file.case.subjects
        },
        "claims": claims,
        "entries": {claim.id: [row for row in entries if row.finding_id == claim.id] for claim in claims},
        "reversed_entries": {row.reverses_id for row in entries},
    }


def labels() -> dict[str, object]:
    """The words that the templates of this area choose from."""
    return {
        "recommendation_labels": RECOMMENDATION_LABELS,
        "recommendation_tones": RECOMMENDATION_TONES,
        "severity_labels": SEVERITY_LABELS,
        "severity_tones": SEVERITY_TONES,
        "act_labels": ACT_LABELS,
        "step_labels": STEP_LABELS,
        "way_labels": WAY_LABELS,
        "entry_labels": ENTRY_LABELS,
        "open_states": OPEN_RECOMMENDATIONS,
        "owed_states": OWED_RECOMMENDATIONS,
    }


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
    return carry_out(file, form, start, "follow_up/follow_up_case.html", done, tab(ref), verdict=verdict)


def tab(ref: str, anchor: str | None = None) -> str:
    """The follow-up of a case."""
    return url_for("follow_up.show_follow_up", ref=ref, _anchor=anchor)
