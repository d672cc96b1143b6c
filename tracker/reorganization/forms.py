"""Forms of reorganization."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import DayField, LineField, PickerField
from tracker.web.forms import TrackerForm, VersionedForm
from tracker.web.spreadsheets import SheetField

DECISION_EXAMPLE = _l("Kind, number, date and issuer, for example: Resolution 1661/NQ-UBTVQH15 of 16/6/2025.")


class EndForm(VersionedForm):
    """The end of an organization, and who takes over."""

    ended_on = DayField(_l("Last day"))
    successor = PickerField(
        _l("Successor"),
        multiple=False,
        required=False,
        description=_l(
            "The organization that takes over what stands below, the members, the accounts and all open work."
            " Empty only when nothing is left to take over."
        ),
    )
    decision = LineField(_l("Decision"), description=DECISION_EXAMPLE)


class SplitForm(VersionedForm):
    """The division of an organization."""

    code = LineField(_l("Code of the new organization"), most=40)
    name = LineField(_l("Name of the new organization"), most=200)
    since = DayField(_l("First day of the new organization"))
    organizations = PickerField(
        _l("Organizations that go over"), required=False, description=_l("Those that stand directly below.")
    )
    members = PickerField(_l("Members who go over"), required=False)
    decision = LineField(_l("Decision"), description=DECISION_EXAMPLE)


class SuccessionTableForm(TrackerForm):
    """A table of old and new organizations."""

    sheet = SheetField(_l("File"), description=_l("An .xlsx or .csv file of at most 5 MB and 500 rows."))
