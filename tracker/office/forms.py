"""Forms of the office's own rules."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import (
    ChoiceField,
    CountField,
    DayField,
    LineField,
    PickerField,
    RadioChoiceField,
    TextField,
    TickField,
)
from tracker.web.forms import TrackerForm, VersionedForm


class DocumentForm(TrackerForm):
    """The document that a rule of the office rests on."""

    document = LineField(_l("Document"), most=120, description=_l("As cited, for example: Quyết định số 12-QĐ/TU"))
    document_on = DayField(_l("Date of the document"))
    issuer = LineField(_l("Issued by"), most=200, description=_l("For example: Ban Thường vụ Tỉnh uỷ Điện Biên"))


class ConfirmationForm(DocumentForm):
    """A national number that a document confirms."""

    limit = ChoiceField(_l("Time limit"))
    level = ChoiceField(_l("For bodies of the level"))
    organization = PickerField(
        _l("Organization"),
        multiple=False,
        description=_l("The limit applies to this organization's bodies and to those of everything below it."),
    )
    since = DayField(_l("In force from"))
    until = DayField(_l("In force until"), required=False, description=_l("The last day; empty while it stands."))
    reason = TextField(_l("Reason"), most=2_000, rows=3)


class OverrideForm(ConfirmationForm):
    """Another number than the national one."""

    number = CountField(_l("Length"), least=1, most=999)
    unit = ChoiceField(_l("Counted in"))
    extension = RadioChoiceField(_l("Extension"))
    extension_numerator = CountField(_l("Share: numerator"), least=1, most=99, required=False)
    extension_denominator = CountField(_l("Share: denominator"), least=1, most=99, required=False)
    extension_number = CountField(_l("At most (in units of the limit)"), least=1, most=999, required=False)


class DayForm(DocumentForm):
    """A day as the office works it."""

    day = DayField(_l("Day"))
    off = RadioChoiceField(_l("On this day the office"))
    name = LineField(_l("What it is"), most=120, description=_l("For example: Nghỉ bù ngày Quốc khánh"))


class YearForm(DocumentForm):
    """A year whose public holidays are announced."""

    year = ChoiceField(_l("Year"))


class RevocationForm(VersionedForm):
    """Why an entry no longer holds."""

    reason = TextField(_l("Reason"), most=2_000, rows=3)


class ApprovalForm(VersionedForm):
    """Whether a body approves a text before it gets its number."""

    demanded = TickField(_l("No paper of this body gets a number before its text is approved"))
