"""The base of all forms: translated messages, hidden fields that every changing form carries."""

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from flask import g, has_request_context, request
from flask_babel import gettext, lazy_gettext, ngettext
from flask_wtf import FlaskForm
from wtforms import FieldList, FormField, HiddenField, IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from tracker.core.errors import ReasonNeeded, RuleViolation, StaleVersion
from tracker.core.text import Message, message
from tracker.regulations.sources import GRADE_LABELS, Grade
from tracker.web.drafts import restored_fields
from tracker.web.fields import PickerField, TextField
from tracker.web.translate import say


def form_number() -> str:
    """The number of a form, by which a second sending is known."""
    return secrets.token_urlsafe(18)


class _Translations:
    def gettext(self, text: str) -> str:
        return gettext(text)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return ngettext(singular, plural, number)


class TrackerForm(FlaskForm):
    """A changing form. ``idempotency_key`` makes a second sending harmless.

    ``keeps_draft``: what is typed is kept on the server every few seconds. A form that takes secrets says False.
    """

    keeps_draft = True

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: "TrackerForm", formdata: Any) -> Any:
            sent = super().wrap_formdata(form, formdata)
            return restored_fields(form) if sent is None and form.keeps_draft else sent

        def get_translations(self, form: object) -> _Translations:
            return _Translations()

    idempotency_key = HiddenField(lazy_gettext("Form number"), default=form_number)

    def __init__(self, *values: Any, **named: Any):
        super().__init__(*values, **named)
        if has_request_context():  # a page of trouble says what was chosen in the words of the form
            g.setdefault("forms", []).append(self)

    @property
    def asks_again(self) -> bool:
        """Whether a button was pressed that only wants the form again: a search, or one more row."""
        searched = any(field.searched for field in self if isinstance(field, PickerField))
        return searched or any(name.endswith("-add") for name in request.form)

    @property
    def is_sent(self) -> bool:
        """Whether the form was sent to be carried out, and not only to get it again."""
        return self.is_submitted() and not self.asks_again

    def validate(self, extra_validators: Any = None) -> bool:
        """Not valid – but without complaints – while the user is still searching or adding rows."""
        return False if self.asks_again else super().validate(extra_validators)

    def carrying(self) -> AbstractContextManager[None]:
        """What holds while the form is carried out: nothing, unless a kind of form says so."""
        return nullcontext()

    def refuse(self, error: RuleViolation) -> None:
        """Put a lawful refusal beside its field, or on top of the form; the article follows the reason."""
        text = say(error.message)
        if error.citations:
            text = f"{text} ({'; '.join(_cited(citation) for citation in error.citations)})"
        field = self._fields.get(error.field or "")
        if field is not None:
            field.errors = [*field.errors, text]
        elif not _refused_in_row(self, error.field, text):
            self.form_errors.append(text)


def _cited(citation: object) -> str:
    """An article with its grade, unless its wording was read: ``"Điều 9, Điều lệ Đảng – unconfirmed"``."""
    grade = getattr(citation, "grade", Grade.A)
    return str(citation) if grade is Grade.A else f"{citation} – {say(GRADE_LABELS[grade])}"


def _refused_in_row(form: TrackerForm, name: str | None, text: str) -> bool:
    """Whether a row of the form has the field, such as ``parts-0-text``; there the reason is put."""
    for rows in (field for field in form if isinstance(field, FieldList)):
        for row in (entry.form for entry in rows if isinstance(entry, FormField)):
            for field in (one for one in row if one.name == name):
                field.errors = [*field.errors, text]
                rows.errors = [entry.errors for entry in rows]
                return True
    return False


class VersionedForm(TrackerForm):
    """A form over an existing record: it carries the version of the record that the page showed."""

    version = IntegerField(lazy_gettext("Version"), [Optional()], widget=HiddenInput())

    def check_version(self, present: int) -> None:
        """Raise ``StaleVersion`` when the record has changed since the page was shown."""
        if self.version.data != present:
            raise StaleVersion(
                message(
                    "Somebody else changed this record after you opened the page. Nobody's change is"
                    " overwritten unseen."
                )
            )


class OverlapForm(TrackerForm):
    """A form of new work, refused for other work in its way until a reason is given; see ``components/overlaps.html``.

    ``overlaps``: everything that is in the way, (weight, sentence), for the page to show beside the reason.
    """

    overlap_reason = TextField(lazy_gettext("Why this work is needed all the same"), most=1_000, required=False, rows=2)

    def __init__(self, *values: Any, **named: Any):
        super().__init__(*values, **named)
        self.overlaps: list[tuple[str, Message]] = []

    def refuse(self, error: RuleViolation) -> None:
        """Keep all that the reason is asked for."""
        if isinstance(error, ReasonNeeded):
            self.overlaps = error.told
        super().refuse(error)


def carried_out(form: TrackerForm, act: Callable[[], object], version: int | None = None) -> bool:
    """Whether the form was sent, is right and was carried out; a lawful refusal is put beside its field.

    ``version`` is the present version of the record; an older one on the page raises ``StaleVersion``, before anybody
    is asked to mend what stands on a page of yesterday.
    """
    if isinstance(form, VersionedForm) and version is not None and form.is_sent:
        form.check_version(version)
    if not form.validate_on_submit():
        return False
    try:
        with form.carrying():
            act()
    except RuleViolation as refusal:
        form.refuse(refusal)
        return False
    return True
