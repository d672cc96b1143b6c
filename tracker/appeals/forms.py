"""Forms of complaints against discipline."""

from flask_babel import lazy_gettext as _l

from tracker.documents.fields import NUMBERED_HERE, MarkedForm, PrintedForm, SignerField
from tracker.web.fields import ChoiceField, CountField, DayField, LineField, RadioChoiceField, TextField, TickField
from tracker.web.forms import TrackerForm, VersionedForm


class ReceiptForm(PrintedForm, VersionedForm):
    """A complaint as it came in."""

    complainant = LineField(_l("Complainant"), most=200)
    by_subject = TickField(_l("The disciplined member or organization complains itself"))
    decision_received_on = DayField(_l("Decision received on"), description=_l("By the complainant."))
    received_on = DayField(_l("Complaint received on"))
    channel = RadioChoiceField(_l("How it came"))
    content = TextField(_l("What is complained about and asked for"), most=10_000, rows=4)
    hearing_body_id = ChoiceField(_l("Body that is to hear it"))


class LinkForm(TrackerForm):
    """The decision of a lower body, as the complaint names it."""

    sign = LineField(_l("Number and sign of the decision"), most=60)
    issuer = LineField(_l("Body that decided"), most=200, description=_l("As the decision names it, in full."))
    decided_on = DayField(_l("Date of the decision"))
    by_subject = TickField(_l("The disciplined member or organization complains itself"))
    decision_received_on = DayField(_l("Decision received on"), description=_l("By the complainant."))


class UnlinkingForm(VersionedForm):
    """Why a link is taken off."""

    reason = TextField(_l("Why the link is taken off"), most=1_000, rows=3)


class AcceptanceForm(VersionedForm):
    """The acceptance of a complaint."""

    accepted_on = DayField(_l("Accepted on"))
    override_reason = TextField(
        _l("Reason"),
        most=2_000,
        required=False,
        rows=2,
        description=_l("Needed where a rule of this edition is unconfirmed: on which document the step rests."),
    )


class RefusalForm(VersionedForm):
    """Why a complaint is not handled."""

    ground = ChoiceField(_l("Ground"))
    ended_on = DayField(_l("Answered on"))
    ending = TextField(_l("Reason in words"), most=2_000, rows=3)


class WithdrawalForm(VersionedForm):
    """That the complainant took the complaint back."""

    ended_on = DayField(_l("Withdrawn on"))
    ending = TextField(_l("By which document, and why"), most=2_000, rows=3)


class HearingForm(PrintedForm, VersionedForm):
    """The work with those concerned."""

    met_on = DayField(_l("Met the complainant on"))
    meeting = TextField(_l("What the complainant said"), most=10_000, rows=3)
    body_met_on = DayField(_l("Met the body that decided on"))
    body_meeting = TextField(_l("What the body that decided said"), most=10_000, rows=3)
    cell_remark_on = DayField(_l("The cell remarked on"))
    cell_remark = TextField(_l("The cell's remark on the conduct since the discipline"), most=10_000, rows=3)


class AppealDecisionForm(MarkedForm, VersionedForm):
    """The decision on a complaint."""

    session_on = DayField(_l("Session on"))
    members = CountField(_l("Members of the body who may vote"), least=1, most=500)
    present = CountField(_l("Of them, present"), least=1, most=500)
    votes_for = CountField(_l("Votes for the outcome"), most=500)
    count_reason = TextField(
        _l("Why another number may vote"),
        most=1_000,
        required=False,
        rows=2,
        description=_l("Who else stayed out and by which article, or how many members the body had on that day."),
    )
    outcome = RadioChoiceField(_l("Outcome"))
    new_form = ChoiceField(_l("New form"), required=False, description=_l("Only where the form changes."))
    override_reason = TextField(
        _l("Reason"),
        most=2_000,
        required=False,
        rows=2,
        description=_l("Where the power of the body over a heavier form is unconfirmed."),
    )
    decision = LineField(
        _l("Decision"), most=200, required=False, description=_l("Its number, when it was signed elsewhere.")
    )
    decided_on = DayField(_l("Date of the decision"))
    restore_by = DayField(
        _l("Make good until"), required=False, description=_l("Only where the discipline is annulled.")
    )
    issue_here = TickField(_l("Issue the decision here, with a number from the register"))
    signer = ChoiceField(_l("Signer"), required=False)
    reason = TextField(_l("Reason in the decision"), most=5_000, required=False, rows=3)
    executors = TextField(
        _l("Who carries it out"),
        most=1_000,
        required=False,
        rows=2,
        description=_l("As in article 3 of the decision."),
    )
    recipients = TextField(_l("Recipients"), most=2_000, required=False, rows=5, description=_l("One a line."))

    def keep(self, *, is_issued_here: bool, is_voted_here: bool) -> None:
        """Leave only what this decision needs; a session of the program has who was there."""
        if is_voted_here:
            del self.present, self.count_reason
        if not is_issued_here:
            del self.issue_here, self.signer, self.reason, self.executors, self.recipients


class AnnouncementForm(VersionedForm):
    """The announcement of the decision on a complaint."""

    announced_on = DayField(_l("Announced on"))
    announced_by = LineField(_l("Announced by"), most=200)
    announcement = LineField(
        _l("Where and how"), most=500, description=_l("For example at a conference of the cell, with minutes.")
    )


class TakeOverForm(VersionedForm):
    """What a petition may leave open about the complaint."""

    decision_received_on = DayField(_l("Decision received on"), description=_l("By the complainant."))


class RestorationForm(MarkedForm, VersionedForm):
    """A part of the restoration that was done."""

    done_on = DayField(_l("Done on"))
    document = LineField(
        _l("Document"),
        most=300,
        required=False,
        description=NUMBERED_HERE,
    )
    signer = SignerField()
