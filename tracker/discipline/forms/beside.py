"""Forms of what is written down beside a record: circumstances, deferral, execution, suspension, responsibility."""

from flask_babel import lazy_gettext as _l

from tracker.documents.fields import MAYBE_NUMBERED_HERE, NUMBERED_HERE, MarkedForm, PrintedForm, SignerField
from tracker.web.fields import ChoiceField, CountField, DayField, LineField, TextField
from tracker.web.forms import VersionedForm


class CircumstanceForm(PrintedForm, VersionedForm):
    """A circumstance of the list in force, or in free words where none was read."""

    key = ChoiceField(_l("Circumstance"))
    bearing = ChoiceField(_l("How it bears on the form"))
    note = TextField(_l("What it was in this case"), most=2_000, rows=3)

    def keep(self, *, has_list: bool) -> None:
        """Leave the list, or the question that takes its place."""
        if has_list:
            del self.bearing
        else:
            del self.key


class RemovalForm(VersionedForm):
    """The taking back of a circumstance."""


class DeferralForm(VersionedForm):
    """The putting off of the consideration."""

    key = ChoiceField(_l("Ground"), required=False)
    ground = TextField(
        _l("The ground in words"), most=2_000, required=False, rows=2, description=_l("Pregnancy, hospital …")
    )
    evidence = LineField(_l("Certified by"), most=500, description=_l("The document, its number, date and issuer."))
    since = DayField(_l("From"))
    until = DayField(_l("Probably until"), required=False)

    def keep(self, *, has_list: bool) -> None:
        """Leave the list only where one was read."""
        if not has_list:
            del self.key


class ResumptionForm(VersionedForm):
    """The end of a deferral."""

    ended_on = DayField(_l("Last day of the deferral"))


class DutyForm(VersionedForm):
    """A duty after the decision that was done; the version is that of what is recorded, 0 where nothing is."""

    done_on = DayField(_l("Done on"))
    note = LineField(_l("Where, to whom, by which document"), most=500, required=False)


class ResponsibilityForm(VersionedForm):
    """The examination of responsibility; the version is that of what is recorded, 0 where nothing is."""

    reviewed_on = DayField(_l("Examined on"))
    head_name = LineField(_l("Head of the organization"), most=200)
    findings = TextField(_l("What was found on responsibility"), most=10_000, rows=4)

    def keep(self, *, is_member: bool) -> None:
        """An organization's head is named; a disciplined head is the subject already."""
        if is_member:
            del self.head_name


class SuspensionForm(MarkedForm, VersionedForm):
    """A suspension (đình chỉ)."""

    kind = ChoiceField(_l("What is suspended"))
    ground = ChoiceField(_l("Ground"))
    ground_text = TextField(_l("The ground in words"), most=2_000, rows=2)
    body_name = LineField(_l("Body that decided"), most=200)
    decision = LineField(_l("Decision"), most=120, required=False, description=NUMBERED_HERE)
    signer = SignerField()
    since = DayField(_l("From"))
    own_days = CountField(
        _l("The office's own number of days"),
        least=1,
        most=400,
        required=False,
        description=_l("Only where no number of the edition in force was read."),
    )
    own_reason = TextField(_l("On what the number rests"), most=1_000, required=False, rows=2)


class ExtensionForm(MarkedForm, VersionedForm):
    """The extension of a suspension."""

    extended_days = CountField(_l("By how many days"), least=1, most=400)
    extension = LineField(_l("Decision on the extension"), most=120, required=False, description=NUMBERED_HERE)
    signer = SignerField()
    reason = TextField(_l("Reason"), most=2_000, rows=2, required=False)


class EndForm(MarkedForm, VersionedForm):
    """The end of a suspension."""

    ended_on = DayField(_l("Ended on"))
    ending = TextField(_l("Why and how it ended"), most=2_000, rows=2)
    lifting = LineField(
        _l("Decision that ends it"),
        most=120,
        required=False,
        description=MAYBE_NUMBERED_HERE,
    )
    signer = SignerField()
