"""Pages of records: papers and history of a case, the register, the stored bytes of a paper."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.audit.services import record_read
from tracker.cases.page import Area, Tab, load, render_case
from tracker.core.text import N_
from tracker.documents.queries import papers_of_case
from tracker.documents.services import bytes_of
from tracker.documents.states import PAPER_STATE_LABELS, TYPE_LABELS, PaperType
from tracker.records import queries
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.unit_of_work import leave_trace

blueprint = Blueprint("records", __name__)

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
    papers = papers_of_case(file.case.id)
    labels = {"type_labels": TYPE_LABELS, "paper_labels": PAPER_STATE_LABELS}
    return render_case("records/list_papers.html", file, papers=papers, **labels)


@blueprint.get("/cases/<ref>/history")
@requires(Permission.SEE_FILE)
def show_history(ref: str) -> ResponseReturnValue:
    """What happened to a case, by whom."""
    file = load(ref, Permission.SEE_FILE, part="history")
    return render_case("records/show_history.html", file, entries=queries.history_of(file.case.id))


@blueprint.get("/papers/<ref>.pdf")
@requires(Permission.SEE_PAPERS)
def show_paper(ref: str) -> ResponseReturnValue:
    """The stored bytes of an issued paper, as they were on its day, or one to be signed, from its stored values."""
    actor = current_actor()
    paper = queries.get_content(actor, ref)
    case_id, content, number = paper.case_id or 0, bytes_of(paper), f"{paper.number:02d}-{paper.sign}"
    leave_trace(lambda: record_read(actor, case_id, "paper"))
    return pdf_response(content, f"{number.replace('/', '-')}.pdf", attachment="save" in request.args)


@blueprint.get("/register")
@requires(Permission.SEE_REGISTER)
def list_register() -> ResponseReturnValue:
    """The register of outgoing papers."""
    wanted = PaperType(request.args["type"]) if request.args.get("type") in set(PaperType) else None
    cursor = cursor_of_request()
    found = queries.register_rows(current_actor(), wanted, cursor)
    page = page_of(found, cursor, lambda row: (row.issued_on, row.id))
    labels = {"type_labels": TYPE_LABELS, "paper_labels": PAPER_STATE_LABELS}
    return render_template("records/list_register.html", page=page, wanted=wanted, **labels)
