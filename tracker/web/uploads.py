"""Pages that take a file: how large their requests may be, and the field that holds the file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException
from wtforms import FileField, Form
from wtforms.validators import StopValidation

from tracker.core.text import visible

View = Callable[..., Any]
_AROUND = 1024**2  # the other fields of the form, and what stands between its parts


@dataclass(frozen=True, repr=False)
class Uploaded:
    """A file as it came."""

    name: str
    content: bytes


def takes_file(setting: str) -> Callable[[View], View]:
    """Mark a view whose requests may carry a file of up to the bytes of a setting; others keep the usual limit."""

    def mark(view: View) -> View:
        view.most_bytes = setting  # type: ignore[attr-defined]
        return view

    return mark


def receive(is_signed_in: Callable[[], bool]) -> None:
    """Take in a request with a file before its transaction begins: a slow line holds no lock. The parts go to disk.

    Only somebody who is signed in sends more than other forms may have. What is wrong with it, ``refuse`` tells.
    """
    most = limit_of_request()
    if most is None or request.method != "POST" or not is_signed_in():
        return
    request.max_content_length = most + _AROUND
    try:
        request.form  # noqa: B018  (reads the whole request)
    except HTTPException as error:
        g.upload_refused = error


def refuse() -> None:
    """Refuse what could not be taken in, once it is known who asks and in which language."""
    refused = g.pop("upload_refused", None)
    if refused is not None:
        raise refused


def limit_of_request() -> int | None:
    """The largest file that the view of this request takes; None where it takes none."""
    view = current_app.view_functions.get(request.endpoint or "")
    setting = getattr(view, "most_bytes", None)
    return current_app.config[setting] if setting else None


MISSED = "-missed"  # ends the name of the hidden field that tells which file a browser did not send again


def missed_files() -> list[tuple[str, str]]:
    """The files of this request that are not kept when it fails, as fields that ask for them again."""
    return [(f"{name}{MISSED}", sent.filename) for name, sent in request.files.items() if sent.filename]


def sent_file(values: Sequence[Any]) -> FileStorage | None:
    """The file that was sent in a field; no file was chosen, or a text stands in its place: None."""
    first = values[0] if values else None
    return first if isinstance(first, FileStorage) and first.filename else None


class UploadField(FileField):
    """One file; ``data`` is an ``Uploaded`` or None. What may stand in it, the area decides.

    No browser fills in a file again: a form that comes back, and one sent after its session was lost, asks for it once.
    ``most`` and ``most_recording``, in bytes, are told to the page, which sends no larger file.
    """

    def __init__(self, label: Any = None, *, accept: str = "", required: bool = True, **options: Any):
        super().__init__(label, render_kw={"accept": accept, **options.pop("render_kw", {})}, **options)
        self.required = required
        self.most = self.most_recording = 0
        self.missed = ""

    def process(self, formdata: Any, *values: Any, **options: Any) -> None:
        super().process(formdata, *values, **options)
        self.missed = visible(formdata.get(f"{self.name}{MISSED}", "")[:200]) if formdata else ""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = None
        upload = sent_file(valuelist)
        if upload is not None:
            self.data = Uploaded(upload.filename or "", upload.read())

    def pre_validate(self, form: Form) -> None:
        if self.data is None and self.required:
            raise StopValidation(gettext("Choose a file."))
        if self.data is None and self.missed:
            told = gettext(
                "The file “%(name)s” was not kept: choose it again, or send the form once more without it.",
                name=self.missed,
            )
            raise StopValidation(told)

    def __call__(self, **options: Any) -> Markup:
        """The field; on a page that comes back also which file is to be chosen again."""
        if self.most:
            told = gettext(
                "This file is not sent: it is larger than %(most)s MB, or as a recording than %(recording)s MB. Choose"
                " a smaller one, or split it into parts. What you typed is still on this page.",
                most=self.most // 1024**2,
                recording=self.most_recording // 1024**2,
            )
            options |= {"data-most-bytes": self.most, "data-most-recording": self.most_recording}
            options["data-too-large"] = told
        shown = super().__call__(**options)
        if self.data is None:
            return shown
        told = gettext("Choose the file “%(name)s” again: it was not kept.", name=self.data.name)
        asked = Markup('<input type="hidden" name="{}" value="{}"><p class="field-error">{}</p>')
        return shown + asked.format(f"{self.name}{MISSED}", self.data.name, told)
