"""Forms of sessions."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import (
    ChoiceField,
    CountField,
    DayField,
    LineField,
    ManyChoicesField,
    RadioChoiceField,
    TextField,
)
from tracker.web.forms import TrackerForm, VersionedForm


class MeetingForm(TrackerForm):
    """A session to be held."""

    body = ChoiceField(_l("Body"), empty=False)
    title = LineField(_l("Title"), most=200, description=_l("For example “Kỳ họp thứ 12” or “Hội nghị Ban Thường vụ”."))
    held_on = DayField(_l("Date"))
    place = LineField(_l("Place"), most=200)
    chair_name = LineField(_l("Chaired by"), most=120)
    secretary_name = LineField(_l("Minutes by"), most=120, required=False)
    attendees = ManyChoicesField(
        _l("Invited"), required=False, description=_l("They may read the files on the agenda.")
    )


class AgendaForm(VersionedForm):
    """A case for the agenda."""

    case = ChoiceField(_l("Case waiting for a session"))


class MeetingChoiceForm(VersionedForm):
    """A session for the case."""

    meeting = ChoiceField(_l("Session"))


class HandVoteForm(VersionedForm):
    """The vote on a conclusion."""

    votes_for = CountField(_l("For"), most=500)
    votes_against = CountField(_l("Against"), most=500)
    votes_blank = CountField(_l("No opinion"), most=500)
    result = RadioChoiceField(_l("Result"))
    resolution = TextField(_l("What was resolved"), most=5_000, rows=3)


class MinutesForm(VersionedForm):
    """The end of the minutes."""

    present = CountField(_l("Members present"), least=1, most=500)
    absences = TextField(_l("Absent, with reasons"), most=2_000, required=False, rows=2)
    resolution = TextField(_l("Resolution of the session"), most=10_000, rows=5)
