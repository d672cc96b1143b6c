"""Forms of the diary."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import DayField, TextField
from tracker.web.forms import TrackerForm


class EntryForm(TrackerForm):
    """An entry."""

    happened_on = DayField(_l("Day"))
    content = TextField(_l("What the team did"), most=10_000, rows=6)
