"""Forms about members."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField, LineField, PickerField, RadioChoiceField, TickField
from tracker.web.forms import TrackerForm, VersionedForm
from tracker.web.spreadsheets import SheetField


class FilterForm(TrackerForm):
    """What the list of members is narrowed to; sent in the address."""

    class Meta(TrackerForm.Meta):
        csrf = False

    q = LineField(_l("Name or code"), most=100, required=False)
    standing = ChoiceField(_l("Standing"), required=False)
    left = TickField(_l("Also those who have left"))


class FactsForm(VersionedForm):
    """What the member record says."""

    code = LineField(_l("Member code"), most=20, render_kw={"autocomplete": "off"})
    full_name = LineField(_l("Full name"), most=120, render_kw={"autocomplete": "off"})
    sex = RadioChoiceField(_l("Sex"))
    born_on = DayField(_l("Born on"))
    ethnicity = LineField(_l("Ethnic group"), most=60, required=False, render_kw={"autocomplete": "off"})
    home_town = LineField(_l("Home town"), most=200, required=False, render_kw={"autocomplete": "off"})
    admitted_on = DayField(_l("Admitted on"), description=_l("The day of the admission to the Party."))
    official_on = DayField(_l("Official on"), required=False, description=_l("Empty while on probation."))
    managing_level = ChoiceField(
        _l("Managing level"),
        required=False,
        description=_l("The level of the committee that manages the cadre; empty for an ordinary member."),
    )


class NewMemberForm(FactsForm):
    """A new record also says where the member belongs."""

    organization = PickerField(_l("Organization"), multiple=False)
    since = DayField(
        _l("Belongs there since"), required=False, description=_l("Empty: since the day of the admission.")
    )


class TransferForm(VersionedForm):
    """Another organization from a day on."""

    organization = PickerField(_l("To the organization"), multiple=False)
    since = DayField(_l("From"), description=_l("The first day in the new organization."))
    until = DayField(
        _l("Until"), required=False, description=_l("For temporary activity only; empty for a full transfer.")
    )


class PostForm(VersionedForm):
    """A post held or given up."""

    title = LineField(_l("Post"), most=200, description=_l("As papers write it, for example: Bí thư Chi bộ 3."))
    organization = PickerField(_l("At the organization"), multiple=False)
    committee_level = ChoiceField(
        _l("Committee seat"),
        required=False,
        description=_l("The level of the committee the post gives a seat on, if it does."),
    )
    since = DayField(_l("From"))
    until = DayField(_l("Until"), required=False, description=_l("Empty while the post is held."))


class RelativeForm(VersionedForm):
    """A relative of a member."""

    relative = PickerField(_l("Relative"), multiple=False)
    kinship = ChoiceField(_l("Kinship"), description=_l("What that person is to this member."))


class EndPostForm(VersionedForm):
    """The last day of a post."""

    until = DayField(_l("Last day"))


class OfficialForm(VersionedForm):
    """The day a probationary member becomes official."""

    official_on = DayField(_l("Official on"))


class LeavingForm(VersionedForm):
    """The last day as a member here."""

    left_on = DayField(_l("Last day"))


class ImportForm(TrackerForm):
    """An upload to check or to import."""

    sheet = SheetField(_l("File"), description=_l("An .xlsx or .csv file of at most 5 MB and 20,000 rows."))
