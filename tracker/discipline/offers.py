"""What discipline adds to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.deadlines import Event, EventDeadline, event_deadline
from tracker.cases.page import Area, Offer, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK, refuse
from tracker.cases.states import Outcome
from tracker.core.text import N_, message
from tracker.discipline import queries, rules, services
from tracker.discipline.models import Discipline
from tracker.discipline.states import ACTION_LABELS, TRANSITIONS, Action, State
from tracker.lawbook.queries import OfficeLaw
from tracker.meetings.queries import find_open_item
from tracker.organizations.states import BodyKind
from tracker.regulations.verdict import Verdict

ENDPOINTS = {
    Action.REVIEW: "discipline.review_discipline",
    Action.VOTE: "discipline.record_vote",
    Action.REFRAIN: "discipline.refrain",
    Action.DECIDE: "discipline.decide_discipline",
    Action.ANNOUNCE: "discipline.announce_discipline",
    Action.REFER: "discipline.refer_discipline",
}


_CHECKS = {
    Action.REFRAIN: rules.check_refraining,
    Action.DECIDE: rules.check_decision,
    Action.REFER: rules.check_referral,
}


def steps_of(actor: Actor, file: CaseFile, discipline: Discipline) -> list[Offer]:
    """The steps that the actor's relation allows on one record, each with its verdict."""
    found = []
    place = {"ref": file.case.ref, "number": discipline.number}
    if discipline.state is State.REVIEWING and file.allows(actor, Permission.REVIEW_DISCIPLINE):
        waiting = find_open_item(file.case.id, discipline.subject_id) is None
        verdict = OK if waiting else refuse(message("The vote is on the agenda of a session that is still to be held."))
        found.append(Offer(N_("Put the vote on the agenda"), url_for("discipline.put_on_agenda", **place), verdict))
    voted = services.voted_of(file, discipline) if discipline.state is State.VOTED else None
    for row in TRANSITIONS.from_state(discipline.state):
        if file.allows(actor, row.permission):
            verdict = _CHECKS[row.action](voted) if voted else _verdict(file, discipline, row.action)
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


def _deadlines(file: CaseFile, law: OfficeLaw) -> list[EventDeadline]:
    """Announcing a decision, handing over a cell's, complaining against it."""
    found = []
    for row in queries.decided_of_case(file.case.id):
        limits = law.limits_for(row.organization)
        found += [event_deadline(event, limits, law.calendar) for event in _events(row)]
    return found


def _events(row: queries.DecidedRow) -> list[Event]:
    record, level, name = row.discipline, row.organization.level.value, row.discipline.subject.name
    events = []
    if record.decided_on:
        events.append(Event("announcement", level, record.decided_on, record.announced_on, name))
    if row.body_kind is BodyKind.CELL_MEETING and row.held_on:
        untold = message("Whether it was handed over is not recorded here.")
        events.append(Event("handover", level, row.held_on, None, name, tracked=False, note=untold))
    if record.announced_on:
        receipt = message("Counted from the announcement; it runs from the day the decision was received, if later.")
        events.append(Event("complaint-filing", level, record.announced_on, None, name, tracked=False, note=receipt))
    return events


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
    deadlines=_deadlines,
)
