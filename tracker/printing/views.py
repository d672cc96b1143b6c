"""Pages of printing: the papers due now, the whole of a case, a selection of the register, one's own batches."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.access import Permission
from tracker.audit.services import record
from tracker.cases.kinds import CLOCK_LABELS
from tracker.cases.page import law_of_page, load, render_case
from tracker.cases.papers import Explained
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.dispatch.states import Sending
from tracker.documents.binding import Label, Part, bind
from tracker.documents.copies import stamp_for
from tracker.documents.parts import Paper
from tracker.documents.printable import RenderFailed
from tracker.documents.queries import PaperRow, papers_of_case
from tracker.documents.services import bytes_of
from tracker.documents.states import PaperType
from tracker.evidence.sealing import Seal
from tracker.extensions import transaction_mode
from tracker.printing import due, forms, queries, rules, services
from tracker.printing.states import (
    JOB_LABELS,
    JOB_TONES,
    OUTPUT_LABELS,
    REASON_TEXTS,
    STOPPED,
    UNFINISHED,
    JobState,
    Output,
)
from tracker.records.queries import Letter, get_content
from tracker.regulations.deadlines import Due
from tracker.regulations.sources import GRADE_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.translate import say
from tracker.web.unit_of_work import leave_trace, roll_back

blueprint = Blueprint("printing", __name__)
_LABELS = {"job_labels": JOB_LABELS, "job_tones": JOB_TONES, "output_labels": OUTPUT_LABELS, "reasons": REASON_TEXTS}
AGAIN = 3  # seconds until a page of progress looks again
_TYPES = {Output.PDF: "application/pdf", Output.ZIP: "application/zip"}


@blueprint.get("/printing/")
@requires(Permission.SEE_CASES)
def list_jobs() -> ResponseReturnValue:
    """One's own batches."""
    return render_template("printing/list_jobs.html", jobs=queries.jobs_of(current_actor()), **_LABELS)


@blueprint.get("/printing/<ref>")
@requires(Permission.SEE_CASES)
def show_job(ref: str) -> ResponseReturnValue:
    """How far a batch is; the page looks again by itself until it has ended."""
    progress = queries.get_progress(current_actor(), ref)
    form, state = forms.StepForm(), progress.job.state
    values = {"can_cancel": state in UNFINISHED, "can_resume": state in STOPPED, "kept": rules.KEPT}
    page = render_template("printing/show_job.html", progress=progress, form=form, **values, **_LABELS)
    return page, 200, ({"Refresh": str(AGAIN)} if state in UNFINISHED else {})


@blueprint.post("/printing/<ref>/cancel")
@requires(Permission.SEE_CASES)
def cancel_job(ref: str) -> ResponseReturnValue:
    """Stop a batch."""
    actor = current_actor()
    services.cancel(actor, queries.get_progress(actor, ref).job, clock.now())
    flash(gettext("The batch is cancelled."), "success")
    return redirect(url_for("printing.show_job", ref=ref), 303)


@blueprint.post("/printing/<ref>/resume")
@requires(Permission.SEE_CASES)
def resume_job(ref: str) -> ResponseReturnValue:
    """Take up a batch where it stood."""
    actor = current_actor()
    services.resume(actor, queries.get_progress(actor, ref).job)
    flash(gettext("The batch goes on where it stood."), "success")
    return redirect(url_for("printing.show_job", ref=ref), 303)


@blueprint.get("/printing/<ref>/file")
@requires(Permission.SEE_CASES)
def download_job(ref: str) -> ResponseReturnValue:
    """What a batch made, for who asked for it and still may open all of it. Each download is recorded."""
    actor = current_actor()
    job = queries.get_progress(actor, ref).job
    if job.state is not JobState.DONE or not queries.may_still_open(actor, job):
        raise Conflict(
            message(
                "You may not open everything in this batch any more, or it is not ready. A batch holds "
                "only what you may see; ask anew."
            )
        )
    case_id, about = job.case_id, {"batch": ref, "papers": job.total}
    leave_trace(lambda: record(actor, "read.printed", case_id=case_id, about=about))
    headers = {
        "Content-Disposition": f"attachment; filename=van-ban-{job.asked_at:%Y%m%d}-{job.id}.{job.output.value}",
        "Content-Length": str(job.size),
        "Cache-Control": "private, no-store",
    }
    pieces = _pieces(ref, job.id, queries.count_pieces(job.id), _seal())
    return Response(stream_with_context(pieces), mimetype=_TYPES[job.output], headers=headers)


def _pieces(ref: str, job_id: int, count: int, seal: Seal) -> Iterator[bytes]:
    """Each in a short reading of its own: a slow line keeps nobody waiting."""
    for number in range(count):
        transaction_mode.set("DEFERRED")
        piece = queries.piece_of(ref, job_id, number, seal)
        roll_back()
        yield piece


@blueprint.route("/register/print", methods=["GET", "POST"])
@requires(Permission.SEE_REGISTER)
def print_selection() -> ResponseReturnValue:
    """The papers ticked in the register, or all of its filter: at once, or as a batch."""
    actor, rows = current_actor(), _selection()
    if letters := _letters():
        return _print_with_letters(rows, letters)
    form = forms.SelectionForm()
    refused = rules.check_amount(len(rows))
    if form.validate_on_submit():
        try:
            wanted = [queries.wanted_paper(row) for row in rows]
            _seal()
            job = services.ask(actor, wanted, Output.PDF, clock.now(), duplex=form.duplex.data)
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("printing.show_job", ref=job.ref), 303)
    at_once = refused.allowed and len(rows) <= rules.AT_ONCE
    values = {"rows": rows, "refused": None if refused.allowed else refused.reason, "at_once": at_once}
    given = request.args.to_dict(flat=False)
    page = render_template("printing/print_selection.html", form=form, given=given, **values)
    return page, 422 if form.errors else 200


@blueprint.get("/register/print.pdf")
@requires(Permission.SEE_REGISTER)
def print_at_once() -> ResponseReturnValue:
    """A few papers of the register as one PDF."""
    rows = _selection()
    rules.check_amount(len(rows)).enforce()
    if len(rows) > rules.AT_ONCE:
        raise RuleViolation(message("So many papers are printed as a batch. It is made beside your work; ask for one."))
    duplex = "duplex" in request.args
    parts = [part for row in rows if (part := _part(row, duplex=duplex)) is not None]
    return _bound(parts, duplex=duplex, hidden=len(rows) - len(parts))


def _print_with_letters(rows: list[PaperRow], letters: list[Letter]) -> ResponseReturnValue:
    """Papers of the register with letters of the vault: at once, after the reason is typed; nothing of it is kept."""
    actor, form = current_actor(), forms.LettersForm()
    if not any(one.names_sender for one in letters):
        del form.reason
    refused = rules.check_with_letters(len(rows) + len(letters))
    if refused.allowed and form.validate_on_submit():
        duplex, vault = form.duplex.data, current_app.extensions["vault"]
        try:
            reason = form.reason.data if "reason" in form else ""
            contents = services.read_letters(actor, letters, reason, vault, clock.today())
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            parts = [part for row in rows if (part := _part(row, duplex=duplex)) is not None]
            hidden = len(rows) - len(parts)
            parts += [_of_letter(one, content) for one, content in zip(letters, contents, strict=True)]
            return _bound(parts, duplex=duplex, hidden=hidden)
    values = {"rows": [*rows, *(one.row for one in letters)], "letters": letters}
    values["refused"] = None if refused.allowed else refused.reason
    return render_template("printing/_print_letters.html", form=form, **values), 422 if form.errors else 200


def _of_letter(letter: Letter, content: bytes) -> Part:
    number = letter.row.full_number
    return Part(queries.wanted_paper(letter.row).title, content, Label(f"{number} – "), stamped=False)


def _bound(parts: list[Part], *, duplex: bool, hidden: int) -> ResponseReturnValue:
    """The papers as one PDF; of those that are no originals each page bears who reads it."""
    stamp = stamp_for(current_actor().full_name, clock.now()) if any(part.stamped for part in parts) else b""
    out = BytesIO()
    _tell(bind(parts, out, duplex=duplex, stamp=stamp).broken, hidden)
    return pdf_response(out.getvalue(), "van-ban.pdf", attachment="save" in request.args)


def _tell(broken: tuple[str, ...], hidden: int) -> None:
    """What the file lacks, on the next page that is opened."""
    for title in broken:
        flash(gettext("Not printed, its file is broken: %(title)s", title=title), "warning")
    if hidden:
        flash(gettext("%(count)s papers were left out: you may not open them.", count=hidden), "warning")


def _selection() -> list[PaperRow]:
    given = request.args
    kind = PaperType(given["type"]) if given.get("type") in set(PaperType) else None
    refs = None if "all" in given else given.getlist("paper")[: rules.MOST]
    sending = Sending(given["sending"]) if given.get("sending") in set(Sending) else None
    return queries.selected(current_actor(), kind, sending, refs)


def _letters() -> list[Letter]:
    """The ticked letters about petitions; printing a whole filter never opens the vault."""
    refs = [] if "all" in request.args else request.args.getlist("paper")[: rules.MOST]
    return queries.chosen_letters(current_actor(), refs, clock.today())


def _part(row: PaperRow, *, duplex: bool) -> Part | None:
    """A paper with its reading recorded; None for one that the register names and the reader may not open."""
    actor = current_actor()
    try:
        paper, is_original, case_id = get_content(actor, row.ref)
    except NotVisible:
        return None
    ref = row.ref
    content = bytes_of(paper, duplex=duplex)
    leave_trace(lambda: record(actor, "read.paper", case_id=case_id, about={"paper": ref}))
    return Part(queries.wanted_paper(row).title, content, Label(f"{row.full_number} – "), stamped=not is_original)


@blueprint.route("/cases/<ref>/papers/whole", methods=["GET", "POST"])
@requires(Permission.SEE_PAPERS)
def print_case(ref: str) -> ResponseReturnValue:
    """The whole of a case as one PDF with a table of contents, or as a ZIP."""
    file, actor = load(ref, Permission.SEE_PAPERS, part="bundle"), current_actor()
    wanted = queries.contents_of(actor, file)
    outside = [row.full_number for row in papers_of_case(file.case.id) if row.is_outside]
    form = forms.BundleForm(data={"output": Output.PDF.value}).offer()
    if form.validate_on_submit():
        try:
            _seal()
            job = services.ask(actor, wanted, form.chosen(), clock.now(), file=file, duplex=form.duplex.data)
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("printing.show_job", ref=job.ref), 303)
    front, end = queries.frozen_of(file)
    titles = [*(one.title for one in front), *(one.title for one in wanted), *(one.title for one in end)]
    values = {"form": form, "titles": titles, "outside": outside}
    return render_case("printing/print_case.html", file, **values), 422 if form.errors else 200


@blueprint.get("/cases/<ref>/papers/due")
@requires(Permission.SEE_PAPERS)
def list_due(ref: str) -> ResponseReturnValue:
    """What the case wants printed at this step: issued, ready from what is recorded, or what is missing."""
    file = load(ref, Permission.SEE_PAPERS, part="papers")
    rows = due.papers_due(current_actor(), file, clock.today(), _words(file))
    ready = sum(len(row.ready) for row in rows)
    return render_case("printing/list_due.html", file, rows=rows, ready=ready)


@blueprint.get("/cases/<ref>/papers/due.pdf")
@requires(Permission.SEE_PAPERS)
def print_due(ref: str) -> ResponseReturnValue:
    """Everything that can be printed at this step as one PDF with bookmarks."""
    file, actor = load(ref, Permission.SEE_PAPERS, part="papers"), current_actor()
    duplex, only = "duplex" in request.args, request.args.get("key", "")
    rows = due.papers_due(actor, file, clock.today(), _words(file))
    ready = [one for row in rows for one in row.ready if not only or row.key == only]
    rules.check_amount(len(ready)).enforce()
    made = [(one, _laid_out(partial(one.content, duplex))) for one in ready]
    parts = [Part(one.title, content, stamped=one.stamped) for one, content in made if isinstance(content, bytes)]
    _tell_unprintable([(one.title, failure) for one, failure in made if isinstance(failure, RenderFailed)], parts)
    stamp = stamp_for(actor.full_name, clock.now()) if any(part.stamped for part in parts) else b""
    out = BytesIO()
    _tell(bind(parts, out, duplex=duplex, stamp=stamp).broken, 0)
    return pdf_response(out.getvalue(), "van-ban-can-in.pdf", attachment="save" in request.args)


def _laid_out(content: Callable[[], bytes]) -> bytes | RenderFailed:
    """The bytes of a paper, or why it cannot be printed: the others are printed without it."""
    try:
        return content()
    except RenderFailed as failure:
        return failure


def _tell_unprintable(failures: Sequence[tuple[str, RenderFailed]], parts: Sequence[Part]) -> None:
    """Name the papers that the file lacks on the next page; raise the reason where nothing is left to print."""
    if failures and not parts:
        raise failures[0][1]
    for title, failure in failures:
        flash(gettext("Not printed: %(title)s. %(reason)s", title=title, reason=say(failure.message)), "warning")


def composed_now(file: CaseFile, key: str) -> Paper | None:
    """What would stand on a paper of a case now, for rooms that cannot know how each is composed."""
    return due.composed_for(current_actor(), file, key, clock.today(), _words(file))


def _words(file: CaseFile) -> due.Words:
    """The sentences that only the web knows to say, in the language of papers."""
    law = law_of_page()

    def explained(found: Due) -> Explained:
        with force_locale("vi"):
            return Explained(
                start_event=say(CLOCK_LABELS[file.case.clock_start]),
                steps=[say(step) for step in found.steps()],
                grades=[say(GRADE_LABELS[citation.grade]) for citation in found.citations],
            )

    return due.Words(explained, law)


def _seal() -> Seal:
    key = current_app.config["EVIDENCE_KEY"]
    if not key:
        raise RuleViolation(message("The key for files is not set up (TRACKER_EVIDENCE_KEY). Tell the administrator."))
    return Seal(key)
