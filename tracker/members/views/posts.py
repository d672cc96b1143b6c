"""Posts of a member."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.members import queries, services
from tracker.members.forms import EndPostForm, PostForm
from tracker.members.views.area import back_to, blueprint, offer_organizations, seen_member
from tracker.organizations import queries as organizations
from tracker.organizations.states import LEVEL_LABELS, Level
from tracker.web.access import current_actor, requires
from tracker.web.forms import carried_out
from tracker.web.translate import choices


@blueprint.route("/members/<int:member_id>/posts/new", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def appoint_to_post(member_id: int) -> ResponseReturnValue:
    """Record a post."""
    member = seen_member(member_id)
    form = PostForm(data={"version": member.version, "organization": [f"org-{member.organization_id}"]})
    form.committee_level.offer(choices(LEVEL_LABELS))
    offer_organizations(form.organization)

    def appoint() -> None:
        new = services.NewPost(
            form.title.data,
            organizations.id_of(form.organization.first),
            form.since.data,
            Level(form.committee_level.data) if form.committee_level.data else None,
            form.until.data,
        )
        services.appoint_to_post(current_actor(), member, new, clock.today())

    if carried_out(form, appoint, member.version):
        return back_to(member_id, gettext("The post is recorded."))
    return render_template("members/appoint_to_post.html", form=form, member=member), 422 if form.errors else 200


@blueprint.route("/members/<int:member_id>/posts/<int:post_id>/end", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def end_post(member_id: int, post_id: int) -> ResponseReturnValue:
    """Record the last day of a post."""
    member = seen_member(member_id)
    post = queries.get_post(member, post_id)
    form = EndPostForm(data={"version": member.version, "until": post.until})

    def end() -> None:
        services.end_post(current_actor(), member, post, form.until.data)

    if carried_out(form, end, member.version):
        return back_to(member_id, gettext("The end of the post is recorded."))
    return render_template("members/end_post.html", form=form, member=member, post=post), 422 if form.errors else 200
