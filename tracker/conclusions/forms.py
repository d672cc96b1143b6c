"""Forms of the conclusion."""

from flask_babel import lazy_gettext as _l

from tracker.documents.fields import MarkedForm
from tracker.web.fields import ChoiceField, DayField, LineField, TextField
from tracker.web.forms import VersionedForm


class NoticeForm(MarkedForm, VersionedForm):
    """What the clerk adds when the notices are issued."""

    issued_on = DayField(_l("Date of the notice"))
    signer = ChoiceField(_l("Signer"))
    follow_up = TextField(
        _l("Who follows up"), most=2_000, required=False, rows=2, description=_l("One or two sentences, as printed.")
    )
    report_due_on = DayField(_l("The subject reports its remedies by"), required=False)
    recipients = TextField(
        _l("Recipients"), most=2_000, rows=5, description=_l("One a line; the subject itself is added.")
    )


class AnnouncementForm(VersionedForm):
    """The announcement of a notice to its subject."""

    announced_on = DayField(_l("Announced on"))
    note = LineField(_l("Where, by whom"), most=500, required=False)
