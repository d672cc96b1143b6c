"""Forms of the follow-up."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField, LineField, MoneyField, RadioChoiceField, TextField
from tracker.web.forms import VersionedForm


class ProgressForm(VersionedForm):
    """How far a recommendation is carried out."""

    on = DayField(_l("Date"))
    text = TextField(_l("What was done"), most=2_000)
    proof = LineField(_l("Document that proves it"), most=300, required=False)


class ReportForm(ProgressForm):
    """That a recommendation is carried out, as reported."""

    on = DayField(_l("Carried out on"))
    proof = LineField(_l("Document that proves it"), most=300, description=_l("Number, date and kind of the document."))


class VerificationForm(ProgressForm):
    """That a recommendation is carried out, as verified."""

    on = DayField(_l("Carried out on"))
    text = TextField(_l("How it was verified"), most=2_000)
    asks_money = RadioChoiceField(_l("Does this recommendation ask for money to be paid back?"))

    def keep(self, *, is_money_owed: bool, asks: bool) -> None:
        """Ask about money only while some of the case is still to come back; fill in what the words say."""
        if not is_money_owed:
            del self.asks_money
            return
        self.asks_money.offer([("yes", gettext("Yes")), ("no", gettext("No"))])
        if not self.is_submitted():
            self.asks_money.data = "yes" if asks else None


class ReturnForm(ProgressForm):
    """What is missing from a recommendation that was reported as carried out."""

    text = TextField(_l("What is missing"), most=2_000)


class HandoverForm(ProgressForm):
    """The end of a recommendation that another body takes over."""

    text = TextField(_l("To which body, and why"), most=2_000)
    proof = LineField(_l("Document by which it was handed over"), most=300)


class WaiverForm(ProgressForm):
    """Why a recommendation is to be given up, is given up, or stays."""

    text = TextField(_l("Reason"), most=2_000)
    proof = LineField(_l("Document, if there is one"), most=300, required=False)


class CorrectionForm(ProgressForm):
    """What was wrong in an earlier update."""

    text = TextField(_l("What was wrong, and how it is right"), most=2_000)


class EscalationForm(ProgressForm):
    """A step on an overdue recommendation."""

    step = RadioChoiceField(_l("Step"))
    text = TextField(_l("What was asked, or reported"), most=2_000)
    proof = LineField(_l("Document"), most=300, description=_l("Number and date of the letter or report."))


class ReceiptForm(VersionedForm):
    """What came back."""

    amount = MoneyField(_l("Amount (đồng)"), required=True)
    way = ChoiceField(_l("How it came back"))
    on = DayField(
        _l("Date"),
        description=_l(
            "From the decision on: what came back before the conclusion is recorded too, unless the amount"
            " to be recovered already leaves it out."
        ),
    )
    document = LineField(_l("Receipt or document"), most=300)
    text = TextField(_l("Note"), most=2_000, required=False, rows=2)


class ExplanationForm(VersionedForm):
    """Why the remainder does not come back."""

    on = DayField(_l("Date"))
    document = LineField(_l("Approving document"), most=300)
    text = TextField(_l("Why it does not come back"), most=2_000)


class ReversalForm(VersionedForm):
    """Why a receipt was a mistake."""

    text = TextField(_l("Why it is taken back"), most=2_000)


class ClosingForm(VersionedForm):
    """The end of a violation."""

    on = DayField(_l("Closed on"))
    text = TextField(_l("How it was remedied or dealt with"), most=2_000)
