"""What the page of the rules is narrowed to."""

from flask_babel import lazy_gettext as _l

from tracker.web.fields import ChoiceField, DayField, LineField
from tracker.web.forms import TrackerForm


class RulesForm(TrackerForm):
    """The day, the chapter, the grade, words; sent in the address."""

    class Meta(TrackerForm.Meta):
        csrf = False

    on = DayField(_l("In force on"), required=False)
    chapter = ChoiceField(_l("Chapter"), required=False)
    grade = ChoiceField(_l("How sure"), required=False)
    q = LineField(_l("Words"), most=100, required=False)
