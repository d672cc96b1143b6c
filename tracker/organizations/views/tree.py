"""Looking at the tree: the tree itself, one organization, the list, suggestions."""

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Permission, may
from tracker.core import clock
from tracker.organizations import queries
from tracker.organizations.forms import FilterForm
from tracker.organizations.states import BODY_KIND_LABELS, EVENT_LABELS, LEVEL_LABELS, Level
from tracker.organizations.views.area import blueprint, seen_organization
from tracker.regulations.names import Named, find_name
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices


@blueprint.get("/organizations")
@requires(Permission.SEE_TREE)
def show_tree() -> ResponseReturnValue:
    """The visible tree, or the part of it below ``?top=12``."""
    top = seen_organization(request.args.get("top", current_actor().organization_id, type=int))
    ended = "ended" in request.args
    tree = queries.tree_under(top, ended=ended)
    return render_template("organizations/show_tree.html", tree=tree, top=top, ended=ended, levels=LEVEL_LABELS)


@blueprint.get("/organizations/list")
@requires(Permission.SEE_TREE)
def list_organizations() -> ResponseReturnValue:
    """All visible organizations, searched and narrowed by what stands in the address."""
    form = FilterForm(request.args)
    form.level.offer(choices(LEVEL_LABELS))
    sound = form.validate()
    wanted = queries.OrganizationFilter(
        text=form.q.data or "" if sound else "",
        level=Level(form.level.data) if sound and form.level.data else None,
        ended=bool(form.ended.data),
    )
    cursor = cursor_of_request()
    found = queries.organization_rows(current_actor(), wanted, cursor)
    page = page_of(found, cursor, lambda row: (row.search_key, row.id))
    return render_template("organizations/list_organizations.html", page=page, form=form, levels=LEVEL_LABELS)


@blueprint.get("/organizations/suggest")
@requires(Permission.SEE_TREE)
def suggest() -> ResponseReturnValue:
    """Matches for a picker: ``?q=`` the typed text, ``living=1`` without those that have ended.

    ``neighbours=1``: those beside the own organization, too, for who hands its work on.
    """
    actor, given = current_actor(), request.args
    near = "neighbours" in given and may(actor, Permission.HAND_ON_WORK)
    found = queries.find_organizations(actor, given.get("q", ""), living="living" in given, neighbours=near)
    return jsonify([{"key": key, "label": label} for key, label in found])


@blueprint.get("/organizations/<int:organization_id>")
@requires(Permission.SEE_TREE)
def show_organization(organization_id: int) -> ResponseReturnValue:
    """One organization: what it is now, and how it came to be so."""
    actor = current_actor()
    organization = queries.get_organization_to_read(actor, organization_id)
    return render_template(
        "organizations/show_organization.html",
        organization=organization,
        changeable=queries.is_in_scope(actor, organization),
        parent_names=queries.visible_names(actor, [organization.parent_id, organization.successor_id]),
        names=queries.names_of(organization_id),
        parents=queries.parents_of(actor, organization_id),
        events=queries.events_of(actor, organization_id),
        bodies=queries.bodies_of(organization_id),
        terms=queries.terms_of(organization_id),
        children=queries.children_of(organization),
        member_count=queries.count_members(organization),
        levels=LEVEL_LABELS,
        official=find_name(Named.ORGANIZATION, organization.level, organization.ended_on or clock.today()),
        body_kinds=BODY_KIND_LABELS,
        event_labels=EVENT_LABELS,
    )
