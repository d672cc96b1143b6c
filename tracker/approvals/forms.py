"""The form of a step with a draft."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import TextField
from tracker.web.forms import VersionedForm


class StepForm(VersionedForm):
    """What is said with the step."""

    comment = TextField(_l("Comments"), most=5_000, required=False, rows=5)
