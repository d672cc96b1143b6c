"""The filter of the figures; it stands in the address."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField
from tracker.web.forms import TrackerForm


class PeriodForm(TrackerForm):
    """A period, whose work, and under which organization."""

    class Meta(TrackerForm.Meta):
        csrf = False  # it asks and changes nothing

    since = DayField(_l("Concluded from"), name="from")
    until = DayField(_l("Concluded until"), name="to")
    body = ChoiceField(_l("Whose work"), empty=False)
    organization = ChoiceField(_l("Organization"), required=False, empty=False)
