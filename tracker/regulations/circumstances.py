"""Aggravating, mitigating, exempting circumstances and grounds of deferral, as dated lists."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.errors import RuleViolation
from tracker.core.text import N_, message
from tracker.regulations.measures import rows_for
from tracker.regulations.sources import Citation, Grade, cite, rows_on
from tracker.regulations.terms import Form, Subject, term
from tracker.regulations.verdict import Verdict


class Bearing(StrEnum):
    """How a circumstance bears on the form."""

    MITIGATING = "mitigating"
    AGGRAVATING = "aggravating"
    EXEMPTING = "exempting"  # not disciplined, exempt, or mitigated
    DEFERRING = "deferring"  # not considered yet


BEARING_LABELS = {
    Bearing.MITIGATING: N_("Mitigating"),
    Bearing.AGGRAVATING: N_("Aggravating"),
    Bearing.EXEMPTING: N_("Exempting"),
    Bearing.DEFERRING: N_("Deferring"),
}


@dataclass(frozen=True)
class Circumstance:
    """One circumstance of an edition's list; ``label`` is English and translated where shown."""

    key: str
    bearing: Bearing
    label: str
    since: date
    until: date | None
    citation: Citation


_M, _A, _E, _D = Bearing.MITIGATING, Bearing.AGGRAVATING, Bearing.EXEMPTING, Bearing.DEFERRING
_LABELS = {
    "self-reported": (_M, N_("Reported the violation before it was discovered")),
    "reported-accomplices": (_M, N_("Truthfully reported accomplices")),
    "remedied": (_M, N_("Remedied and compensated of own accord")),
    "coerced": (_M, N_("Objective cause, or coerced but reported")),
    "ordered": (_M, N_("Had to carry out a wrong order from above")),
    "new-evidence": (_M, N_("Supplied new evidence")),
    "uncorrected": (_A, N_("Reminded but did not correct")),
    "evasive": (_A, N_("Evasive or concealing")),
    "covered-accomplices": (_A, N_("Covered accomplices or retaliated against the person who reported")),
    "obstructed": (_A, N_("Obstructed the verification")),
    "retaliated": (_A, N_("Retaliated")),
    "repeated": (_A, N_("Repeated the violation after a reminder")),
    "objected": (_E, N_("Obeyed a superior's decision after reporting in writing or reserving an opinion")),
    "barred": (_E, N_("The time bar had passed when the form was voted")),
    "pilot": (_E, N_("Authorised pilot of something new, right policy, pure motive")),
    "pregnancy-or-illness": (_D, N_("Pregnant or seriously ill")),
    "maternity": (_D, N_("Pregnancy or maternity leave, certified")),
    "illness": (_D, N_("Mortal illness, loss of cognition or in hospital for a serious illness, certified")),
    "nursing": (_D, N_("Pregnant, or nursing a child under 12 months")),
    "hospital": (_D, N_("Seriously ill, in hospital")),
}
_102 = ("self-reported", "reported-accomplices", "remedied", "coerced", "ordered")
_BARE = ("uncorrected", "evasive", "covered-accomplices")
_EXEMPT = ("objected", "barred", "pilot", "pregnancy-or-illness")
# Keys, source, article, grade, first and last day. The lists of 69 (in full) and of 212 were not seen.
_LISTS = (
    (_102, "102-QĐ/TW", "Điều 4.1", Grade.A, date(2017, 11, 15), date(2022, 7, 5)),
    (_BARE, "102-QĐ/TW", "Điều 4.2", Grade.A, date(2017, 11, 15), date(2022, 7, 5)),
    (("maternity", "illness"), "102-QĐ/TW", "Điều 5.1", Grade.A, date(2017, 11, 15), date(2022, 7, 5)),
    (("self-reported", "new-evidence", "remedied", "obstructed", "retaliated", "repeated"),
     "69-QĐ/TW", "", Grade.B, date(2022, 7, 6), date(2026, 8, 16)),
    (_EXEMPT, "02-HD/TW", "", Grade.B, date(2021, 12, 9), date(2025, 5, 29)),
    (_EXEMPT, "08-HD/TW", "", Grade.B, date(2025, 6, 10), date(2026, 4, 10)),
    (("nursing", "hospital"), "296-QĐ/TW", "Điều 8.7", Grade.B, date(2025, 5, 30), date(2026, 4, 10)),
)  # fmt: skip

CIRCUMSTANCES: tuple[Circumstance, ...] = tuple(
    Circumstance(key, *_LABELS[key], since, until, cite(source, article, grade))
    for keys, source, article, grade, since, until in _LISTS
    for key in keys
)


def circumstances_on(on: date, bearing: Bearing | None = None) -> tuple[Circumstance, ...]:
    """The circumstances listed on the date, of one bearing or all; empty where no list was read for the date."""
    rows = rows_on(CIRCUMSTANCES, on)
    return tuple(row for row in rows if bearing is None or row.bearing is bearing)


def last_read(key: str, on: date) -> Circumstance | None:
    """The circumstance as the list in force on the date has it, or else the last list before it that was read."""
    rows = [row for row in CIRCUMSTANCES if row.key == key and row.since <= on]
    return max(rows, key=lambda row: row.since, default=None)


def check_departure(subject: Subject | str, base: Form | str, decided: Form | str, reason: str, on: date) -> Verdict:
    """More than one step between the base form and the decided form needs a written reason.

    The steps are those of the forms open to this kind of subject. The rule is the product's own (no article), so it
    cites nothing. Raises ``RuleViolation`` for a form foreign to the subject.
    """
    order = [row.form for row in rows_for(subject, on)]
    forms = {"base": term(Form, base, "base"), "decided": term(Form, decided, "decided")}
    for name, form in forms.items():
        if form not in order:
            raise RuleViolation(
                message(
                    "This form does not exist for this subject. Members and organizations have forms of their"
                    " own; choose one of those."
                ),
                field=name,
            )
    steps = abs(order.index(forms["base"]) - order.index(forms["decided"]))
    facts: dict[str, object] = {**forms, "steps": steps, "on": on}
    if steps > 1 and not reason.strip():
        text = message("The form decided is %(steps)s steps away from the base form: give the reason.", steps=steps)
        return Verdict(False, text, (), facts, "reason")
    return Verdict(
        True, message("The form decided is %(steps)s steps away from the base form.", steps=steps), (), facts
    )
