"""What the reader calls the fields of a form that was sent, for a page that shows what was typed without the form."""

import re
from collections.abc import Iterable, Iterator

from flask import request
from wtforms.fields.core import UnboundField

from tracker.web.forms import TrackerForm

_PART = re.compile(r"-(?:q|\d+)(?:-.*)?$")


def field_labels(names: Iterable[str], area: str | None = None) -> dict[str, str]:
    """Name → label, from the form of the area that knows most of the names; a name it does not know stays itself.

    ``area`` is the first word of an endpoint, by default of this request's.
    """
    sent = {name: _PART.sub("", name) for name in names}
    wanted = set(sent.values())
    forms = [_labels(form) for form in _forms_of(area or (request.endpoint or "").partition(".")[0])]
    best = max(forms, key=lambda labels: (len(wanted & labels.keys()), -len(labels)), default={})
    return {name: str(best.get(field, name)) for name, field in sent.items()}


def _forms_of(area: str) -> list[type[TrackerForm]]:
    return [form for form in _descendants(TrackerForm) if form.__module__.startswith(f"tracker.{area}.")]


def _descendants(form: type[TrackerForm]) -> Iterator[type[TrackerForm]]:
    for child in form.__subclasses__():
        yield child
        yield from _descendants(child)


def _labels(form: type[TrackerForm]) -> dict[str, object]:
    fields = ((name, getattr(form, name)) for name in dir(form))
    unbound = ((name, field) for name, field in fields if isinstance(field, UnboundField))
    return {name: field.args[0] if field.args else field.kwargs.get("label", name) for name, field in unbound}
