"""Pages of other bodies' work: what officers know of inspectorates and audits in their area."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core.errors import NotVisible
from tracker.organizations import queries as organizations
from tracker.programmes import forms, queries, services
from tracker.programmes.services import ExternalFacts
from tracker.programmes.views.area import back_to, blueprint
from tracker.web.access import current_actor, requires
from tracker.web.forms import carried_out
from tracker.web.pagination import cursor_of_request, page_of


@blueprint.get("/external")
@requires(Permission.SEE_PROGRAMMES)
def list_external_works() -> ResponseReturnValue:
    """The work of other bodies with the organizations in scope, the latest first."""
    cursor = cursor_of_request()
    page = page_of(queries.external_rows(current_actor(), cursor), cursor, lambda row: (row.since, row.id))
    return render_template("programmes/list_external_works.html", page=page)


@blueprint.route("/external/new", methods=["GET", "POST"])
@requires(Permission.RECORD_EXTERNAL_WORK)
def record_external_work() -> ResponseReturnValue:
    """Note the work of another body."""
    form = forms.ExternalWorkForm()
    _attach(form)
    if carried_out(form, lambda: services.record_external_work(current_actor(), _typed(form))):
        return back_to(url_for("programmes.list_external_works"), gettext("The work is noted."))
    return render_template("programmes/record_external_work.html", form=form), 422 if form.errors else 200


@blueprint.route("/external/<int:number>", methods=["GET", "POST"])
@requires(Permission.RECORD_EXTERNAL_WORK)
def change_external_work(number: int) -> ResponseReturnValue:
    """Correct a note."""
    work = queries.find_external(current_actor(), number)
    if work is None:
        raise NotVisible
    shown = {"organization": [f"org-{work.organization_id}"], "version": work.version}
    form = forms.ExternalWorkForm(obj=work, data=shown)
    _attach(form)
    if carried_out(form, lambda: services.change_external_work(current_actor(), work, _typed(form)), work.version):
        return back_to(url_for("programmes.list_external_works"), gettext("The note is corrected."))
    return render_template("programmes/change_external_work.html", form=form, work=work), 422 if form.errors else 200


def _attach(form: forms.ExternalWorkForm) -> None:
    actor = current_actor()
    form.organization.attach(
        lambda keys: organizations.label_of(actor, keys),
        lambda text: organizations.find_organizations(actor, text, living=True),
        url_for("organizations.suggest", living=1),
    )


def _typed(form: forms.ExternalWorkForm) -> ExternalFacts:
    return ExternalFacts(
        organization_id=organizations.id_of(form.organization.first) or 0,
        agency=form.agency.data,
        matter=form.matter.data or "",
        since=form.since.data,
        until=form.until.data,
    )
