"""Pages of the register of evidence."""

from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.evidence import forms, queries, rules, services
from tracker.evidence.filetypes import given_name, media_type
from tracker.evidence.models import EvidenceFile, EvidenceItem
from tracker.evidence.states import KIND_LABELS, EvidenceKind, FileRole
from tracker.evidence.views.area import LABELS, LARGEST, blueprint, item_page, seal, upload_of
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices
from tracker.web.unit_of_work import leave_trace
from tracker.web.uploads import takes_file


@blueprint.get("/cases/<ref>/evidence")
@requires(Permission.SEE_FILE)
def list_evidence(ref: str) -> ResponseReturnValue:
    """The register of evidence of a case."""
    file = load(ref, part="evidence")
    items = queries.items_of_case(file.case.id)
    return render_case(
        "evidence/list_evidence.html",
        file,
        items=items,
        same_files=queries.same_files(items),
        can_record=_may_record(file),
        readable=_readable(file),
        **LABELS,
    )


@blueprint.get("/cases/<ref>/evidence/<int(max=9999):number>")
@requires(Permission.SEE_FILE)
def show_evidence(ref: str, number: int) -> ResponseReturnValue:
    """An entry with its files, its custody and what it proves."""
    file = load(ref, part="evidence")
    item = queries.get_item(file.case.id, number)
    may_keep = file.allows(current_actor(), Permission.RECORD_EVIDENCE) and rules.check_keeping(file.case.state).allowed
    return render_case(
        "evidence/show_evidence.html",
        file,
        item=item,
        files=_readable(file)(item),
        findings=queries.findings_resting_on(item),
        same_files=_same_files(file, item.number),
        has_original=any(one.role is FileRole.ORIGINAL for one in item.files),
        can_record=_may_record(file),
        can_keep=may_keep,
        **LABELS,
    )


@blueprint.route("/cases/<ref>/evidence/new", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
@takes_file(LARGEST)
def register_evidence(ref: str) -> ResponseReturnValue:
    """Enter a piece of evidence, with its file or without."""
    file = load(ref, Permission.RECORD_EVIDENCE, part="evidence")
    actor = current_actor()
    form = forms.EvidenceForm(data={"collector": str(actor.user_id)})
    form.kind.offer(choices(KIND_LABELS))
    form.collector.offer([(str(key), name) for key, name in services.collectors(file).items()])

    entered: list[int] = []

    def save() -> None:
        item = services.register_evidence(actor, file, _entry(form), clock.today())
        entered.append(item.number)
        if form.upload.data:
            services.add_original(actor, file, item, upload_of(form.upload.data), seal())

    done = partial(_stored, gettext("The evidence is entered."), file, entered)
    back = url_for("evidence.list_evidence", ref=ref)
    return carry_out(file, form, save, "evidence/register_evidence.html", done, back)


@blueprint.route("/cases/<ref>/evidence/<int(max=9999):number>/original", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
@takes_file(LARGEST)
def add_original(ref: str, number: int) -> ResponseReturnValue:
    """Add the original file."""
    file, item = _item(ref, number)
    form = forms.OriginalForm()

    def save() -> None:
        services.add_original(current_actor(), file, item, upload_of(form.upload.data), seal())

    done = partial(_stored, gettext("The file is stored."), file, [number])
    return carry_out(file, form, save, "evidence/add_original.html", done, item_page(ref, number), item=item)


@blueprint.route("/cases/<ref>/evidence/<int(max=9999):number>/redacted", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
@takes_file(LARGEST)
def add_redacted_copy(ref: str, number: int) -> ResponseReturnValue:
    """Add a redacted copy."""
    file, item = _item(ref, number)
    form = forms.RedactedForm()

    def save() -> None:
        services.add_redacted_copy(current_actor(), file, item, upload_of(form.upload.data), seal())

    done = gettext("The redacted copy is stored.")
    return carry_out(file, form, save, "evidence/add_redacted_copy.html", done, item_page(ref, number), item=item)


@blueprint.route("/cases/<ref>/evidence/<int(max=9999):number>/custody", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
def move_custody(ref: str, number: int) -> ResponseReturnValue:
    """Record a handover."""
    file, item = _item(ref, number)
    # the handovers so far are the version: whoever recorded one meanwhile has changed who holds the thing
    version = len(item.moves)
    form = forms.HandoverForm(data={"version": version, "moved_on": clock.today()})

    def save() -> None:
        handover = rules.Handover(form.to_holder.data, form.moved_on.data, form.reason.data)
        services.move_custody(current_actor(), file, item, handover, clock.today())

    last = queries.last_move(item)
    values = {"version": version, "item": item, "holder": last.to_holder if last else item.collector.full_name}
    done = gettext("The handover is recorded.")
    return carry_out(file, form, save, "evidence/move_custody.html", done, item_page(ref, number), **values)


@blueprint.route("/cases/<ref>/evidence/<int(max=9999):number>/withdraw", methods=["GET", "POST"])
@requires(Permission.RECORD_EVIDENCE)
def withdraw_evidence(ref: str, number: int) -> ResponseReturnValue:
    """Withdraw an entry."""
    file, item = _item(ref, number)
    form = forms.WithdrawalForm(data={"version": item.version})

    def withdraw() -> None:
        services.withdraw_evidence(current_actor(), file, item, form.reason.data)

    values = {"version": item.version, "item": item, "verdict": services.check_withdrawal(file, item)}
    done = gettext("The evidence is withdrawn.")
    return carry_out(file, form, withdraw, "evidence/withdraw_evidence.html", done, item_page(ref, number), **values)


@blueprint.get("/cases/<ref>/evidence/<int(max=9999):number>/files/<int(max=9999):copy>")
@requires(Permission.SEE_FILE)
def download_file(ref: str, number: int, copy: int) -> ResponseReturnValue:
    """A file, to be saved and never shown by this site. Each download is recorded."""
    file = load(ref, part="evidence")
    actor, case_id = current_actor(), file.case.id
    item = queries.get_item(case_id, number)
    stored, content = services.read_file(actor, file, item, copy, seal())
    leave_trace(lambda: services.record_download(actor, case_id, number, stored))
    return _answer(stored, content)


def _answer(stored: EvidenceFile, content: bytes) -> Response:
    name = given_name(stored.name, stored.type)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    return Response(content, content_type=media_type(stored.type, content), headers=headers)


def _same_files(file: CaseFile, number: int) -> list[int]:
    return queries.same_files(queries.items_of_case(file.case.id)).get(number, [])


def _stored(done: str, file: CaseFile, entered: list[int]) -> str:
    """What is told after a file was stored: also that the register holds the very same one already."""
    same = _same_files(file, entered[-1])
    if not same:
        return done
    numbers = ", ".join(map(str, same))
    return done + " " + gettext("The register holds this very file already: evidence no. %(numbers)s.", numbers=numbers)


def _item(ref: str, number: int) -> tuple[CaseFile, EvidenceItem]:
    file = load(ref, Permission.RECORD_EVIDENCE, part="evidence")
    return file, queries.get_item(file.case.id, number)


def _may_record(file: CaseFile) -> bool:
    allowed = file.allows(current_actor(), Permission.RECORD_EVIDENCE)
    return allowed and rules.check_recording(file.case.state).allowed


def _readable(file: CaseFile) -> Callable[[EvidenceItem], list[EvidenceFile]]:
    with_originals = file.allows(current_actor(), Permission.SEE_ORIGINALS)
    return lambda item: queries.readable_files(item, with_originals=with_originals)


def _entry(form: forms.EvidenceForm) -> services.EvidenceEntry:
    return services.EvidenceEntry(
        title=form.title.data,
        kind=EvidenceKind(form.kind.data),
        source=form.source.data,
        collector_id=int(form.collector.data),
        obtained_on=form.obtained_on.data,
        place=form.place.data,
        description=form.description.data,
    )
