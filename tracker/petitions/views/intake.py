"""Pages up to the decision: register, correct, link a copy, split, screen."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.members.queries import find_subjects, key_of, subject_labels
from tracker.organizations import queries as organizations
from tracker.petitions import forms, queries, services
from tracker.petitions.models import Petition
from tracker.petitions.rules import PARTS
from tracker.petitions.services import Entry, Identity, Part, Screening, Split
from tracker.petitions.states import (
    ACTION_LABELS,
    CHANNEL_LABELS,
    KIND_LABELS,
    PROPOSALS,
    SENDER_LABELS,
    Action,
    Channel,
    PetitionKind,
    Sender,
)
from tracker.petitions.views.area import blueprint, carry_out, check_words, load, offer_grounds, vault
from tracker.web.access import current_actor, requires
from tracker.web.fields import PickerField
from tracker.web.translate import choices

_EntryForm = forms.RegisterForm | forms.CorrectionForm


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.RECEIVE_PETITION)
def register_petition() -> ResponseReturnValue:
    """Enter a petition into the register."""
    actor, form = current_actor(), forms.RegisterForm()
    form.body.offer([(str(body.id), body.name) for body in organizations.bodies_of(actor.organization_id)])
    if not form.is_submitted():
        form.body.data, form.received_on.data = str(actor.body_id), clock.today()
    _offer(form)
    if form.validate_on_submit():
        entry, identity = _entry(form), _identity(form)
        try:
            petition = services.register_petition(actor, int(form.body.data), entry, identity, vault(), clock.today())
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            done = gettext("The petition is registered under number %(number)s.", number=petition.number)
            flash(done, "success")
            return redirect(url_for("petitions.show_petition", ref=petition.ref), 303)
    return render_template("petitions/register_petition.html", form=form), 422 if form.errors else 200


@blueprint.route("/<ref>/correct", methods=["GET", "POST"])
@requires(Permission.RECEIVE_PETITION)
def correct_petition(ref: str) -> ResponseReturnValue:
    """Correct what was registered."""
    petition = load(ref)
    form = forms.CorrectionForm(data=_present(petition))
    _offer(form)

    def correct() -> None:
        services.correct_petition(current_actor(), petition, _entry(form), vault(), clock.today())

    done = gettext("The entry is corrected.")
    return carry_out(petition, form, correct, "petitions/correct_petition.html", done)


@blueprint.route("/<ref>/copy-of", methods=["GET", "POST"])
@requires(Permission.RECEIVE_PETITION)
def link_copy(ref: str) -> ResponseReturnValue:
    """Link a petition as a copy of one that is registered already."""
    actor, petition = current_actor(), load(ref)
    rows = {row.petition.ref: row.petition for row in queries.likely_copies(actor, petition)}
    form = forms.CopyForm()
    form.original.offer([(key, f"{row.number}/{row.year}: {row.abstract}") for key, row in rows.items()])

    def link() -> None:
        services.link_copy(actor, petition, queries.get_petition(actor, form.original.data))

    return carry_out(petition, form, link, "petitions/link_copy.html", gettext("The copy is linked."))


@blueprint.route("/<ref>/split", methods=["GET", "POST"])
@requires(Permission.RECEIVE_PETITION)
def split_petition(ref: str) -> ResponseReturnValue:
    """Go on with the complaint of a mixed letter; the sender was guided to denounce apart."""
    petition = load(ref)
    form = forms.SplitForm(data={"parts": _rows(petition)})
    if form.asks_again and len(form.parts) < forms.MOST_CONTENTS and "parts-add" in request.form:
        form.parts.append_entry({})
    for row in form.parts:
        row.form.kind.offer(choices(KIND_LABELS, only=PARTS))
        _offer_subjects(row.form.subjects)

    def split() -> None:
        words = {row.text.name: row.text.data for row in form.given()}
        services.check_words(petition, words | {"guidance": form.guidance.data}, vault())
        given = Split(form.on.data, form.guidance.data, [_part(row) for row in form.given()])
        services.split_petition(current_actor(), petition, given, vault(), clock.today())

    done = gettext("From now on it is a complaint; the other parts have numbers of their own.")
    return carry_out(petition, form, split, "petitions/split_petition.html", done)


def _rows(petition: Petition) -> list[dict[str, object]]:
    """A row for each content of the letter; the first is taken for the complaint."""
    rows: list[dict[str, object]] = [{"text": content.text} for content in petition.contents] or [{}]
    rows[0] |= {"kind": PetitionKind.COMPLAINT.value, "subjects": [key_of(one) for one in petition.subjects]}
    return rows


def _part(row: forms.PartForm) -> Part:
    return Part(PetitionKind(row.kind.data), row.text.data, row.subjects.data, row.text.name.removesuffix("-text"))


@blueprint.route("/<ref>/screen", methods=["GET", "POST"])
@requires(Permission.RECEIVE_PETITION)
def screen_petition(ref: str) -> ResponseReturnValue:
    """Record what the screening found and what is proposed."""
    petition, form = load(ref), forms.ScreeningForm()
    form.proposal.offer(choices(ACTION_LABELS, only=PROPOSALS))
    offer_grounds(form.ground, petition)
    if not form.is_submitted():
        form.on.data = clock.today()

    def screen() -> None:
        check_words(petition, form)
        given = Screening(
            form.on.data, Action(form.proposal.data), form.note.data, form.ground.data or "", form.congress_on.data
        )
        services.screen_petition(current_actor(), petition, given, clock.today())

    return carry_out(petition, form, screen, "petitions/screen_petition.html", gettext("The screening is recorded."))


def _offer(form: _EntryForm) -> None:
    form.kind.offer(choices(KIND_LABELS))
    form.channel.offer(choices(CHANNEL_LABELS))
    form.sender.offer(choices(SENDER_LABELS))
    _offer_subjects(form.subjects)


def _offer_subjects(field: PickerField) -> None:
    actor = current_actor()
    field.attach(
        lambda keys: subject_labels(actor, keys),
        lambda text: find_subjects(actor, text),
        url_for("members.suggest_subjects"),
    )


def _entry(form: _EntryForm) -> Entry:
    return Entry(
        kind=PetitionKind(form.kind.data),
        channel=Channel(form.channel.data),
        sender=Sender(form.sender.data),
        first_received_on=form.first_received_on.data,
        received_on=form.received_on.data,
        abstract=form.abstract.data,
        contents=form.listed(),
        subjects=form.subjects.data,
        others_named=form.others_named.data or "",
        decision_number=form.decision_number.data or "",
        decision_received_on=form.decision_received_on.data,
    )


def _identity(form: forms.RegisterForm) -> Identity | None:
    """What was typed of the sender, whatever else was chosen; None where nothing was."""
    given = identity_of(form)
    return given if any(vars(given).values()) else None


def identity_of(form: forms.RegisterForm | forms.IdentityForm) -> Identity:
    """What was typed of the sender."""
    return Identity(
        name=form.identity_name.data or "",
        address=form.identity_address.data or "",
        phone=form.identity_phone.data or "",
        id_card=form.identity_card.data or "",
        original=form.identity_original.data or "",
    )


def _present(petition: Petition) -> dict[str, object]:
    return {
        "kind": petition.kind.value,
        "channel": petition.channel.value,
        "sender": petition.sender.value,
        "first_received_on": petition.first_received_on,
        "received_on": petition.received_on,
        "abstract": petition.abstract,
        "contents": "\n".join(content.text for content in petition.contents),
        "subjects": [key_of(one) for one in petition.subjects],
        "others_named": petition.others_named,
        "decision_number": petition.decision_number,
        "decision_received_on": petition.decision_received_on,
    }
