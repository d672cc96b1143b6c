"""The page that gives a reported violation the day that was not known."""

from collections.abc import Collection

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.page import carry_out, load
from tracker.cases.states import SubjectType
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.findings import forms, queries, services
from tracker.findings.rules import RULE_SUBJECTS
from tracker.findings.states import FindingType
from tracker.regulations.editions import edition_name, violation_editions
from tracker.regulations.sources import Source
from tracker.web.access import current_actor, requires
from tracker.web.translate import say

blueprint = Blueprint("violation_days", __name__)


@blueprint.route("/cases/<ref>/findings/<int(max=9999):number>/day", methods=["GET", "POST"])
@requires(Permission.RECORD_FINDINGS)
def date_violation(ref: str, number: int) -> ResponseReturnValue:
    """Give a violation its day."""
    file = load(ref, Permission.RECORD_FINDINGS, part="findings")
    finding = queries.get_finding(file.case.id, number)
    if not services.may_date(file) or finding.type is not FindingType.VIOLATION:
        raise NotVisible
    subject = next(one for one in file.case.subjects if one.id == finding.subject_id)
    form = forms.DayForm(data={"version": finding.version})
    form.edition.offer(editions_offered({subject.type}))

    def give() -> None:
        dated = services.Dating(
            form.committed_on.data, form.committed_from.data, form.edition.data or None, form.edition_reason.data
        )
        services.date_violation(current_actor(), file, finding, dated, clock.today())

    back = url_for("findings.list_findings", ref=ref, _anchor=f"finding-{number}")
    shown = {"version": finding.version, "finding": finding, "subject": subject}
    done = gettext("The day of the violation is recorded.")
    return carry_out(file, form, give, "violation_days/date_violation.html", done, back, **shown)


def editions_offered(types: Collection[SubjectType]) -> list[tuple[str, str]]:
    """The regulations that may judge violations of these types of subjects."""
    editions = [edition for kind in SubjectType if kind in types for edition in violation_editions(RULE_SUBJECTS[kind])]
    return [(edition.key, _edition(edition)) for edition in dict.fromkeys(editions)]


def _edition(edition: Source) -> str:
    until = f"{edition.until:%d/%m/%Y}" if edition.until else ""
    return f"{say(edition_name(edition))} ({edition.since:%d/%m/%Y} – {until})"
