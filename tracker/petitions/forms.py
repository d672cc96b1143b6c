"""Forms of petitions. The fields of the vault begin with ``identity_``: never carried along."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField

from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.documents.fields import MarkedForm
from tracker.petitions.rules import keeps_identity
from tracker.petitions.states import PetitionKind, Sender
from tracker.web.fields import ChoiceField, DayField, LineField, PickerField, TextField, TickField
from tracker.web.forms import TrackerForm, VersionedForm

MOST_CONTENTS = 40


class _EntryFields(TrackerForm):
    kind = ChoiceField(_l("Kind of petition"))
    channel = ChoiceField(_l("How it came in"))
    sender = ChoiceField(_l("Sender"))
    first_received_on = DayField(
        _l("Received by the first recipient on"), description=_l("The day on the stamp of whoever had it first.")
    )
    received_on = DayField(
        _l("Received by this body on"),
        description=_l("If this body is the competent one, the time limit runs from this day."),
    )
    subjects = PickerField(
        _l("Whom it is about"),
        required=False,
        description=_l("Of a complaint: the disciplined member or organization that complains."),
    )
    others_named = LineField(
        _l("Others named"), most=300, required=False, description=_l("Who is not in the records of this program.")
    )
    abstract = LineField(
        _l("Abstract"), most=500, description=_l("What it is about, in one line, without the sender's name.")
    )
    contents = TextField(
        _l("Contents"),
        required=False,
        rows=6,
        description=_l("One content a line, numbered in this order; each is concluded for itself. Without the name."),
    )
    decision_number = LineField(_l("Discipline decision complained of (number)"), most=60, required=False)
    decision_received_on = DayField(
        _l("Decision received by the complainant on"),
        required=False,
        description=_l("The time limit for complaining runs from this day."),
    )

    def listed(self) -> list[str]:
        """The contents, one a line."""
        return [line.strip() for line in (self.contents.data or "").split("\n") if line.strip()]

    def validate(self, extra_validators: object = None) -> bool:
        """No more contents than a person can conclude."""
        valid = super().validate(extra_validators)
        if len(self.listed()) > MOST_CONTENTS:
            self.refuse(RuleViolation(message("At most %(most)s.", most=MOST_CONTENTS), field="contents"))
            return False
        return valid


class _IdentityFields(TrackerForm):
    identity_name = LineField(_l("Full name"), most=120, required=False, render_kw={"autocomplete": "off"})
    identity_address = LineField(_l("Address"), most=300, required=False, render_kw={"autocomplete": "off"})
    identity_phone = LineField(_l("Telephone"), most=60, required=False, render_kw={"autocomplete": "off"})
    identity_card = LineField(_l("Identity card"), most=60, required=False, render_kw={"autocomplete": "off"})
    identity_original = TextField(
        _l("What in the text itself tells who the sender is"),
        most=5_000,
        required=False,
        rows=3,
        render_kw={"autocomplete": "off"},
        description=_l("Passages that would give the sender away; they are kept here and nowhere else."),
    )

    def require_name(self) -> bool:
        """Name and address are there; the missing one is marked."""
        missing = [field for field in (self.identity_name, self.identity_address) if not field.data]
        for field in missing:
            field.errors = [*field.errors, gettext("Fill this in.")]
        return not missing


class RegisterForm(_EntryFields, _IdentityFields):
    """A petition as it comes in, with its sender for the vault."""

    body = ChoiceField(_l("Register of"), empty=False)

    def validate(self, extra_validators: object = None) -> bool:
        """Name and address are there where the vault keeps them."""
        valid = super().validate(extra_validators)
        if self.asks_again or self.kind.errors or self.sender.errors:
            return False
        if keeps_identity(PetitionKind(self.kind.data), Sender(self.sender.data)):
            return self.require_name() and valid
        return valid


class CorrectionForm(_EntryFields, VersionedForm):
    """What was registered, without the vault."""


class IdentityForm(_IdentityFields, VersionedForm):
    """The sender, typed anew as a whole; why, where the vault holds one already."""

    reason = LineField(
        _l("Why the sender is recorded anew"),
        most=300,
        description=_l("Without a name. It is kept with yours; what the vault held stays sealed beside the new entry."),
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Name and address are there."""
        valid = super().validate(extra_validators)
        return self.require_name() and valid


class RevealForm(TrackerForm):
    """Why somebody looks."""

    reason = LineField(
        _l("Why you need to see it"), most=300, description=_l("It is kept with your name; the chair sees the list.")
    )


class LetterForm(MarkedForm, TrackerForm):
    """A letter about a petition. Its text goes into the vault, so it is not kept elsewhere while it is typed."""

    keeps_draft = False

    issued_on = DayField(_l("Date of the letter"))
    signer = ChoiceField(_l("Signer"))
    identity_text = TextField(
        _l("Text of the letter"), most=10_000, rows=10, description=_l("Composed from the decision; read it over.")
    )
    recipients = TextField(_l("Recipients"), most=2_000, rows=3, description=_l("One a line; “as above” is added."))


class GrantForm(TrackerForm):
    """Who may look, why, until when."""

    account = ChoiceField(_l("Who may see it"), description=_l("Somebody else: nobody lets himself see it."))
    reason = LineField(_l("Reason"), most=300)
    until = DayField(_l("Until (inclusive)"))


class CopyForm(VersionedForm):
    """Of which petition it is a copy."""

    original = ChoiceField(_l("Copy of"))


class PartForm(Form):
    """One content of a mixed letter; a row left empty is dropped."""

    kind = ChoiceField(_l("Kind of petition"), required=False)
    text = TextField(_l("Content"), required=False, rows=2, description=_l("Without the name."))
    subjects = PickerField(_l("Whom it is about"), required=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it was filled in."""
        return not (self.kind.data or self.text.data or self.subjects.data)


class SplitForm(VersionedForm):
    """All parts of a mixed letter, and how the sender was guided."""

    on = DayField(_l("Guided on"))
    guidance = TextField(
        _l("Guidance to the sender"), most=2_000, rows=4, description=_l("That the denunciation is to be sent apart.")
    )
    parts = FieldList(
        FormField(PartForm),
        label=_l("Parts of the letter"),
        min_entries=2,
        max_entries=MOST_CONTENTS,
        description=_l("One content a row. Contents of one kind about the same people get one number together."),
    )

    @property
    def asks_again(self) -> bool:
        """Also while somebody is searched for in a row."""
        return super().asks_again or any(row.form.subjects.searched for row in self.parts)

    def given(self) -> list[PartForm]:
        """The rows that are not empty."""
        return [row.form for row in self.parts if not row.form.is_empty]

    def validate(self, extra_validators: object = None) -> bool:
        """A row says what it is and what the letter says."""
        valid = super().validate(extra_validators)
        if self.asks_again:
            return False
        missing = [field for row in self.given() for field in (row.kind, row.text) if not field.data]
        for field in missing:
            self.refuse(RuleViolation(message("Fill this in."), field=field.name))
        return valid and not missing


class ScreeningForm(VersionedForm):
    """What the screening found."""

    on = DayField(_l("Screened on"))
    proposal = ChoiceField(_l("Proposal"))
    ground = ChoiceField(_l("Reason not to handle it"), required=False)
    congress_on = DayField(_l("Opening of the congress"), required=False)
    note = TextField(_l("Note"), most=2_000, rows=3)


class ForwardForm(VersionedForm):
    """To whom it goes."""

    to = LineField(_l("Forwarded to"), most=300)
    on = DayField(_l("Forwarded on"))
    paper = LineField(_l("Document (number and date)"), most=120)
    note = TextField(_l("Why that body is competent"), most=2_000, rows=3)


class GuideForm(VersionedForm):
    """Where the sender is told to turn."""

    on = DayField(_l("Guided on"))
    paper = LineField(_l("Document (number and date)"), most=120, required=False)
    note = TextField(_l("Guidance to the sender"), most=2_000, rows=4)


class FilingForm(VersionedForm):
    """Why it is not handled."""

    on = DayField(_l("Decided on"))
    ground = ChoiceField(_l("Reason not to handle it"))
    congress_on = DayField(_l("Opening of the congress"), required=False)
    note = TextField(_l("Note"), most=2_000, rows=3)
    keep_as_information = TickField(
        _l("Keep the concrete content as information for regular supervision"),
        description=_l("For anonymous petitions that name a target and concrete facts."),
    )
    area = LineField(_l("Area of the information"), most=200, required=False)


class WithdrawalForm(VersionedForm):
    """That the sender takes it back."""

    on = DayField(_l("Petition withdrawn on"))
    forced = TickField(
        _l("There was threat, coercion or bribery"), description=_l("Then the withdrawal has no effect.")
    )
    note = TextField(_l("How it was checked that the sender withdraws freely"), most=2_000, rows=3)
