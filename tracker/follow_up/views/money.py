"""Forms on the money of one finding: what came back, what was entered by mistake, why the rest does not come back."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.page import carry_out, load
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.findings.models import Finding
from tracker.findings.queries import get_finding
from tracker.follow_up import forms, queries, services
from tracker.follow_up.services import Note, Receipt
from tracker.follow_up.states import WAY_LABELS, Entry, Way
from tracker.follow_up.views.area import blueprint, tab
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices

_PATH = "/cases/<ref>/findings/<int(max=9999):number>/money"


@blueprint.route(f"{_PATH}/receipt", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def record_receipt(ref: str, number: int) -> ResponseReturnValue:
    """Record what came back."""
    file, finding = _claim(ref, number)
    form = forms.ReceiptForm(data={"version": finding.version, "on": clock.today()})
    form.way.offer(choices(WAY_LABELS))

    def save() -> None:
        receipt = Receipt(form.amount.data, Way(form.way.data), form.on.data, form.document.data, form.text.data)
        services.record_receipt(current_actor(), file, finding, receipt, clock.today())

    done, values = gettext("The receipt is recorded."), {"version": finding.version, "finding": finding}
    return carry_out(file, form, save, "follow_up/record_receipt.html", done, tab(ref, "money"), **values)


@blueprint.route(f"{_PATH}/explanation", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def explain_remainder(ref: str, number: int) -> ResponseReturnValue:
    """Say why the rest does not come back."""
    file, finding = _claim(ref, number)
    known = queries.find_explanation(finding)
    present = {"on": known.on, "document": known.document, "text": known.text} if known else {"on": clock.today()}
    form = forms.ExplanationForm(data={"version": finding.version, **present})

    def save() -> None:
        note = Note(form.on.data, form.text.data, form.document.data)
        services.explain_remainder(current_actor(), file, finding, note, clock.today())

    done, values = gettext("The remainder is explained."), {"version": finding.version, "finding": finding}
    return carry_out(file, form, save, "follow_up/explain_remainder.html", done, tab(ref, "money"), **values)


@blueprint.route(f"{_PATH}/<int(max=999999999):entry_id>/reversal", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def reverse_receipt(ref: str, number: int, entry_id: int) -> ResponseReturnValue:
    """Take a receipt back that was entered by mistake."""
    file, finding = _claim(ref, number)
    receipt = next((row for row in queries.money_entries([finding.id]) if row.id == entry_id), None)
    if receipt is None or receipt.entry is not Entry.RECEIPT:
        raise NotVisible
    form = forms.ReversalForm(data={"version": finding.version})

    def save() -> None:
        services.reverse_receipt(current_actor(), file, finding, entry_id, form.text.data, clock.today())

    done = gettext("The receipt is taken back.")
    values = {"version": finding.version, "finding": finding, "receipt": receipt}
    return carry_out(file, form, save, "follow_up/reverse_receipt.html", done, tab(ref, "money"), **values)


def _claim(ref: str, number: int) -> tuple[CaseFile, Finding]:
    """A finding with an amount to be recovered."""
    file = load(ref, Permission.FOLLOW_UP, part="follow_up")
    finding = get_finding(file.case.id, number)
    if not finding.to_recover:
        raise NotVisible
    return file, finding
