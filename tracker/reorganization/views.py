"""Pages of reorganization."""

from io import BytesIO

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.organizations import queries as organizations
from tracker.reorganization import queries, services
from tracker.reorganization.forms import EndForm, HandOnForm, SplitForm, SuccessionTableForm
from tracker.reorganization.states import UNSEEN, UNSEEN_KINDS, WORK_LABELS, Key, WorkKind
from tracker.web.access import current_actor, requires
from tracker.web.fields import PickerField
from tracker.web.forms import carried_out
from tracker.web.spreadsheets import XLSX_TYPE, make_template
from tracker.web.translate import say

blueprint = Blueprint("reorganization", __name__)
MOST_LISTED = 100  # of a kind, so that the page of a large organization stays one page


@blueprint.route("/organizations/<int:organization_id>/end", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def end_organization(organization_id: int) -> ResponseReturnValue:
    """Record the end of an organization, with the one that takes over."""
    organization = organizations.get_organization(current_actor(), organization_id)
    page = g.present_url = url_for("organizations.show_organization", organization_id=organization_id)
    form = EndForm(data={"version": organization.version})
    _offer_organizations(form.successor)
    _offer_heirs(form, gettext("The successor"))
    moved = []

    def end() -> None:
        how = services.Succession(
            form.ended_on.data,  # type: ignore[arg-type]
            form.decision.data,
            organizations.id_of(form.successor.first),
            _named(form),
        )
        moved.append(services.end_organization(current_actor(), organization, how, clock.today()))

    if carried_out(form, end, organization.version):
        flash(gettext("The end of the organization is recorded."), "success")
        flash(_told(moved[0]), "info")
        return redirect(page, 303)
    body = render_template(
        "reorganization/end_organization.html",
        form=form,
        organization=organization,
        children=organizations.children_of(organization),
        **_standing(organization_id),
    )
    return body, 422 if form.errors else 200


@blueprint.route("/organizations/<int:organization_id>/hand-on", methods=["GET", "POST"])
@requires(Permission.HAND_ON_WORK)
def hand_on_work(organization_id: int) -> ResponseReturnValue:
    """Let other organizations take over single pieces of open work after a division or a merger."""
    organization = organizations.get_organization(current_actor(), organization_id)
    form = HandOnForm()
    _offer_heirs(form, gettext("stays here"), neighbours=current_actor().organization_id == organization_id)

    def hand_on() -> None:
        how = services.HandingOn(form.on.data, form.decision.data, _named(form))  # type: ignore[arg-type]
        services.hand_on_work(current_actor(), organization, how, clock.today())

    if carried_out(form, hand_on):
        flash(_handed_on(form), "success")
        return redirect(url_for("organizations.show_organization", organization_id=organization_id), 303)
    body = render_template(
        "reorganization/hand_on_work.html", form=form, organization=organization, **_standing(organization_id)
    )
    return body, 422 if form.errors else 200


@blueprint.route("/organizations/<int:organization_id>/split", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def split_organization(organization_id: int) -> ResponseReturnValue:
    """Found a new organization beside this one out of a part of it."""
    actor = current_actor()
    organization = organizations.get_organization(actor, organization_id)
    g.present_url = url_for("organizations.show_organization", organization_id=organization_id)
    form = SplitForm(data={"version": organization.version})
    form.organizations.offer([(str(child.id), child.name) for child in organizations.children_of(organization)])
    form.members.offer([(str(one.id), one.full_name) for one in queries.present_members(organization_id)])
    founded = []

    def split() -> None:
        founded.append(services.split_organization(actor, organization, _division(form), clock.today()))

    if carried_out(form, split, organization.version):
        flash(gettext("The new organization is recorded. Set up its bodies, so that work can pass to it."), "success")
        return redirect(url_for("organizations.show_organization", organization_id=founded[0].id), 303)
    body = render_template("reorganization/split_organization.html", form=form, organization=organization)
    return body, 422 if form.errors else 200


@blueprint.route("/organizations/successions", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def carry_out_successions() -> ResponseReturnValue:
    """Try a table of old → successor, or carry it out when every row of it is right."""
    form = SuccessionTableForm()
    checked = None
    if form.validate_on_submit():
        carry_out = "import" in request.form
        act = services.carry_out_table if carry_out else services.try_table
        checked = act(current_actor(), form.sheet.data, clock.today())
        if carry_out and not checked.problems:
            flash(gettext("Organizations ended: %(count)s.", count=len(checked.ready)), "success")
            return redirect(url_for("organizations.show_tree"), 303)
    failed = form.errors or (checked and checked.problems)
    page = render_template(
        "reorganization/carry_out_successions.html", form=form, checked=checked, columns=services.COLUMNS
    )
    return page, 422 if failed else 200


@blueprint.get("/organizations/successions/template")
@requires(Permission.EDIT_TREE)
def succession_template() -> ResponseReturnValue:
    """A workbook with the heads of the table and an example."""
    heads = [say(column.label) for column in services.COLUMNS]
    examples = [column.example for column in services.COLUMNS]
    workbook = make_template(heads, examples, (gettext("Successions"), gettext("Example")))
    name = f"{gettext('successions')}.xlsx"
    return send_file(BytesIO(workbook), mimetype=XLSX_TYPE, as_attachment=True, download_name=name)


def _division(form: SplitForm) -> services.Division:
    return services.Division(
        form.code.data,
        form.name.data,
        form.since.data,  # type: ignore[arg-type]
        form.decision.data,
        [int(one) for one in form.organizations.data or ()],
        [int(one) for one in form.members.data or ()],
    )


def _handed_on(form: HandOnForm) -> str:
    pieces = [number for _kind, number in form.heirs.named if number != UNSEEN]
    said = gettext("Handed on: %(count)s pieces of work.", count=len(pieces))
    if len(pieces) == len(form.heirs.named):
        return said
    return said + " " + gettext("And so goes what you may not see, if there is any.")


def _offer_heirs(form: EndForm | HandOnForm, usual: str, *, neighbours: bool = False) -> None:
    _offer_organizations(form.others, neighbours=neighbours)
    form.heirs.offer(form.others.chosen, usual)


def _named(form: EndForm | HandOnForm) -> dict[Key, int]:
    ids = {key: organizations.id_of(taker) for key, taker in form.heirs.named.items()}
    return {key: one for key, one in ids.items() if one is not None}


def _standing(organization_id: int) -> dict[str, object]:
    """What the list of open work shows."""
    standing = queries.standing_of(current_actor(), organization_id)
    shown = {"labels": WORK_LABELS, "address": _address, "most": MOST_LISTED, "unseen": UNSEEN_KINDS}
    return {"standing": standing, **shown}


def _address(row: queries.WorkRow) -> str:
    if row.kind is WorkKind.PROGRAMME:
        body_id, period = row.ref.split("/")
        return url_for("programmes.show_programme", body_id=body_id, key=period)
    pages = {WorkKind.PETITION: "petitions.show_petition", WorkKind.OBSERVATION: "observations.show_observation"}
    return url_for(pages.get(row.kind, "cases.show_case"), ref=row.ref)


def _offer_organizations(field: PickerField, *, neighbours: bool = False) -> None:
    actor, near = current_actor(), {"neighbours": neighbours}
    field.attach(
        lambda keys: organizations.label_of(actor, keys, **near),
        lambda text: organizations.find_organizations(actor, text, living=True, **near),
        url_for("organizations.suggest", living=1, neighbours=1 if neighbours else None),
    )


def _told(moved: services.Moved) -> str:
    return gettext(
        "Passed on: %(members)s members, %(accounts)s accounts, %(sessions)s planned sessions; of what"
        " you may know of, %(petitions)s petitions, %(observations)s observations, %(programmes)s programmes and"
        " %(complaints)s complaints; and all other open work.",
        **vars(moved),
    )
