"""Pages of the diary of a team."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.states import TEAM_ROLE_LABELS
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.diary import forms, queries, rules, services
from tracker.diary.papers import compose_diary
from tracker.documents.render import render_pdf
from tracker.records.queries import history_of
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.forms import VersionedForm

blueprint = Blueprint("diary", __name__)


@blueprint.get("/cases/<ref>/diary")
@requires(Permission.SEE_FILE)
def show_diary(ref: str) -> ResponseReturnValue:
    """The diary: what people wrote, and apart from it what the program noted by itself."""
    file = load(ref, part="diary")
    actor = current_actor()
    open_now = rules.check_state(file.case.state).allowed
    return render_case(
        "diary/show_diary.html",
        file,
        entries=queries.entries_of(file.case.id),
        automatic=history_of(file.case.id)[::-1],
        may_write=open_now and file.allows(actor, Permission.WRITE_DIARY),
        may_sign=open_now and file.allows(actor, Permission.SIGN_DIARY),
        directing=queries.directing_name(file.case.directing_id),
        role_labels=TEAM_ROLE_LABELS,
    )


@blueprint.get("/cases/<ref>/diary.pdf")
@requires(Permission.SEE_FILE)
def print_diary(ref: str) -> ResponseReturnValue:
    """The diary as the book that the regulation asks for."""
    file = load(ref, part="diary")
    if file.case.decision_on is None:
        raise NotVisible
    paper = compose_diary(file, queries.entries_of(file.case.id))
    return pdf_response(render_pdf(paper.key, paper), "nhat-ky-doan.pdf")


@blueprint.route("/cases/<ref>/diary/new", methods=["GET", "POST"])
@requires(Permission.WRITE_DIARY)
def write_entry(ref: str) -> ResponseReturnValue:
    """Write an entry."""
    file = load(ref, Permission.WRITE_DIARY, part="diary")
    form = forms.EntryForm(data={"happened_on": clock.today()})

    def write() -> None:
        services.write_entry(current_actor(), file, form.happened_on.data, form.content.data, clock.today())

    done = gettext("The entry is in the diary.")
    return carry_out(file, form, write, "diary/write_entry.html", done, _tab(ref))


@blueprint.route("/cases/<ref>/diary/<int(max=9999):number>/sign", methods=["GET", "POST"])
@requires(Permission.SIGN_DIARY)
def sign_entry(ref: str, number: int) -> ResponseReturnValue:
    """Sign an entry."""
    file = load(ref, Permission.SIGN_DIARY, part="diary")
    entry = queries.get_entry(file.case.id, number)
    form = VersionedForm(data={"version": entry.version})

    def sign() -> None:
        services.sign_entry(current_actor(), file, entry)

    done, values = gettext("The entry is signed."), {"version": entry.version, "entry": entry}
    return carry_out(file, form, sign, "diary/sign_entry.html", done, _tab(ref), **values)


def _tab(ref: str) -> str:
    return url_for("diary.show_diary", ref=ref)
