"""Pages of records: papers and history of a case, the register, the stored bytes of a paper."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.audit.services import record_read
from tracker.cases.page import Area, Tab, carry_out, load, render_case
from tracker.cases.states import State
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import N_
from tracker.documents.queries import papers_of_case
from tracker.documents.services import bytes_of
from tracker.documents.states import ANSWER_TEXTS, ENDING_LABELS, PAPER_STATE_LABELS, TYPE_LABELS, PaperType
from tracker.records import queries, services
from tracker.records.checking import check_paper
from tracker.records.forms import CheckForm, EndForm
from tracker.records.services import EndOfPaper
from tracker.web.access import client_address, current_actor, public, requires
from tracker.web.download import pdf_response
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.unit_of_work import leave_trace

blueprint = Blueprint("records", __name__)
_LABELS = {"type_labels": TYPE_LABELS, "paper_labels": PAPER_STATE_LABELS, "ending_labels": ENDING_LABELS}

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
    return render_case("records/list_papers.html", file, papers=papers, ending_case=ending_case, **_LABELS)


@blueprint.route("/cases/<ref>/papers/<paper_ref>/end", methods=["GET", "POST"])
@requires(Permission.END_PAPER)
def end_paper(ref: str, paper_ref: str) -> ResponseReturnValue:
    """Record that a paper was withdrawn or replaced."""
    file = load(ref, Permission.END_PAPER, part="papers")
    paper = services.get_paper(file, paper_ref)
    form = EndForm(data={"ended_on": clock.today()})
    form.successor.offer([(row.ref, row.full_number) for row in services.successors_of(file, paper)])

    def end() -> None:
        said = EndOfPaper(form.ended_on.data, form.reason.data, form.document.data, form.successor.data or None)
        services.end_paper(current_actor(), file, paper_ref, said, clock.today())

    done = gettext(
        "Paper %(number)s is no longer valid; its number and its content are kept.", number=paper.full_number
    )
    back = url_for("records.list_papers", ref=ref)
    return carry_out(file, form, end, "records/end_paper.html", done, back, paper=paper)


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
    return render_template("records/list_register.html", page=page, wanted=wanted, **_LABELS)


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
