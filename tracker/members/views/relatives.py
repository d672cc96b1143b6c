"""Relatives of a member."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.members import queries, services
from tracker.members.forms import RelativeForm
from tracker.members.states import KINSHIP_LABELS, Kinship
from tracker.members.views.area import back_to, blueprint, seen_member
from tracker.web.access import current_actor, requires
from tracker.web.forms import VersionedForm, carried_out
from tracker.web.translate import choices


@blueprint.route("/members/<int:member_id>/relatives/new", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def list_relative(member_id: int) -> ResponseReturnValue:
    """Enter a relative."""
    actor, member = current_actor(), seen_member(member_id)
    form = RelativeForm(data={"version": member.version})
    form.kinship.offer(choices(KINSHIP_LABELS))
    form.relative.attach(
        lambda keys: queries.label_of(actor, keys),
        lambda text: queries.find_members(actor, text),
        url_for("members.suggest"),
    )

    def enter() -> None:
        services.list_relative(actor, member, queries.id_of(form.relative.first), Kinship(form.kinship.data))

    if carried_out(form, enter, member.version):
        return back_to(member_id, gettext("The relative is entered."))
    return render_template("members/list_relative.html", form=form, member=member), 422 if form.errors else 200


@blueprint.route("/members/<int:member_id>/relatives/<int:relative_id>/remove", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def remove_relative(member_id: int, relative_id: int) -> ResponseReturnValue:
    """Take out a wrong entry."""
    actor, member = current_actor(), seen_member(member_id)
    entry = queries.get_relative(member, relative_id)
    form = VersionedForm(data={"version": member.version})

    def remove() -> None:
        services.remove_relative(actor, member, entry)

    if carried_out(form, remove, member.version):
        return back_to(member_id, gettext("The entry is taken out."))
    row = next(row for row in queries.relatives_of(actor, member_id) if row.id == relative_id)
    values = {"form": form, "member": member, "row": row, "kinship_labels": KINSHIP_LABELS}
    return render_template("members/remove_relative.html", **values), 422 if form.errors else 200
