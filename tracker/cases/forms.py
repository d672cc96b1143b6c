"""Forms of a case."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from tracker.core.errors import RuleViolation
from tracker.documents.fields import MAYBE_NUMBERED_HERE, NUMBERED_HERE, MarkedForm, PrintedForm, SignerField
from tracker.regulations.verdict import Verdict
from tracker.web.fields import (
    ChoiceField,
    CountField,
    DayField,
    LineField,
    ManyChoicesField,
    PickerField,
    RadioChoiceField,
    TextField,
    TickField,
)
from tracker.web.forms import OverlapForm, VersionedForm


class WorkForm(OverlapForm, PrintedForm, VersionedForm):
    """What every case in preparation is asked for, whatever it came of."""

    title = LineField(
        _l("Subject matter"),
        most=300,
        description=_l("What is inspected or supervised, as it will stand on the papers: “việc chấp hành …”."),
    )
    basis_text = LineField(
        _l("Basis in words"), most=500, description=_l("The programme, order or sign that this case rests on.")
    )
    contents = ManyChoicesField(_l("Contents"), description=_l("From the lists of the periodic statistics."))
    period_from = DayField(_l("Period examined, from"))
    period_until = DayField(_l("Period examined, until"))
    head = ChoiceField(_l("Head of team"))
    team = ManyChoicesField(_l("Team members"), required=False)
    directing = ChoiceField(_l("Directing commission member"), required=False)
    work_from = DayField(_l("Work from"), required=False)
    work_until = DayField(_l("Work until"), required=False)
    restricted = TickField(_l("Restricted case"), description=_l("Only the people who work on it know that it exists."))
    plan_item = HiddenField(_l("Item of the programme"))


class ChosenForm(WorkForm):
    """Who does what kind of work on whom, where the source of the case does not say it."""

    body = ChoiceField(_l("Body that carries it out"), empty=False)
    kind = ChoiceField(_l("Kind of work"))
    subjects = PickerField(
        _l("Subjects"), description=_l("Organizations and members; type part of a name, with or without marks.")
    )
    cell_ground = RadioChoiceField(_l("What the supervision of the cell rests on"), required=False)
    asset_noted = TickField(_l("I have read this; the check is this body's work all the same"))
    assets: Verdict | None = None  # that the rules name other commissions for the kind that stands in the form


class CaseForm(ChosenForm):
    """A case in preparation."""

    basis = ChoiceField(_l("Basis"))


class HandlingForm(WorkForm):
    """The case that handles a petition, while that is accepted."""

    accepted_on = DayField(_l("Accepted on"))

    def refuse(self, error: RuleViolation) -> None:
        """What a petition's rules say of the day of the decision stands beside that day."""
        beside_day = error.field == "on"
        super().refuse(RuleViolation(error.message, error.citations, "accepted_on") if beside_day else error)


class EscalationForm(ChosenForm):
    """The case that an observation leads to, with the leader's opinion."""

    opinion = TextField(_l("Leader's opinion"), most=2_000, rows=3)


class AllegationForm(PrintedForm, VersionedForm):
    """How one content of a denunciation is concluded."""

    verdict = RadioChoiceField(_l("Verdict"))
    note = TextField(_l("On what it rests"), most=5_000, rows=4)


class IssueForm(OverlapForm, MarkedForm, VersionedForm):
    """Date and signer of the decision and the plan; why it is issued although other work is in its way now."""

    decision_on = DayField(_l("Date of the decision and the plan"))
    signer = ChoiceField(_l("Signer"))


class LaunchForm(VersionedForm):
    """The launch with the subject."""

    launched_on = DayField(_l("Launched on"))
    note = LineField(_l("How"), most=500, description=_l("Where and with whom; or “sent by post”, “online”."))


class StepForm(VersionedForm):
    """A step of the checklist; the version is that of what is recorded, 0 where nothing is."""

    done_on = DayField(_l("Done on"))
    note = LineField(_l("Note"), most=500, required=False)


class StartForm(StepForm):
    """The day from which the time limit runs, put right."""

    reason = TextField(_l("Reason of the correction"), most=2_000, rows=3)


class ExtensionForm(MarkedForm, VersionedForm):
    """An extension of the time limit."""

    days = CountField(_l("Extended by (days, in the unit of the limit)"), least=1, most=400)
    decided_on = DayField(_l("Decided on"))
    decision = LineField(_l("Decision (number and date)"), most=120, required=False, description=NUMBERED_HERE)
    signer = SignerField()
    reason = TextField(_l("Reason"), most=2_000, rows=3)


class SuspensionForm(MarkedForm, VersionedForm):
    """The start of a suspension."""

    since = DayField(_l("Suspended from"))
    decision = LineField(_l("Document (number and date)"), most=120, required=False, description=NUMBERED_HERE)
    signer = SignerField()
    reason = TextField(_l("Reason"), most=2_000, rows=3)


class ResumptionForm(MarkedForm, VersionedForm):
    """The end of a suspension."""

    until = DayField(_l("Last day of the suspension"))
    decision = LineField(
        _l("Decision on the resumption (number and date)"),
        most=120,
        required=False,
        description=MAYBE_NUMBERED_HERE,
    )
    signer = SignerField()
    reason = TextField(_l("Reason"), most=2_000, rows=3, required=False)


class CancellationForm(MarkedForm, VersionedForm):
    """The end of a case without a conclusion."""

    reason = TextField(_l("Reason"), most=2_000, rows=3)
    decided_on = DayField(_l("Decided on"))
    decision = LineField(_l("Decision (number and date)"), most=120, required=False, description=NUMBERED_HERE)
    signer = SignerField()

    def keep(self, *, is_decided: bool) -> None:
        """Without a first decision there is none to undo."""
        if not is_decided:
            del self.decided_on, self.decision, self.signer
