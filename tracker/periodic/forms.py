"""Forms of periodic reports."""

from flask_babel import lazy_gettext as _l

from tracker.documents.fields import MarkedForm, PrintedForm
from tracker.web.fields import ChoiceField, DayField, TextField
from tracker.web.forms import TrackerForm, VersionedForm


class BeginForm(TrackerForm):
    """Whose report it is, over which days, and what it counts."""

    body = ChoiceField(_l("Whose report it is"), empty=False)
    kind = ChoiceField(_l("Kind of period"), empty=False)
    since = DayField(_l("Figures from"))
    until = DayField(_l("Figures until"))
    comparison = ChoiceField(
        _l("Compared with"),
        empty=False,
        description=_l("No regulation that was read says with which period figures are compared; the paper names it."),
    )
    deciders = ChoiceField(_l("Whose work"), empty=False)
    organization = ChoiceField(_l("Organization"), empty=False)


class WordsForm(PrintedForm, VersionedForm):
    """What officers write in a report; an unfinished text is kept."""

    situation = TextField(_l("Party organizations and members"), most=20_000, rows=4, required=False)
    leadership = TextField(_l("Leadership and direction"), most=20_000, rows=4, required=False)
    regular = TextField(_l("Regular supervision"), most=20_000, rows=3, required=False)
    petitions = TextField(_l("Petitions, denunciations, complaints"), most=20_000, rows=4, required=False)
    remedy = TextField(_l("Remedies after inspection and supervision"), most=20_000, rows=4, required=False)
    assessment = TextField(_l("Assessment of the period"), most=20_000, rows=6, required=False)
    shortcomings = TextField(_l("Shortcomings"), most=20_000, rows=5, required=False)
    causes = TextField(_l("Causes"), most=20_000, rows=4, required=False)
    tasks = TextField(_l("Tasks ahead"), most=20_000, rows=6, required=False)
    recipients = TextField(_l("Recipients"), most=2_000, rows=4, required=False, description=_l("One a line."))


class IssueForm(MarkedForm, VersionedForm):
    """Day and signer of the paper."""

    issued_on = DayField(_l("Date of the paper"))
    signer = ChoiceField(_l("Signer"))
