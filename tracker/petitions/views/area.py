"""The blueprint, and what its pages do alike."""

from collections.abc import Callable

from flask import Blueprint, current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission, may
from tracker.audit.services import record
from tracker.core import clock
from tracker.petitions import queries, rules, services
from tracker.petitions.models import Petition
from tracker.petitions.states import TRANSITIONS, Action
from tracker.petitions.vault import Vault
from tracker.regulations.petitions import GROUND_LABELS, Ground, grounds_on
from tracker.web.access import current_actor
from tracker.web.fields import ChoiceField
from tracker.web.forms import TrackerForm, VersionedForm, carried_out
from tracker.web.translate import say
from tracker.web.unit_of_work import leave_trace

blueprint = Blueprint("petitions", __name__, url_prefix="/petitions")


def vault() -> Vault:
    """The vault of this installation."""
    return current_app.extensions["vault"]


def load(ref: str) -> Petition:
    """The petition of a page; 404 unless the actor may open it. The reading is recorded."""
    actor = current_actor()
    petition = queries.get_petition(actor, ref)
    g.present_url = url_for("petitions.show_petition", ref=ref)
    leave_trace(lambda: record(actor, "read.petition", about={"petition": ref}))
    return petition


def is_open_to(petition: Petition, action: Action) -> bool:
    """Whether the step exists in the present state and the actor's role may take it."""
    row = TRANSITIONS.find(petition.state, action)
    return row is not None and may(current_actor(), row.permission)


def may_correct(petition: Petition) -> bool:
    """Whether the register may still be changed: before the decision, by a receiver."""
    undecided = any(TRANSITIONS.find(petition.state, action) for action in (Action.SCREEN, Action.FILE))
    return undecided and may(current_actor(), Permission.RECEIVE_PETITION)


def carry_out(
    petition: Petition, form: TrackerForm, step: Callable[[], object], template: str, done: str, /, **values: object
) -> ResponseReturnValue:
    """The form page of one step: show it, or check version and rules, do the step, and go back to the petition."""
    if carried_out(form, step, petition.version):
        flash(done, "success")
        return redirect(url_for("petitions.show_petition", ref=petition.ref), 303)
    if not form.is_submitted() and isinstance(form, VersionedForm):
        form.version.data = petition.version
    return render_template(template, petition=petition, form=form, **values), 422 if form.errors else 200


def check_words(petition: Petition, form: TrackerForm) -> None:
    """Raise ``RuleViolation`` beside the field of a form that names the sender."""
    services.check_words(petition, form.data, vault())


def offer_grounds(field: ChoiceField, petition: Petition) -> None:
    """Give a field the reasons of the editions from the receipt to today, each with its articles.

    The step is judged by the edition of its own day.
    """
    found: dict[Ground, list[str]] = {}
    for day in (petition.received_on, clock.today()):
        for row in grounds_on(rules.matter_of(petition.kind), day):
            found.setdefault(row.ground, []).append(str(row.citation))
    named = {ground: "; ".join(dict.fromkeys(cited)) for ground, cited in found.items()}
    field.offer([(ground.value, f"{say(GROUND_LABELS[ground])} ({cited})") for ground, cited in named.items()])
