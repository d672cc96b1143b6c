"""Changing the tree: found, rename, move, correct. An organization ends in the room of reorganization."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.organizations import queries, services
from tracker.organizations.forms import CorrectForm, MoveForm, NewOrganizationForm, RenameForm
from tracker.organizations.states import LEVEL_LABELS, Level
from tracker.organizations.views.area import back_to, blueprint, offer_organizations, seen_organization
from tracker.web.access import current_actor, requires
from tracker.web.forms import carried_out
from tracker.web.translate import choices


@blueprint.route("/organizations/new", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def add_organization() -> ResponseReturnValue:
    """Found an organization; ``?under=org-12`` proposes the parent."""
    form = NewOrganizationForm(data={"parent": request.args.getlist("under")})
    form.level.offer(choices(LEVEL_LABELS))
    offer_organizations(form.parent)
    founded = []

    def found() -> None:
        new = services.NewOrganization(
            form.code.data,
            form.name.data,
            Level(form.level.data),
            queries.id_of(form.parent.first),
            form.founded_on.data,
            form.decision.data,
        )
        founded.append(services.found_organization(current_actor(), new, clock.today()))

    if carried_out(form, found):
        return back_to(founded[0].id, gettext("The organization is recorded."))
    return render_template("organizations/add_organization.html", form=form), 422 if form.errors else 200


@blueprint.route("/organizations/<int:organization_id>/rename", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def rename_organization(organization_id: int) -> ResponseReturnValue:
    """Record another name or level."""
    organization = seen_organization(organization_id)
    present = {"name": organization.name, "level": organization.level.value, "version": organization.version}
    form = RenameForm(data=present)
    form.level.offer(choices(LEVEL_LABELS))

    def rename() -> None:
        new = services.Naming(form.name.data, Level(form.level.data), form.since.data, form.decision.data)
        services.rename_organization(current_actor(), organization, new, clock.today())

    if carried_out(form, rename, organization.version):
        return back_to(organization_id, gettext("The new name is recorded."))
    page = render_template("organizations/rename_organization.html", form=form, organization=organization)
    return page, 422 if form.errors else 200


@blueprint.route("/organizations/<int:organization_id>/move", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def move_organization(organization_id: int) -> ResponseReturnValue:
    """Record another parent."""
    organization = seen_organization(organization_id)
    form = MoveForm(data={"version": organization.version})
    offer_organizations(form.parent)

    def move() -> None:
        new = services.Move(queries.id_of(form.parent.first), form.since.data, form.decision.data)
        services.move_organization(current_actor(), organization, new, clock.today())

    if carried_out(form, move, organization.version):
        return back_to(organization_id, gettext("The new parent is recorded."))
    names = queries.visible_names(current_actor(), [organization.parent_id])
    page = render_template(
        "organizations/move_organization.html",
        form=form,
        organization=organization,
        parent_name=names.get(organization.parent_id),
    )
    return page, 422 if form.errors else 200


@blueprint.route("/organizations/<int:organization_id>/correct", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def correct_organization(organization_id: int) -> ResponseReturnValue:
    """Mend a mistyped code or name."""
    organization = seen_organization(organization_id)
    present = {"code": organization.code, "name": organization.name, "version": organization.version}
    form = CorrectForm(data=present)

    def correct() -> None:
        services.correct_organization(current_actor(), organization, form.code.data, form.name.data)

    if carried_out(form, correct, organization.version):
        return back_to(organization_id, gettext("The correction is saved."))
    page = render_template("organizations/correct_organization.html", form=form, organization=organization)
    return page, 422 if form.errors else 200
