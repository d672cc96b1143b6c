"""Forms of the way of a record."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field

from tracker.documents.fields import MarkedForm, PrintedForm
from tracker.regulations.terms import FORM_LABELS, Form, Role
from tracker.web.fields import ChoiceField, CountField, DayField, HourField, LineField, TextField, TickField
from tracker.web.forms import VersionedForm

NO_DISCIPLINE = "none"


def _override() -> TextField:
    return TextField(
        _l("Why the body's authority is relied on"),
        most=2_000,
        required=False,
        rows=2,
        description=_l("Needed where the rule on authority is not confirmed; it is recorded with the case."),
    )


def _departure() -> TextField:
    return TextField(
        _l("Why the form lies so far from the base form"),
        most=2_000,
        required=False,
        rows=2,
        description=_l("Needed when there is more than one step between them."),
    )


class ProposalForm(PrintedForm, VersionedForm):
    """A proposal of discipline."""

    body = ChoiceField(_l("Body that would decide"), empty=False)
    base_form = ChoiceField(
        _l("Base form"), description=_l("What the violation deserves by itself, before any circumstance is weighed.")
    )
    form = ChoiceField(_l("Proposed form"))
    departure_reason = _departure()
    holds_post = TickField(
        _l("The member holds a post"), description=_l("Removal from office exists only for who holds one.")
    )
    superior_task = TickField(
        _l("The violation concerns a task assigned from above the cell"),
        description=_l("A cell does not deal with it."),
    )
    managing_level = ChoiceField(
        _l("Level that manages the cadre"),
        required=False,
        description=_l("Leave it empty for a member whom no level above manages."),
    )
    committee_level = ChoiceField(
        _l("Highest committee the member sits on"), required=False, description=_l("Taken from the posts, where known.")
    )
    reason = TextField(_l("Reason"), most=5_000, rows=4)
    remedied = TickField(
        _l("Record the money paid back as mitigating"),
        description=_l("Only where it was done of own accord; it can be taken back or added later on the record."),
    )
    override_reason = _override()

    def keep(self, *, is_member: bool, paid_back: bool) -> None:
        """Leave only what concerns such a subject."""
        if not paid_back:
            del self.remedied
        if not is_member:
            for name in ("holds_post", "superior_task", "managing_level", "committee_level"):
                delattr(self, name)

    def typed(self, name: str) -> Any:
        """What was typed into a field that only some proposals have; None without it."""
        return self[name].data or None if name in self else None


class CombinationForm(ProposalForm):
    """A proposal before the conclusion: what the combined procedure asks for besides."""

    clear_ground = TextField(
        _l("What shows the violation clearly"),
        most=5_000,
        rows=3,
        description=_l("The minutes, papers and figures; without them the procedures are not combined."),
    )
    named_form = ChoiceField(_l("Form that the subject names"), description=_l("As in the self-criticism."))
    approved_on = DayField(_l("Approved on"))
    approved_by = LineField(
        _l("Approved by"), most=200, description=_l("The commission or its standing members, and the document.")
    )


class LapseForm(VersionedForm):
    """The end of a combined record whose subject needs no discipline."""

    reason = TextField(_l("Reason"), most=5_000, rows=3)


class ReviewForm(PrintedForm, VersionedForm):
    """The self-criticism and the hearing."""

    self_criticism_on = DayField(_l("Self-criticism on"))
    self_criticism = TextField(
        _l("Self-criticism"),
        most=20_000,
        rows=4,
        description=_l("What was admitted, and the form the subject proposes."),
    )
    heard_on = DayField(_l("Heard on"))
    heard_by = LineField(_l("Heard by"), most=200, description=_l("The representative of the deciding body."))
    hearing = TextField(_l("What the subject said"), most=20_000, rows=4)


class AgendaChoiceForm(VersionedForm):
    """A session of the deciding body."""

    meeting = ChoiceField(_l("Session"))


class BallotForm(PrintedForm, VersionedForm):
    """A secret ballot: one count for each box of the ballot paper, and what the minutes of the tellers say."""

    none = CountField(_l("No discipline"), most=500)
    reprimand = CountField(_l("Reprimand"), most=500)
    warning = CountField(_l("Warning"), most=500)
    removal = CountField(_l("Removal from office"), most=500)
    expulsion = CountField(_l("Expulsion"), most=500)
    dissolution = CountField(_l("Dissolution"), most=500)
    issued = CountField(_l("Ballot papers handed out"), most=500, required=False)
    invalid = CountField(_l("Invalid ballot papers"), most=500, required=False)
    left_out = CountField(
        _l("Official members left out of the total"),
        most=500,
        required=False,
        description=_l("Exempt from activity and absent, or temporarily transferred (since 26/5/2025)."),
    )
    left_out_reason = TextField(_l("Who is left out, and why"), most=1_000, required=False, rows=2)
    teller_head = LineField(_l("Head of the tellers"), most=120, required=False)
    teller_secretary = LineField(_l("Secretary of the tellers"), most=120, required=False)
    role = ChoiceField(
        _l("In what role the body votes"),
        required=False,
        description=_l("Left empty, the probable answer of the table holds. A choice is recorded with its reason."),
    )
    override_reason = _override()

    def keep(self, forms: Sequence[Form], *, is_unsure: bool) -> None:
        """Leave only the boxes that exist for the subject, and the question of the role where the table leaves it."""
        for form in FORM_LABELS:
            if form not in forms:
                delattr(self, form.value)
        if not is_unsure:
            del self.role, self.override_reason

    def boxes(self) -> list[Field]:
        """The counts on the form, in the order of the ballot paper."""
        return [self[name] for name in (NO_DISCIPLINE, *FORM_LABELS) if name in self]

    def ballots(self) -> dict[str, int]:
        """Votes by box."""
        return {box.short_name: box.data for box in self.boxes()}

    def chosen_role(self) -> Role | None:
        """The role chosen, if one was."""
        return Role(self.role.data) if "role" in self and self.role.data else None


class MinutesForm(MarkedForm, VersionedForm):
    """The issue of the minutes of the tellers."""

    issued_on = DayField(_l("Date of the minutes"))
    teller_head = LineField(_l("Head of the tellers"), most=120)
    teller_secretary = LineField(_l("Secretary of the tellers"), most=120, required=False)
    copies = CountField(_l("Copies made"), least=1, most=99)
    ended_at = HourField(_l("Hour at which the count ended"))


class DecisionForm(MarkedForm, VersionedForm):
    """What the clerk adds when the decision is issued."""

    issued_on = DayField(_l("Date of the decision"))
    signer = ChoiceField(_l("Signer"))
    removed_post = LineField(_l("Post removed from"), most=300, required=False)
    executors = TextField(
        _l("Who carries it out"), most=1_000, rows=2, description=_l("As in article 3 of the decision.")
    )
    recipients = TextField(_l("Recipients"), most=2_000, rows=5, description=_l("One a line."))
    departure_reason = _departure()
    override_reason = _override()

    def keep(self, *, is_removal: bool, needs_reason: bool, is_far: bool) -> None:
        """Leave only what this decision needs."""
        if not is_removal:
            del self.removed_post
        if not is_far:
            del self.departure_reason
        if not needs_reason:
            del self.override_reason

    def text_of(self, name: str) -> str:
        """What was typed into a field that only some decisions have."""
        return self[name].data if name in self else ""


class ReferralForm(VersionedForm):
    """The handing over of a record to the body that decides."""

    referred_on = DayField(_l("Referred on"))
    referred_to = LineField(_l("To which body, by which document"), most=300)
    override_reason = _override()

    def keep(self, *, needs_reason: bool) -> None:
        """Leave only what this referral needs."""
        if not needs_reason:
            del self.override_reason


class UnvotedReferralForm(VersionedForm):
    """The handing over of a record that this body may not decide on and has not voted on."""

    referred_on = DayField(_l("Referred on"))
    referred_to = LineField(_l("To which body, by which document"), most=300)
    reason = TextField(_l("Why without a vote"), most=2_000, rows=2)


class AnswerForm(VersionedForm):
    """What the competent body decided on a referred record."""

    answered_on = DayField(_l("Answered on"))
    document = LineField(_l("Document of the answer"), most=200, description=_l("Its number and its issuing body."))
    form = ChoiceField(_l("Form that the competent body decided"))
    decision = LineField(
        _l("Number of its decision"), most=200, required=False, description=_l("Leave it empty without discipline.")
    )
    decided_on = DayField(_l("Date of its decision"), required=False)
    announced_on = DayField(
        _l("Announced on"), required=False, description=_l("Leave it empty as long as it is not known.")
    )
    note = TextField(_l("Note"), most=5_000, required=False, rows=2)


class TakeBackForm(VersionedForm):
    """The return of a referred record."""

    answered_on = DayField(_l("Answered on"))
    document = LineField(_l("Document of the answer"), most=200, description=_l("Its number and its issuing body."))
    note = TextField(_l("Why it was sent back"), most=5_000, rows=3)


class AnnulBallotForm(PrintedForm, VersionedForm):
    """Why a recorded ballot is void."""

    reason = LineField(_l("Reason"), most=300)


class RefrainForm(VersionedForm):
    """The end of a record without discipline."""


class ExemptionForm(VersionedForm):
    """The end of a record as exempted."""

    reason = TextField(_l("Why the subject is exempted"), most=5_000, rows=3)


class BarringForm(VersionedForm):
    """The end of a record because every violation is barred by time."""


class AnnouncementForm(VersionedForm):
    """The announcement of a decision."""

    announced_on = DayField(_l("Announced on"))
    announcement = LineField(_l("Where, by whom"), most=500)
