"""The follow-up of one case as a page, and the step to it."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.page import carry_out, law_of_page, load, render_case
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
    file, actor, today = load(ref, part="follow_up"), current_actor(), clock.today()
    is_followed = file.case.state in services.FOLLOWED_STATES
    discipline, asked = queries.discipline_states(file.case.id), queries.still_asked(file.case.id)
    carried = queries.recommendations_with_verifiers(file.case.id)
    escalations = queries.escalations_of_case(file.case.id)
    claims, calendar = queries.claims_of_case(file.case.id), law_of_page().calendar
    entries = queries.money_entries([claim.id for claim in claims])
    return render_case(
        "follow_up/show_follow_up.html",
        file,
        is_concluded=file.case.state in ESTABLISHED_STATES,
        can_act=is_followed and file.allows(actor, Permission.FOLLOW_UP),
        can_waive=is_followed and file.allows(actor, Permission.WAIVE_RECOMMENDATION),
        carried=carried,
        left={row.recommendation.id: working_days_left(row.recommendation.due_on, today, calendar) for row in carried},
        waivable={
            row.recommendation.id: rules.check_waiver(actor.user_id, row.recommendation.waiver_asked_by)
            for row in carried
        },
        verifiable={row.recommendation.id: services.check_verification(actor, row.recommendation) for row in carried},
        updates=queries.updates_of_case(file.case.id),
        escalations=escalations,
        at_the_top={key for key, rows in escalations.items() if rules.is_top(rows[-1].step.step)},
        violations=queries.violations_of_case(file.case.id),
        closable={
            subject.id: rules.check_closing(
                subject.outcome, discipline.get(subject.id, frozenset()), asked.get(subject.id, ())
            )
            for subject in file.case.subjects
        },
        claims=claims,
        entries={claim.id: [row for row in entries if row.finding_id == claim.id] for claim in claims},
        reversed_entries={row.reverses_id for row in entries},
        subject_names={subject.id: subject.name for subject in file.case.subjects},
        **labels(),
    )


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
