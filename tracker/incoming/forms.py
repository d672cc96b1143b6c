"""Forms of incoming papers."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField, LineField, PickerField, TextField
from tracker.web.forms import VersionedForm


class ArrivalForm(VersionedForm):
    """A line of the register."""

    arrived_on = DayField(_l("Arrived on"))
    sender = LineField(_l("Sent from"), most=300, description=_l("The body that sent it."))
    sign = LineField(_l("Number and sign"), most=60, required=False)
    dated_on = DayField(_l("Date of the paper"), required=False)
    secrecy = ChoiceField(
        _l("Degree of secrecy"),
        empty=False,
        description=_l("Of a classified paper only this line is kept; the abstract may be left out."),
    )
    urgency = ChoiceField(_l("Urgency"), empty=False)
    abstract = LineField(_l("Abstract"), most=500, required=False)
    handler = ChoiceField(_l("Handled by"), required=False)
    due_on = DayField(_l("Due on"), required=False)
    case = PickerField(_l("Case it belongs to"), required=False, multiple=False)
    note = LineField(_l("Note"), most=500, required=False)


class AnswerForm(VersionedForm):
    """What came of it."""

    answered_on = DayField(_l("Done on"))
    result = TextField(
        _l("Result"),
        most=500,
        rows=3,
        description=_l("What was done, or the number and date of the paper that answers it."),
    )
