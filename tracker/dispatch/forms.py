"""Forms of dispatch."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, CountField, DayField, LineField, ManyChoicesField, TextField
from tracker.web.forms import TrackerForm


class SendForm(TrackerForm):
    """Several recipients at once."""

    recipients = ManyChoicesField(_l("Recipients printed on the paper"), required=False)
    others = TextField(_l("Other recipients"), most=3_000, required=False, rows=2, description=_l("One on each line."))
    way = ChoiceField(_l("Way of sending"))
    sent_on = DayField(_l("Sent on"))
    sender = LineField(_l("Sent by"), most=200)
    copies = CountField(_l("Copies for each"), least=1, most=999)


class ReceiptForm(TrackerForm):
    """Who signed for it."""

    recipients = ManyChoicesField(_l("Recipients"), required=False)
    received_on = DayField(_l("Received on"))
    receiver = LineField(_l("Received by"), most=200, description=_l("Who signed for it."))


class ReasonForm(TrackerForm):
    """Why."""

    reason = TextField(_l("Reason"), most=1_000, rows=3)
