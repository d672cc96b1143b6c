"""What findings add to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.page import Area, Offer, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK
from tracker.cases.states import ACTION_LABELS, Action, State
from tracker.core.text import N_
from tracker.findings import queries
from tracker.findings.services import check_report


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    if file.case.state is not State.CONDUCTING:
        return []
    ref = file.case.ref
    found = []
    if file.allows(actor, Permission.RECORD_FINDINGS):
        found.append(Offer(N_("Record a finding"), url_for("findings.record_finding", ref=ref), OK))
        waiting = next((subject for subject in file.case.subjects if subject.outcome is None), None)
        if waiting:
            url = url_for("findings.judge_subject", ref=ref, number=waiting.number)
            found.append(Offer(N_("Judge the subject"), url, OK))
    if file.allows(actor, Permission.SUBMIT_REPORT):
        found.append(
            Offer(ACTION_LABELS[Action.REPORT], url_for("findings.submit_report", ref=ref), check_report(file))
        )
    return found


AREA = Area(
    tabs=(
        Tab(
            N_("Findings"),
            "findings.list_findings",
            Permission.SEE_FILE,
            lambda file: queries.count_findings(file.case.id),
        ),
    ),
    offers=_offers,
)
