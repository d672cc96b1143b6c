"""What evidence adds to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.page import Area, Offer, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK
from tracker.cases.states import State
from tracker.core.text import N_
from tracker.evidence import queries, rules


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    if file.case.state not in rules.RECORDING_STATES or not file.allows(actor, Permission.RECORD_EVIDENCE):
        return []
    found = [Offer(N_("Enter evidence"), url_for("evidence.register_evidence", ref=file.case.ref), OK, quiet=True)]
    if file.case.state is State.CONDUCTING:
        url = url_for("evidence.send_draft", ref=file.case.ref)
        found.append(Offer(N_("Send the draft for a factual check"), url, OK, quiet=True))
    return found


AREA = Area(
    tabs=(
        Tab(
            N_("Evidence"),
            "evidence.list_evidence",
            Permission.SEE_FILE,
            lambda file: queries.items_counted(file.case.id),
        ),
        Tab(N_("Subject's answers"), "evidence.list_answers", Permission.SEE_FILE),
    ),
    offers=_offers,
)
