"""Forms of the register: the end of a paper, and the check that needs no sign-in."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField, LineField, TextField
from tracker.web.forms import TrackerForm
from tracker.web.uploads import UploadField


class EndForm(TrackerForm):
    """That a paper was withdrawn, or replaced by the one chosen."""

    ended_on = DayField(_l("No longer valid from"))
    document = LineField(_l("Document"), most=300, description=_l("The paper that says so, with its number and date."))
    reason = TextField(_l("Reason"), most=2_000, rows=3)
    successor = ChoiceField(
        _l("Replaced by"),
        required=False,
        description=_l(
            "A later paper of the same case – or of the same body, where there is no case – and of the same type."
            " Leave it empty when the paper is withdrawn without another."
        ),
    )


class NumberForm(TrackerForm):
    """A number for a paper that is made elsewhere."""

    body = ChoiceField(_l("Body"))
    type = ChoiceField(_l("Type"))
    issued_on = DayField(_l("Date"))
    secrecy = ChoiceField(
        _l("Degree of secrecy"),
        empty=False,
        description=_l("Of a classified paper only this line is kept; the abstract may be left out."),
    )
    urgency = ChoiceField(_l("Urgency"), empty=False)
    abstract = LineField(_l("Abstract"), most=500, required=False)
    signer_name = LineField(_l("Signer"), most=120)


class VoidForm(TrackerForm):
    """Why a number is void."""

    reason = TextField(_l("Reason"), most=2_000, rows=3)


class CheckForm(TrackerForm):
    """The code of a paper, or its file."""

    keeps_draft = False

    code = LineField(
        _l("Code of the paper"),
        most=40,
        required=False,
        description=_l("Twelve letters and digits at the foot of the page."),
    )
    upload = UploadField(
        _l("PDF file"),
        accept=".pdf",
        required=False,
        description=_l("At most 8 MB. The file is compared and not kept. Without it the code alone is checked."),
    )
