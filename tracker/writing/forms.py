"""Forms of what is written in a case: each kind asks only for what the case does not hold."""

from flask_babel import lazy_gettext as _l

from tracker.documents.fields import MarkedForm, PrintedForm
from tracker.web.fields import ChoiceField, DayField, LineField, TextField
from tracker.web.forms import TrackerForm, VersionedForm
from tracker.writing.states import WrittenKind


class _Recipients(PrintedForm, VersionedForm):
    recipients = TextField(
        _l("Recipients"), most=2_000, rows=3, description=_l("One a line; “as above” is added where it belongs.")
    )


class ReportForm(_Recipients):
    """The team's own words in its report."""

    text = TextField(
        _l("Assessment of the team"),
        most=20_000,
        rows=5,
        required=False,
        description=_l("Findings, evidence, reports and opinions of the subject are taken from the case."),
    )
    proposal = TextField(_l("Proposal of the team"), most=10_000, rows=4)


class SubmissionForm(_Recipients):
    """What is laid before whom."""

    addressees = TextField(_l("To whom"), most=2_000, rows=2, description=_l("One a line."))
    matter = LineField(_l("What it is about"), most=300)
    text = TextField(_l("Text"), most=20_000, rows=5)
    proposal = TextField(
        _l("What is proposed"), most=10_000, rows=4, description=_l("The list of the file is added by itself.")
    )


class DisciplineSubmissionForm(_Recipients):
    """To whom discipline is proposed; the rest is in the record."""

    addressees = TextField(_l("To whom"), most=2_000, rows=2, description=_l("One a line."))
    text = TextField(
        _l("Remark"),
        most=5_000,
        rows=3,
        required=False,
        description=_l("Violation, self-criticism, hearing and vote are taken from the record."),
    )


class LetterForm(_Recipients):
    """A letter of the body."""

    addressees = TextField(_l("To whom"), most=2_000, rows=2, description=_l("One a line."))
    matter = LineField(_l("What it is about"), most=300, description=_l("Begins with “về việc”."))
    text = TextField(_l("Text"), most=20_000, rows=10)


FORMS = {
    WrittenKind.RESULT_REPORT: ReportForm,
    WrittenKind.SUBMISSION: SubmissionForm,
    WrittenKind.DISCIPLINE_SUBMISSION: DisciplineSubmissionForm,
    WrittenKind.OFFICIAL_LETTER: LetterForm,
}


class IssueForm(MarkedForm, VersionedForm):
    """Day and signer of a paper of the body."""

    issued_on = DayField(_l("Date of the paper"))
    signer = ChoiceField(_l("Signer"))


class TeamIssueForm(MarkedForm, VersionedForm):
    """Day of a paper that the head signs for the team."""

    issued_on = DayField(_l("Date of the paper"))


class AnswerForm(MarkedForm, TrackerForm):
    """The notice to the denouncer. Nothing typed here is kept elsewhere than in the vault."""

    keeps_draft = False

    issued_on = DayField(_l("Date of the notice"))
    signer = ChoiceField(_l("Signer"))
    identity_note = TextField(
        _l("Remark"), most=2_000, rows=3, required=False, description=_l("Printed after the conclusions, if anything.")
    )
