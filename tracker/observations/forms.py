"""Forms of regular supervision."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField, LineField, PickerField, RadioChoiceField, TextField
from tracker.web.forms import VersionedForm


class NoteForm(VersionedForm):
    """What was observed: one screen."""

    observed_on = DayField(_l("Observed on"))
    area = LineField(_l("Area"), most=200, description=_l("The place or field you watch."))
    source = ChoiceField(_l("Source"))
    subjects = PickerField(
        _l("Whom it is about"), description=_l("Organizations and members; type part of a name, with or without marks.")
    )
    content = TextField(_l("Content"), most=10_000, rows=5)
    assessment = RadioChoiceField(_l("Assessment"))
    proposal = TextField(_l("Proposal"), most=2_000, required=False, rows=2)


class ReportForm(VersionedForm):
    """When it was put before the leader."""

    on = DayField(_l("Reported on"))


class OpinionForm(VersionedForm):
    """The leader's opinion."""

    opinion = TextField(_l("Leader's opinion"), most=2_000, rows=4)
