"""Forms of printing."""

from flask_babel import lazy_gettext as _l

from tracker.printing.states import OUTPUT_LABELS, Output
from tracker.web.fields import LineField, RadioChoiceField, TickField
from tracker.web.forms import TrackerForm
from tracker.web.translate import choices


class SelectionForm(TrackerForm):
    """A batch of papers of the register."""

    keeps_draft = False

    duplex = TickField(
        _l("For printing on both sides"),
        description=_l("Each paper begins on a new sheet. What was issued keeps its margins."),
    )


class LettersForm(SelectionForm):
    """Papers of the register with letters about petitions among them."""

    reason = LineField(
        _l("Why you need to see them"),
        most=300,
        description=_l("It is kept with your name for each of these petitions; the chair sees the list."),
    )


class BundleForm(SelectionForm):
    """The whole of a case."""

    output = RadioChoiceField(_l("What is made"))

    def offer(self) -> "BundleForm":
        """Give the choices their words in the language of the page."""
        self.output.offer(choices(OUTPUT_LABELS))
        return self

    def chosen(self) -> Output:
        """What was chosen."""
        return Output(self.output.data)


class StepForm(TrackerForm):
    """Cancel a batch, or take it up again."""

    keeps_draft = False
