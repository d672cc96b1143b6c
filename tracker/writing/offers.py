"""What is written in a case, as the case pages offer it."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.page import Area, Offer, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK
from tracker.core.text import N_
from tracker.writing import rules, services
from tracker.writing.states import OFFER_LABELS, WrittenKind


def _offers(actor: Actor, file: CaseFile, today: date) -> list[Offer]:
    found = []
    if file.allows(actor, Permission.CONDUCT_CASE):
        for kind in WrittenKind:
            if kind is WrittenKind.DISCIPLINE_SUBMISSION:
                continue  # begun from the record it is about
            if rules.check_writing(kind, file.case.kind, file.case.state).allowed:
                url = url_for("writing.write_paper", ref=file.case.ref, kind=kind.value)
                found.append(Offer(OFFER_LABELS[kind], url, OK, quiet=True))
    answer = services.check_answer(actor, file, today)
    if answer is not None and answer.allowed:
        url = url_for("writing.answer_denouncer", ref=file.case.ref)
        found.append(Offer(N_("Tell the denouncer the result"), url, OK, quiet=True))
    return found


AREA = Area(tabs=(Tab(N_("Reports and letters"), "writing.list_written", Permission.SEE_PAPERS),), offers=_offers)
