"""Pure decisions about reviewed decisions: plain values in, verdicts out."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from tracker.cases.kinds import KindRow
from tracker.cases.rules import OK, check_not_future, refuse
from tracker.cases.states import Ruling
from tracker.core.text import message
from tracker.regulations.measures import FORM_NAMES
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.sources import written as day_in_words
from tracker.regulations.terms import Form
from tracker.regulations.verdict import Verdict
from tracker.reviews.states import Fault, Request

# Inspection of inspection work ends with changing or annulling lower decisions, never with discipline of its own
# (process.md 1.11, 1.12); a complaint with upholding, changing or annulling (documents.md, e).

_REQUESTS = {Request.CHANGE: "Xem xét lại, thay đổi", Request.ANNUL: "Xem xét lại, huỷ bỏ"}


@dataclass(frozen=True)
class Reviewed:
    """A decision of a lower body as the team names it, what is wrong with it, and what is asked of whom by when.

    ``subject`` is the number of the inspected organization. A violation that was missed may have no decision.
    """

    subject: int
    sign: str
    decided_on: date | None
    body_name: str
    fault: str
    request: Request
    owner: str
    due_on: date
    fault_kind: Fault


def check_review(row: KindRow, reviewed: Reviewed, today: date) -> Verdict:
    """Whether a case of this kind may ask a lower body to change or annul such a decision."""
    if not row.reviews_decisions:
        reason = message(
            "Only an inspection of inspection work asks for decisions of lower bodies to be reviewed."
            " Those decisions are what it examines."
        )
        return refuse(reason, PROCEDURE)
    missed = reviewed.fault_kind is Fault.MISSED
    if missed is not (reviewed.request is Request.HANDLE):
        reason = message("A violation that was missed is to be handled; a decision is to be changed or annulled.")
        return refuse(reason, PROCEDURE, field="request")
    if missed and not (reviewed.sign or reviewed.decided_on or reviewed.body_name):
        return OK
    return _check_decision(reviewed, today)


def _check_decision(reviewed: Reviewed, today: date) -> Verdict:
    """A decision is named whole: by number, day and body."""
    for field, given in (
        ("sign", reviewed.sign),
        ("decided_on", reviewed.decided_on),
        ("body_name", reviewed.body_name),
    ):
        if not given:
            reason = message("Name the decision by number, date and body; only a violation missed may have none.")
            return refuse(reason, PROCEDURE, field=field)
    return check_not_future(cast(date, reviewed.decided_on), today, "decided_on")


def request_text(reviewed: Reviewed) -> str:
    """The recommendation as it stands in the notice."""
    what = ""
    if reviewed.decided_on is not None:
        on = day_in_words(reviewed.decided_on)
        what = f"Quyết định số {reviewed.sign}, ngày {on} của {reviewed.body_name}"
    if reviewed.request is Request.HANDLE:
        return f"Xem xét, xử lý vi phạm chưa được xử lý{f' (liên quan {what})' if what else ''}: {reviewed.fault}"
    return f"{_REQUESTS[reviewed.request]} {what}: {reviewed.fault}"


@dataclass(frozen=True)
class Ruled:
    """What is proposed to become of the decision complained of: of a changed one the new form, and the change in the
    words of the paper."""

    ruling: Ruling
    reason: str = ""
    new_form: Form | None = None
    text: str = ""


def check_ruling(row: KindRow, ruled: Ruled) -> Verdict:
    """Whether a case of this kind rules on a decision complained of, and says to what a changed one is changed."""
    if not row.rules_on_complaint:
        return refuse(
            message(
                "Only a complaint ends with a ruling on a decision. Other work ends with a judgement of its subjects."
            ),
            PROCEDURE,
        )
    if ruled.ruling is Ruling.CHANGE:
        return _check_change(ruled)
    if ruled.new_form:
        return refuse(
            message("Only a changed decision has another form of discipline. Leave it empty, or choose the change."),
            field="new_form",
        )
    if ruled.text:
        return refuse(
            message("Only a changed decision has another form of discipline. Leave it empty, or choose the change."),
            field="text",
        )
    return OK


def _check_change(ruled: Ruled) -> Verdict:
    """A change names the new form, and its words name the same one: the complaint is settled by the form."""
    if ruled.new_form is None:
        return refuse(message("Choose the form that the changed decision gives."), PROCEDURE, field="new_form")
    if not ruled.text:
        return refuse(message("Say from what to what the form of discipline is changed."), PROCEDURE, field="text")
    if FORM_NAMES[ruled.new_form].casefold() not in ruled.text.casefold():
        reason = message(
            "The words do not name the form that was chosen. A paper says what was decided; write the"
            " form into the words, or choose another."
        )
        return refuse(reason, PROCEDURE, field="text")
    return OK
