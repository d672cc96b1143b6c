"""Fields of the forms that give a paper its number: who signs, and how secret and how urgent it is."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, FormField

from tracker.accounts.queries import signers
from tracker.documents.marks import Marks, marked
from tracker.documents.printable import RenderFailed, check_text
from tracker.documents.states import SECRECY_LABELS, URGENCY_LABELS, Secrecy, Urgency
from tracker.web.fields import ChoiceField, LineField, TickField
from tracker.web.translate import say

NUMBERED_HERE = _l("Left empty, the register gives the next number; then choose who signs.")
MAYBE_NUMBERED_HERE = _l("Only where there is one; or choose who signs, and the register gives it its number.")


class SignerField(ChoiceField):
    """Who signs a decision that is numbered and printed here, where its number is not typed."""

    usual_label = _l("Signer")

    def __init__(self, **options: Any):
        told = _l("Only if the decision is to be numbered and printed here.")
        super().__init__(self.usual_label, required=False, description=told, **options)

    def offer_signers(self, body_id: int) -> None:
        """Offer those who may sign for a body."""
        self.offer([(one.full_name, one.full_name) for one in signers(body_id)])


class _DegreeField(ChoiceField):
    """One of the degrees, the first of which is the usual one."""

    def __init__(self, label: Any, degrees: Mapping[Any, str], **options: Any):
        super().__init__(label, empty=False, default=next(iter(degrees)).value, **options)
        self.offer([(degree.value, say(text)) for degree, text in degrees.items()])


class PrintedForm:
    """A form whose texts come to stand on papers: what no paper can print is refused beside its field.

    It goes before the class of the form.
    """

    def validate(self, extra_validators: Any = None) -> bool:
        """Valid as the form says, and printable."""
        valid = super().validate(extra_validators)  # type: ignore[misc]
        return bool(valid) if self.asks_again else not _unprintable(self) and valid  # type: ignore[attr-defined]


def _unprintable(fields: Any) -> list[Field]:
    """The fields, with those of enclosed forms, that hold what cannot be printed; each has been told why."""
    found = []
    for field in fields:
        if isinstance(field, FieldList | FormField):
            found += _unprintable(field)
        elif isinstance(field.data, str):
            try:
                check_text(field.data)
            except RenderFailed as refusal:
                field.errors = [*field.errors, say(refusal.message)]
                found.append(field)
    return found


class MarkedForm(PrintedForm):
    """What a form that gives a number asks besides, folded away: most papers are ordinary.

    It goes before the class of the form; the page shows the fields with ``marks_fold`` of ``components/marks.html``.
    """

    secrecy = _DegreeField(_l("Degree of secrecy"), SECRECY_LABELS)
    urgency = _DegreeField(_l("Degree of urgency"), URGENCY_LABELS)
    register_abstract = LineField(
        _l("Abstract in the register"),
        most=500,
        required=False,
        description=_l("Only for a classified paper. It may be left out; write nothing secret here."),
    )
    circulation = LineField(
        _l("Who may hold it"), most=60, required=False, description=_l("For example “Xong hội nghị trả lại”.")
    )
    typist = LineField(
        _l("Typist and number of copies"), most=20, required=False, description=_l("For example ABC-268.")
    )
    contact = LineField(
        _l("Contact line"), most=150, required=False, description=_l("Address and telephone, at the foot of page 1.")
    )
    outside_known = TickField(_l("I know that nothing of this paper is kept here but its line in the register"))

    @property
    def marks(self) -> Marks:
        """What was chosen."""
        return Marks(
            Secrecy(self.secrecy.data),
            Urgency(self.urgency.data),
            self.register_abstract.data or "",
            self.circulation.data or "",
            self.typist.data or "",
            self.contact.data or "",
            current_app.config["CLEARED"],
            self.outside_known.data,
        )

    def carrying(self) -> AbstractContextManager[None]:
        """Every paper that is numbered meanwhile has the marks chosen here."""
        return marked(self.marks)

    @property
    def has_marks(self) -> bool:
        """Whether the fold is to stand open: something was chosen, or refused."""
        chosen = self.secrecy.data, self.urgency.data
        more = (self.circulation, self.typist, self.contact)
        fields = (self.secrecy, self.urgency, self.register_abstract, self.outside_known, *more)
        typed = any(field.data for field in more)
        return chosen != (Secrecy.ORDINARY, Urgency.ORDINARY) or typed or any(field.errors for field in fields)
