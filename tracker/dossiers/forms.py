"""Forms of the file."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import CountField, DayField, LineField, TextField, TickField
from tracker.web.forms import VersionedForm


class EntryForm(VersionedForm):
    """One paper of the table of contents."""

    title = LineField(_l("Type of paper"), most=200)
    sign = LineField(_l("Number and sign"), most=60, required=False)
    dated_on = DayField(_l("Date of the paper"))
    abstract = LineField(_l("Abstract"), most=500, required=False)
    author = LineField(_l("Author"), most=200, required=False, description=_l("The issuing body, or the person."))
    sheets = CountField(_l("Sheets"), least=1, most=2_000)
    note = LineField(_l("Note"), most=200, required=False)


class ArchiveForm(VersionedForm):
    """The hand-over of the file."""

    archived_on = DayField(_l("Archived on"))
    box = LineField(_l("Box"), most=60)
    shelf = LineField(_l("Shelf"), most=60)
    for_ever = TickField(_l("Kept for ever"))
    years = CountField(_l("Or kept for how many years"), least=1, most=100, required=False)
    confirmed = TickField(_l("An archivist confirmed how long it is kept"))
    features = TextField(_l("What is special about the papers"), most=1_000, required=False, rows=2)


class ExceptionForm(ArchiveForm):
    """The hand-over of a file that is not complete, by the leader."""

    reason = TextField(_l("Why it is archived although something is missing"), most=2_000, rows=3)


class ReopeningForm(VersionedForm):
    """The decision that opens an archived file again."""

    decision = LineField(_l("Number of the decision"), most=120)
    on = DayField(_l("Date of the decision"))
    reason = TextField(_l("Reason"), most=2_000, rows=3)


class EmptyForm(VersionedForm):
    """Only a button."""
