"""Forms of evidence and of the subject's answers."""

from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FieldList

from tracker.core.errors import RuleViolation
from tracker.evidence.filetypes import ENDINGS, MOST_BYTES, check_file
from tracker.web.fields import ChoiceField, DayField, LineField, RadioChoiceField, TextField, TickField
from tracker.web.forms import TrackerForm, VersionedForm
from tracker.web.uploads import UploadField

_ACCEPT = ",".join(ending for endings in ENDINGS.values() for ending in endings)


class _FileForm(TrackerForm):
    """A form that may carry a file; what is wrong with it stands beside it."""

    def __init__(self, *values: Any, **named: Any):
        super().__init__(*values, **named)
        field, self.most_recording = self["upload"], current_app.config["RECORDING_BYTES"]
        field.most, field.most_recording = MOST_BYTES, max(self.most_recording, MOST_BYTES)
        field.description = gettext(
            "PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS or plain text, at most %(most)s MB, or a recording (MP3, WAV, M4A,"
            " MP4, 3GP), at most %(recording)s MB. It is stored as it is and never changed.",
            most=field.most // 1024**2,
            recording=field.most_recording // 1024**2,
        )

    def validate(self, extra_validators: object = None) -> bool:
        valid = super().validate(extra_validators)
        given = self["upload"].data
        if not given or self.asks_again:
            return valid
        verdict = check_file(given.name, given.content, self.most_recording)
        if not verdict.allowed:
            self.refuse(RuleViolation(verdict.reason, verdict.citations, "upload"))
        return valid and verdict.allowed


class EvidenceForm(_FileForm):
    """An entry of the register."""

    title = LineField(_l("Name of the evidence"), most=300)
    kind = ChoiceField(_l("Kind of evidence"))
    source = LineField(_l("Source"), most=300, description=_l("Who made it or handed it over."))
    place = LineField(_l("Place"), required=False, description=_l("Where it was taken or received."))
    collector = ChoiceField(_l("Collected by"))
    obtained_on = DayField(_l("Date of the document or of receipt"))
    description = TextField(_l("Description"), most=5_000, required=False, rows=3)
    upload = UploadField(_l("Original file"), accept=_ACCEPT, required=False)


class OriginalForm(_FileForm):
    """The original file of an entry that has none yet."""

    upload = UploadField(_l("Original file"), accept=_ACCEPT)


class RedactedForm(_FileForm):
    """A redacted copy."""

    upload = UploadField(_l("Redacted copy"), accept=_ACCEPT)


class HandoverForm(VersionedForm):
    """A handover."""

    to_holder = LineField(_l("Handed to"), most=200)
    moved_on = DayField(_l("Handed over on"))
    reason = LineField(_l("Reason"), most=500)


class WithdrawalForm(VersionedForm):
    """The withdrawal of an entry, an answer or a sending."""

    reason = TextField(_l("Reason"), most=2_000, rows=3)


class StatementForm(_FileForm):
    """A written answer of a subject."""

    subject = ChoiceField(_l("Subject"))
    received_on = DayField(_l("Received on"))
    text = TextField(_l("Text of the answer"), required=False, rows=8)
    upload = UploadField(_l("File of the answer"), accept=_ACCEPT, required=False)
    fills_step = TickField(_l("It is the paper that the checklist waits for"))


class DraftForm(TrackerForm):
    """A draft that was sent for a factual check."""

    subject = ChoiceField(_l("Subject"))
    sent_on = DayField(_l("Sent on"))
    content = TextField(
        _l("What was sent"), most=5_000, description=_l("The paper and its parts that the subject is to check.")
    )


class DraftAnswerForm(VersionedForm):
    """The answer to a draft, point by point."""

    answered_on = DayField(_l("Answered on"))
    points = FieldList(
        TextField(_l("Point"), most=5_000, required=False, rows=3),
        min_entries=1,
        max_entries=100,
        label=_l("Points of the answer"),
    )
    note = LineField(
        _l("Note"),
        most=500,
        required=False,
        description=_l("If there is no point: “no objection”, or until when no answer came."),
    )

    def given_points(self) -> list[str]:
        """The points that were typed, without empty rows."""
        return [entry.data for entry in self.points.entries if entry.data]

    def add_row(self) -> None:
        """One more empty row, if it was asked for."""
        if self.asks_again and len(self.points.entries) < 100:
            self.points.append_entry("")


class PointForm(VersionedForm):
    """What the team makes of a point."""

    accepted = RadioChoiceField(_l("How it was settled"))
    reason = TextField(_l("Reason"), most=5_000, rows=3)
