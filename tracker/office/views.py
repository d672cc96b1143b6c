"""Pages on which administrators enter the office's own rules."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.services import Recomputed
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.core.text import N_
from tracker.lawbook import queries as lawbook
from tracker.lawbook.states import OVERRIDE_LABELS
from tracker.office import forms, rules, services
from tracker.organizations import queries as organizations
from tracker.regulations.calendar import PROVISIONAL_YEARS
from tracker.regulations.limits import LIMIT_LABELS, UNIT_LABELS, Unit
from tracker.regulations.terms import LEVEL_LABELS, Level
from tracker.web.access import current_actor, requires
from tracker.web.forms import TrackerForm, carried_out
from tracker.web.translate import choices

blueprint = Blueprint("office", __name__, url_prefix="/office")

EXTENSION_LABELS = {
    "none": N_("not possible"),
    "share": N_("a share of the limit"),
    "number": N_("a number of its units"),
}
DAY_LABELS = {"off": N_("does not work"), "worked": N_("works")}


@blueprint.get("/")
@requires(Permission.MANAGE_RULES)
def show_office() -> ResponseReturnValue:
    """What the office entered, standing and revoked."""
    actor = current_actor()
    overrides = lawbook.entered_overrides(actor)
    own = organizations.visible_names(actor, [found.row.organization_id for found in overrides])
    return render_template(
        "office/show_office.html",
        overrides=overrides,
        own=own,
        days=lawbook.entered_days(),
        years=lawbook.entered_years(),
        limit_labels=LIMIT_LABELS,
        level_labels=LEVEL_LABELS,
        unit_labels=UNIT_LABELS,
        kind_labels=OVERRIDE_LABELS,
        bodies=organizations.bodies_of(actor.organization_id),
    )


@blueprint.route("/limits/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def override_limit() -> ResponseReturnValue:
    """Set another number than the national one."""
    form = forms.OverrideForm(data=_proposed() | {"extension": "none"})
    _offer(form)
    form.unit.offer(choices(UNIT_LABELS))
    form.extension.offer([(key, gettext(label)) for key, label in EXTENSION_LABELS.items()])

    def enter() -> Recomputed:
        extension = rules.extension_of(
            form.extension.data,
            form.extension_numerator.data,
            form.extension_denominator.data,
            form.extension_number.data,
        )
        number = services.Number(form.number.data, Unit(form.unit.data), extension)
        return services.override_limit(current_actor(), _entry(form), number, clock.today())

    return _carry_out(form, enter, "office/override_limit.html", gettext("The limit is recorded."))


@blueprint.route("/limits/confirm", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def confirm_limit() -> ResponseReturnValue:
    """Confirm a national number by a document."""
    form = forms.ConfirmationForm(data=_proposed())
    _offer(form)

    def enter() -> Recomputed:
        return services.confirm_limit(current_actor(), _entry(form), clock.today())

    return _carry_out(form, enter, "office/confirm_limit.html", gettext("The confirmation is recorded."))


@blueprint.route("/limits/<int:override_id>/revoke", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def revoke_limit(override_id: int) -> ResponseReturnValue:
    """Take a limit of the office out of force."""
    row = lawbook.get_override(current_actor(), override_id)
    what = gettext(LIMIT_LABELS[row.limit_key])
    return _revoke(row, what, lambda reason: services.revoke_limit(current_actor(), row, reason))


@blueprint.route("/days/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def correct_day() -> ResponseReturnValue:
    """Correct a day of the calendar."""
    form = forms.DayForm()
    form.off.offer([(key, gettext(label)) for key, label in DAY_LABELS.items()])

    def enter() -> Recomputed:
        off, document = form.off.data == "off", _document(form)
        return services.correct_day(current_actor(), form.day.data, off, form.name.data, document, clock.today())

    return _carry_out(form, enter, "office/correct_day.html", gettext("The day is recorded."))


@blueprint.route("/days/<int:day_id>/revoke", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def revoke_day(day_id: int) -> ResponseReturnValue:
    """Take a correction of the calendar back."""
    row = lawbook.get_day(day_id)
    return _revoke(row, row.name, lambda reason: services.revoke_day(current_actor(), row, reason))


@blueprint.route("/years/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def confirm_year() -> ResponseReturnValue:
    """Confirm the public holidays of a year."""
    form = forms.YearForm()
    form.year.offer([(str(year), str(year)) for year in sorted(PROVISIONAL_YEARS)])

    def enter() -> Recomputed:
        return services.confirm_year(current_actor(), int(form.year.data), _document(form), clock.today())

    return _carry_out(form, enter, "office/confirm_year.html", gettext("The year is confirmed."))


@blueprint.route("/years/<int:year_id>/revoke", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def revoke_year(year_id: int) -> ResponseReturnValue:
    """Let a confirmed year be provisional again."""
    row = lawbook.get_year(year_id)
    return _revoke(row, str(row.year), lambda reason: services.revoke_year(current_actor(), row, reason))


@blueprint.route("/approval/<int:body_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def set_approval(body_id: int) -> ResponseReturnValue:
    """Say whether a body approves the text of its papers before they get a number."""
    body = _own_body(body_id)
    form = forms.ApprovalForm(data={"version": body.version, "demanded": body.approves_papers})
    if carried_out(form, lambda: services.set_approval(current_actor(), body, form.demanded.data), body.version):
        flash(gettext("Recorded."), "success")
        return redirect(url_for("office.show_office"), 303)
    return render_template("office/set_approval.html", form=form, body=body), 422 if form.errors else 200


def _own_body(body_id: int) -> Any:
    """A body of the administrator's own organization; raises ``NotVisible``."""
    for body in organizations.bodies_of(current_actor().organization_id):
        if body.id == body_id:
            return body
    raise NotVisible


def _proposed() -> dict[str, object]:
    """What "Rules in force" asks for in the address, and the administrator's own organization."""
    given = request.args
    proposed: dict[str, object] = {"organization": [f"org-{current_actor().organization_id}"]}
    if given.get("limit") in LIMIT_LABELS:
        proposed["limit"] = given["limit"]
    if given.get("level") in set(Level):
        proposed["level"] = given["level"]
    return proposed


def _offer(form: forms.ConfirmationForm) -> None:
    actor = current_actor()
    form.limit.offer([(key, gettext(label)) for key, label in LIMIT_LABELS.items()])
    form.level.offer(choices(LEVEL_LABELS))
    form.organization.attach(
        lambda keys: organizations.label_of(actor, keys),
        lambda text: organizations.find_organizations(actor, text, living=True),
        url_for("organizations.suggest", living=1),
    )


def _document(form: forms.DocumentForm) -> services.Document:
    return services.Document(form.document.data, form.document_on.data, form.issuer.data)


def _entry(form: forms.ConfirmationForm) -> services.Entry:
    return services.Entry(
        key=form.limit.data,
        level=Level(form.level.data),
        organization_id=organizations.id_of(form.organization.first) or 0,
        since=form.since.data,
        until=form.until.data,
        document=_document(form),
        reason=form.reason.data,
    )


def _revoke(row: Any, what: str, revoke: Callable[[str], Recomputed]) -> ResponseReturnValue:
    g.present_url = url_for("office.show_office")
    form = forms.RevocationForm(data={"version": row.version})
    citation = lawbook.citation_of(row)
    values = {"what": what, "citation": citation, "version": row.version}
    done = gettext("The entry is revoked.")
    return _carry_out(form, lambda: revoke(form.reason.data), "office/_revoke.html", done, **values)


def _carry_out(
    form: TrackerForm, enter: Callable[[], Recomputed], template: str, done: str, *, version: int = 0, **values: object
) -> ResponseReturnValue:
    recomputed: list[Recomputed] = []
    if carried_out(form, lambda: recomputed.append(enter()), version):
        moved = gettext("Due dates that changed: %(count)s.", count=recomputed[0].told)
        flash(f"{done} {moved}", "success")
        return redirect(url_for("office.show_office"), 303)
    return render_template(template, form=form, **values), 422 if form.errors else 200
