"""The recommendations of the house as a list, and their figures; every number opens what it counts."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.cases.page import law_of_page
from tracker.cases.rules import working_days_left
from tracker.core import clock
from tracker.findings.queries import find_organization, organizations_below
from tracker.findings.states import RecommendationState
from tracker.follow_up import queries
from tracker.follow_up.queries import RecommendationFilter
from tracker.follow_up.states import TIMING_LABELS, Timing
from tracker.follow_up.views.area import blueprint, labels
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of


@blueprint.get("/recommendations")
@requires(Permission.SEE_OVERVIEW)
def list_recommendations() -> ResponseReturnValue:
    """The recommendations one knows of, the earliest due first, narrowed by the address."""
    actor, today, cursor = current_actor(), clock.today(), cursor_of_request()
    calendar, wanted = law_of_page().calendar, _wanted()
    page = page_of(queries.recommendation_rows(actor, wanted, cursor), cursor, lambda row: (row.due_on, row.id))
    return render_template(
        "follow_up/list_recommendations.html",
        page=page,
        wanted=wanted,
        left={row.id: working_days_left(row.due_on, today, calendar) for row in page.rows},
        total=queries.count_recommendations(actor, wanted),
        organizations=organizations_below(actor),
        timing_labels=TIMING_LABELS,
        today=today,
        **labels(),
    )


EVERY = "all"  # every state, settled ones too; without a state the list holds the open ones


def _wanted() -> RecommendationFilter:
    given, today, calendar = request.args, clock.today(), law_of_page().calendar
    return RecommendationFilter(
        organization=find_organization(current_actor(), given.get("organization", "")),
        timing=Timing(given["timing"]) if given.get("timing") in set(Timing) else None,
        state=RecommendationState(given["state"]) if given.get("state") in set(RecommendationState) else None,
        today=today,
        near_until=queries.near_until(today, calendar),
        every=given.get("state") == EVERY,
    )


@blueprint.get("/recommendations/figures")
@requires(Permission.SEE_OVERVIEW)
def show_figures() -> ResponseReturnValue:
    """Recommendations by state, and the money of the cases whose file one may read."""
    actor, today = current_actor(), clock.today()
    cursor = cursor_of_request()
    page = page_of(queries.money_rows(actor, cursor), cursor, lambda row: (row.concluded_on, row.id))
    return render_template(
        "follow_up/show_figures.html",
        counts=queries.count_by_state(actor),
        overdue=queries.count_recommendations(actor, RecommendationFilter(timing=Timing.OVERDUE, today=today)),
        money=queries.money_total(actor),
        page=page,
        **labels(),
    )
