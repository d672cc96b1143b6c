"""What findings add to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.page import Area, Offer, Remark, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK
from tracker.cases.states import ACTION_LABELS, OPEN_STATES, Action, State
from tracker.core.text import N_, message
from tracker.findings import queries
from tracker.findings.services import check_report
from tracker.regulations.bar_clock import STANDING_TONES, Standing
from tracker.regulations.terms import FORM_LABELS


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    if file.case.state is not State.CONDUCTING:
        return []
    ref = file.case.ref
    found = []
    if file.allows(actor, Permission.RECORD_FINDINGS):
        found.append(Offer(N_("Record a finding"), url_for("findings.record_finding", ref=ref), OK))
        waiting = next((subject for subject in file.case.subjects if subject.outcome is None), None)
        if waiting and not file.row.rules_on_complaint:
            url = url_for("findings.judge_subject", ref=ref, number=waiting.number)
            found.append(Offer(N_("Judge the subject"), url, OK))
    if file.allows(actor, Permission.SUBMIT_REPORT):
        found.append(
            Offer(ACTION_LABELS[Action.REPORT], url_for("findings.submit_report", ref=ref), check_report(file))
        )
    return found


def _remarks(actor: Actor, file: CaseFile, today: date) -> list[Remark]:
    """The time bar that ends next, or that has ended, while somebody can still do something about it."""
    if file.case.state not in OPEN_STATES or not file.allows(actor, Permission.SEE_FILE):
        return []
    running = [clock for clock in queries.clocks_of_case(actor, file, today).values() if not clock.stopped]
    pressing = [
        (clock.number, form)
        for clock in running
        for form in clock.forms
        if form.standing in (Standing.NEAR, Standing.OVER)
    ]
    if not pressing:
        return []
    number, form = min(pressing, key=lambda found: (found[1].standing is Standing.OVER, abs(found[1].days_left or 0)))
    words = message(
        "Time bar of violation %(number)s, %(form)s: %(left)s",
        number=number,
        form=message(FORM_LABELS[form.form]),
        left=form.words,
    )
    return [Remark(words, STANDING_TONES[form.standing])]


AREA = Area(
    tabs=(
        Tab(
            N_("Findings"),
            "findings.list_findings",
            Permission.SEE_FILE,
            lambda file: queries.findings_counted(file.case.id),
        ),
    ),
    offers=_offers,
    remarks=_remarks,
)
