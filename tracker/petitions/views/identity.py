"""Pages of the vault: record a sender, look with a reason, let somebody look, and the list of looks."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.accounts.queries import people_of_organization
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.petitions import forms, queries, services
from tracker.petitions.views.area import blueprint, carry_out, load, vault
from tracker.petitions.views.intake import identity_of
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of


@blueprint.route("/<ref>/sender/record", methods=["GET", "POST"])
@requires(Permission.RECEIVE_PETITION)
def record_identity(ref: str) -> ResponseReturnValue:
    """Put the sender into the vault, or replace what is there; what is there is not shown."""
    petition, form = load(ref), forms.IdentityForm()
    if not queries.has_identity(petition.id):
        del form.reason

    def save() -> None:
        reason = form.reason.data if "reason" in form else ""
        services.record_identity(current_actor(), petition, identity_of(form), vault(), reason)

    return carry_out(petition, form, save, "petitions/record_identity.html", gettext("The sender is in the vault."))


@blueprint.route("/<ref>/sender", methods=["GET", "POST"])
@requires(Permission.REVEAL_IDENTITY)
def reveal_identity(ref: str) -> ResponseReturnValue:
    """Who sent a petition: shown once, after the reason is typed; the look is recorded first."""
    actor, today, form = current_actor(), clock.today(), forms.RevealForm()
    petition = queries.get_for_reveal(actor, ref, today)
    if not queries.has_identity(petition.id):
        raise NotVisible
    g.present_url = url_for("petitions.reveal_identity", ref=ref)
    if form.validate_on_submit():
        try:
            shown = services.reveal_identity(actor, petition, form.reason.data, vault(), today)
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            former = services.former_identities(actor, petition, vault(), today)
            return render_template("petitions/_identity.html", petition=petition, identity=shown, former=former)
    page = render_template("petitions/reveal_identity.html", petition=petition, form=form)
    return page, 422 if form.errors else 200


@blueprint.route("/<ref>/grant", methods=["GET", "POST"])
@requires(Permission.GRANT_IDENTITY)
def grant_identity(ref: str) -> ResponseReturnValue:
    """Let one person see who sent one petition."""
    actor, petition, form = current_actor(), load(ref), forms.GrantForm()
    people = people_of_organization(actor.organization_id, *services.GRANTABLE)
    form.account.offer([(str(one.id), one.full_name) for one in people if one.id != actor.user_id])

    def grant() -> None:
        account_id, reason, until = int(form.account.data), form.reason.data, form.until.data
        services.grant_identity(actor, petition, account_id, reason, until, clock.today())

    return carry_out(petition, form, grant, "petitions/grant_identity.html", gettext("The permission is recorded."))


@blueprint.get("/looks")
@requires(Permission.GRANT_IDENTITY)
def list_reveals() -> ResponseReturnValue:
    """Who looked into the vault, when and why, and how often."""
    actor, cursor = current_actor(), cursor_of_request()
    found = queries.reveal_rows(actor, cursor)
    return render_template(
        "petitions/list_reveals.html",
        page=page_of(found, cursor, lambda row: (row.at, row.id)),
        frequent=queries.reveals_by_person(actor, clock.now()),
        days=queries.REVEAL_DAYS,
    )
