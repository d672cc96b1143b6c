"""The blueprint, and what its pages do alike."""

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.members.models import Member
from tracker.members.queries import get_member
from tracker.organizations import queries as organizations
from tracker.web.access import current_actor
from tracker.web.fields import PickerField

blueprint = Blueprint("members", __name__)


def seen_member(member_id: int) -> Member:
    """The member of the address; a conflict on the member's page leads back to it."""
    member = get_member(current_actor(), member_id)
    g.present_url = url_for("members.show_member", member_id=member.id)
    return member


def offer_organizations(field: PickerField) -> None:
    """Connect a picker to the living organizations in scope."""
    actor = current_actor()
    field.attach(
        lambda keys: organizations.label_of(actor, keys),
        lambda text: organizations.find_organizations(actor, text, living=True),
        url_for("organizations.suggest", living=1),
    )


def back_to(member_id: int, said: str) -> ResponseReturnValue:
    """To the member's page, with a word of what was done."""
    flash(said, "success")
    return redirect(url_for("members.show_member", member_id=member_id), 303)
