"""The form of the end of a paper."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField, LineField, TextField
from tracker.web.forms import TrackerForm


class EndForm(TrackerForm):
    """That a paper was withdrawn, or replaced by the one chosen."""

    ended_on = DayField(_l("No longer valid from"))
    document = LineField(_l("Document"), most=300, description=_l("The paper that says so, with its number and date."))
    reason = TextField(_l("Reason"), most=2_000, rows=3)
    successor = ChoiceField(
        _l("Replaced by"),
        required=False,
        description=_l(
            "A paper of the same case and type. Leave it empty when the paper is withdrawn without another."
        ),
    )
