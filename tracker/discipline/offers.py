"""What discipline adds to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.page import Area, Offer, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK, refuse
from tracker.cases.states import Outcome
from tracker.core.text import N_, message
from tracker.discipline import queries, rules, services
from tracker.discipline.models import Discipline
from tracker.discipline.states import ACTION_LABELS, TRANSITIONS, Action, State
from tracker.meetings.queries import find_open_item
from tracker.regulations.verdict import Verdict

ENDPOINTS = {
    Action.REVIEW: "discipline.review_discipline",
    Action.VOTE: "discipline.record_vote",
    Action.REFRAIN: "discipline.refrain",
    Action.BAR: "discipline.bar_discipline",
    Action.DECIDE: "discipline.decide_discipline",
    Action.ANNOUNCE: "discipline.announce_discipline",
    Action.REFER: "discipline.refer_discipline",
}


def _check_voted(action: Action, voted: rules.Voted, bars: rules.BarVerdict) -> Verdict:
    if action is Action.BAR:
        return rules.check_barring(voted, bars)
    if action is Action.DECIDE:
        decision = rules.check_decision(voted)
        barred = rules.check_not_barred(bars)
        return decision if barred.allowed or not decision.allowed else barred
    return rules.check_referral(voted) if action is Action.REFER else rules.check_refraining(voted)


def steps_of(actor: Actor, file: CaseFile, discipline: Discipline) -> list[Offer]:
    """The steps that the actor's relation allows on one record, each with its verdict."""
    found = []
    place = {"ref": file.case.ref, "number": discipline.number}
    if discipline.state is State.REVIEWING and file.allows(actor, Permission.REVIEW_DISCIPLINE):
        waiting = find_open_item(file.case.id, discipline.subject_id) is None
        verdict = OK if waiting else refuse(message("The vote is on the agenda of a session that is still to be held."))
        found.append(Offer(N_("Put the vote on the agenda"), url_for("discipline.put_on_agenda", **place), verdict))
    voted = services.voted_of(file, discipline) if discipline.state is State.VOTED else None
    bars = services.barred_of(actor, file, discipline) if voted else rules.BarVerdict()
    for row in TRANSITIONS.from_state(discipline.state):
        if row.action is Action.BAR and not bars.bars_everything:
            continue  # nobody is told that a record could be barred while it is not
        if file.allows(actor, row.permission):
            verdict = _check_voted(row.action, voted, bars) if voted else _verdict(file, discipline, row.action)
            found.append(Offer(ACTION_LABELS[row.action], url_for(ENDPOINTS[row.action], **place), verdict))
    return found


def _verdict(file: CaseFile, discipline: Discipline, action: Action) -> Verdict:
    if action is Action.VOTE:
        verdict = rules.check_vote(bool(discipline.self_criticism_on), bool(discipline.heard_on))
        if verdict.allowed and find_open_item(file.case.id, discipline.subject_id) is None:
            return refuse(message("The vote is not on the agenda of a session yet."))
        return verdict
    return OK


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    found = []
    if file.allows(actor, Permission.PROPOSE_DISCIPLINE):
        for subject in file.case.subjects:
            if subject.outcome is Outcome.MUST_DISCIPLINE and not queries.find_for_subject(subject.id):
                url = url_for("discipline.propose_discipline", ref=file.case.ref, subject=subject.number)
                verdict = services.check_proposal(file, subject)
                found.append(Offer(message("Propose discipline: %(name)s", name=subject.name), url, verdict))
    for discipline in queries.disciplines_of_case(file.case.id):
        found += steps_of(actor, file, discipline)
    return found


AREA = Area(
    tabs=(
        Tab(
            N_("Discipline"),
            "discipline.list_of_case",
            Permission.SEE_PAPERS,
            lambda file: queries.count_of_case(file.case.id),
        ),
    ),
    offers=_offers,
)
