"""What the pages of complaints share: the blueprint, the addresses, the labels, the frame of a step."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from tracker.appeals import queries
from tracker.appeals.models import Appeal
from tracker.appeals.states import CHANNEL_LABELS, STATE_LABELS, STATE_TONES, TRANSITIONS, Action
from tracker.cases.page import carry_out, load
from tracker.cases.queries import CaseFile
from tracker.core.errors import NotVisible
from tracker.discipline.queries import get_discipline
from tracker.regulations.appeals import GROUND_LABELS, OUTCOME_LABELS, PART_LABELS
from tracker.regulations.terms import FORM_LABELS
from tracker.web.forms import VersionedForm

blueprint = Blueprint("appeals", __name__)
CASE = "/cases/<ref>/complaints"
NEW = "/cases/<ref>/discipline/<int(max=9999):number>/complaints/new"
HEARD = "/cases/<ref>/heard/<int(max=9999):number>"  # in the case of the higher body that hears it
ONE = "/cases/<ref>/discipline/<int(max=9999):number>/complaints/<int(max=9999):complaint>"
LABELS = {
    "appeal_labels": STATE_LABELS,
    "appeal_tones": STATE_TONES,
    "channel_labels": CHANNEL_LABELS,
    "ground_labels": GROUND_LABELS,
    "outcome_labels": OUTCOME_LABELS,
    "part_labels": PART_LABELS,
    "form_labels": FORM_LABELS,
}
# What an archived file still takes: a complaint that comes in, what becomes of it, the acceptance that opens the file.
_OPENS_ARCHIVE = frozenset({"receive_appeal", "accept_appeal", "refuse_appeal", "withdraw_appeal"})


def load_one(ref: str, number: int, complaint: int | None, action: Action) -> tuple[CaseFile, Appeal]:
    """The complaint of an address; 404 unless the actor may take the step, 409 when it is not possible any more.

    Without ``complaint`` it is one that the case hears against a decision below, by its place there.
    """
    permission = next(row.permission for row in TRANSITIONS.rows if row.action is action)
    file = load(ref, permission, part="complaints")
    appeal = find_one(file, number, complaint)
    TRANSITIONS.get(appeal.state, action)
    return file, appeal


def find_one(file: CaseFile, number: int, complaint: int | None) -> Appeal:
    """The complaint of an address in a case; raises ``NotVisible``."""
    return _beside(file, number, complaint) if complaint is not None else queries.get_heard(file.case, number)


def _beside(file: CaseFile, number: int, complaint: int) -> Appeal:
    appeal = queries.get_appeal(get_discipline(file.case.id, number).id, complaint)
    if appeal.heard_above:
        raise NotVisible
    return appeal


def step(
    file: CaseFile,
    appeal: Appeal,
    form: VersionedForm,
    act: Callable[[], None],
    page: str,
    done: str,
    **values: object,
) -> ResponseReturnValue:
    """The form page of one step of a complaint."""
    shown = {"record": appeal.discipline, "appeal": appeal, "version": appeal.version, **values}
    shown["opens_archive"] = page in _OPENS_ARCHIVE
    return carry_out(file, form, act, f"appeals/{page}.html", done, tab(file.case.ref), **shown)


def tab(ref: str) -> str:
    """The address of the complaints of a case."""
    return url_for("appeals.list_of_case", ref=ref)
