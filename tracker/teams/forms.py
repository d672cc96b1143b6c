"""Forms about teams."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from tracker.documents.fields import NUMBERED_HERE, MarkedForm, SignerField
from tracker.teams.rules import Decision
from tracker.web.fields import (
    ChoiceField,
    DayField,
    LineField,
    ManyChoicesField,
    PickerField,
    RadioChoiceField,
    TextField,
    TickField,
)
from tracker.web.forms import OverlapForm, TrackerForm, VersionedForm


class DeclarationForm(VersionedForm):
    """One's own declaration of conflict of interest."""

    conflict = RadioChoiceField(_l("I declare"))
    reason = TextField(
        _l("What the conflict is"), most=2_000, required=False, rows=3, description=_l("Only if there is one.")
    )


class DecisionForm(MarkedForm, VersionedForm):
    """The decision by which something changes."""

    number = LineField(
        _l("Decision (number and date)"),
        most=120,
        required=False,
        description=NUMBERED_HERE,
    )
    signer = SignerField()
    decided_on = DayField(_l("Decided on"))
    from_on = DayField(_l("Holds from"))
    why = TextField(_l("Reason"), most=2_000, rows=3)

    def decision(self) -> Decision:
        """The decision that a valid form holds."""
        values = {name: self[name].data for name in ("number", "decided_on", "from_on")}
        return Decision(**values, reason=self.why.data, signer=self.signer.data or "")


class ReplacementForm(DecisionForm):
    """A change of the team."""

    out = ChoiceField(_l("Who leaves"), required=False)
    into = ChoiceField(_l("Who comes"), required=False)


class DirectingForm(DecisionForm):
    """A change of who directs the team."""

    into = ChoiceField(_l("Who directs the team from now on"))


class ContentsForm(DecisionForm):
    """A change of the contents."""

    contents = ManyChoicesField(_l("Contents"), description=_l("From the lists of the periodic statistics."))


class PeriodForm(DecisionForm):
    """A change of the period examined."""

    period_from = DayField(_l("Period examined, from"))
    period_until = DayField(_l("Period examined, until"))


class ScheduleForm(DecisionForm):
    """A change of the working dates."""

    work_from = DayField(_l("Work from"))
    work_until = DayField(_l("Work until"))


class SubjectsForm(OverlapForm, DecisionForm):
    """A change of the subjects."""

    subjects = PickerField(
        _l("Subjects"), description=_l("Organizations and members; type part of a name, with or without marks.")
    )


class TitleForm(DecisionForm):
    """A change of the subject matter."""

    title = LineField(
        _l("Subject matter"),
        most=300,
        description=_l("What is inspected or supervised, as it will stand on the papers: “việc chấp hành …”."),
    )


class MissionForm(TrackerForm):
    """A mission."""

    name = LineField(_l("Name of the mission"), most=200)
    body = ChoiceField(_l("Body that carries it out"), empty=False)
    work_from = DayField(_l("Work from"))
    work_until = DayField(_l("Work until"))
    head = ChoiceField(_l("Head of team"))
    team = ManyChoicesField(_l("Team members"), required=False)


class MissionCaseForm(VersionedForm):
    """A case to take into a mission."""

    case = ChoiceField(_l("Case in preparation"))
    agreed = TickField(_l("The case gets the team and the days of the mission, as said above"))
    shown = HiddenField()

    def agrees_to(self, what: str) -> bool:
        """Whether the tick was set on a page that told just this; from now on it tells this."""
        agreed = bool(self.agreed.data) and self.shown.data == what
        self.agreed.data, self.shown.data = agreed, what
        return agreed
