"""Forms of reviewed decisions."""

from datetime import date
from typing import cast

from flask_babel import lazy_gettext as _l

from tracker.cases.states import Ruling
from tracker.regulations.terms import Form
from tracker.reviews.rules import Reviewed, Ruled
from tracker.reviews.states import Fault, Request
from tracker.web.fields import ChoiceField, DayField, LineField, RadioChoiceField, TextField
from tracker.web.forms import TrackerForm, VersionedForm


class ReviewForm(TrackerForm):
    """A decision of a lower body that is to be reviewed, or a violation that it missed."""

    subject = ChoiceField(_l("Subject"), empty=False)
    fault_kind = RadioChoiceField(_l("Kind of fault"))
    sign = LineField(
        _l("Number and sign of the decision"),
        most=60,
        required=False,
        description=_l(
            "Number, date and body are left empty only where a violation was missed and nothing was decided."
        ),
    )
    decided_on = DayField(_l("Date of the decision"), required=False)
    body_name = LineField(_l("Body that decided"), most=200, required=False)
    fault = TextField(_l("What is wrong"), most=3_000, rows=4)
    request = RadioChoiceField(_l("What is asked"))
    owner = LineField(_l("Who carries it out"), most=200)
    due_on = DayField(_l("Due on"))

    def reviewed(self) -> Reviewed:
        """The decision that was typed."""
        return Reviewed(
            subject=int(self.subject.data),
            sign=self.sign.data or "",
            decided_on=self.decided_on.data,
            body_name=self.body_name.data or "",
            fault=self.fault.data,
            request=Request(self.request.data),
            owner=self.owner.data,
            due_on=cast(date, self.due_on.data),
            fault_kind=Fault(self.fault_kind.data),
        )


class RulingForm(VersionedForm):
    """What becomes of the decision complained of."""

    ruling = RadioChoiceField(_l("Proposed ruling"))
    new_form = ChoiceField(
        _l("New form"), required=False, description=_l("Only of a changed decision: the complaint is settled by it.")
    )
    text = LineField(
        _l("Form of discipline, from what to what"),
        most=300,
        required=False,
        description=_l("Only of a changed decision, for example: giảm từ Cảnh cáo thành Khiển trách."),
    )
    reason = TextField(_l("Reason"), most=3_000, rows=4)

    def ruled(self) -> Ruled:
        """The ruling that was typed."""
        new_form = Form(self.new_form.data) if self.new_form.data else None
        return Ruled(Ruling(self.ruling.data), self.reason.data, new_form, self.text.data or "")
