"""Forms of the tree."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, CountField, DayField, LineField, PickerField, TickField
from tracker.web.forms import TrackerForm, VersionedForm
from tracker.web.spreadsheets import SheetField

DECISION_EXAMPLE = _l("The paper that orders it, for example: Quyết định số 12-QĐ/TU, ngày 03/02/2020.")


class FilterForm(TrackerForm):
    """What the list of organizations is narrowed to; sent in the address."""

    class Meta(TrackerForm.Meta):
        csrf = False

    q = LineField(_l("Name or code"), most=100, required=False)
    level = ChoiceField(_l("Level"), required=False)
    ended = TickField(_l("Also those that have ended"))


class NewOrganizationForm(TrackerForm):
    """A new organization under one that exists."""

    code = LineField(_l("Code"), most=40, render_kw={"autocomplete": "off"})
    name = LineField(_l("Name"), most=200, description=_l("In full, for example: Đảng bộ phường Him Lam."))
    level = ChoiceField(_l("Level"))
    parent = PickerField(_l("Parent organization"), multiple=False)
    founded_on = DayField(_l("Founded on"))
    decision = LineField(_l("Decision"), required=False, description=DECISION_EXAMPLE)


class RenameForm(VersionedForm):
    """Another name or level from a day on."""

    name = LineField(_l("New name"), most=200)
    level = ChoiceField(_l("Level"), empty=False)
    since = DayField(_l("From"), description=_l("The first day of the new name; the present one ends the day before."))
    decision = LineField(_l("Decision"), required=False, description=DECISION_EXAMPLE)


class MoveForm(VersionedForm):
    """Another parent from a day on."""

    parent = PickerField(_l("New parent organization"), multiple=False)
    since = DayField(_l("From"), description=_l("The first day under the new parent."))
    decision = LineField(_l("Decision"), required=False, description=DECISION_EXAMPLE)


class CorrectForm(VersionedForm):
    """A mistyped code or name, mended without a new version."""

    code = LineField(_l("Code"), most=40, render_kw={"autocomplete": "off"})
    name = LineField(_l("Present name"), most=200)


class BodyForm(VersionedForm):
    """A deciding body: how its papers look, how many seats it has, which working regulations it follows."""

    name = LineField(_l("Name of the body"), most=200)
    letterhead_parent = LineField(
        _l("Letterhead, first line"), most=200, description=_l("For example: ĐẢNG BỘ THÀNH PHỐ ĐIỆN BIÊN PHỦ")
    )
    letterhead_name = LineField(_l("Letterhead, second line"), most=200, description=_l("For example: UỶ BAN KIỂM TRA"))
    sign = LineField(
        _l("Sign in numbers"),
        most=20,
        description=_l("What stands after the type of paper, for example UBKTĐU in 15-QĐ/UBKTĐU."),
        render_kw={"class": "control-short"},
    )
    place = LineField(_l("Place of issue"), most=80, description=_l("For example: Điện Biên Phủ"))
    authority = LineField(
        _l("Signature line"), most=120, description=_l("For example: T/M UỶ BAN KIỂM TRA"), required=True
    )
    seats = CountField(
        _l("Members of the body"), least=1, most=300, description=_l("The denominator of every vote of this body.")
    )
    working_rules = LineField(
        _l("Working regulations"),
        most=300,
        required=False,
        description=_l("As papers cite them, with number and date, for example: Quy chế làm việc số 01-QC/TU."),
    )


class NewBodyForm(BodyForm):
    """A body to set up: also its kind."""

    kind = ChoiceField(_l("Kind of body"))


class TermForm(TrackerForm):
    """A term of the committee."""

    name = LineField(_l("Term"), most=40, description=_l("For example: 2025–2030"))
    since = DayField(_l("From"), description=_l("The day of the congress."))
    until = DayField(_l("Until"), required=False, description=_l("Empty while the term runs."))


class CloseTermForm(VersionedForm):
    """The last day of a term."""

    until = DayField(_l("Last day"))


class ImportForm(TrackerForm):
    """An upload to check or to import."""

    sheet = SheetField(_l("File"), description=_l("An .xlsx or .csv file of at most 5 MB and 20,000 rows."))
