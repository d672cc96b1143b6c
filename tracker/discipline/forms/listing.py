"""The filter of the list of records; it stands in the address."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField
from tracker.web.forms import TrackerForm


class RecordFilterForm(TrackerForm):
    """A state, and the days of the decision."""

    class Meta(TrackerForm.Meta):
        csrf = False  # it asks and changes nothing

    state = ChoiceField(_l("State"), required=False, empty=False)
    since = DayField(_l("Decided from"), name="from", required=False)
    until = DayField(_l("Decided until"), name="to", required=False)
