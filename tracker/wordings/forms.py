"""Forms of an office's papers."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField, LineField, PickerField, TextField, TickField
from tracker.web.forms import TrackerForm, VersionedForm


class DecidedForm(TrackerForm):
    """For whom, from when, and by which document."""

    organization = PickerField(
        _l("Organization"),
        multiple=False,
        description=_l("It holds for this organization's bodies and for those below that have nothing of their own."),
    )
    since = DayField(_l("In force from"))
    until = DayField(_l("In force until"), required=False, description=_l("The last day; empty while it stands."))
    document = LineField(_l("Document"), most=120, description=_l("As cited, for example: Quyết định số 12-QĐ/TU"))
    document_on = DayField(_l("Date of the document"))
    issuer = LineField(_l("Issued by"), most=200, description=_l("For example: Ban Thường vụ Tỉnh uỷ Điện Biên"))
    reason = TextField(_l("Reason"), most=2_000, rows=3)


class FilterForm(TrackerForm):
    """What the list of phrases is narrowed to; sent in the address."""

    class Meta(TrackerForm.Meta):
        csrf = False

    q = LineField(_l("Paper, phrase or words of it"), most=100, required=False)
    changed = TickField(_l("Only what your office words itself"))


class WordingForm(DecidedForm, VersionedForm):
    """A new version of a phrase. ``case`` is one to see it on."""

    text = TextField(_l("Wording"), most=1_000, rows=4)
    case = PickerField(
        _l("Show it on a case"),
        multiple=False,
        required=False,
        description=_l("By a word of its title or of a subject's name. Only cases you may read are found."),
    )


class ChoiceForm(DecidedForm):
    """What the office follows in one setting."""

    choice = ChoiceField(_l("Followed by the office"))


class RevocationForm(VersionedForm):
    """Why an entry no longer holds."""

    reason = TextField(_l("Reason"), most=2_000, rows=3)
