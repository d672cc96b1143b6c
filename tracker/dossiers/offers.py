"""What the file adds to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.page import Area, Offer, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK
from tracker.cases.states import ACTION_LABELS, ESTABLISHED_STATES, TRANSITIONS, Action
from tracker.core.text import N_


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    found = []
    for row in TRANSITIONS.from_state(file.case.state):
        if not file.allows(actor, row.permission):
            continue
        if row.action is Action.ARCHIVE:
            # What is missing is told on that page: to work it out here would cost every case page eight queries.
            url = url_for("dossiers.archive_case", ref=file.case.ref)
            found.append(Offer(ACTION_LABELS[row.action], url, OK, quiet=True))
        elif row.action is Action.REOPEN:
            url = url_for("dossiers.reopen_case", ref=file.case.ref)
            found.append(Offer(ACTION_LABELS[row.action], url, OK, quiet=True))
    return found


AREA = Area(
    tabs=(
        Tab(
            N_("Archive file"),
            "dossiers.show_dossier",
            Permission.SEE_PAPERS,
            shown=lambda file: file.case.state in ESTABLISHED_STATES,
        ),
    ),
    offers=_offers,
)
