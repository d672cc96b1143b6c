"""Looking at members: the list, one member, suggestions."""

from dataclasses import replace

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission, may
from tracker.core import clock
from tracker.members import queries
from tracker.members.forms import FilterForm
from tracker.members.states import KINSHIP_LABELS, SEX_LABELS, STANDING_LABELS, Standing
from tracker.members.views.area import blueprint, seen_member
from tracker.organizations import queries as organizations
from tracker.organizations.states import LEVEL_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices


@blueprint.get("/members")
@requires(Permission.SEE_MEMBERS)
def list_members() -> ResponseReturnValue:
    """The members in scope, searched and narrowed by what stands in the address (``under=org-12``)."""
    actor = current_actor()
    form = FilterForm(request.args)
    form.standing.offer(choices(STANDING_LABELS))
    top_id = organizations.id_of(request.args.get("under"))
    wanted = queries.MemberFilter(
        today=clock.today(),
        top=organizations.get_organization(actor, top_id) if top_id else None,
        left=bool(form.left.data),
    )
    if form.validate():
        standing = Standing(form.standing.data) if form.standing.data else None
        wanted = replace(wanted, text=form.q.data or "", standing=standing)
    cursor = cursor_of_request()
    found = queries.member_rows(actor, wanted, cursor)
    page = page_of(found, cursor, lambda row: (row.search_key, row.id))
    posts = queries.descriptions_on([row.id for row in page.rows], wanted.today)
    return render_template(
        "members/list_members.html",
        page=page,
        form=form,
        top=wanted.top,
        posts=posts,
        today=wanted.today,
        standings=STANDING_LABELS,
        reset_url=url_for("members.list_members", under=request.args.get("under")),
    )


@blueprint.get("/members/suggest")
@requires(Permission.SEE_MEMBERS)
def suggest() -> ResponseReturnValue:
    """Matches for a picker: ``?q=`` the typed text."""
    found = queries.find_members(current_actor(), request.args.get("q", ""))
    return jsonify([{"key": key, "label": label} for key, label in found])


@blueprint.get("/members/subjects.json")
@requires(Permission.SEE_MEMBERS)
def suggest_subjects() -> ResponseReturnValue:
    """Organizations and members that fit what was typed, for a picker of subjects."""
    found = queries.find_subjects(current_actor(), request.args.get("q", "")[:100])
    return jsonify([{"key": key, "label": label} for key, label in found])


@blueprint.get("/members/<int:member_id>")
@requires(Permission.SEE_MEMBERS)
def show_member(member_id: int) -> ResponseReturnValue:
    """One member: facts, memberships, posts."""
    actor = current_actor()
    member = seen_member(member_id)
    today = clock.today()
    posts = queries.posts_of([member_id]).get(member_id, [])
    names = organizations.visible_names(actor, [member.organization_id, *(post.organization_id for post in posts)])
    return render_template(
        "members/show_member.html",
        member=member,
        standing=member.standing_on(today),
        memberships=queries.memberships_of(actor, member_id),
        posts=posts,
        relatives=queries.relatives_of(actor, member_id) if may(actor, Permission.EDIT_MEMBERS) else [],
        kinship_labels=KINSHIP_LABELS,
        names=names,
        today=today,
        described=queries.describe_on(member_id, today),
        sexes=SEX_LABELS,
        standings=STANDING_LABELS,
        levels=LEVEL_LABELS,
    )
