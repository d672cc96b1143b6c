"""Pages of records: papers and history of a case, the register, the stored bytes of a paper."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, may
from tracker.approvals.queries import drafts_of_case
from tracker.audit.services import record_read
from tracker.cases.page import Area, Tab, carry_out, load, render_case
from tracker.cases.states import State
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.core.text import N_
from tracker.dispatch.queries import tallies
from tracker.dispatch.states import SENDING_LABELS, Sending
from tracker.documents.copies import reading_copy, stamp_for
from tracker.documents.marks import Marks
from tracker.documents.models import RegisteredPaper
from tracker.documents.queries import PaperRow, ending_of, papers_of_case
from tracker.documents.services import NewPaper, bytes_of
from tracker.documents.states import (
    ANSWER_TEXTS,
    ENDING_LABELS,
    PAPER_STATE_LABELS,
    SECRECY_LABELS,
    TYPE_LABELS,
    URGENCY_LABELS,
    PaperType,
    Secrecy,
    Urgency,
)
from tracker.organizations.queries import bodies_of
from tracker.records import queries, services
from tracker.records.checking import check_paper
from tracker.records.forms import CheckForm, EndForm, NumberForm, VoidForm
from tracker.records.services import EndOfPaper
from tracker.web.access import client_address, current_actor, public, requires
from tracker.web.download import pdf_response
from tracker.web.forms import carried_out
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices
from tracker.web.unit_of_work import leave_trace

blueprint = Blueprint("records", __name__)
_LABELS = {
    "type_labels": TYPE_LABELS,
    "paper_labels": PAPER_STATE_LABELS,
    "ending_labels": ENDING_LABELS,
    "secrecy_labels": SECRECY_LABELS,
    "urgency_labels": URGENCY_LABELS,
}

AREA = Area(
    tabs=(
        Tab(N_("Papers"), "records.list_papers", Permission.SEE_PAPERS),
        Tab(N_("History"), "records.show_history", Permission.SEE_FILE),
    )
)


@blueprint.get("/cases/<ref>/papers")
@requires(Permission.SEE_PAPERS)
def list_papers(ref: str) -> ResponseReturnValue:
    """The papers of a case."""
    file = load(ref, Permission.SEE_PAPERS, part="papers")
    may_end = file.allows(current_actor(), Permission.END_PAPER) and file.case.state is not State.ARCHIVED
    ending_case = file.case.ref if may_end else None
    papers = papers_of_case(file.case.id)
    own = file.case.body.organization_id == current_actor().organization_id
    return render_case(
        "records/list_papers.html",
        file,
        papers=papers,
        drafts=drafts_of_case(file.case.id),
        tallies=tallies(papers),
        dispatched_here=own and may(current_actor(), Permission.SEE_REGISTER),
        ending_case=ending_case,
        original=file.allows(current_actor(), Permission.PRINT_ORIGINAL),
        labels=_LABELS,
    )


@blueprint.route("/cases/<ref>/papers/<paper_ref>/end", methods=["GET", "POST"])
@requires(Permission.END_PAPER)
def end_paper(ref: str, paper_ref: str) -> ResponseReturnValue:
    """Record that a paper was withdrawn or replaced."""
    file = load(ref, Permission.END_PAPER, part="papers")
    shelf = queries.shelf_of_case(file)
    paper = shelf.get(paper_ref)
    form = _end_form(shelf, paper)

    def end() -> None:
        services.end_paper(current_actor(), file, paper_ref, _end_of(form), clock.today())

    done = _ended(paper)
    back = url_for("records.list_papers", ref=ref)
    return carry_out(file, form, end, "records/end_paper.html", done, back, paper=paper)


@blueprint.route("/papers/<ref>/end", methods=["GET", "POST"])
@requires(Permission.END_PAPER)
def end_house_paper(ref: str) -> ResponseReturnValue:
    """Record that a programme or a periodic report was withdrawn or replaced."""
    g.present_url = url_for("records.list_register")
    shelf, actor = queries.shelf_of_house(current_actor(), ref), current_actor()
    if not may(actor, Permission.END_PAPER, shelf.relations):
        raise NotVisible
    paper = shelf.get(ref)
    form = _end_form(shelf, paper)
    if carried_out(form, lambda: services.end_house_paper(actor, ref, _end_of(form), clock.today())):
        flash(_ended(paper), "success")
        return redirect(url_for("records.list_register"), 303)
    return render_template("records/end_house_paper.html", form=form, paper=paper), 422 if form.errors else 200


def _end_form(shelf: queries.Shelf, paper: PaperRow) -> EndForm:
    form = EndForm(data={"ended_on": clock.today()})
    form.successor.offer([(row.ref, row.full_number) for row in shelf.successors_of(paper)])
    return form


def _end_of(form: EndForm) -> EndOfPaper:
    return EndOfPaper(form.ended_on.data, form.reason.data, form.document.data, form.successor.data or None)


def _ended(paper: PaperRow) -> str:
    return gettext(
        "Paper %(number)s is no longer valid; its number and its content are kept.", number=paper.full_number
    )


@blueprint.get("/cases/<ref>/history")
@requires(Permission.SEE_FILE)
def show_history(ref: str) -> ResponseReturnValue:
    """What happened to a case, by whom."""
    file = load(ref, Permission.SEE_FILE, part="history")
    return render_case("records/show_history.html", file, entries=queries.history_of(file.case.id))


@blueprint.get("/papers/<ref>.pdf")
@requires(Permission.SEE_PAPERS)
def show_paper(ref: str) -> ResponseReturnValue:
    """The stored bytes of an issued paper, or one to be signed, from its values; for others a copy for reading."""
    actor = current_actor()
    opened = queries.get_content(actor, ref)
    if not opened.is_original:
        return _reading_copy(opened)
    paper, case_id = opened.paper, opened.case_id
    content = bytes_of(paper, duplex="duplex" in request.args)
    if case_id is not None:
        leave_trace(lambda: record_read(actor, case_id, "paper"))
    return pdf_response(content, f"{_file_name(paper)}.pdf", attachment="save" in request.args)


@blueprint.get("/papers/<ref>/reading.pdf")
@requires(Permission.SEE_PAPERS)
def show_reading_copy(ref: str) -> ResponseReturnValue:
    """An issued paper with the reader's name and the time across every page."""
    return _reading_copy(queries.get_content(current_actor(), ref))


def _reading_copy(opened: queries.Opened) -> ResponseReturnValue:
    paper, case_id = opened.paper, opened.case_id
    actor, number = current_actor(), _file_name(paper)
    stamp = stamp_for(actor.full_name, clock.now(), ending_of(paper.id))
    content = reading_copy(bytes_of(paper), number, stamp)
    if case_id is not None:
        leave_trace(lambda: record_read(actor, case_id, "reading_copy"))
    return pdf_response(content, f"{number}-ban-doc.pdf", attachment="save" in request.args)


def _file_name(paper: RegisteredPaper) -> str:
    return f"{paper.number:02d}-{paper.sign}".replace("/", "-")


@blueprint.get("/register")
@requires(Permission.SEE_REGISTER)
def list_register() -> ResponseReturnValue:
    """The register of outgoing papers."""
    wanted = PaperType(request.args["type"]) if request.args.get("type") in set(PaperType) else None
    sending = Sending(request.args["sending"]) if request.args.get("sending") in set(Sending) else None
    cursor = cursor_of_request()
    found = queries.register_rows(current_actor(), wanted, cursor, sending)
    page = page_of(found, cursor, lambda row: (row.issued_on, row.id))
    return render_template(
        "records/list_register.html",
        page=page,
        wanted=wanted,
        sending=sending,
        sending_labels=SENDING_LABELS,
        tallies=tallies(page.rows),
        letters=queries.letters_among(current_actor(), page.rows, clock.today()),
        openable=queries.openable(current_actor(), page.rows),
        endable=queries.endable(current_actor(), page.rows),
        voidable=queries.voidable(page.rows) if may(current_actor(), Permission.TAKE_NUMBER) else (),
        labels=_LABELS,
    )


@blueprint.route("/register/number", methods=["GET", "POST"])
@requires(Permission.TAKE_NUMBER)
def take_number() -> ResponseReturnValue:
    """A number for a paper that is made elsewhere."""
    actor, form = current_actor(), NumberForm(data={"issued_on": clock.today()})
    bodies = {str(body.id): body for body in bodies_of(actor.organization_id)}
    form.body.offer([(key, body.name) for key, body in bodies.items()])
    for field, labels in ((form.type, TYPE_LABELS), (form.secrecy, SECRECY_LABELS), (form.urgency, URGENCY_LABELS)):
        field.offer(choices(labels))
    if form.validate_on_submit():
        new = NewPaper(
            bodies[form.body.data],
            PaperType(form.type.data),
            form.issued_on.data,
            form.abstract.data or "",
            form.signer_name.data,
            marks=Marks(Secrecy(form.secrecy.data), Urgency(form.urgency.data)),
        )
        try:
            paper = services.take_number(actor, new, clock.today())
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            number = f"{paper.number:02d}-{paper.sign}"
            flash(gettext("Number %(number)s is given.", number=number), "success")
            return redirect(url_for("records.list_register"), 303)
    return render_template("records/take_number.html", form=form), 422 if form.errors else 200


@blueprint.route("/register/<ref>/void", methods=["GET", "POST"])
@requires(Permission.TAKE_NUMBER)
def void_number(ref: str) -> ResponseReturnValue:
    """Let a number be void under which nothing was signed."""
    g.present_url = url_for("records.list_register")
    paper, form = services.get_voidable(current_actor(), ref).row, VoidForm()
    if form.validate_on_submit():
        services.void_number(current_actor(), ref, form.reason.data, clock.today())
        flash(gettext("Number %(number)s is void.", number=paper.full_number), "success")
        return redirect(url_for("records.list_register"), 303)
    return render_template("records/void_number.html", form=form, paper=paper), 422 if form.errors else 200


@blueprint.route("/check", methods=["GET", "POST"])
@public
def check() -> ResponseReturnValue:
    """Whether a paper is valid, for anybody: by its code or its file. Nothing else of it is told."""
    form = CheckForm(data={"code": request.args.get("code", "")[:40]})
    checked = None
    if form.validate_on_submit():
        upload = form.upload.data
        try:
            content = upload.content if upload else None
            checked = check_paper(form.code.data or "", content, client_address(), clock.now())
        except RuleViolation as refusal:
            form.refuse(refusal)
    # answered with 200 even when refused, so that a check that found nothing is kept
    return render_template("records/check.html", form=form, checked=checked, texts=ANSWER_TEXTS)
