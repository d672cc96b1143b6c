"""Deciding bodies and terms of an organization."""

from dataclasses import fields

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.organizations import queries, services
from tracker.organizations.forms import BodyForm, CloseTermForm, NewBodyForm, TermForm
from tracker.organizations.rules import bodies_of_level
from tracker.organizations.states import BODY_KIND_LABELS, BodyKind
from tracker.organizations.views.area import back_to, blueprint, seen_organization
from tracker.web.access import current_actor, requires
from tracker.web.forms import carried_out
from tracker.web.translate import choices

_FACTS = [field.name for field in fields(services.BodyFacts)]


@blueprint.route("/organizations/<int:organization_id>/bodies/new", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def add_body(organization_id: int) -> ResponseReturnValue:
    """Set up a deciding body."""
    organization = seen_organization(organization_id)
    present = {body.kind for body in queries.bodies_of(organization_id)}
    possible = set(bodies_of_level(organization.level)) - present
    form = NewBodyForm(data={"version": organization.version})
    form.kind.offer(choices(BODY_KIND_LABELS, only=possible))

    def set_up() -> None:
        services.set_up_body(current_actor(), organization, BodyKind(form.kind.data), _facts(form))

    if carried_out(form, set_up):
        return back_to(organization_id, gettext("The body is set up."))
    page = render_template("organizations/add_body.html", form=form, organization=organization, possible=possible)
    return page, 422 if form.errors else 200


@blueprint.route("/organizations/bodies/<int:body_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def edit_body(body_id: int) -> ResponseReturnValue:
    """Change letterhead, signature, seats or working regulations of a body."""
    body = queries.get_body(current_actor(), body_id)
    g.present_url = url_for("organizations.edit_body", body_id=body_id)
    form = BodyForm(data={name: getattr(body, name) for name in (*_FACTS, "version")})
    if carried_out(form, lambda: services.change_body(current_actor(), body, _facts(form)), body.version):
        return back_to(body.organization_id, gettext("The body is changed."))
    return render_template("organizations/edit_body.html", form=form, body=body), 422 if form.errors else 200


@blueprint.route("/organizations/<int:organization_id>/terms/new", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def open_term(organization_id: int) -> ResponseReturnValue:
    """Open a term of the committee."""
    organization = seen_organization(organization_id)
    form = TermForm()

    def open_it() -> None:
        new = services.NewTerm(form.name.data, form.since.data, form.until.data)
        services.open_term(current_actor(), organization, new)

    if carried_out(form, open_it):
        return back_to(organization_id, gettext("The term is opened."))
    page = render_template("organizations/open_term.html", form=form, organization=organization)
    return page, 422 if form.errors else 200


@blueprint.route("/organizations/terms/<int:term_id>/close", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def close_term(term_id: int) -> ResponseReturnValue:
    """Record the last day of a term."""
    term = queries.get_term(current_actor(), term_id)
    organization = seen_organization(term.organization_id)
    shown = term.until.toordinal() if term.until else 0  # a term has no version: its last day is all that changes
    form = CloseTermForm(data={"until": term.until, "version": shown})
    if carried_out(form, lambda: services.close_term(current_actor(), term, form.until.data), shown):
        return back_to(organization.id, gettext("The term is closed."))
    page = render_template("organizations/close_term.html", form=form, term=term, organization=organization)
    return page, 422 if form.errors else 200


def _facts(form: BodyForm) -> services.BodyFacts:
    return services.BodyFacts(**{name: form[name].data for name in _FACTS})
