"""The blueprint, and what its pages do alike."""

from flask import Blueprint, current_app, url_for

from tracker.cases.queries import CaseFile
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.evidence.sealing import Seal
from tracker.evidence.services import Upload
from tracker.evidence.states import KIND_LABELS, ROLE_LABELS, TYPE_LABELS
from tracker.web.uploads import Uploaded

blueprint = Blueprint("evidence", __name__)

LARGEST = "RECORDING_BYTES"  # the setting that bounds the requests of pages that take files
LABELS: dict[str, object] = {"kind_labels": KIND_LABELS, "role_labels": ROLE_LABELS, "type_labels": TYPE_LABELS}


def seal() -> Seal:
    """The seal of this installation; without its key no file is taken or handed out."""
    key = current_app.config["EVIDENCE_KEY"]
    if not key:
        raise RuleViolation(message("The key for files is not set up (TRACKER_EVIDENCE_KEY). Tell the administrator."))
    return Seal(key)


def upload_of(given: Uploaded) -> Upload:
    """A file of a form as the services take it."""
    return Upload(given.name, given.content, current_app.config["RECORDING_BYTES"])


def subjects(file: CaseFile) -> list[tuple[str, str]]:
    """The subjects of the case to choose from, by their number."""
    return [(str(subject.number), subject.name) for subject in file.case.subjects]


def item_page(ref: str, number: int) -> str:
    """The address of an entry."""
    return url_for("evidence.show_evidence", ref=ref, number=number)
