"""Forms of the follow-up."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import DayField, RadioChoiceField, TextField
from tracker.web.forms import VersionedForm


class ProgressForm(VersionedForm):
    """How far a recommendation is carried out."""

    state = RadioChoiceField(_l("State"))
    on = DayField(_l("Date"))
    text = TextField(_l("What was done"), most=2_000)


class VerificationForm(VersionedForm):
    """That a recommendation is carried out."""

    on = DayField(_l("Carried out on"))
    text = TextField(_l("How it was verified"), most=2_000)


class SettlingForm(VersionedForm):
    """The end of a recommendation that is not carried out here."""

    on = DayField(_l("Date"))
    text = TextField(_l("Reason, with the approving document"), most=2_000)


class ClosingForm(VersionedForm):
    """The end of a violation."""

    on = DayField(_l("Closed on"))
    text = TextField(_l("How it was remedied or dealt with"), most=2_000)


class ArchiveForm(VersionedForm):
    """The hand-over of the file."""

    archived_on = DayField(_l("Archived on"))
