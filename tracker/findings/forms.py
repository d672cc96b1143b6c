"""Forms of findings, judgements and recommendations."""

from flask_babel import lazy_gettext as _l

from tracker.cases.states import Severity
from tracker.core.errors import RuleViolation
from tracker.documents.fields import PrintedForm
from tracker.findings.rules import ONLY_VIOLATIONS, FindingEntry, faulty_parts
from tracker.findings.states import FindingType
from tracker.regulations.limitation import Matter
from tracker.web.fields import (
    ChoiceField,
    DayField,
    LineField,
    ManyChoicesField,
    MoneyField,
    RadioChoiceField,
    TextField,
    TickField,
)
from tracker.web.forms import TrackerForm, VersionedForm

_EDITION_HELP = _l(
    "Leave it empty where one regulation was in force from the violation to the conclusion: the program fills"
    " it in. For a violation before 17/8/2026 that is concluded from that day on, choose one and say why."
)


class FindingForm(PrintedForm, TrackerForm):
    """One finding; from the content on, for violations only."""

    subject = ChoiceField(_l("Subject"))
    type = ChoiceField(_l("Type"))
    text = TextField(_l("Finding"), rows=6, description=_l("As it will stand in the conclusion notice."))
    content_code = ChoiceField(
        _l("Content of the violation"), required=False, description=_l("From the lists of the periodic statistics.")
    )
    rule_broken = LineField(
        _l("Rule broken"),
        most=500,
        required=False,
        description=_l("Article and document, for example: Điều 3, Quy định số 37-QĐ/TW."),
    )
    severity = ChoiceField(_l("Severity"), required=False)
    amount = MoneyField(_l("Amount found wrong (đồng)"))
    to_recover = MoneyField(_l("Of it to be recovered (đồng)"), description=_l("0 where nothing is to be recovered."))
    consequence = TextField(_l("Consequence"), most=5_000, required=False, rows=3)
    committed_on = DayField(
        _l("Committed on"),
        required=False,
        description=_l("For a violation that lasted, its last day: the time bar runs from it."),
    )
    committed_from = DayField(_l("Began on"), required=False, description=_l("Only for a violation that lasted."))
    undated_reason = TextField(
        _l("Why the day cannot be established"),
        most=2_000,
        required=False,
        rows=2,
        description=_l(
            "Only where it honestly is not known: the report may go on, the time bar stays unknown, and the chain of"
            " responsibility stands as on the day of the decision. Where only a stretch is known, give its first and"
            " last day instead. The day can still be given later."
        ),
    )
    matter = ChoiceField(
        _l("Special matter"),
        required=False,
        description=_l("Leave it empty for an ordinary violation. On these matters there is no time bar."),
    )
    edition = ChoiceField(_l("Regulation that judges it"), required=False, description=_EDITION_HELP)
    edition_reason = TextField(_l("Why this regulation"), most=2_000, required=False, rows=2)
    article = ChoiceField(
        _l("Article of that regulation"),
        required=False,
        description=_l("Leave it empty where the article is not in the list; the rule broken stays in words."),
    )
    evidence = ManyChoicesField(
        _l("Evidence"), required=False, description=_l("What this finding rests on, from the register of the case.")
    )

    def entry(self) -> FindingEntry:
        """The finding that was typed."""
        return FindingEntry(
            subject=int(self.subject.data),
            type=FindingType(self.type.data),
            text=self.text.data,
            content_code=self.content_code.data or None,
            rule_broken=self.rule_broken.data,
            severity=Severity(self.severity.data) if self.severity.data else None,
            amount=self.amount.data,
            to_recover=self.to_recover.data,
            consequence=self.consequence.data,
            committed_on=self.committed_on.data,
            committed_from=self.committed_from.data,
            undated_reason=self.undated_reason.data,
            matter=Matter(self.matter.data) if self.matter.data else None,
            edition=self.edition.data or None,
            edition_reason=self.edition_reason.data,
            article=self.article.data or None,
            evidence=tuple(int(number) for number in self.evidence.data or ()),
        )

    def validate(self, extra_validators: object = None) -> bool:
        """Show everything that is missing from a violation, or too much for another type, at once."""
        valid = super().validate(extra_validators)
        if any(self[name].errors for name in ("subject", "type", "severity", "matter", "evidence")):
            return False
        faults = [fault for fault in faulty_parts(self.entry()) if not self[fault.field].errors]
        for fault in faults:
            self.refuse(RuleViolation(fault.reason, fault.citations, fault.field))
        return valid and not faults

    @property
    def asks_for_violation(self) -> bool:
        """Whether the fields that only a violation has are shown: for a violation, an open choice, or typed text."""
        chosen = self.type.data in (None, "", FindingType.VIOLATION.value)
        return chosen or any(self[name].data or self[name].errors for name in ONLY_VIOLATIONS)


class FindingChangeForm(FindingForm, VersionedForm):
    """A finding that exists already."""


class DayForm(PrintedForm, VersionedForm):
    """The day of a violation that was reported without one."""

    committed_on = DayField(
        _l("Committed on"), description=_l("For a violation that lasted, its last day: the time bar runs from it.")
    )
    committed_from = DayField(_l("Began on"), required=False, description=_l("Only for a violation that lasted."))
    edition = ChoiceField(_l("Regulation that judges it"), required=False, description=_EDITION_HELP)
    edition_reason = TextField(_l("Why this regulation"), most=2_000, required=False, rows=2)


class JudgementForm(VersionedForm):
    """The two axes of a subject."""

    severity = ChoiceField(
        _l("Severity"), required=False, description=_l("Of the violations together; empty where there is none.")
    )
    outcome = RadioChoiceField(_l("Outcome"))
    acknowledges = TickField(
        _l("The subject acknowledges what was found"),
        description=_l("Needed to combine the inspection with discipline in one procedure."),
    )


class RecommendationForm(PrintedForm, TrackerForm):
    """What is asked of somebody, by when."""

    subject = ChoiceField(_l("Subject"))
    text = TextField(_l("Recommendation"), most=5_000, description=_l("As it will stand in the conclusion notice."))
    addressee = ChoiceField(
        _l("Addressee"), required=False, description=_l("Leave it empty where the subject itself is asked.")
    )
    owner = LineField(
        _l("Who carries it out"), most=200, description=_l("Who answers for it there, for example: Bí thư Chi bộ.")
    )
    due_on = DayField(_l("Due on"))


class RecommendationChangeForm(RecommendationForm, VersionedForm):
    """A recommendation that exists already."""


class ReportForm(VersionedForm):
    """The result report of the team."""

    reported_on = DayField(_l("Date of the report"))


class FinanceForm(VersionedForm):
    """What an inspection of Party finance looked at in one subject."""

    scope = ChoiceField(_l("What was inspected"))
    period_from = DayField(_l("Period inspected, from"))
    period_until = DayField(_l("Period inspected, until"))
    reviewed = MoneyField(_l("Amount reviewed (đồng)"), required=True)
    wrong = MoneyField(_l("Found wrong (đồng)"), required=True)
    to_recover = MoneyField(_l("To be recovered (đồng)"), required=True)
