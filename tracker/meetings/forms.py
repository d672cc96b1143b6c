"""Forms of sessions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField

from tracker.documents.fields import MarkedForm, PrintedForm
from tracker.web.fields import (
    ChoiceField,
    CountField,
    DayField,
    HourField,
    LineField,
    ManyChoicesField,
    RadioChoiceField,
    TextField,
    TickField,
)
from tracker.web.forms import TrackerForm, VersionedForm


class PlanFields(PrintedForm, TrackerForm):
    """What is planned of a session."""

    title = LineField(_l("Title"), most=200, description=_l("For example “Kỳ họp thứ 12” or “Hội nghị Ban Thường vụ”."))
    held_on = DayField(_l("Date"))
    starts_at = HourField(_l("Hour"))
    place = LineField(_l("Place"), most=200)
    chair_name = LineField(_l("Chaired by"), most=120)
    secretary_name = LineField(_l("Minutes by"), most=120, required=False)
    attendees = ManyChoicesField(
        _l("Invited"), required=False, description=_l("They may read the files on the agenda.")
    )
    invitation = TextField(
        _l("Note on the invitation"),
        most=2_000,
        required=False,
        rows=2,
        description=_l("Stands on the invitation that everybody gets: name no case here."),
    )


class MeetingForm(PlanFields):
    """A session to be held."""

    body = ChoiceField(_l("Body"), empty=False)


class PlanChangeForm(PlanFields, VersionedForm):
    """A planned session, changed before anything is voted on."""


class AgendaForm(VersionedForm):
    """A case for the agenda."""

    case = ChoiceField(_l("Case waiting for a session"))


class MeetingChoiceForm(VersionedForm):
    """A session for the case."""

    meeting = ChoiceField(_l("Session"))


class MatterForm(PrintedForm, VersionedForm):
    """Another matter, which belongs to no case."""

    title = LineField(_l("Matter"), most=300, description=_l("Everybody of the office sees it: name no case here."))
    draft = TextField(_l("Draft of what is to be resolved"), most=10_000, rows=6)


class PersonForm(Form):
    """One line of the list of those present; a line without a name is dropped."""

    member = HiddenField()
    name = LineField(_l("Full name"), most=120, required=False)
    position = LineField(_l("Position"), most=200, required=False)
    part = ChoiceField(_l("Takes part as"), empty=False)
    present = TickField(_l("Present"))
    reason = LineField(_l("Reason of absence"), most=300, required=False)


class AttendanceForm(PrintedForm, VersionedForm):
    """The list of those present and absent."""

    people = FieldList(FormField(PersonForm), label=_l("Members, guests, secretary"))

    def listed(self) -> list[dict[str, Any]]:
        """The lines that have a name."""
        return [entry.data for entry in self.people.entries if (entry.data["name"] or "").strip()]


class RecusalForm(PrintedForm, VersionedForm):
    """A member who stays out of an item."""

    person = ChoiceField(_l("Member"))
    reason = LineField(_l("Reason"), most=300)
    article = LineField(_l("Article"), most=200, description=_l("For example an article of the working rules."))


class KeepForm(PrintedForm, VersionedForm):
    """Why a listed relative of a subject votes on an item all the same."""

    person = ChoiceField(_l("Member"))
    reason = LineField(_l("Reason"), most=300)


class OpeningForm(VersionedForm):
    """How an item is voted on."""

    method = RadioChoiceField(_l("Way of voting"))


class ReasonForm(VersionedForm):
    """Why a vote is broken off or void, an item is taken off the agenda, or a session is cancelled."""

    reason = LineField(_l("Reason"), most=300)


class HandVoteForm(PrintedForm, VersionedForm):
    """The figures of a vote on a draft, by hands or by ballot papers."""

    issued = CountField(_l("Papers handed out"), most=500)
    invalid = CountField(_l("Invalid papers"), most=500)
    votes_for = CountField(_l("For"), most=500)
    votes_against = CountField(_l("Against"), most=500)
    votes_blank = CountField(_l("No opinion"), most=500)
    result = RadioChoiceField(_l("Result"))
    resolution = TextField(_l("What was resolved"), most=5_000, rows=3)

    def keep(self, *, by_ballot: bool) -> None:
        """Ballot papers are counted where there were some."""
        if not by_ballot:
            del self.issued
            del self.invalid


class MinutesForm(PrintedForm, VersionedForm):
    """The end of the minutes."""

    resolution = TextField(
        _l("Resolution of the session"),
        most=10_000,
        rows=5,
        description=_l("What was resolved on each item is recorded with its vote: name no case here."),
    )


class PaperForm(MarkedForm, VersionedForm):
    """The issue of a paper of the session."""

    issued_on = DayField(_l("Date of the paper"))
    signer = ChoiceField(_l("Signed by"))


class AddendumForm(PrintedForm, VersionedForm):
    """A correction of closed minutes."""

    text = TextField(_l("What is to be read instead"), most=5_000, rows=4)
    reason = LineField(_l("Reason"), most=300)
