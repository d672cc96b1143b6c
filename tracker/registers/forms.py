"""Forms of the registers: how numbers run."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField, LineField, ManyChoicesField, RadioChoiceField
from tracker.web.forms import TrackerForm

_DOCUMENT = _l("By which document, with its number and date.")


class GroupsForm(TrackerForm):
    """Which types of a body share one run from a term on."""

    body = ChoiceField(_l("Body"))
    term = ChoiceField(_l("From the term"))
    types = ManyChoicesField(
        _l("These types share one run"),
        required=False,
        description=_l("Tick none to give each type a run of its own again."),
    )
    second = ManyChoicesField(_l("A second group"), required=False)
    document = LineField(_l("Document"), most=300, description=_DOCUMENT)


class ArrivalsForm(TrackerForm):
    """How arrivals are counted from a day on."""

    unit = RadioChoiceField(_l("Numbers of arrival run"))
    since = DayField(_l("From"))
    document = LineField(_l("Document"), most=300, description=_DOCUMENT)
