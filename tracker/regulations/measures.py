"""Forms of discipline: which exist for whom, how heavy each is, and how papers name them."""

from dataclasses import dataclass
from datetime import date

from tracker.core.text import message
from tracker.regulations.sources import Citation, Grade, NoRule, cite, rows_on
from tracker.regulations.terms import FORM_LABELS, SUBJECT_LABELS, Form, Subject, label, term
from tracker.regulations.verdict import Verdict

# As papers print them.
FORM_NAMES = {
    Form.REPRIMAND: "khiển trách",
    Form.WARNING: "cảnh cáo",
    Form.REMOVAL: "cách chức",
    Form.EXPULSION: "khai trừ",
    Form.DISSOLUTION: "giải tán",
}
NO_DISCIPLINE_NAME = "không kỷ luật"

# Lightest first, for each kind of subject.
FORMS_OF = {
    Subject.ORGANIZATION: (Form.REPRIMAND, Form.WARNING, Form.DISSOLUTION),
    Subject.FULL_MEMBER: (Form.REPRIMAND, Form.WARNING, Form.REMOVAL, Form.EXPULSION),
    Subject.PROBATIONARY_MEMBER: (Form.REPRIMAND, Form.WARNING),
}
# The edition of procedure, its article on the forms, how surely it is known, first and last day.
_EDITIONS = (
    ("30-QĐ/TW", "Điều 35", Grade.A, date(2016, 7, 26), date(2021, 7, 27)),
    ("22-QĐ/TW", "Điều 10", Grade.A, date(2021, 7, 28), date(2025, 5, 29)),
    ("296-QĐ/TW", "Điều 9", Grade.A, date(2025, 5, 30), date(2026, 4, 10)),
    ("21-QĐ/TW", "", Grade.B, date(2026, 4, 11), None),
)


@dataclass(frozen=True)
class FormRow:
    """A form of discipline that exists for a kind of subject; ``needs_post``: only for a holder of a post."""

    subject: Subject
    form: Form
    needs_post: bool
    since: date
    until: date | None
    citation: Citation


FORM_ROWS: tuple[FormRow, ...] = tuple(
    FormRow(subject, form, form is Form.REMOVAL, since, until, cite(source, article, grade))
    for source, article, grade, since, until in _EDITIONS
    for subject, forms in FORMS_OF.items()
    for form in forms
)


def weight(form: Form | str) -> int:
    """How heavy the form is: 1 for a reprimand; expulsion and dissolution weigh the same, the heaviest."""
    form = term(Form, form, "form")
    return {Form.REPRIMAND: 1, Form.WARNING: 2, Form.REMOVAL: 3, Form.EXPULSION: 4, Form.DISSOLUTION: 4}[form]


def rows_for(subject: Subject | str, on: date) -> tuple[FormRow, ...]:
    """The rows for this kind of subject in force on the date, lightest form first; raises ``NoRule``."""
    subject = term(Subject, subject, "subject")
    rows = rows_on((row for row in FORM_ROWS if row.subject is subject), on)
    if not rows:
        raise NoRule(message("forms of discipline"), on)
    return rows


def forms_for(subject: Subject | str, holds_post: bool, on: date) -> tuple[Form, ...]:
    """The forms open for this subject on the date, lightest first; raises ``NoRule``."""
    return tuple(row.form for row in rows_for(subject, on) if holds_post or not row.needs_post)


def check_form(subject: Subject | str, holds_post: bool, form: Form | str, on: date) -> Verdict:
    """Whether the form may be used on this subject on the date; raises ``RuleViolation`` for an unknown word."""
    subject, form = term(Subject, subject, "subject"), term(Form, form, "form")
    rows = rows_for(subject, on)
    row = next((row for row in rows if row.form is form), None)
    facts = {"subject": subject, "holds_post": holds_post, "form": form, "on": on}
    words = {"form": label(FORM_LABELS, form), "subject": label(SUBJECT_LABELS, subject)}
    if row is None:
        known = (rows[0].citation,)
        reason = message(
            "This form (%(form)s) does not exist for this subject (%(subject)s). Members and"
            " organizations have forms of their own; choose one of those.",
            **words,
        )
        return Verdict(False, reason, known, facts, "form")
    if row.needs_post and not holds_post:
        reason = message("Removal from office needs an office: this member holds none.")
        return Verdict(False, reason, (row.citation,), facts, "form")
    return Verdict(
        True, message("This form (%(form)s) exists for this subject (%(subject)s).", **words), (row.citation,), facts
    )
