"""What the reader calls the fields of a form that was sent, for a page that shows what was typed without the form."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache

from flask import current_app, g, request
from flask_babel import gettext
from wtforms import Field, FieldList
from wtforms.fields.core import UnboundField

from tracker.core.text import N_
from tracker.web.fields import PickerField, TickField
from tracker.web.format import day
from tracker.web.forms import TrackerForm

# what stands beside the form of a page
_BESIDE = {"approval_comment": N_("Note to who reviews and approves")}
_PART = re.compile(r"-(?:q|missed|\d+)(?:-.*)?$")


def field_labels(names: Iterable[str], area: str | None = None) -> dict[str, str]:
    """Name → label, from the form of the area that knows most of the names; a name it does not know stays itself.

    ``area`` is the first word of an endpoint, by default of this request's.
    """
    sent = {name: _PART.sub("", name) for name in names}
    if not sent:
        return {}
    wanted = set(sent.values())
    forms = [_labels(form) for form in _forms_of(area or (request.endpoint or "").partition(".")[0])]  # type: ignore[arg-type]
    best = max(forms, key=lambda labels: (len(wanted & labels.keys()), -len(labels)), default={})
    return {name: str(best.get(field) or gettext(_BESIDE.get(field, field))) for name, field in sent.items()}


def said(name: str, sent: str) -> str:
    """A sent value as the form of this request showed it: the label of a choice; what was typed stays as it is.

    A view that did not come as far as its form leaves the value.
    """
    for form in g.get("forms", ()):
        field = form._fields.get(name)
        if isinstance(field, TickField):
            return gettext("Yes")
        choices = ((one.value, one.label) for one in getattr(field, "choices", None) or ())
        shown = dict(field.chosen if isinstance(field, PickerField) else choices)
        if sent in shown:
            return str(shown[sent])
    return sent


def standing(hidden: Collection[str]) -> list[tuple[str, str]]:
    """What the record has now where something else was sent: (label, text) of the fields of this request's forms.

    A form over a record is made with the values of the record, so it knows both.
    """
    return [
        (str(field.label.text), present)
        for form in g.get("forms", ())
        for field in form
        if field.name not in hidden and not isinstance(field, FieldList)
        if (present := _words(field, field.object_data)) and present != _words(field, field.data)
    ]


def _words(field: Field, value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(sorted(_words(field, one) for one in value))  # picked in whatever order
    if value is None or value is False:
        return ""
    if value is True:
        return gettext("Yes")
    if isinstance(value, date):
        return day(value)
    if isinstance(field, PickerField):
        return {**dict(field.chosen), **field.present}.get(str(value), "")
    choices = {one.value: one.label for one in getattr(field, "choices", None) or ()}
    return str(choices.get(str(value), value))


def _forms_of(area: str) -> list[type[TrackerForm]]:
    """The forms of the package that the views of this name stand in: some are named apart from their area."""
    views = current_app.blueprints.get(area)
    area = views.import_name.split(".")[1] if views else area
    return [form for form in _descendants(TrackerForm) if form.__module__.startswith(f"tracker.{area}.")]


def _descendants(form: type[TrackerForm]) -> Iterator[type[TrackerForm]]:
    for child in form.__subclasses__():
        yield child
        yield from _descendants(child)


@cache
def _labels(form: type[TrackerForm]) -> dict[str, object]:
    fields = ((name, getattr(form, name)) for name in dir(form))
    unbound = ((name, field) for name, field in fields if isinstance(field, UnboundField))
    return {name: field.args[0] if field.args else _named(field, name) for name, field in unbound}


def _named(field: UnboundField, name: str) -> object:
    return field.kwargs.get("label") or getattr(field.field_class, "usual_label", name)
