"""The blueprint, and what the pages of one record do alike."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.cases.page import carry_out, load
from tracker.cases.queries import CaseFile
from tracker.discipline import queries, services
from tracker.discipline.models import Discipline
from tracker.findings import services as findings
from tracker.findings.queries import undated_violations
from tracker.regulations.authority import ANSWER_LABELS
from tracker.regulations.circumstances import last_read
from tracker.regulations.terms import FORM_LABELS, Form
from tracker.web.access import current_actor
from tracker.web.forms import VersionedForm

blueprint = Blueprint("discipline", __name__)
CASE = "/cases/<ref>/discipline"
RECORD = f"{CASE}/<int:number>"


def load_record(ref: str, number: int, permission: Permission) -> tuple[CaseFile, Discipline]:
    """The case and a record of it; 404 unless the actor may."""
    file = load(ref, permission)
    return file, queries.get_discipline(file.case.id, number)


def step(
    file: CaseFile,
    record: Discipline,
    form: VersionedForm,
    act: Callable[[], None],
    page: str,
    done: str,
    **values: object,
) -> ResponseReturnValue:
    """A form page of one record; afterwards back to the records of the case.

    A ``version`` among the values is that of what stands beside the record, 0 where nothing does yet.
    """
    back = url_for("discipline.list_of_case", ref=file.case.ref)
    labels = {"form_labels": FORM_LABELS, "answer_labels": ANSWER_LABELS}
    shown = {"record": record, "version": record.version, **labels, **values}
    return carry_out(file, form, act, page, done, back, **shown)


def power_of_form(record: Discipline) -> dict[Form, object]:
    """What the body may do with the form voted."""
    voted = services.voted_of(record)
    return {voted.form: voted.power} if voted.form and voted.power else {}


def remedy_on(on: date) -> dict[str, object]:
    """What the list of circumstances says of money paid back: the row, None without any, and whether it is in force."""
    row = last_read(services.REMEDIED, on)
    return {"row": row, "is_listed": any(one.key == services.REMEDIED for one in services.listed(on))}


def undated(file: CaseFile, record: Discipline | None = None) -> dict[str, object]:
    """The violations without a day, of the case or of one record, and whether the actor may give them."""
    found = undated_violations(file.case.id)
    own = [row for row in found if record is None or row.subject_id == record.subject_id]
    may_date = findings.may_date(file) and file.allows(current_actor(), Permission.RECORD_FINDINGS)
    return {"undated": own, "may_date": may_date}
