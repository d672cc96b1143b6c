"""The blueprint, and what its pages do alike."""

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.organizations import queries
from tracker.organizations.models import Organization
from tracker.web.access import current_actor
from tracker.web.fields import PickerField

blueprint = Blueprint("organizations", __name__)


def seen_organization(organization_id: int) -> Organization:
    """The organization of the address; a conflict on its page leads back to it."""
    organization = queries.get_organization(current_actor(), organization_id)
    g.present_url = url_for("organizations.show_organization", organization_id=organization.id)
    return organization


def offer_organizations(field: PickerField) -> None:
    """Connect a picker to the living organizations in scope."""
    actor = current_actor()
    field.attach(
        lambda keys: queries.label_of(actor, keys),
        lambda text: queries.find_organizations(actor, text, living=True),
        url_for("organizations.suggest", living=1),
    )


def back_to(organization_id: int, said: str) -> ResponseReturnValue:
    """To the organization's page, with a word of what was done."""
    flash(said, "success")
    return redirect(url_for("organizations.show_organization", organization_id=organization_id), 303)
