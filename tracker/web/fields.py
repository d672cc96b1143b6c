"""The field library: Vietnamese dates, bounded text, money, picks by search. Every message is a plain sentence."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, Field, Form, IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, TextArea, TextInput

from tracker.core.text import clean, has_control_character, longest_run, visible

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
LONGEST_WORD = 300
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_NUMBER = re.compile(r"-?([0-9]{1,18}|[0-9]{1,3}(\.[0-9]{3}){1,5})")  # dots only between thousands
Validator = Callable[[Form, Field], None]


class _BoundedText:
    """Refuses control characters, text that is too long, and runs that no page can break."""

    def __init__(self, most: int):
        self.most = most

    def __call__(self, form: Form, field: Field) -> None:
        text = field.data or ""
        if has_control_character(text):
            raise StopValidation(gettext("The text holds an invisible control character; type it again."))
        if len(text) > self.most:
            raise StopValidation(
                gettext("At most %(most)s characters; this text has %(count)s.", most=self.most, count=len(text))
            )
        if longest_run(text) > LONGEST_WORD:
            raise StopValidation(
                gettext("A stretch of more than %(most)s characters has no space in it.", most=LONGEST_WORD)
            )


def _presence(required: bool) -> list[Validator]:
    return [InputRequired(lazy_gettext("Fill this in."))] if required else [Optional()]


class LineField(StringField):
    """One line of text, stored clean (NFC). ``most`` is the number of characters."""

    def __init__(self, label: Any = None, *, most: int = 200, required: bool = True, **options: Any):
        super().__init__(label, [_Present()] * required + [_BoundedText(most)], **options)
        self.required = required

    def _value(self) -> str:
        return visible(self.data or "")

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = " ".join(clean(valuelist[0]).split("\n")) if valuelist else ""


class HourField(LineField):
    """An hour of the day as it is written on an invitation: ``08:00``; it may stay empty."""

    def __init__(self, label: Any = None, **options: Any):
        shown = {"description": lazy_gettext("For example 08:00."), **options}
        super().__init__(label, most=5, required=False, **shown)

    def pre_validate(self, form: Form) -> None:
        if self.data and not _HOUR.fullmatch(self.data):
            raise StopValidation(gettext("Type the hour as 08:00."))


class TextField(StringField):
    """Paragraphs of text, stored clean (NFC, Unix line ends)."""

    widget = TextArea()

    def __init__(self, label: Any = None, *, most: int = 20_000, required: bool = True, rows: int = 4, **options: Any):
        shown = {"rows": rows, **options.pop("render_kw", {})}
        super().__init__(label, [_Present()] * required + [_BoundedText(most)], render_kw=shown, **options)
        self.required = required

    def _value(self) -> str:
        return visible(self.data or "")

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = clean(valuelist[0]) if valuelist else ""


class _Present:
    """Something other than white space was typed."""

    field_flags = {"required": True}

    def __call__(self, form: Form, field: Field) -> None:
        if field.errors:  # what was typed could not be read, and the field has said why
            raise StopValidation
        if not field.data:
            raise StopValidation(gettext("Fill this in."))


class DayField(StringField):
    """A date typed as 05/9/2026; ``data`` is a date or None. The typed text survives an error."""

    def __init__(self, label: Any = None, *, required: bool = True, **options: Any):
        hints = {"inputmode": "numeric", "autocomplete": "off", "placeholder": lazy_gettext("dd/mm/yyyy")}
        shown = hints | options.pop("render_kw", {})
        super().__init__(label, [_Present()] if required else [Optional()], render_kw=shown, **options)
        self.required = required
        self.typed: str | None = None

    def _value(self) -> str:
        if self.typed is not None:
            return visible(self.typed)
        return f"{self.data:%d/%m/}{self.data.year:04d}" if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        self.typed = valuelist[0].strip() if valuelist else ""
        if self.typed:
            self.data = parse_day(self.typed)


def parse_day(text: str) -> date:
    """A date from ``05/9/2026`` or ``2026-09-05``; raises ``ValueError`` with a sentence for the user."""
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(gettext("Type the date as day/month/year, for example 05/9/2026."))
    if found[1]:
        day, month, year = int(found[1]), int(found[2]), int(found[3])
    else:
        year, month, day = int(found[4]), int(found[5]), int(found[6])
    try:
        on = date(year, month, day)
    except ValueError:
        raise ValueError(gettext("There is no such day in the calendar.")) from None
    if not EARLIEST <= on <= LATEST:
        raise ValueError(gettext("The year must be between 1900 and 2199."))
    return on


class CountField(IntegerField):
    """A whole number within bounds, typed as text: a number input would refuse the dots between thousands."""

    widget = TextInput()

    def __init__(self, label: Any = None, *, least: int = 0, most: int = 9_999, required: bool = True, **options: Any):
        shown = {"inputmode": "numeric", "autocomplete": "off", **options.pop("render_kw", {})}
        super().__init__(label, _presence(required), render_kw=shown, **options)
        self.least, self.most = least, most
        self.required = required

    def _value(self) -> str:
        return visible(super()._value())

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        if not _NUMBER.fullmatch(text):
            raise ValueError(gettext("Type a whole number."))
        number = int(text.replace(".", ""))
        if not self.least <= number <= self.most:
            raise ValueError(
                gettext(
                    "The number must be between %(least)s and %(most)s; correct it.", least=self.least, most=self.most
                )
            )
        self.data = number


class MoneyField(CountField):
    """An amount in whole đồng; dots between thousands are welcome."""

    def __init__(self, label: Any = None, *, required: bool = False, **options: Any):
        super().__init__(label, least=0, most=10**15, required=required, **options)


class ChoiceField(SelectField):
    """One of a few codes. ``choices`` are (code, label) pairs passed in by the view; empty = nothing chosen."""

    def __init__(self, label: Any = None, *, required: bool = True, empty: bool = True, **options: Any):
        super().__init__(label, [_Present()] if required else [Optional()], validate_choice=False, **options)
        self.required = required
        self.empty = empty

    def offer(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Set the choices."""
        first = [SelectChoice("", gettext("– choose –"))] if self.empty else []
        self.choices = first + [SelectChoice(value, label) for value, label in pairs]

    def pre_validate(self, form: Form) -> None:
        if self.data and self.data not in [choice.value for choice in self.choices or ()]:
            raise StopValidation(gettext("This is not one of the choices. Choose one of the list."))


class RadioChoiceField(RadioField):
    """One of a few codes, as radio buttons."""

    def __init__(self, label: Any = None, *, required: bool = True, **options: Any):
        super().__init__(label, [_Present()] if required else [Optional()], validate_choice=False, **options)
        self.required = required

    def offer(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Set the choices."""
        self.choices = [SelectChoice(value, label) for value, label in pairs]

    def pre_validate(self, form: Form) -> None:
        if self.data and self.data not in [choice.value for choice in self.choices or ()]:
            raise StopValidation(gettext("This is not one of the choices. Choose one of the list."))


class ManyChoicesField(SelectMultipleField):
    """Any number of codes, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, *, required: bool = True, **options: Any):
        super().__init__(label, [_Present()] if required else [], validate_choice=False, **options)
        self.required = required

    def offer(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Set the choices."""
        self.choices = [SelectChoice(value, label) for value, label in pairs]

    def pre_validate(self, form: Form) -> None:
        offered = {choice.value for choice in self.choices or ()}
        if not offered.issuperset(self.data or ()):
            raise StopValidation(gettext("This is not one of the choices. Choose one of the list."))


class TickField(BooleanField):
    """A single check box."""


class PickerField(Field):
    """One or several things picked by an accent-insensitive search; ``data`` is the list of picked keys.

    The view gives ``label_of`` (keys → labels of those the actor may see) and, when the search button was pressed,
    ``find``. Without JavaScript the search button shows the form again with the matches to tick.
    """

    def __init__(
        self, label: Any = None, *, required: bool = True, multiple: bool = True, most: int = 50, **options: Any
    ):
        super().__init__(label, [], **options)
        self.required, self.multiple, self.most = required, multiple, most
        self.query = ""
        self.searched = False
        self.chosen: list[tuple[str, str]] = []
        self.present: dict[str, str] = {}
        self.results: list[tuple[str, str]] | None = None
        self.suggest_url = ""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.object_data = data
        self.data = list(data or ())
        if (formdata is not None and self.name in formdata) or (formdata and f"{self.name}-q" in formdata):
            self.data = list(dict.fromkeys(key for key in formdata.getlist(self.name) if key))
            self.query = visible(clean(formdata.get(f"{self.name}-q", ""))[:100])
            self.searched = f"{self.name}-find" in formdata

    def attach(
        self,
        label_of: Callable[[list[str]], dict[str, str]],
        find: Callable[[str], list[tuple[str, str]]],
        suggest_url: str,
    ) -> None:
        """Connect the field to its search; call before validation. Keys the actor may not see are unknown."""
        labels = label_of(self.data[: self.most])
        self.present = label_of(list(self.object_data or ())[: self.most])
        self.chosen = [(key, labels[key]) for key in self.data if key in labels]
        self.unknown = len(self.chosen) != len(self.data)
        self.suggest_url = suggest_url
        if self.searched and self.query:
            picked = set(labels)
            self.results = [(key, label) for key, label in find(self.query) if key not in picked]

    def pre_validate(self, form: Form) -> None:
        if self.searched:
            raise StopValidation()
        if len(self.data) > self.most or (not self.multiple and len(self.data) > 1):
            raise StopValidation(gettext("At most %(most)s.", most=self.most if self.multiple else 1))
        if self.unknown:
            raise StopValidation(gettext("One of the picked entries is unknown; search for it again."))
        if self.required and not self.data:
            raise StopValidation(gettext("Search and pick at least one."))

    @property
    def first(self) -> str | None:
        """The picked key of a single pick."""
        return self.data[0] if self.data else None
