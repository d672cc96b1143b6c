"""Forms of discipline."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import Field

from tracker.regulations.terms import FORM_LABELS, Form
from tracker.web.fields import ChoiceField, CountField, DayField, LineField, TextField, TickField
from tracker.web.forms import VersionedForm

NO_DISCIPLINE = "none"


class ProposalForm(VersionedForm):
    """A proposal of discipline."""

    body = ChoiceField(_l("Body that would decide"), empty=False)
    form = ChoiceField(_l("Proposed form"))
    holds_post = TickField(
        _l("The member holds a post"), description=_l("Removal from office exists only for who holds one.")
    )
    reason = TextField(_l("Reason"), most=5_000, rows=4)
    override_reason = TextField(
        _l("Why the body's authority is relied on"),
        most=2_000,
        required=False,
        rows=2,
        description=_l("Needed where the rule on authority is not confirmed; it is recorded with the case."),
    )


class ReviewForm(VersionedForm):
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


class BallotForm(VersionedForm):
    """A secret ballot: one count for each box of the ballot paper."""

    none = CountField(_l("No discipline"), most=500)
    reprimand = CountField(_l("Reprimand"), most=500)
    warning = CountField(_l("Warning"), most=500)
    removal = CountField(_l("Removal from office"), most=500)
    expulsion = CountField(_l("Expulsion"), most=500)
    dissolution = CountField(_l("Dissolution"), most=500)

    def keep(self, forms: Sequence[Form]) -> None:
        """Leave only the boxes that exist for the subject."""
        for form in FORM_LABELS:
            if form not in forms:
                delattr(self, form.value)

    def boxes(self) -> list[Field]:
        """The counts on the form, in the order of the ballot paper."""
        return [self[name] for name in (NO_DISCIPLINE, *FORM_LABELS) if name in self]

    def ballots(self) -> dict[str, int]:
        """Votes by box."""
        return {box.short_name: box.data for box in self.boxes()}


class DecisionForm(VersionedForm):
    """What the clerk adds when the decision is issued."""

    issued_on = DayField(_l("Date of the decision"))
    signer = ChoiceField(_l("Signer"))
    removed_post = LineField(_l("Post removed from"), most=300, required=False)
    executors = TextField(
        _l("Who carries it out"), most=1_000, rows=2, description=_l("As in article 3 of the decision.")
    )
    recipients = TextField(_l("Recipients"), most=2_000, rows=5, description=_l("One a line."))
    override_reason = TextField(
        _l("Why the body's authority is relied on"),
        most=2_000,
        required=False,
        rows=2,
        description=_l("Needed where the rule on authority is not confirmed; it is recorded with the case."),
    )

    def keep(self, *, is_removal: bool, needs_reason: bool) -> None:
        """Leave only what this decision needs."""
        if not is_removal:
            del self.removed_post
        if not needs_reason:
            del self.override_reason

    def text_of(self, name: str) -> str:
        """What was typed into a field that only some decisions have."""
        return self[name].data if name in self else ""


class ReferralForm(VersionedForm):
    """The handing over of a record to the body that decides."""

    referred_on = DayField(_l("Referred on"))
    referred_to = LineField(_l("To which body, by which document"), most=300)


class RefrainForm(VersionedForm):
    """The end of a record without discipline."""


class BarringForm(VersionedForm):
    """The end of a record because every violation is barred by time."""


class AnnouncementForm(VersionedForm):
    """The announcement of a decision."""

    announced_on = DayField(_l("Announced on"))
    announcement = LineField(_l("Where, by whom"), most=500)
