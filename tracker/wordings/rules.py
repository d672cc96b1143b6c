"""Pure decisions about what an office may enter of its papers."""

from collections.abc import Sequence
from datetime import date

from tracker.core.text import message
from tracker.documents import layout
from tracker.documents.layout import Choice
from tracker.regulations.verdict import Verdict

OK = Verdict(True, message("Allowed."))


def check_time(since: date, until: date | None, document_on: date, today: date) -> Verdict:
    """The document has been issued, and the days in force are in order."""
    if document_on > today:
        return Verdict(False, message("This date is in the future."), field="document_on")
    if until is not None and until < since:
        return Verdict(False, message("The last day is before the first one."), field="until")
    return OK


def check_choice(choice: Choice, standing: Sequence[Choice]) -> Verdict:
    """The setting knows the value, and no standing choice of the same office begins on the same day."""
    if choice.setting not in layout.SETTINGS or choice.value not in layout.SETTINGS[choice.setting].choices:
        return Verdict(False, message("This is not one of the choices."), field="choice")
    if any(one.setting == choice.setting and one.since == choice.since for one in standing):
        return Verdict(False, message("A choice from this day stands already: revoke it first."), field="since")
    return OK
