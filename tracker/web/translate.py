"""Messages and labels in the reader's language."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext

from tracker.core.text import Message
from tracker.web.format import day

Code = TypeVar("Code", bound=StrEnum)


def say(text: Message | str) -> str:
    """A message or a marked label in the language of the request; dates and inner messages are shown in it too."""
    if isinstance(text, str):
        return gettext(text) if text else ""
    translated = gettext(text.text)
    return translated % {key: _shown(value) for key, value in text.params.items()} if text.params else translated


def choices(labels: Mapping[Code, str], *, only: Collection[Code] | None = None) -> list[tuple[str, str]]:
    """(code, label) pairs of an enumeration for a select field."""
    return [(key.value, gettext(label)) for key, label in labels.items() if only is None or key in only]


def _shown(value: object) -> object:
    if isinstance(value, Message):
        return say(value)
    if isinstance(value, date):
        return day(value)
    return value
