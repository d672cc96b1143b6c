"""Pure decisions about what an office may enter of its papers."""

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

from tracker.core.text import message
from tracker.documents import layout
from tracker.documents.layout import Choice
from tracker.regulations.verdict import OK, Verdict, check_not_future
from tracker.wordings.states import Change

_WORD = re.compile(r"(?:\{[^{}]*\}|\w+|[^\w\s])\s*")  # a field is one word; the space after it goes with it


def check_time(since: date, until: date | None, document_on: date, today: date) -> Verdict:
    """The document has been issued, and the days in force are in order."""
    issued = check_not_future(document_on, today, "document_on")
    if not issued.allowed:
        return issued
    if until is not None and until < since:
        return Verdict(
            False, message("The last day is before the first one. Correct one of the two days."), field="until"
        )
    return OK


def check_choice(choice: Choice, standing: Sequence[Choice]) -> Verdict:
    """The setting knows the value, and no standing choice of the same office begins on the same day."""
    if choice.setting not in layout.SETTINGS or choice.value not in layout.SETTINGS[choice.setting].choices:
        return Verdict(False, message("This is not one of the choices. Choose one of the list."), field="choice")
    if any(one.setting == choice.setting and one.since == choice.since for one in standing):
        return Verdict(False, message("A choice from this day stands already: revoke it first."), field="since")
    return OK


def word_changes(old: str, new: str) -> list[tuple[Change, str]]:
    """What differs between two wordings, word by word, in the order of reading: what goes before what comes."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False)
    found: list[tuple[Change, str]] = []
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if kind == "equal":
            found.append((Change.SAME, "".join(after[from_new:to_new])))
            continue
        gone, come = "".join(before[from_old:to_old]), "".join(after[from_new:to_new])
        found += [(change, text) for change, text in ((Change.REMOVED, gone), (Change.ADDED, come)) if text]
    return found
