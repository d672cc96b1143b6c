"""Pages of the file: checklist, table of contents, archive, the frozen papers, opening it again."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.access import Permission
from tracker.cases.page import carry_out, load, render_case
from tracker.core import clock
from tracker.documents.render import render_pdf
from tracker.documents.wordings import settled
from tracker.dossiers import forms, queries, rules, services
from tracker.dossiers.papers import Placing, compose_contents
from tracker.dossiers.services import Listed
from tracker.follow_up.services import FOLLOWED_STATES
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.translate import say

blueprint = Blueprint("dossiers", __name__, url_prefix="/cases/<ref>/dossier")


@blueprint.get("/")
@requires(Permission.SEE_PAPERS)
def show_dossier(ref: str) -> ResponseReturnValue:
    """What the file must hold, what it lists, and each time it was archived."""
    file, actor = load(ref, Permission.SEE_PAPERS, part="dossier"), current_actor()
    is_open = file.case.state in FOLLOWED_STATES
    entries = queries.entries_of(file.case.id)
    lines = queries.checklist_of(file) if is_open else []
    return render_case(
        "dossiers/show_dossier.html",
        file,
        lines=lines,
        where={line.page: url_for(line.page, ref=ref) for line in lines},
        entries=entries,
        sheet_numbers=_sheets(entries),
        dossiers=queries.dossiers_of(file.case.id),
        can_act=is_open and file.allows(actor, Permission.CLOSE_CASE),
    )


def _sheets(entries: list) -> dict[int, str]:
    """The sheets of each entry, numbered through; nothing after the first that was not counted."""
    found, last = {}, 0
    for entry in entries:
        if not entry.sheets:
            break
        first, last = last + 1, last + entry.sheets
        found[entry.id] = f"{first:02d}" if first == last else f"{first:02d}–{last:02d}"
    return found


@blueprint.route("/papers", methods=["GET", "POST"])
@requires(Permission.CLOSE_CASE)
def gather_papers(ref: str) -> ResponseReturnValue:
    """List the papers that the program knows."""
    file = load(ref, Permission.CLOSE_CASE, part="dossier")
    form = forms.EmptyForm(data={"version": file.case.version})
    listed = {entry.source for entry in queries.entries_of(file.case.id)}
    missing = [one for one in queries.known_papers(file) if one.source not in listed]

    def gather() -> None:
        services.gather_papers(current_actor(), file)

    done = gettext("The papers are listed; now count their sheets.")
    return carry_out(file, form, gather, "dossiers/gather_papers.html", done, _tab(ref), missing=missing)


@blueprint.route("/papers/new", methods=["GET", "POST"])
@requires(Permission.CLOSE_CASE)
def add_entry(ref: str) -> ResponseReturnValue:
    """List a paper that the program does not know."""
    file = load(ref, Permission.CLOSE_CASE, part="dossier")
    form = forms.EntryForm(data={"version": file.case.version})

    def add() -> None:
        services.add_entry(current_actor(), file, _listed(form), clock.today())

    done = gettext("The paper is listed.")
    return carry_out(file, form, add, "dossiers/add_entry.html", done, _tab(ref))


@blueprint.route("/papers/<int(max=999999999):entry_id>", methods=["GET", "POST"])
@requires(Permission.CLOSE_CASE)
def change_entry(ref: str, entry_id: int) -> ResponseReturnValue:
    """Describe a paper of the table of contents and count its sheets."""
    file = load(ref, Permission.CLOSE_CASE, part="dossier")
    entry = queries.get_entry(file.case.id, entry_id)
    names = ("title", "sign", "dated_on", "abstract", "author", "note")
    present = {name: getattr(entry, name) for name in names} | {"sheets": entry.sheets or None}
    form = forms.EntryForm(data={"version": entry.version} | present)

    def change() -> None:
        services.change_entry(current_actor(), file, entry, _listed(form), clock.today())

    values = {"version": entry.version, "entry": entry}
    done = gettext("The paper is described.")
    return carry_out(file, form, change, "dossiers/change_entry.html", done, _tab(ref), **values)


@blueprint.route("/papers/<int(max=999999999):entry_id>/remove", methods=["GET", "POST"])
@requires(Permission.CLOSE_CASE)
def remove_entry(ref: str, entry_id: int) -> ResponseReturnValue:
    """Take a paper off the table of contents that was typed in by mistake."""
    file = load(ref, Permission.CLOSE_CASE, part="dossier")
    entry = queries.get_entry(file.case.id, entry_id)
    form = forms.EmptyForm(data={"version": entry.version})

    def remove() -> None:
        services.remove_entry(current_actor(), file, entry)

    values = {"version": entry.version, "entry": entry}
    done = gettext("The paper is taken off the list.")
    return carry_out(file, form, remove, "dossiers/remove_entry.html", done, _tab(ref), **values)


def _listed(form: forms.EntryForm) -> Listed:
    return Listed(
        form.title.data,
        form.sign.data,
        form.dated_on.data,
        form.abstract.data,
        form.author.data,
        form.sheets.data,
        form.note.data,
    )


@blueprint.get("/draft.pdf")
@requires(Permission.SEE_PAPERS)
def preview_contents(ref: str) -> ResponseReturnValue:
    """The table of contents as it would be printed now, marked as a draft."""
    file = load(ref, Permission.SEE_PAPERS, part="dossier")
    entries = queries.entries_of(file.case.id)
    placing = Placing(clock.today(), "…", "…", None, str(queries.suggested_retention(file, clock.today()).citation))
    paper = settled(compose_contents(current_actor(), file, entries, placing), file.case.body, clock.today())
    return pdf_response(render_pdf(paper.key, paper, state="draft"), "contents.pdf")


@blueprint.get("/<int(max=9999):edition>/<any(contents, closing):which>.pdf")
@requires(Permission.SEE_PAPERS)
def show_paper(ref: str, edition: int, which: str) -> ResponseReturnValue:
    """A frozen paper of an archived file."""
    file = load(ref, Permission.SEE_PAPERS, part="dossier")
    dossier = queries.get_dossier(file.case.id, edition)
    content = dossier.contents_pdf if which == "contents" else dossier.closing_pdf
    return pdf_response(content, f"{which}-{edition}.pdf")


@blueprint.route("/archive", methods=["GET", "POST"])
@requires(Permission.CLOSE_CASE)
def archive_case(ref: str) -> ResponseReturnValue:
    """Close the case and hand the file over."""
    file, actor, today = load(ref, Permission.CLOSE_CASE, part="dossier"), current_actor(), clock.today()
    lines = queries.checklist_of(file)
    missing = [line for line in lines if not line.is_done]
    suggested = queries.suggested_retention(file, today)
    by_leader = bool(missing) and file.allows(actor, Permission.OVERRULE_ARCHIVE)
    kind = forms.ExceptionForm if by_leader else forms.ArchiveForm
    form = kind(data={"version": file.case.version, "archived_on": today, "for_ever": suggested.for_ever})

    def archive() -> None:
        rules.check_retention(form.for_ever.data, form.years.data).enforce()
        reason = form.reason.data if isinstance(form, forms.ExceptionForm) else ""
        unconfirmed = "" if form.confirmed.data else str(suggested.citation)
        placing = Placing(
            form.archived_on.data, form.box.data, form.shelf.data, form.years.data, unconfirmed, form.features.data
        )
        services.archive_case(actor, file, placing, today, _in_vietnamese(missing), reason)

    done = gettext("The case is closed and archived.")
    values = {"missing": missing, "suggested": suggested}
    return carry_out(file, form, archive, "dossiers/archive_case.html", done, _tab(ref), **values)


def _in_vietnamese(missing: list[rules.Line]) -> list[str]:
    """The papers are Vietnamese whoever reads."""
    with force_locale("vi"):
        return [f"{say(line.what)}: {'; '.join(map(say, line.missing))}" for line in missing]


@blueprint.route("/reopen", methods=["GET", "POST"])
@requires(Permission.OVERRULE_ARCHIVE)
def reopen_case(ref: str) -> ResponseReturnValue:
    """Open an archived file again by a recorded decision."""
    file = load(ref, Permission.OVERRULE_ARCHIVE, part="dossier")
    form = forms.ReopeningForm(data={"version": file.case.version, "on": clock.today()})

    def reopen() -> None:
        services.reopen_case(current_actor(), file, form.decision.data, form.on.data, form.reason.data, clock.today())

    done = gettext("The file is open again.")
    return carry_out(file, form, reopen, "dossiers/reopen_case.html", done, _tab(ref), opens_archive=True)


def _tab(ref: str) -> str:
    return url_for("dossiers.show_dossier", ref=ref)
