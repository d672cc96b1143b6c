"""The blueprint, and what its pages do alike."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.core.errors import RuleViolation
from tracker.members.models import Member
from tracker.members.queries import get_member
from tracker.organizations import queries as organizations
from tracker.web.access import current_actor
from tracker.web.fields import PickerField
from tracker.web.forms import TrackerForm, VersionedForm

blueprint = Blueprint("members", __name__)


def seen_member(member_id: int) -> Member:
    """The member of the address; a conflict on the member's page leads back to it."""
    member = get_member(current_actor(), member_id)
    g.present_url = url_for("members.show_member", member_id=member.id)
    return member


def carry_out(form: TrackerForm, act: Callable[[], object], version: int | None = None) -> bool:
    """Whether the form was sent, is right and was carried out; a lawful refusal is put beside its field.

    ``version`` is the present version of the record; an older one on the page raises ``StaleVersion``.
    """
    if not form.validate_on_submit():
        return False
    if isinstance(form, VersionedForm) and version is not None:
        form.check_version(version)
    try:
        act()
    except RuleViolation as refusal:
        form.refuse(refusal)
        return False
    return True


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
