"""Forms of programmes and of other bodies' work."""

from flask_babel import lazy_gettext as _l

from tracker.documents.fields import MarkedForm, PrintedForm
from tracker.web.fields import (
    ChoiceField,
    CountField,
    DayField,
    LineField,
    ManyChoicesField,
    PickerField,
    RadioChoiceField,
    TextField,
)
from tracker.web.forms import OverlapForm, TrackerForm, VersionedForm


class ProgrammeForm(TrackerForm):
    """A programme to be drafted."""

    body = ChoiceField(_l("Body whose programme it is"), empty=False)
    type = RadioChoiceField(_l("Type of programme"))
    year_from = CountField(_l("Year, or first year of the term"), least=1990, most=2199)
    year_until = CountField(_l("Last year of the term"), least=1990, most=2199, required=False)


class ItemForm(OverlapForm, PrintedForm, VersionedForm):
    """An item of a programme."""

    kind = ChoiceField(_l("Kind of work"))
    matter = LineField(
        _l("Subject matter"),
        most=300,
        description=_l("What is inspected or supervised, as it will stand on the papers: “việc chấp hành …”."),
    )
    subjects = PickerField(
        _l("Subjects"), description=_l("Organizations and members; type part of a name, with or without marks.")
    )
    contents = ManyChoicesField(_l("Contents"), description=_l("From the lists of the periodic statistics."))
    period_from = DayField(_l("Period examined, from"))
    period_until = DayField(_l("Period examined, until"))
    year = ChoiceField(_l("Year of the work"), empty=False)
    quarter = ChoiceField(_l("Quarter"), required=False)
    body = ChoiceField(_l("Body that carries it out"), empty=False)
    cell_ground = RadioChoiceField(_l("What the supervision of the cell rests on"), required=False)
    head = ChoiceField(_l("Head of team"), required=False)
    note = TextField(_l("Note"), most=2_000, required=False, rows=2)


class RemovalForm(VersionedForm):
    """An item that is taken out; an item that was approved needs a reason."""

    reason = TextField(_l("Why it is taken out"), most=1_000, required=False, rows=3)


class ReturnForm(VersionedForm):
    """A programme sent back to its drafters."""

    reason = TextField(_l("What is to be changed"), most=2_000, rows=3)


class ApprovalForm(MarkedForm, VersionedForm):
    """The signed programme."""

    approved_on = DayField(_l("Date of the signed programme"))
    signer = ChoiceField(_l("Signer"))
    paper_number = LineField(
        _l("Number and sign, if the programme has them already"),
        most=60,
        required=False,
        description=_l("As printed: 03-CTr/UBKTĐU. Left empty, the register gives the next number."),
    )


class AdjustmentForm(PrintedForm, VersionedForm):
    """The start of an adjustment."""

    document = LineField(_l("Document that orders the adjustment (number and date)"), most=300)
    reason = TextField(_l("Reason"), most=2_000, rows=3)


class ClosingForm(VersionedForm):
    """The end of a programme."""

    note = TextField(_l("Note on what was not carried out"), most=2_000, required=False, rows=3)


class ExternalWorkForm(VersionedForm):
    """Work of another body with an organization."""

    organization = PickerField(_l("Organization"), multiple=False)
    agency = LineField(
        _l("Body that works there"), most=200, description=_l("For example “Thanh tra tỉnh”, “Kiểm toán nhà nước”.")
    )
    matter = LineField(_l("On what"), most=300, required=False)
    since = DayField(_l("From"))
    until = DayField(_l("Until"))
