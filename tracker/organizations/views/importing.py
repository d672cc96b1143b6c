"""Import of organizations from a file."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.organizations import services
from tracker.organizations.forms import ImportForm
from tracker.organizations.views.area import blueprint
from tracker.web.access import current_actor, requires
from tracker.web.spreadsheets import XLSX_TYPE, make_template
from tracker.web.translate import say


@blueprint.route("/organizations/import", methods=["GET", "POST"])
@requires(Permission.EDIT_TREE)
def import_organizations() -> ResponseReturnValue:
    """Check a file, or import it when every row of it is right."""
    form = ImportForm()
    checked = None
    if form.validate_on_submit():
        checked = services.check_organizations(current_actor(), form.sheet.data, clock.today())
        if "import" in request.form and not checked.problems:
            count = services.import_organizations(current_actor(), checked)
            flash(gettext("Organizations imported: %(count)s.", count=count), "success")
            return redirect(url_for("organizations.show_tree"), 303)
    failed = form.errors or (checked and checked.problems)
    page = render_template(
        "organizations/import_organizations.html", form=form, checked=checked, columns=services.COLUMNS
    )
    return page, 422 if failed else 200


@blueprint.get("/organizations/import/template")
@requires(Permission.EDIT_TREE)
def import_template() -> ResponseReturnValue:
    """A workbook with the heads of the table and an example."""
    heads = [say(column.label) for column in services.COLUMNS]
    examples = [column.example for column in services.COLUMNS]
    workbook = make_template(heads, examples, (gettext("Organizations"), gettext("Example")))
    name = f"{gettext('organizations')}.xlsx"
    return send_file(BytesIO(workbook), mimetype=XLSX_TYPE, as_attachment=True, download_name=name)
